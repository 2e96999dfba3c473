import { latenciesOf, secondsSince, type Latencies } from "../figures.js";
import type { Payload, Producer } from "./peer.js";
import type { Starts } from "./starts.js";

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
  readonly #starts: Starts;

  constructor(producer: Producer, starts: Starts) {
    this.#producer = producer;
    this.#starts = starts;
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
    const latenciesMs = await this.#starts.take(total);
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
    await this.#starts.take(tasks);
    while (!(await this.#producer.isDrained())) await new Promise((resolve) => setTimeout(resolve, pollMs));
    return tasks / secondsSince(startMs);
  }
}
