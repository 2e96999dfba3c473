import { newId } from "../src/platform/ids.js";
import type { HostOrder, HostPhase, SandboxHost } from "../src/sandboxes/index.js";

interface Followed {
  phase: HostPhase | null;
  wake: () => void;
}

/** Where sandboxes stand, as their host reports it, for who waits for it. */
export class Phases {
  readonly #followed = new Map<string, Followed>();
  readonly #host: SandboxHost;

  constructor(host: SandboxHost) {
    this.#host = host;
    host.onReport(({ ref, phase }) => {
      const followed = this.#followed.get(ref);
      if (!followed) return;
      followed.phase = phase;
      followed.wake();
    });
  }

  /** From its order until it is gone, once it has run or, when it has no end, runs; answers what it took until then. */
  async round(order: HostOrder): Promise<number> {
    const startMs = performance.now();
    await this.run(order);
    const tookMs = performance.now() - startMs;
    if (order.image !== endless) await this.#reached(order.ref, ["SUCCEEDED"]);
    await this.end(order.ref);
    return tookMs;
  }

  async run(order: HostOrder): Promise<void> {
    this.#followed.set(order.ref, { phase: null, wake: () => undefined });
    await this.#host.provision(order);
    await this.#reached(order.ref, ["RUNNING", "SUCCEEDED"]);
  }

  async end(ref: string): Promise<void> {
    await this.#host.remove(ref, 0);
    await this.#reached(ref, ["GONE"]);
    this.#followed.delete(ref);
  }

  /** Fails where it cannot come any more. */
  async #reached(ref: string, wanted: readonly HostPhase[]): Promise<void> {
    const followed = this.#followed.get(ref);
    if (!followed) throw new Error(`${ref} is not followed`);
    for (;;) {
      const { phase } = followed;
      if (phase !== null && wanted.includes(phase)) return;
      if (phase === "GONE" || (phase === "FAILED" && !wanted.includes("GONE"))) throw new Error(`${ref} is ${phase}`);
      await new Promise<void>((resolve) => (followed.wake = resolve));
    }
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
