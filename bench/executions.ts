import wabt from "wabt";
import { latenciesOf, median, secondsSince, type Latencies } from "./figures.js";
import type { Bench } from "./workloads.js";

export interface ExecutionFigure {
  /** The first execution of a module: its bytes are read, verified and compiled for it. */
  readonly cold: Latencies;
  /** One after the other. */
  readonly warm: Latencies;
  /** With so many calls in flight that none has to wait for the caller. */
  readonly perSecond: number;
}

const colds = 30;
const warms = 500;
const callsInFlight = 16;
const seconds = 5;

/** `executeAgent` of a module that says hello, over the client's socket: from the call to its answer, kept in PostgreSQL. */
export async function executions(bench: Bench): Promise<ExecutionFigure> {
  const assembler = await wabt();
  const upload = async (line: string): Promise<string> => {
    const module = assembler.parseWat("hello.wat", helloWat(line));
    const bytes = new Uint8Array(module.toBinary({}).buffer);
    module.destroy();
    return (await bench.client.binaries.upload({ bytes })).id;
  };
  const first = await upload("hello");
  // The first ones load the code of all that is used.
  await inTurn(
    bench,
    Array.from({ length: 50 }, () => first),
  );
  const fresh: string[] = [];
  for (let index = 0; index < colds; index++) fresh.push(await upload(`hello ${index}`));
  return {
    cold: latenciesOf(await inTurn(bench, fresh)),
    warm: latenciesOf(
      await inTurn(
        bench,
        Array.from({ length: warms }, () => first),
      ),
    ),
    perSecond: await sideBySide(bench, first),
  };
}

export function describeExecutions(figures: readonly ExecutionFigure[]): string {
  const of = (read: (figure: ExecutionFigure) => number): number => median(figures.map(read));
  const told = (name: "cold" | "warm"): string =>
    `${name} p50 ${of((figure) => figure[name].p50Ms).toFixed(1)} ms, p99 ${of((figure) => figure[name].p99Ms).toFixed(1)} ms`;
  return `${told("cold")}; ${told("warm")}; ${Math.round(of(({ perSecond }) => perSecond))} executions/s`;
}

async function inTurn(bench: Bench, binaries: readonly string[]): Promise<number[]> {
  const valuesMs: number[] = [];
  for (const binary of binaries) {
    const startMs = performance.now();
    await execute(bench, binary);
    valuesMs.push(performance.now() - startMs);
  }
  return valuesMs;
}

async function sideBySide(bench: Bench, binary: string): Promise<number> {
  const startMs = performance.now();
  let done = 0;
  const caller = async (): Promise<void> => {
    for (; secondsSince(startMs) < seconds; done++) await execute(bench, binary);
  };
  await Promise.all(Array.from({ length: callsInFlight }, caller));
  return done / secondsSince(startMs);
}

async function execute({ client }: Bench, binary: string): Promise<void> {
  const { error } = await client.executions.execute({ agent: { binary } });
  if (error) throw new Error(error.message);
}

function helloWat(line: string): string {
  return `(module
    (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (data (i32.const 16) "${line}\\n")
    (func (export "_start")
      (i32.store (i32.const 0) (i32.const 16))
      (i32.store (i32.const 4) (i32.const ${line.length + 1}))
      (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))`;
}
