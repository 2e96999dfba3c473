import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DemoError } from "demo-session";

export interface Module {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

const run = promisify(execFile);
const root = fileURLToPath(new URL("../", import.meta.url));
const outFile = join(root, "dist/readability.wasm");
const installed = (path: string): string => fileURLToPath(import.meta.resolve(path));

/** Compiles the agent from its source in `assembly/`. The same source gives the same bytes. */
export async function compileAgent(): Promise<Module> {
  // The compiler finds the shim's library by a relative path alone.
  const shim = relative(root, installed("@assemblyscript/wasi-shim/asconfig.json"));
  const words = ["assembly/index.ts", "--config", shim, "--outFile", "dist/readability.wasm", "--optimize"];
  // By its program: its types for TypeScript change those of JavaScript's own arrays.
  await run(process.execPath, [installed("assemblyscript/bin/asc.js"), ...words], { cwd: root }).catch(
    (error: Error) => {
      throw new DemoError(`The agent does not compile: ${error.message}`);
    },
  );
  const bytes = await readFile(outFile);
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
