import type { Service } from "../platform/service.js";
import type { SandboxClaim } from "./door.js";
import type { HostReport } from "./host.js";
import type { KeptSandbox } from "./ledger.js";

/** Sandboxes that are ready before anybody asks, of one host: kept at the configured numbers by whoever looks after sandboxes. */
export interface WarmPool extends Service {
  /**
   * One that waits becomes this sandbox: answers what the host knows it by, and has told it what to do. Null where none is ready, or the
   * sandbox asks for what only its own container can have: a program in place of the image's, more than the default resources, networks.
   */
  take(sandbox: KeptSandbox): Promise<string | null>;
  /** Of a `warm_...` that no sandbox has become. */
  onReport(report: HostReport): void;
  /** All `warm_...` that the host has: takes away what nobody knows, forgets what is gone. */
  reconcile(reports: readonly HostReport[]): Promise<void>;
}

/** Where the containers of the pool wait, at whatever process they are connected to. */
export interface ClaimDesk extends Service {
  /** As the door says. */
  awaitClaim(poolKey: string, waitMs: number, signal: AbortSignal): Promise<SandboxClaim | null>;
}
