import { afterEach, beforeEach, describe } from "vitest";
import type { SandboxHost } from "../../src/sandboxes/index.js";
import { sandboxFaultsContract } from "./sandbox-host-faults-contract.js";
import { sandboxInputsContract } from "./sandbox-host-inputs-contract.js";
import { sandboxLifecycleContract } from "./sandbox-host-lifecycle-contract.js";
import { sandboxLinesContract, sandboxLogsContract } from "./sandbox-host-logs-contract.js";
import { sandboxRacesContract } from "./sandbox-host-races-contract.js";
import { SandboxBench } from "./sandbox-host-orders.js";

/** What may differ from host to host. */
export interface SandboxHostTraits {
  readonly name: string;
  /** What runs goes on when the process that began it has ended. */
  readonly survivesRestart: boolean;
  /** Logs say which of the two streams a line was written to. */
  readonly keepsStreamsApart: boolean;
  /** A sandbox that uses more memory than it has is ended, here too. */
  readonly limitsMemory: boolean;
}

/** A started host with nothing on it. */
export interface SandboxWorld {
  readonly host: SandboxHost;
  /** Runs a small script of `sh`, with `args` of the order as its `$1`, `$2`, ... */
  readonly commandOf: (script: string) => readonly string[];
  /** Stops the host and starts another one at the same place, as a restart of the process would. */
  readonly restart: () => Promise<SandboxHost>;
  /** Stops the host that runs, and takes away what is left. */
  readonly stop: () => Promise<void>;
}

/** Of the running test. */
export type Get = () => SandboxBench;

/** What every adapter of the port promises; `setup` is called for each test. */
export function sandboxHostContract(traits: SandboxHostTraits, setup: () => Promise<SandboxWorld>): void {
  describe(`sandbox host: ${traits.name}`, () => {
    let bench: SandboxBench;
    beforeEach(async () => {
      bench = new SandboxBench(await setup());
    });
    afterEach(() => bench.stop());
    const get: Get = () => bench;

    describe("lifecycle", () => sandboxLifecycleContract(get, traits));
    describe("inputs", () => sandboxInputsContract(get));
    describe("faults", () => sandboxFaultsContract(get, traits));
    describe("logs", () => sandboxLogsContract(get, traits));
    describe("lines", () => sandboxLinesContract(get));
    describe("races", () => sandboxRacesContract(get));
  });
}
