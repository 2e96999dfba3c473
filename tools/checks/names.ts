import { basename } from "node:path";
import type { Check, Finding } from "./check.js";
import { listFiles } from "./source-files.js";

const vague = /(^|[-.])(utils?|helpers?|common|types?|misc|manager)([-.]|$)/;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const code = /\.([cm]?[jt]s|tsx|css|sql)$/;

/** Names say what is inside, in kebab case; folders below src are at most two deep. */
export const names: Check = {
  name: "names",
  run: async (root) => (await listFiles(root)).filter((file) => code.test(file)).flatMap(findBadName),
};

function findBadName(file: string): Finding[] {
  const messages: string[] = [];
  const segments = file.split("/").map((segment) => segment.replace(/^\./, ""));
  if (segments.some((segment) => vague.test(segment))) messages.push("is named by a word that says nothing");
  if (!kebab.test(basename(file).replace(/^\./, ""))) messages.push("is not named in kebab case");
  if (segments.includes("src") && segments.length - segments.indexOf("src") - 2 > 2)
    messages.push("lies more than two folders below src");
  return messages.map((message) => ({ file, message }));
}
