import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

export interface TextDocument {
  readonly path: string;
  readonly text: string;
}

const ignored = new Set(["node_modules", "dist", "coverage"]);
/** A task's input may have 256 KiB. */
const maxBytes = 200 * 1024;

/** The Markdown files below a folder, by path; at most `most`. */
export async function findDocuments(folder: string, most: number): Promise<readonly TextDocument[]> {
  const paths = (await markdownBelow(folder)).toSorted().slice(0, most);
  const documents = await Promise.all(
    paths.map(async (path) => ({ path: relative(folder, path), text: await readFile(path, "utf8") })),
  );
  return documents.filter(({ text }) => text.trim() !== "" && Buffer.byteLength(text) <= maxBytes);
}

async function markdownBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return ignored.has(entry.name) || entry.name.startsWith(".") ? [] : markdownBelow(path);
      return entry.name.endsWith(".md") ? [path] : [];
    }),
  );
  return found.flat();
}
