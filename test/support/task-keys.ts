import { createIdentityService, type SandboxKey } from "../../src/identity/index.js";
import { createEmbeddedBroker } from "../../src/platform/broker/embedded-broker.js";
import { systemClock } from "../../src/platform/clock.js";
import { createDatabase } from "../../src/platform/db/index.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";

/** Gives keys of sandboxes for the server on this database, as the process does that makes the sandboxes. */
export async function issueTaskKey(
  databaseUrl: string,
  key: Pick<SandboxKey, "tenantId" | "agentId" | "taskId">,
): Promise<string> {
  const parts = { clock: systemClock, log: silentLog, metrics: createMetrics() };
  const database = createDatabase({ ...parts, url: databaseUrl, poolSize: 1 });
  const broker = createEmbeddedBroker();
  const config = { jwtSecret: "y".repeat(32), accessTokenMs: 1_000, refreshTokenMs: 1_000 };
  const identity = createIdentityService({ ...parts, database, broker, config });
  const services = [database, broker, identity];
  for (const service of services) await service.start();
  try {
    const expiresAt = new Date(Date.now() + 3_600_000);
    return await identity.issueSandboxKey({ ...key, sandboxId: newId("sandbox"), expiresAt });
  } finally {
    for (const service of services.toReversed()) await service.stop();
  }
}
