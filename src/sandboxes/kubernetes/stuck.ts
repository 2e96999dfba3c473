import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import { Repeater } from "../../platform/repeater.js";
import type { Cause } from "./causes.js";
import type { KubeClient } from "./client.js";
import { brief } from "./facts.js";
import { collection, nameOf } from "./names.js";
import type { KubeObject } from "./objects.js";
import type { Timings } from "./options.js";
import type { Placements } from "./placements.js";
import { CallFailure } from "./refusals.js";

interface KubeEvent extends KubeObject {
  readonly involvedObject?: { readonly name?: string };
  readonly message?: string;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
}

export interface StuckOptions {
  readonly client: KubeClient;
  readonly namespace: string;
  readonly kind: string;
  readonly placements: Placements;
  readonly timings: Timings;
  readonly clock: Clock;
  readonly log: Log;
}

/** Enough for what is stuck for the same few reasons. */
const maxEvents = 500;

/** Asks why workloads have no pod for long: a Job does not say itself that a quota or a policy of the cluster is in its way, its events do. */
export function watchStuck(options: StuckOptions): Repeater {
  const { placements, timings, clock, log } = options;
  let before = new Set<string>();
  const look = async (): Promise<number> => {
    const podless = placements.podless();
    const stuck = podless.filter((ref) => before.has(ref));
    before = new Set(podless);
    if (stuck.length === 0) return timings.stuckMs;
    const said = await messagesOf(options);
    for (const ref of stuck) {
      const message = said.get(nameOf(ref));
      placements.setStuck(ref, message === undefined ? null : causeOf(message));
    }
    return timings.stuckMs;
  };
  const run = (): Promise<number> =>
    look().catch((error: unknown) => {
      const isForbidden = error instanceof CallFailure && (error.status === 403 || error.status === 404);
      if (isForbidden) log.info({ said: error.message }, "the cluster does not tell why there are no pods");
      return isForbidden ? timings.absentMs : timings.stuckMs;
    });
  return new Repeater({ name: "kubernetes events", clock, log, firstMs: timings.stuckMs, run });
}

/** By the workload's name, what was said of it last. */
async function messagesOf({ client, namespace, kind }: StuckOptions): Promise<Map<string, string>> {
  const { path } = collection("v1", namespace, "events");
  const fieldSelector = `reason=FailedCreate,involvedObject.kind=${kind}`;
  const list = await client.list(path, { fieldSelector, limit: String(maxEvents) });
  const events = [...((list.items ?? []) as readonly KubeEvent[])].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
  return new Map(events.map(({ involvedObject, message }) => [involvedObject?.name ?? "", message ?? ""]));
}

function timeOf({ lastTimestamp, eventTime, metadata }: KubeEvent): string {
  return lastTimestamp ?? eventTime ?? metadata?.creationTimestamp ?? "";
}

function causeOf(message: string): Cause {
  const said = brief(message);
  if (/exceeded quota/.test(message)) return { reason: "HOST_QUOTA", message: said };
  return { reason: /forbidden/i.test(message) ? "HOST_FORBIDDEN" : "HOST_REFUSED", message: said };
}
