import type { SandboxHost } from "../host.js";
import type { KeptSandbox, SandboxChange, SandboxLedger } from "../ledger.js";
import { hasEnded } from "../states.js";
import type { ControllerNeighbours } from "./parts.js";

export interface AbandonedParts {
  readonly ledger: Pick<SandboxLedger, "abandoned" | "move" | "release">;
  readonly host: Pick<SandboxHost, "id">;
  readonly identity: Pick<ControllerNeighbours["identity"], "revokeSandboxKeys">;
}

/** In one statement; and how many of them in one look. */
const batchSize = 200;
const maxBatches = 50;
const message = "Nobody looks after its host any more.";

/**
 * Gives up what was on machines and clusters that are gone, since no process of theirs will come back for it: ends it, and takes its keys
 * away. Its tasks go on by themselves when their leases end.
 */
export async function giveUpAbandoned({ ledger, host, identity }: AbandonedParts): Promise<void> {
  for (let batch = 0; batch < maxBatches; batch++) {
    const found = await ledger.abandoned(host.id, batchSize);
    if (found.length > 0) {
      const moved = await ledger.move(found.filter(({ status }) => !hasEnded(status)).map(endOf));
      const ids = [...moved, ...found.filter(({ status }) => hasEnded(status))].map(({ id }) => id);
      await identity.revokeSandboxKeys(ids);
      await ledger.release(ids);
    }
    if (found.length < batchSize) return;
  }
}

function endOf({ id, status }: KeptSandbox): SandboxChange {
  return status === "TERMINATING" ? { id, move: "terminated" } : { id, move: "lose", reason: "HOST_LOST", message };
}
