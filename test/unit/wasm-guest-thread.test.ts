import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { defaultWasmLimits, type WasmResult } from "../../src/wasm/index.js";
import { GuestThread } from "../../src/wasm/guest-thread.js";
import type { JobInput } from "../../src/wasm/job.js";
import { closeInner, makePipes, type NamedPipe } from "../support/kubernetes-api/named-pipes.js";

const input: JobInput = { args: [], env: {}, stdin: new Uint8Array(), directories: [], limits: defaultWasmLimits };
const done = "{ exitCode: 0, failure: null, durationMs: 1, peakMemoryBytes: 0 }";
const threads: GuestThread[] = [];

afterEach(async () => {
  for (const thread of threads.splice(0)) {
    thread.end(null);
    await thread.ended;
  }
});

/** A thread that does this with each job, in place of running a module. */
function threadThat(work: string): GuestThread {
  const program = `
    import { parentPort } from "node:worker_threads";
    import { writeSync } from "node:fs";
    parentPort.on("message", (job) => { ${work} });
    parentPort.postMessage("ready");`;
  const thread = new GuestThread(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
  threads.push(thread);
  return thread;
}

async function run(thread: GuestThread, changes: Partial<JobInput> = {}): Promise<WasmResult> {
  await thread.ready;
  return thread.run({}, { ...input, ...changes }, () => undefined);
}

it("ends a run as CRASHED when its thread dies, and is not fit for another", async () => {
  const thread = threadThat('throw new Error("boom");');
  expect(await run(thread)).toMatchObject({
    exitCode: null,
    failure: { reason: "CRASHED", message: expect.stringContaining("boom") },
  });
  expect(thread.isFit).toBe(false);
});

it("ends a run as CRASHED when its thread takes more memory than a thread may", async () => {
  const thread = threadThat("const kept = []; for (;;) kept.push(new Array(1000).fill({}));");
  const { failure } = await run(thread, { limits: { ...defaultWasmLimits, timeoutMs: 60_000, cpuMs: 60_000 } });
  expect(failure).toMatchObject({ reason: "CRASHED", message: expect.stringContaining("memory limit") });
});

it("does not take the answer of a run that was ended before", async () => {
  const thread = threadThat(`parentPort.postMessage(${done});`);
  await thread.ready;
  const result = thread.run({}, input, () => undefined);
  thread.end({ reason: "CANCELLED", message: "Enough." });
  expect((await result).failure).toEqual({ reason: "CANCELLED", message: "Enough." });
});

it("tells when a thread does not end though it was told to", async () => {
  const folder = await mkdtemp(join(tmpdir(), "muster-thread-"));
  const pipes = await makePipes(folder, ["full"]);
  const [{ inner, outer }] = pipes as [NamedPipe];
  try {
    // Nothing interrupts this call but who reads what it writes.
    const thread = threadThat(`writeSync(${inner}, Buffer.alloc(1_048_576)); parentPort.postMessage(${done});`);
    await thread.ready;
    const stuck = new Promise<WasmResult>((resolve) => void thread.run({}, input, resolve));
    await once(outer, "readable");
    thread.end({ reason: "TIMEOUT", message: "Enough." });
    expect((await stuck).failure?.reason).toBe("TIMEOUT");
  } finally {
    outer.destroy();
    closeInner(pipes);
    await rm(folder, { recursive: true });
  }
});

it("is not told of as stuck where its process stood still while it ended", async () => {
  const thread = threadThat("");
  await thread.ready;
  const onStuck = vi.fn();
  const ended = thread.run({}, input, onStuck);
  // Behind an immediate come the timers that are due, and only then what has happened.
  setImmediate(() => {
    thread.end({ reason: "CANCELLED", message: "Enough." });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);
  });
  expect((await ended).failure?.reason).toBe("CANCELLED");
  expect(onStuck).not.toHaveBeenCalled();
});

it("is not fit any more after a thousand runs", async () => {
  const thread = threadThat(`parentPort.postMessage(${done});`);
  for (let count = 0; count < 1_000; count++) {
    expect(thread.isFit).toBe(true);
    await run(thread);
  }
  expect(thread.isFit).toBe(false);
});

it("gives each guest an empty stdout, whatever the one before has written", async () => {
  // What a thread does with its book: the length of stdout is the fifth word.
  const thread = threadThat(`
    const words = new Int32Array(job.book);
    const before = words[4];
    words[4] = 2;
    new Uint8Array(job.book).fill(before === 0 ? 65 : 66, 32, 34);
    parentPort.postMessage(${done});`);
  expect(Buffer.from((await run(thread)).stdout).toString()).toBe("AA");
  expect(Buffer.from((await run(thread)).stdout).toString()).toBe("AA");
});
