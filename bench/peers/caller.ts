import type { ChildProcess } from "node:child_process";
import { latenciesOf, secondsSince, type Latencies } from "../figures.js";
import type { Payload, Producer } from "./peer.js";
import type { WorkerReport } from "./worker.js";

const pollMs = 5;
const bytes: Payload = { payload: "x".repeat(200) };

interface Load {
  readonly tasks: number;
  readonly calls: number;
  readonly callsInFlight: number;
  readonly call: () => Promise<unknown>;
  readonly onSent?: () => Promise<void>;
}

export interface BulkOptions {
  readonly tasks: number;
  /** Awaited when the last call was answered. */
  readonly onSent?: () => Promise<void>;
}

/** The calling side of the workloads: the producer calls from here, the worker tells of every start. */
export class Caller {
  readonly #producer: Producer;
  #latenciesMs: number[] = [];
  #wake: (() => void) | null = null;

  constructor(producer: Producer, worker: ChildProcess) {
    this.#producer = producer;
    worker.on("message", (report: WorkerReport) => {
      if (report.type === "started") this.#latenciesMs.push(...report.latenciesMs);
      this.#wake?.();
    });
  }

  /** Tasks per second from the first call to the last completion, 500 in each call. */
  bulk({ tasks, onSent }: BulkOptions): Promise<number> {
    const [perCall, callsInFlight] = [500, 4];
    const payloads = Array.from({ length: perCall }, () => bytes);
    const calls = Math.ceil(tasks / perCall);
    const call = (): Promise<unknown> => this.#producer.enqueueMany(payloads);
    return this.#throughput({ tasks: calls * perCall, calls, callsInFlight, call, ...(onSent && { onSent }) });
  }

  /** Tasks per second, one call each. */
  single(tasks: number): Promise<number> {
    const call = (): Promise<unknown> => this.#producer.enqueue(bytes);
    return this.#throughput({ tasks, calls: tasks, callsInFlight: 64, call });
  }

  /** One call at a time, evenly: from before the call to the start of the handler. */
  async latency(seconds: number): Promise<Latencies> {
    const perSecond = 100;
    const total = perSecond + Math.round(perSecond * seconds);
    const calls: Promise<unknown>[] = [];
    const startMs = performance.now();
    for (let n = 0; n < total; n++) {
      const waitMs = startMs + (n * 1_000) / perSecond - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      calls.push(this.#producer.enqueue({ at: String(process.hrtime.bigint()) }));
    }
    await Promise.all(calls);
    const latenciesMs = await this.#started(total);
    // The first second is there to warm up.
    return latenciesOf(latenciesMs.slice(perSecond));
  }

  async #throughput({ tasks, calls, callsInFlight, call, onSent }: Load): Promise<number> {
    const startMs = performance.now();
    let left = calls;
    const caller = async (): Promise<void> => {
      while (left-- > 0) await call();
    };
    await Promise.all(Array.from({ length: callsInFlight }, caller));
    await onSent?.();
    await this.#started(tasks);
    while (!(await this.#producer.isDrained())) await new Promise((resolve) => setTimeout(resolve, pollMs));
    return tasks / secondsSince(startMs);
  }

  /** Resolves when so many handlers have started since the last call. */
  async #started(count: number): Promise<number[]> {
    while (this.#latenciesMs.length < count) await new Promise<void>((resolve) => (this.#wake = resolve));
    const told = this.#latenciesMs;
    this.#latenciesMs = [];
    return told;
  }
}
