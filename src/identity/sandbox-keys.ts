import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import { MusterError, notFound } from "../platform/errors.js";
import { isId } from "../platform/ids.js";
import type { Revocations } from "./revocations.js";
import { derivedAgentKey } from "./secrets.js";
import { deleteSandboxKeys } from "./sql/delete-sandbox-keys.sql.js";
import { issueSandboxKey, type IssuedSandboxKey } from "./sql/issue-sandbox-key.sql.js";
import { revokeSandboxKeys } from "./sql/revoke-sandbox-keys.sql.js";

/** What a program in a sandbox comes in with. */
export interface SandboxKey {
  readonly tenantId: string;
  readonly sandboxId: string;
  /** Who works with it: the tenant's built-in agent for a task, else the sandbox's own. */
  readonly agentId: string;
  /** The one task that it is for; null for all that the agent is offered. */
  readonly taskId: string | null;
  readonly expiresAt: Date;
}

interface SandboxKeyOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly revocations: Revocations;
}

const sweepBatch = 1_000;
/** One sweep deletes 20,000 rows at most; the next one goes on. */
const sweepBatches = 20;
/** Several times what any replica may need to learn of a revocation. */
const keepMs = 10 * 60_000;

/** The keys of sandboxes: derived, so that they can be had again, and deleted soon after their end. */
export class SandboxKeys {
  readonly #options: SandboxKeyOptions;

  constructor(options: SandboxKeyOptions) {
    this.#options = options;
  }

  async issue(deriveSecret: (purpose: string) => Buffer, input: SandboxKey): Promise<string> {
    const { tenantId, sandboxId, agentId, taskId, expiresAt } = input;
    const { key, prefix, hash } = derivedAgentKey(deriveSecret(`sandbox:${sandboxId}`));
    const values = [keyIdOf(sandboxId), tenantId, sandboxId, agentId, prefix, hash, expiresAt, taskId];
    const [outcome] = await this.#options.database.query<IssuedSandboxKey>(issueSandboxKey, values);
    if (!outcome?.isAgentKnown) throw notFound("agent", agentId, ["agentId"]);
    if (!outcome.isIssued) throw keyRevoked(sandboxId);
    this.#options.revocations.announce(outcome.outdated);
    return key;
  }

  async revoke(sandboxIds: readonly string[]): Promise<void> {
    const ids = sandboxIds.filter((id) => isId("sandbox", id)).map(keyIdOf);
    if (ids.length === 0) return;
    const rows = await this.#options.database.query<{ id: string }>(revokeSandboxKeys, [ids]);
    this.#options.revocations.announce(rows.map(({ id }) => id));
  }

  /** Deletes those that ended a while ago; answers how many. Any number of replicas may sweep at once. */
  async sweep(): Promise<number> {
    const { database, clock } = this.#options;
    const endedBefore = new Date(clock.now().getTime() - keepMs);
    let count = 0;
    for (let batch = 0; batch < sweepBatches; batch++) {
      const deleted = await database.query(deleteSandboxKeys, [endedBefore, sweepBatch]);
      count += deleted.length;
      if (deleted.length < sweepBatch) break;
    }
    return count;
  }
}

/** With the sandbox's own suffix: so no two processes can keep two. */
function keyIdOf(sandboxId: string): string {
  return `key_${sandboxId.slice(sandboxId.indexOf("_") + 1)}`;
}

function keyRevoked(sandboxId: string): MusterError {
  return new MusterError("INVALID_STATE", `The key of ${sandboxId} was revoked.`, { reason: "KEY_REVOKED" });
}
