/**
 * `npx tsx bench/wasm.ts [--seconds N] [--workers N]`: what the runner of WASM modules adds to a run, from the call to its
 * result. Cold: the first run of a module, its load from memory, check and compilation included. Some seconds in all.
 */
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import wabt from "wabt";
import { silentLog } from "../src/platform/log.js";
import { createMetrics } from "../src/platform/metrics.js";
import { createWasmRunner, defaultWasmLimits, type WasmRequest, type WasmRunner } from "../src/wasm/index.js";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "3" },
    workers: { type: "string", default: String(availableParallelism()) },
  },
});
const assembler = await wabt();
const colds = 30;
const warms = 500;

/** Writes a line to stdout, and has functions that it does not call. */
function moduleWith(line: string, functions: number): Uint8Array {
  const body = Array.from(
    { length: 30 },
    (_, step) => `(local.set 0 (i32.add (local.get 0) (i32.const ${step * 1_000})))`,
  );
  const unused = Array.from(
    { length: functions },
    () => `(func (param i32) (result i32) ${body.join(" ")} (local.get 0))`,
  );
  const module = assembler.parseWat(
    "bench.wat",
    `(module
      (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 17)
      (data (i32.const 16) "${line}\\n")
      ${unused.join("\n")}
      (func (export "_start")
        (i32.store (i32.const 0) (i32.const 16))
        (i32.store (i32.const 4) (i32.const ${line.length + 1}))
        (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))`,
  );
  const { buffer } = module.toBinary({});
  module.destroy();
  return new Uint8Array(buffer);
}

function requestOf(module: Uint8Array): WasmRequest {
  return {
    owner: "bench",
    sha256: createHash("sha256").update(module).digest("hex"),
    load: () => Promise.resolve(module),
    args: ["bench"],
    env: {},
    stdin: new Uint8Array(),
    directories: [],
    limits: defaultWasmLimits,
  };
}

async function timeOf(runner: WasmRunner, request: WasmRequest): Promise<number> {
  const start = performance.now();
  const { failure } = await runner.run(request);
  if (failure) throw new Error(failure.message);
  return performance.now() - start;
}

async function inTurn(runner: WasmRunner, requests: readonly WasmRequest[]): Promise<number[]> {
  const times: number[] = [];
  for (const request of requests) times.push(await timeOf(runner, request));
  return times.toSorted((a, b) => a - b);
}

/** Runs per second with twice as many callers as workers. */
async function throughput(runner: WasmRunner, request: WasmRequest): Promise<number> {
  const start = performance.now();
  const endMs = start + Number(values.seconds) * 1_000;
  let runs = 0;
  const caller = async (): Promise<void> => {
    for (; performance.now() < endMs; runs++) await timeOf(runner, request);
  };
  await Promise.all(Array.from({ length: 2 * Number(values.workers) }, caller));
  return (runs / (performance.now() - start)) * 1_000;
}

function show(what: string, sorted: readonly number[]): void {
  const at = (part: number): string => (sorted[Math.floor(part * (sorted.length - 1))] ?? 0).toFixed(2);
  console.log(`${what.padEnd(28)} p50 ${at(0.5).padStart(8)} ms   p99 ${at(0.99).padStart(8)} ms`);
}

const runner = createWasmRunner({
  log: silentLog,
  metrics: createMetrics(),
  config: { workers: Number(values.workers) },
});
await runner.start();
// The first run of all loads the code of the runner itself.
await timeOf(runner, requestOf(moduleWith("warm-up", 0)));
for (const functions of [0, 5_000]) {
  const requests = Array.from({ length: colds }, (_, index) => requestOf(moduleWith(`hello ${index}`, functions)));
  const [first] = requests;
  if (!first) continue;
  const bytes = (await first.load()).length;
  show(`cold, ${bytes} bytes`, await inTurn(runner, requests));
  show(
    "  warm, one after the other",
    await inTurn(
      runner,
      Array.from({ length: warms }, () => first),
    ),
  );
  console.log(`${"  warm, side by side".padEnd(28)} ${Math.round(await throughput(runner, first))} runs/s`);
}
await runner.stop();
