import { decodeBase64 } from "../../platform/base64.js";
import { badInput, type InputPath } from "../../platform/errors.js";
import { checkStorable, isStorable } from "../../platform/labels.js";
import type { SandboxInput } from "../door.js";
import type { SandboxFile } from "../model.js";

type FileInput = NonNullable<SandboxInput["files"]>[number];

const maxFiles = 100;
const maxPathChars = 255;
/** Of one step of a path, as file systems have it. */
const maxStepBytes = 255;
const maxBytes = 512 * 1024;

/** Files below the working directory, none in another's way. */
export function checkFiles(inputs: readonly FileInput[]): readonly SandboxFile[] {
  if (inputs.length > maxFiles) throw badInput(`At most ${maxFiles} files.`, ["files"], "LIST_TOO_LONG");
  const places = new Places();
  let bytes = 0;
  return inputs.map((file, index) => {
    const where = ["files", index];
    const path = checkPath(file.path, [...where, "path"]);
    if (!places.take(path)) throw badInput("Another file is in the way.", [...where, "path"], "PATH_TAKEN");
    const content = contentOf(file, where);
    bytes += content.length;
    if (bytes > maxBytes) throw badInput(`Files have at most ${maxBytes} bytes together.`, where, "FILES_TOO_LARGE");
    return { path, base64: content.toString("base64") };
  });
}

function checkPath(path: string, where: InputPath): string {
  if (path.length <= maxPathChars && isStorable(path) && path.split("/").every(isStep)) return path;
  const message = `A path is relative, as config/settings.json, without . or .. or \\, and of at most ${maxPathChars} characters.`;
  throw badInput(message, where, "PATH_INVALID");
}

/** Nothing that leads elsewhere on any host: Kubernetes has names of its own that begin with two dots, Windows parts paths by `\`. */
function isStep(step: string): boolean {
  const isName = step !== "" && step !== "." && !step.startsWith("..");
  return isName && !step.includes("\\") && Buffer.byteLength(step) <= maxStepBytes;
}

function contentOf({ text, base64 }: FileInput, where: InputPath): Buffer {
  const hasText = text !== null && text !== undefined;
  const hasBase64 = base64 !== null && base64 !== undefined;
  if (hasText === hasBase64) throw badInput("A file has either text or base64.", where, "FILE_CONTENT_AMBIGUOUS");
  return hasBase64
    ? decodeBase64(base64, [...where, "base64"])
    : Buffer.from(checkStorable(text ?? "", [...where, "text"]));
}

/** What is taken by files, and by the folders that they need. */
class Places {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();

  take(path: string): boolean {
    const folders = [...path.matchAll(/\//g)].map((slash) => path.slice(0, slash.index));
    const isTaken = this.#files.has(path) || this.#folders.has(path);
    if (isTaken || folders.some((folder) => this.#files.has(folder))) return false;
    this.#files.add(path);
    for (const folder of folders) this.#folders.add(folder);
    return true;
  }
}
