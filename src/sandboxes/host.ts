import type { Service } from "../platform/service.js";
import type { SandboxConnection, SandboxFile, SandboxReason } from "./model.js";

/** What a host is to make be there. */
export interface HostOrder {
  /** What the host is to know it by: `sandbox_...` or `warm_...`. Its names on the host follow from it, so that a second order finds the first. */
  readonly ref: string;
  /** For people who look at the host; null for one that waits in the pool. */
  readonly tenantId: string | null;
  readonly image: string;
  /** In place of the image's own; null for that. */
  readonly command: readonly string[] | null;
  readonly args: readonly string[];
  /** Without secrets: readable by who may look at the host. */
  readonly env: Readonly<Record<string, string>>;
  /** Environment too, kept where the host keeps secrets. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly files: readonly SandboxFile[];
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  readonly storageBytes: number;
  /** The host ends it by itself when it is this old, should Muster not be there to do it; from the order on. */
  readonly maxAgeMs: number;
  readonly egress: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** Where something stands on its host. GONE: nothing of it is left. */
export type HostPhase = "STARTING" | "RUNNING" | "SUCCEEDED" | "FAILED" | "ENDING" | "GONE";

/** What a host says of something of ours; each is the whole truth, so that one that was missed does no harm. */
export interface HostReport {
  readonly ref: string;
  readonly phase: HostPhase;
  /** Why it failed; while it is STARTING what keeps it, which may pass by itself; why it is GONE without our doing. */
  readonly reason: SandboxReason | null;
  readonly message: string | null;
  readonly exitCode: number | null;
  readonly containerId: string | null;
  readonly connection: SandboxConnection | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly cpuMs: number | null;
  readonly peakMemoryBytes: number | null;
}

export interface HostLogChunk {
  readonly stream: "STDOUT" | "STDERR";
  readonly text: string;
  /** Where a reader that has this chunk goes on, after a restart too where the host keeps logs. */
  readonly cursor: string;
}

/**
 * A host that cannot do what is asked. `passing`: the same may work later, as with HOST_UNREACHABLE and HOST_QUOTA; otherwise it never
 * will. `retryAfterMs`: when the host says so itself.
 */
export class HostError extends Error {
  readonly reason: SandboxReason;
  readonly isPassing: boolean;
  readonly retryAfterMs: number | null;

  constructor(
    reason: SandboxReason,
    message: string,
    how: { isPassing: boolean; retryAfterMs?: number | null; cause?: unknown },
  ) {
    super(message, { cause: how.cause });
    this.name = "HostError";
    this.reason = reason;
    this.isPassing = how.isPassing;
    this.retryAfterMs = how.retryAfterMs ?? null;
  }
}

/** What runs sandboxes: a port with the adapters `local/` and `kubernetes/`, held to one contract suite. */
export interface SandboxHost extends Service {
  /** `local:<machine>` or `kubernetes:<namespace>`: the same after a restart. Known once it is started. */
  readonly id: string;
  /** Whether it keeps what nobody trusts away from the machine and from others. */
  readonly isolates: boolean;
  /** Whether it is worth asking now: false while its circuit is open. */
  readonly isAvailable: boolean;
  /**
   * Makes it be there: resolves when the host has taken it on, which a report follows. Once more for the same `ref`, from this process
   * or another, finds what is there and makes good what is missing. Throws a HostError.
   */
  provision(order: HostOrder): Promise<void>;
  /**
   * Ends it, given `graceMs` to end by itself, and takes away all that it has on the host. Resolves when the host has heard; GONE is
   * reported when nothing is left, also where there was nothing. Throws a HostError.
   */
  remove(ref: string, graceMs: number): Promise<void>;
  /** All that is ours on the host, whoever began it; GONE is not among it. Throws a HostError. */
  list(): Promise<readonly HostReport[]>;
  /** Tells of each change, in order for each ref; may repeat. The listener must not throw. */
  onReport(listener: (report: HostReport) => void): () => void;
  /**
   * What it writes, from behind `cursor` (null: from the beginning) until it has ended or `signal` aborts. Waits for its reader: nothing
   * is kept for one that is slow. Chunks are whole lines of at most 16 KiB; a longer line comes in pieces. Throws a HostError.
   */
  logs(ref: string, cursor: string | null, signal: AbortSignal): AsyncIterable<HostLogChunk>;
}
