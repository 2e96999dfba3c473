import type { EventService } from "../../events/index.js";
import type { IdentityService, Principal } from "../../identity/index.js";
import type { Clock } from "../../platform/clock.js";
import type { Database } from "../../platform/db/database.js";
import type { Log } from "../../platform/log.js";
import type { Metrics } from "../../platform/metrics.js";
import { Repeater } from "../../platform/repeater.js";
import type { Service } from "../../platform/service.js";
import type { Trigger } from "../model.js";
import { Administration, type CreatedTrigger } from "./administration.js";
import { CronTurns } from "./cron-turns.js";
import { EventTurns } from "./event-turns.js";
import type { CreateTriggerInput, UpdateTriggerInput, WebhookCall } from "./inputs.js";
import type { ExpressionCompiler, RunStarter, StartedRun } from "./ports.js";
import { Rendering } from "./rendering.js";
import { WebhookSecrets } from "./secrets.js";
import { Starts } from "./starts.js";
import { readClock, readTriggers, readTriggersOf } from "./store.js";
import { Webhooks } from "./webhooks.js";

export interface TriggerServiceParts {
  readonly database: Database;
  readonly events: Pick<EventService, "position" | "readFeeds">;
  readonly identity: Pick<IdentityService, "deriveSecret">;
  readonly runs: RunStarter;
  readonly expressions: ExpressionCompiler;
  /** For pauses, and for what is only told: whether a schedule is due, PostgreSQL's clock says. */
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics | undefined;
  /** Whether this process fires schedules and listens to events; webhooks are taken by every one. */
  readonly fires: boolean;
  readonly config: { readonly maxTaskBytes: number };
  /** PostgreSQL's clock unless said. */
  readonly now?: (() => Promise<Date>) | undefined;
}

/** What starts runs by itself: schedules, calls from outside, events. docs/triggers.md tells it in prose. */
export interface TriggerService extends Service {
  /**
   * NOT_FOUND for a workflow that the tenant does not have, CONFLICT for a name that is taken, QUOTA_EXCEEDED beyond 100 triggers
   * of a workflow, BAD_USER_INPUT for what is no schedule, zone, filter or input.
   */
  create(principal: Principal, input: CreateTriggerInput): Promise<CreatedTrigger>;
  /** What is put off and on again knows nothing of what it missed. */
  update(principal: Principal, input: UpdateTriggerInput): Promise<Trigger>;
  remove(principal: Principal, id: string): Promise<void>;
  rotateSecret(principal: Principal, id: string): Promise<{ readonly trigger: Trigger; readonly secret: string }>;
  /** Of one workflow, oldest first. */
  list(tenantId: string, workflowId: string): Promise<readonly Trigger[]>;
  /** By workflow, oldest first; a workflow without triggers is missing. */
  listMany(tenantId: string, workflowIds: readonly string[]): Promise<Map<string, Trigger[]>>;
  /** Ids that name nothing in the tenant are missing. */
  getMany(tenantId: string, ids: readonly string[]): Promise<Map<string, Trigger>>;
  /** A call of a webhook: UNAUTHENTICATED in one and the same way for all that is not signed by its secret. */
  receive(call: WebhookCall): Promise<StartedRun>;
}

/** How long a trigger that another process has made, or an event, may stay unnoticed. */
const lookMs = 500;

export function createTriggerService(parts: TriggerServiceParts): TriggerService {
  const { database, runs, events, log, config } = parts;
  const now = parts.now ?? (() => readClock(database));
  const { maxTaskBytes } = config;
  const rendering = new Rendering({ ...parts, maxTaskBytes });
  const secrets = new WebhookSecrets((purpose) => parts.identity.deriveSecret(purpose));
  const starts = new Starts({ ...parts, rendering });
  const turns = [
    new CronTurns({ database, runs, starts }),
    new EventTurns({ database, events, rendering, starts }),
  ] as const;
  const turn = (): Promise<number> => turnBoth(turns, now, log);
  // One after the other: each holds a connection while its runs are started over others, and a small pool has but two.
  const repeater = new Repeater({ name: "triggers", clock: parts.clock, log, run: turn });
  const shared = { ...parts, rendering, secrets, starts, maxTaskBytes, now };
  const administration = new Administration({ ...shared, onChange: () => repeater.wake() });
  const webhooks = new Webhooks(shared);
  return {
    name: "triggers",
    start: async () => {
      if (parts.fires) repeater.start();
    },
    stop: () => repeater.stop(),
    create: (principal, input) => administration.create(principal, input),
    update: (principal, input) => administration.update(principal, input),
    remove: (principal, id) => administration.remove(principal, id),
    rotateSecret: (principal, id) => administration.rotateSecret(principal, id),
    list: async (tenantId, workflowId) =>
      (await readTriggersOf(database, tenantId, [workflowId])).get(workflowId) ?? [],
    listMany: (tenantId, workflowIds) => readTriggersOf(database, tenantId, workflowIds),
    getMany: (tenantId, ids) => readTriggers(database, tenantId, ids),
    receive: (call) => webhooks.receive(call),
  };
}

/** One that fails does not keep the other from its turn. */
async function turnBoth(
  turns: readonly { turn(now: Date): Promise<number | null> }[],
  now: () => Promise<Date>,
  log: Log,
): Promise<number> {
  let waitMs = lookMs;
  for (const each of turns) {
    try {
      waitMs = Math.min(waitMs, (await each.turn(await now())) ?? lookMs);
    } catch (error) {
      log.warn({ err: error }, "a turn of triggers failed; it is tried again");
    }
  }
  return waitMs;
}
