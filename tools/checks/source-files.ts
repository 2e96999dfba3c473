import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import ts from "typescript";

const skipped = new Set(["node_modules", "dist", "coverage", "generated"]);

function isSkipped(folder: string): boolean {
  return skipped.has(folder) || (folder.startsWith(".") && folder !== ".ci");
}

/** Paths of the files below `folder`, relative to `root`, with `/`; without what is installed, built, generated or hidden. */
export async function listFiles(root: string, folder = root): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const lists = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isFile()) return [relative(root, path).split(sep).join("/")];
      return !entry.isDirectory() || isSkipped(entry.name) ? [] : listFiles(root, path);
    }),
  );
  return lists.flat().toSorted();
}

export interface SourceFile {
  readonly file: string;
  readonly ast: ts.SourceFile;
}

/** Every file of code, parsed; the names alone decide what is code. */
export async function parseSources(root: string): Promise<SourceFile[]> {
  const files = (await listFiles(root)).filter((file) => /\.([cm]?[jt]s|tsx)$/.test(file));
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(root, file), "utf8");
      return { file, ast: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
    }),
  );
}

/** Line of a position in a file, from 1. */
export function lineOf(ast: ts.SourceFile, position: number): number {
  return ast.getLineAndCharacterOfPosition(position).line + 1;
}

/** Calls `visit` for the node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}
