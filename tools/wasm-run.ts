/**
 * Runs a command module as Muster does, in the same process and threads and with the same limits:
 *
 *     npx tsx tools/wasm-run.ts [--dir HOST[::GUEST]]... [--env NAME=VALUE]... [--memory MIB] [--timeout MS] [--cpu MS] MODULE [ARGUMENT]...
 *
 * Directories are read into memory before; what the module writes there is gone with it. Stdin is read to its end if the
 * module can read. Ends with the module's exit code, or with 134 where it did not come to an end by itself, or 2 where it was
 * not run. The flags are those of runtimes that the adapters of WASI's public test suite call.
 */
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { MusterError } from "../src/platform/errors.js";
import { createLog } from "../src/platform/log.js";
import { createMetrics } from "../src/platform/metrics.js";
import {
  createWasmRunner,
  defaultWasmLimits,
  inspectModule,
  maxStdinBytes,
  maxWasmLimits,
  type WasmDirectory,
  type WasmFile,
  type WasmLimits,
  type WasmRequest,
  type WasmResult,
} from "../src/wasm/index.js";

const version = "muster-wasm-run 0.1.0";
const usage =
  "wasm-run [--dir HOST[::GUEST]]... [--env NAME=VALUE]... [--memory MIB] [--timeout MS] [--cpu MS] MODULE [ARGUMENT]...";
const notRunCode = 2;
/** What a shell shows of a program that aborted. */
const abortedCode = 134;
/** Of all files together: beyond it the runner would refuse them. */
const maxFileBytes = maxWasmLimits.fileBytes;

const options = {
  dir: { type: "string", multiple: true, default: [] as string[] },
  env: { type: "string", multiple: true, default: [] as string[] },
  memory: { type: "string" },
  timeout: { type: "string" },
  cpu: { type: "string" },
  version: { type: "boolean", default: false },
} as const;

type Flags = ReturnType<typeof parse>["flags"];

/** Flags stand before the module; whatever is behind it is the module's. */
function parse(words: readonly string[]) {
  const { tokens } = parseArgs({ args: [...words], options, allowPositionals: true, strict: false, tokens: true });
  const end = tokens.find(({ kind }) => kind === "positional")?.index ?? words.length;
  const flags = parseArgs({ args: words.slice(0, end), options }).values;
  return { flags, command: words.slice(end) };
}

async function readFiles(folder: string, path = ""): Promise<WasmFile[]> {
  const names = (await readdir(join(folder, path))).toSorted();
  const found: WasmFile[] = [];
  for (const name of names) {
    const below = path === "" ? name : `${path}/${name}`;
    const entry = await stat(join(folder, below)).catch(() => null);
    if (entry?.isDirectory()) found.push(...(await readFiles(folder, below)));
    if (!entry?.isFile()) continue;
    if (entry.size > maxFileBytes) throw new Error(`${below} has more than ${maxFileBytes} bytes.`);
    found.push({ path: below, bytes: new Uint8Array(await readFile(join(folder, below))) });
    const total = found.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (total > maxFileBytes) throw new Error(`The files of ${folder} have more than ${maxFileBytes} bytes.`);
  }
  return found;
}

async function readDirectory(flag: string): Promise<WasmDirectory> {
  const [host = "", guestPath = host] = flag.split("::");
  return { guestPath, files: await readFiles(host) };
}

function variablesOf(flags: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    flags.map((flag) => {
      const at = flag.indexOf("=");
      if (at < 1) throw new Error(`--env ${flag}: say NAME=VALUE.`);
      return [flag.slice(0, at), flag.slice(at + 1)];
    }),
  );
}

async function readStdin(): Promise<Uint8Array> {
  if (process.stdin.isTTY) return new Uint8Array();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxStdinBytes) throw new Error(`stdin has more than ${maxStdinBytes} bytes.`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function limitsOf({ memory, timeout, cpu }: Flags): WasmLimits {
  const { memoryBytes, timeoutMs } = defaultWasmLimits;
  return {
    ...maxWasmLimits,
    memoryBytes: memory === undefined ? memoryBytes : Number(memory) * 1024 * 1024,
    timeoutMs: timeout === undefined ? timeoutMs : Number(timeout),
    cpuMs: cpu === undefined ? maxWasmLimits.cpuMs : Number(cpu),
  };
}

async function requestOf(flags: Flags, [path = "", ...args]: readonly string[]): Promise<WasmRequest> {
  const module = new Uint8Array(await readFile(path));
  const limits = limitsOf(flags);
  const { imports } = inspectModule(module, limits);
  return {
    owner: "author",
    sha256: createHash("sha256").update(module).digest("hex"),
    load: () => Promise.resolve(module),
    args: [basename(path), ...args],
    env: variablesOf(flags.env),
    stdin: imports.includes("fd_read") ? await readStdin() : new Uint8Array(),
    directories: await Promise.all(flags.dir.map(readDirectory)),
    limits,
  };
}

async function run(request: WasmRequest): Promise<WasmResult> {
  const runner = createWasmRunner({ log: createLog("error"), metrics: createMetrics(), config: { workers: 1 } });
  try {
    await runner.start();
    return await runner.run(request);
  } finally {
    await runner.stop();
  }
}

async function main(): Promise<number> {
  const { flags, command } = parse(process.argv.slice(2));
  if (flags.version) {
    console.log(version);
    return 0;
  }
  if (command.length === 0) throw new Error(`Which module? ${usage}`);
  const { stdout, stderr, exitCode, failure } = await run(await requestOf(flags, command));
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  if (failure && failure.reason !== "EXIT_CODE") console.error(`${failure.reason}: ${failure.message}`);
  return exitCode === null ? abortedCode : exitCode & 0xff;
}

try {
  process.exitCode = await main();
} catch (error) {
  const reason = error instanceof MusterError ? `${error.reason}: ` : "";
  console.error(`${reason}${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = notRunCode;
}
