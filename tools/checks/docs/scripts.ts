import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Finding } from "../check.js";
import type { Page } from "./pages.js";

/** Commands `npm run x`, `npm start` and `npm test` that the pages name and package.json does not have. */
export async function findUnknownScripts(root: string, pages: readonly Page[]): Promise<Finding[]> {
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    scripts?: Record<string, string>;
  };
  const known = new Set(Object.keys(manifest.scripts ?? {}));
  return pages.flatMap(({ file, text }) => {
    const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
      ([, run, short]) => run ?? short ?? "",
    );
    const unknown = [...new Set(named)].filter((name) => !known.has(name));
    return unknown.map((name) => ({ file, message: `names npm run ${name}, which package.json does not have` }));
  });
}
