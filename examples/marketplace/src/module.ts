import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { DemoError } from "demo-session";

export interface Module {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

const root = fileURLToPath(new URL("../", import.meta.url));
const source = join(root, "assembly/index.ts");
const outFile = join(root, "dist/readability.wasm");
const shim = fileURLToPath(import.meta.resolve("@assemblyscript/wasi-shim/asconfig.json"));

/** Compiles the agent from its source in `assembly/`. The same source gives the same bytes. */
export async function compileAgent(): Promise<Module> {
  // The compiler finds the shim's library by a relative path alone.
  const [from, config, to] = [source, shim, outFile].map((path) => relative(process.cwd(), path));
  const words = [`${from}`, "--config", `${config}`, "--outFile", `${to}`, "--optimize"];
  const { error, stderr } = await asc.main(words, {});
  if (error) throw new DemoError(`The agent does not compile: ${error.message}\n${Buffer.from(stderr.toBuffer()).toString()}`);
  const bytes = new Uint8Array(await readFile(outFile));
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
