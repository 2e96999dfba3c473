import type { EventService } from "../events/index.js";
import { notFound } from "../platform/errors.js";
import type { SandboxService } from "./door.js";
import { SandboxRequests, type SandboxRequestsParts } from "./requests.js";
import { checkSpec } from "./spec.js";
import { hasEnded } from "./states.js";
import { SandboxStore } from "./store.js";

export interface SandboxDeskParts extends Omit<SandboxRequestsParts, "store"> {
  readonly events: Pick<EventService, "followLogs">;
}

/** The part of the door that asks and reads: it needs no host, and runs in every process. */
export type SandboxDesk = Pick<
  SandboxService,
  "check" | "request" | "terminate" | "getMany" | "ofTasks" | "list" | "followLog"
>;

export function createSandboxDesk(parts: SandboxDeskParts): SandboxDesk {
  const store = new SandboxStore(parts.database);
  const requests = new SandboxRequests({ ...parts, store });
  return {
    check: (input) => checkSpec(input, parts.policy),
    request: (principal, input) => requests.request(principal, input),
    terminate: (principal, id) => requests.terminate(principal, id),
    getMany: (tenantId, ids) => store.getMany(tenantId, ids),
    ofTasks: (tenantId, taskIds) => store.ofTasks(tenantId, taskIds),
    list: (tenantId, listing) => store.list(tenantId, listing),
    async followLog({ tenantId, id, after, onOverflow }) {
      const sandbox = (await store.getMany(tenantId, [id])).get(id);
      if (!sandbox) throw notFound("sandbox", id.slice(0, 200));
      const { status, eventSeq } = sandbox;
      return parts.events.followLogs({
        ...{ tenantId, sandboxId: id, after, ended: hasEnded(status), eventSeq },
        onOverflow,
      });
    },
  };
}
