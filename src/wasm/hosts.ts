import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import { HostProcess, type HostOptions } from "./host-process.js";

export interface HostsOptions {
  readonly count: number;
  readonly host: HostOptions;
  readonly clock: Clock;
  readonly log: Log;
  /** A host has become ready. */
  readonly onReady: () => void;
  readonly onRestart: () => void;
  /** None is left, and the next did not start either: nobody need wait for it. */
  readonly onOutage: () => void;
}

/** Before the second try in a row, doubled with each. */
const firstPauseMs = 100;
const maxPauseMs = 10_000;

/** Keeps a number of host processes alive. */
export class Hosts {
  readonly #hosts = new Set<HostProcess>();
  readonly #pauses = new Set<() => void>();
  #isStopping = false;

  constructor(private readonly options: HostsOptions) {}

  /** Resolves when all of them take runs; rejects when one does not start. */
  async start(): Promise<void> {
    const hosts = Array.from({ length: this.options.count }, () => this.#add(0));
    await Promise.all(hosts.map((host) => host.ready));
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const cancel of this.#pauses) cancel();
    await Promise.all([...this.#hosts].map((host) => host.kill()));
  }

  /** One with room: one that has the module at hand before others, then the one with the fewest runs. */
  choose(key: string): HostProcess | undefined {
    const free = [...this.#hosts].filter((host) => host.isFree);
    const rank = (host: HostProcess): number => host.load + (host.has(key) ? 0 : 1_000);
    return free.toSorted((a, b) => rank(a) - rank(b))[0];
  }

  get pids(): readonly number[] {
    return [...this.#hosts].flatMap(({ pid }) => pid ?? []);
  }

  /** Whether one could take any run now. */
  get hasRoom(): boolean {
    return [...this.#hosts].some((host) => host.isFree);
  }

  /** `failures`: how many in a row have not become ready. */
  #add(failures: number): HostProcess {
    const host = new HostProcess(this.options.host);
    this.#hosts.add(host);
    void this.#watch(host, failures);
    return host;
  }

  async #watch(host: HostProcess, failures: number): Promise<void> {
    const isReady = await host.ready.then(
      () => true,
      () => false,
    );
    if (isReady) this.options.onReady();
    const how = await host.ended;
    this.#hosts.delete(host);
    if (!this.#isStopping) this.#replace(how, isReady ? 0 : failures + 1);
  }

  #replace(how: string, failures: number): void {
    this.options.log.warn({ how, failures }, "a process of WASM runs ended");
    if (failures > 0 && ![...this.#hosts].some((host) => host.isReady)) this.options.onOutage();
    const pauseMs = failures === 0 ? 0 : Math.min(maxPauseMs, firstPauseMs * 2 ** (failures - 1));
    const cancel = this.options.clock.after(pauseMs, () => {
      this.#pauses.delete(cancel);
      this.options.onRestart();
      try {
        this.#add(failures);
      } catch (error) {
        // Short of memory or of processes, not even the spawn may succeed.
        this.#replace(String(error), failures + 1);
      }
    });
    this.#pauses.add(cancel);
  }
}
