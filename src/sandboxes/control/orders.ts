import type { HostOrder } from "../host.js";
import type { KeptSandbox } from "../ledger.js";

/** What Muster itself says to a program; a request cannot say it in its place. */
const ownNames: ReadonlySet<string> = new Set([
  "MUSTER_URL",
  "MUSTER_API_KEY",
  "MUSTER_SANDBOX_ID",
  "MUSTER_TASK_ID",
  "MUSTER_POOL_KEY",
]);

export interface OrderDetails {
  /** Where the program reaches Muster. */
  readonly url: string;
  /** What it works with; null for neither a task nor an agent. */
  readonly apiKey: string | null;
  readonly maxAgeMs: number;
}

/** What a host is told to make of a sandbox. */
export function orderOf(
  { id, tenantId, taskId, spec }: KeptSandbox,
  { url, apiKey, maxAgeMs }: OrderDetails,
): HostOrder {
  const { timeoutMs: _timeout, ...place } = spec;
  const asked = Object.entries(spec.env).filter(([name]) => !ownNames.has(name));
  return {
    ...place,
    ref: id,
    tenantId,
    env: {
      ...Object.fromEntries(asked),
      MUSTER_URL: url,
      MUSTER_SANDBOX_ID: id,
      ...(taskId !== null && { MUSTER_TASK_ID: taskId }),
    },
    secrets: apiKey === null ? {} : { MUSTER_API_KEY: apiKey },
    maxAgeMs,
  };
}
