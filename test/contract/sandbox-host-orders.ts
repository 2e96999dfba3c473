import { expect } from "vitest";
import { newId } from "../../src/platform/ids.js";
import type { HostLogChunk, HostOrder, HostPhase, HostReport, SandboxHost } from "../../src/sandboxes/index.js";
import { eventually } from "../support/eventually.js";
import type { SandboxWorld } from "./sandbox-host-contract.js";

const mib = 2 ** 20;
/** For a script that is to run until it is ended. */
export const forever = "while :; do sleep 0.05; done";

/** A host with all that it has reported, and orders to give to it. */
export class SandboxBench {
  readonly #world: SandboxWorld;
  #host: SandboxHost;
  readonly #reports: HostReport[] = [];
  #unlisten: () => void;

  constructor(world: SandboxWorld) {
    this.#world = world;
    this.#host = world.host;
    this.#unlisten = this.#listen();
  }

  get host(): SandboxHost {
    return this.#host;
  }

  /** Of a small script, with nothing else in it. */
  order(script: string, changes: Partial<HostOrder> = {}): HostOrder {
    return {
      ref: newId("sandbox"),
      tenantId: newId("tenant"),
      image: "muster-agent:latest",
      command: this.#world.commandOf(script),
      args: [],
      env: {},
      secrets: {},
      files: [],
      cpuMillis: 500,
      memoryBytes: 256 * mib,
      storageBytes: 256 * mib,
      maxAgeMs: 120_000,
      egress: [],
      labels: {},
      ...changes,
    };
  }

  async provision(script: string, changes: Partial<HostOrder> = {}): Promise<HostOrder> {
    const order = this.order(script, changes);
    await this.#host.provision(order);
    return order;
  }

  /** Runs it to its end: what it wrote to stdout. */
  async outputOf(script: string, changes: Partial<HostOrder> = {}): Promise<string> {
    const { ref } = await this.provision(script, changes);
    const output = await this.text(ref);
    const { phase, message } = await this.ended(ref);
    expect([phase, message]).toEqual(["SUCCEEDED", null]);
    return output;
  }

  async chunks(ref: string, cursor: string | null = null): Promise<HostLogChunk[]> {
    const chunks: HostLogChunk[] = [];
    for await (const chunk of this.#host.logs(ref, cursor, new AbortController().signal)) chunks.push(chunk);
    return chunks;
  }

  /** All that it writes until it ends. */
  async text(ref: string, cursor: string | null = null): Promise<string> {
    return textOf(await this.chunks(ref, cursor));
  }

  reportsOf(ref: string): HostReport[] {
    return this.#reports.filter((report) => report.ref === ref);
  }

  /** In the order of the reports, each once where it is repeated. */
  phasesOf(ref: string): HostPhase[] {
    const phases = this.reportsOf(ref).map(({ phase }) => phase);
    return phases.filter((phase, index) => phase !== phases[index - 1]);
  }

  /** Waits until one of these is the last that was reported. */
  until(ref: string, ...phases: readonly HostPhase[]): Promise<HostReport> {
    return eventually(() => {
      const last = this.reportsOf(ref).at(-1);
      if (!last || !phases.includes(last.phase)) {
        throw new Error(`${ref} is ${JSON.stringify(last ?? null)}, not ${phases.join(" or ")}.`);
      }
      return last;
    });
  }

  ended(ref: string): Promise<HostReport> {
    return this.until(ref, "SUCCEEDED", "FAILED");
  }

  async listed(ref: string): Promise<HostReport | undefined> {
    return (await this.#host.list()).find((report) => report.ref === ref);
  }

  async restart(): Promise<void> {
    this.#unlisten();
    this.#host = await this.#world.restart();
    this.#unlisten = this.#listen();
  }

  async stop(): Promise<void> {
    this.#unlisten();
    await this.#world.stop();
  }

  #listen(): () => void {
    return this.#host.onReport((report) => this.#reports.push(report));
  }
}

export function textOf(chunks: readonly HostLogChunk[], stream?: HostLogChunk["stream"]): string {
  return chunks
    .filter((chunk) => stream === undefined || chunk.stream === stream)
    .map(({ text }) => text)
    .join("");
}
