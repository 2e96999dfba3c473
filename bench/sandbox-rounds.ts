import { newId } from "../src/platform/ids.js";
import type { HostOrder, HostPhase, HostReport, SandboxHost } from "../src/sandboxes/index.js";

type Wake = (phase: HostPhase) => void;

/** What a host reports, for who waits for it. */
export class Phases {
  readonly #waiting = new Map<string, Wake>();
  readonly #host: SandboxHost;

  constructor(host: SandboxHost) {
    this.#host = host;
    host.onReport((report) => this.#note(report));
  }

  /** From its order until it is gone; answers what it took to run, or to have run. */
  async round(order: HostOrder): Promise<number> {
    const startMs = performance.now();
    const isReady = this.#reached(order.ref, ["RUNNING", "SUCCEEDED"]);
    await this.#host.provision(order);
    const ready = await isReady;
    const tookMs = performance.now() - startMs;
    if (ready !== "SUCCEEDED" && order.image !== endless) await this.#reached(order.ref, ["SUCCEEDED"]);
    await this.end(order.ref);
    return tookMs;
  }

  async run(order: HostOrder): Promise<void> {
    const isReady = this.#reached(order.ref, ["RUNNING"]);
    await this.#host.provision(order);
    await isReady;
  }

  async end(ref: string): Promise<void> {
    const isGone = this.#reached(ref, ["GONE"]);
    await this.#host.remove(ref, 0);
    await isGone;
  }

  /** Fails for what cannot come any more. */
  #reached(ref: string, wanted: readonly HostPhase[]): Promise<HostPhase> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(ref, (phase) => {
        const isLost = phase === "FAILED" || (phase === "GONE" && !wanted.includes("GONE"));
        if (!wanted.includes(phase) && !isLost) return;
        this.#waiting.delete(ref);
        if (wanted.includes(phase)) resolve(phase);
        else reject(new Error(`${ref} is ${phase}`));
      });
    });
  }

  #note({ ref, phase }: HostReport): void {
    this.#waiting.get(ref)?.(phase);
  }
}

/** By its image's name the double of a cluster lets it run until it is ended. */
export const endless = "forever";

export function orderOf(changes: Partial<HostOrder>): HostOrder {
  return {
    ref: newId("sandbox"),
    tenantId: "tenant_bench",
    image: endless,
    command: null,
    args: [],
    env: { MUSTER_URL: "http://muster.example", MODE: "bench" },
    secrets: { MUSTER_API_KEY: "a key of the length that a key has" },
    files: [{ path: "input/case.txt", base64: Buffer.from("a small file").toString("base64") }],
    cpuMillis: 250,
    memoryBytes: 256 * 2 ** 20,
    storageBytes: 512 * 2 ** 20,
    maxAgeMs: 3_600_000,
    egress: [],
    labels: { team: "bench" },
    ...changes,
  };
}

/** Calls until the time is over, so many at a time; answers how many there were. */
export async function sideBySide(callers: number, seconds: number, call: () => Promise<unknown>): Promise<number> {
  const endMs = performance.now() + seconds * 1_000;
  let done = 0;
  const caller = async (): Promise<void> => {
    for (; performance.now() < endMs; done++) await call();
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return done;
}
