import type { SandboxStatus } from "./states.js";

const sandboxReasons = [
  "EXIT_CODE",
  "OUT_OF_MEMORY",
  "OUT_OF_STORAGE",
  "DEADLINE_EXCEEDED",
  "PROVISIONING_TIMEOUT",
  "EVICTED",
  "NODE_LOST",
  "IMAGE_INVALID",
  "IMAGE_PULL_FAILED",
  "START_FAILED",
  "CRASH_LOOP",
  "UNSCHEDULABLE",
  "HOST_QUOTA",
  "HOST_FORBIDDEN",
  "HOST_REFUSED",
  "HOST_UNREACHABLE",
  "DELETED",
  "HOST_LOST",
  "UNTRUSTED",
  "REQUESTED",
  "TASK_ENDED",
  "AGENT_REMOVED",
] as const;

export type SandboxReason = (typeof sandboxReasons)[number];

export type SandboxHostKind = "LOCAL" | "KUBERNETES";

export interface SandboxFile {
  /** Below the working directory, parts joined by `/`. */
  readonly path: string;
  readonly base64: string;
}

/** What runs in a sandbox and what it may use, checked, with defaults filled in; kept with the sandbox and with tasks as JSON. */
export interface SandboxSpec {
  readonly image: string;
  /** In place of the image's own; null for that. */
  readonly command: readonly string[] | null;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly SandboxFile[];
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  readonly storageBytes: number;
  readonly timeoutMs: number;
  /** Networks beside Muster: `10.0.0.0/8`, or with a port `10.1.2.3/32:5432`, IPv6 as `[fd00::/8]:5432`. */
  readonly egress: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** Where a container is, as far as its host knows. */
export interface SandboxConnection {
  readonly namespace: string | null;
  readonly pod: string | null;
  readonly container: string | null;
  readonly address: string | null;
}

export interface Sandbox {
  readonly id: string;
  readonly tenantId: string;
  readonly status: SandboxStatus;
  readonly reason: SandboxReason | null;
  readonly message: string | null;
  readonly taskId: string | null;
  /** Of an agent that runs in it as itself; null for the agent of a task. */
  readonly agentId: string | null;
  readonly releaseId: string | null;
  readonly spec: SandboxSpec;
  /** `local:<machine>` or `kubernetes:<namespace>`; null while it waits. */
  readonly host: string | null;
  readonly isFromPool: boolean;
  readonly containerId: string | null;
  readonly connection: SandboxConnection | null;
  readonly exitCode: number | null;
  readonly cpuMs: number | null;
  readonly peakMemoryBytes: number | null;
  readonly cost: number | null;
  readonly eventSeq: number;
  readonly logSeq: number;
  readonly logBytes: number;
  readonly isLogCut: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly provisioningAt: Date | null;
  readonly readyAt: Date | null;
  readonly finishedAt: Date | null;
}

export function hostKindOf(host: string): SandboxHostKind {
  return host.startsWith("kubernetes:") ? "KUBERNETES" : "LOCAL";
}
