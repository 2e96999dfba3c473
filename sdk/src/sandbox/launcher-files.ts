import { constants } from "node:fs";
import { lstat, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** In place of a file that is there, but not of what a link leads to. */
const flag = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;

/** A file of a sandbox, as a claim brings it. */
export interface SandboxFile {
  /** Below the working directory, parts joined by `/`. */
  readonly path: string;
  readonly base64: string;
}

/** Writes them below the directory. Throws for a path that would lead out of it, by its words or by a link; what was written stays. */
export async function writeFiles(directory: string, files: readonly SandboxFile[]): Promise<void> {
  for (const { path, base64 } of files) {
    const folders = partsOf(path);
    const name = folders.pop() ?? "";
    let folder = directory;
    for (const part of folders) {
      folder = join(folder, part);
      await enter(folder, path);
    }
    await writeFile(join(folder, name), Buffer.from(base64, "base64"), { flag });
  }
}

/** Makes the folder, unless it is there, and is one. */
async function enter(folder: string, path: string): Promise<void> {
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  if (!(await lstat(folder)).isDirectory()) throw escaping(path);
}

function partsOf(path: string): string[] {
  const parts = path.split("/");
  const isBad = (part: string): boolean => part === "" || part === "." || part === ".." || /[\0\\]/.test(part);
  if (parts.some(isBad)) throw escaping(path);
  return parts;
}

function escaping(path: string): Error {
  return new Error(`${JSON.stringify(path)} is no path below the working directory.`);
}
