import type { HostProcess } from "./host-process.js";

export interface SolitudeOptions<Suspect> {
  /** Made when there is a suspect, ended when there is none. */
  readonly createHost: () => HostProcess;
  /** Runs a suspect; never rejects. */
  readonly run: (host: HostProcess, suspect: Suspect) => Promise<void>;
  /** The process for it did not start. */
  readonly fail: (suspect: Suspect, error: unknown) => void;
}

/** Runs those who were in a process that died once more, one at a time in a process of their own: who kills that is known. */
export class Solitude<Suspect> {
  readonly #suspects: Suspect[] = [];
  #host: HostProcess | null = null;
  #loop: Promise<void> | null = null;

  constructor(private readonly options: SolitudeOptions<Suspect>) {}

  /** Those who wait and the one that runs. */
  get size(): number {
    return this.#suspects.length + (this.#loop ? 1 : 0);
  }

  /** Of its process, while there is one. */
  get pid(): number | undefined {
    return this.#host?.pid;
  }

  push(suspect: Suspect): void {
    this.#suspects.push(suspect);
    this.#loop ??= this.#runAll();
  }

  /** Takes those who wait, ends the process, and resolves when nothing runs. */
  async stop(): Promise<Suspect[]> {
    const waiting = this.#suspects.splice(0);
    await this.#host?.kill();
    await this.#loop;
    return waiting;
  }

  async #runAll(): Promise<void> {
    while (this.#suspects.length > 0) {
      for (let suspect = this.#suspects.shift(); suspect; suspect = this.#suspects.shift())
        await this.#runNext(suspect);
      const host = this.#host;
      this.#host = null;
      await host?.kill();
    }
    this.#loop = null;
  }

  async #runNext(suspect: Suspect): Promise<void> {
    const host = await this.#readyHost().catch((error: unknown) => this.options.fail(suspect, error));
    if (!host) return;
    await this.options.run(host, suspect);
    if (!host.isDoomed) return;
    this.#host = null;
    await host.kill();
  }

  async #readyHost(): Promise<HostProcess> {
    const host = (this.#host ??= this.options.createHost());
    try {
      await host.ready;
      return host;
    } catch (error) {
      this.#host = null;
      throw error;
    }
  }
}
