import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { DemoError } from "demo-session";

export interface Module {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

const root = fileURLToPath(new URL("../", import.meta.url));
const shim = fileURLToPath(import.meta.resolve("@assemblyscript/wasi-shim/asconfig.json"));

/** Compiles the agent from its source in `assembly/`. The same source gives the same bytes. */
export async function compileAgent(): Promise<Module> {
  const outFile = "dist/readability.wasm";
  const { error, stderr } = await asc.main(
    ["assembly/index.ts", "--config", shim, "--baseDir", root, "--outFile", outFile, "--optimize"],
    {},
  );
  if (error) throw new DemoError(`The agent does not compile: ${error.message}\n${stderr.toString()}`);
  const bytes = new Uint8Array(await readFile(`${root}${outFile}`));
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
