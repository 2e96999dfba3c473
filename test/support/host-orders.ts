import { newId } from "../../src/platform/ids.js";
import type { HostOrder } from "../../src/sandboxes/host.js";

/** What a host is asked for, with what a test says of it. */
export function hostOrder(of: Partial<HostOrder> = {}): HostOrder {
  return {
    ref: newId("sandbox"),
    tenantId: newId("tenant"),
    image: "forever",
    command: null,
    args: [],
    env: { MUSTER_URL: "http://muster" },
    secrets: { MUSTER_API_KEY: "muster_key_secret" },
    files: [],
    cpuMillis: 250,
    memoryBytes: 256 * 2 ** 20,
    storageBytes: 512 * 2 ** 20,
    maxAgeMs: 3_600_000,
    egress: [],
    labels: {},
    ...of,
  };
}
