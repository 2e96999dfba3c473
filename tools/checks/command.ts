import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Check, Finding } from "./check.js";

/** How a program ended, and all that it said. */
export interface Ending {
  readonly code: number | null;
  readonly output: string;
}

/** Path of a file of this repository, which need not be the tree that is checked: a test of a rule plants its own. */
export function fromRepository(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** Runs a file of this repository with this Node, in `root`. */
export function runNode(file: string, words: readonly string[], root: string): Promise<Ending> {
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" };
  const child = spawn(process.execPath, [fromRepository(file), ...words], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((settle, reject) => {
    child.on("error", reject);
    child.on("close", (code) => settle({ code, output: output.trim() }));
  });
}

/** A check that is another tool's: it holds when the tool ends with 0. */
export function commandCheck(name: string, file: string, ...words: readonly string[]): Check {
  return { name, run: async (root) => findFailure(name, await runNode(file, words, root)) };
}

export function findFailure(name: string, { code, output }: Ending): readonly Finding[] {
  return code === 0 ? [] : [{ file: name, message: `ended with ${code}\n${output}` }];
}
