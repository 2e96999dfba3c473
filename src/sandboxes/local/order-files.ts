import { chmod, chown, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SandboxFile } from "../model.js";
import type { Account } from "./account.js";
import { refused, temporaryFolder, workFolder } from "./environment.js";

/** Makes the folder of a sandbox with its files. All of it is ours until it is whole, so that nobody turns a path elsewhere meanwhile. */
export async function layOut(folder: string, files: readonly SandboxFile[], account: Account | null): Promise<void> {
  const work = join(folder, workFolder);
  for (const { path } of files) checkPath(path);
  await mkdir(folder, { mode: 0o700 });
  await mkdir(work, { mode: 0o700 });
  const made = new Set([work]);
  for (const { path, base64 } of files) {
    await makeParents(work, path, made);
    // As a mounted file would be: to be read, and to be run where it is a program.
    await writeFile(join(work, path), Buffer.from(base64, "base64"), { flag: "wx", mode: 0o755 }).catch(refuseClash);
    made.add(join(work, path));
  }
  const temporary = join(folder, temporaryFolder);
  await mkdir(temporary, { mode: 0o700 });
  if (!account) return;
  await chmod(folder, 0o711);
  for (const path of [...made, temporary]) await chown(path, account.uid, account.gid);
}

function checkPath(path: string): void {
  const isBelow = path.split("/").every((part) => part !== "" && part !== "." && part !== ".." && !part.includes("\0"));
  if (!isBelow) throw refused(`${JSON.stringify(path)} is no path below the working directory.`);
}

async function makeParents(work: string, path: string, made: Set<string>): Promise<void> {
  const parents: string[] = [];
  for (let parent = dirname(join(work, path)); !made.has(parent); parent = dirname(parent)) parents.push(parent);
  for (const parent of parents.toReversed()) {
    await mkdir(parent, { mode: 0o755 }).catch(refuseClash);
    made.add(parent);
  }
}

function refuseClash(error: NodeJS.ErrnoException): never {
  const isClash = ["EEXIST", "ENOTDIR", "EISDIR", "ENAMETOOLONG"].includes(error.code ?? "");
  throw isClash ? refused(`The files do not fit together: ${error.message}`) : error;
}
