import { createHmac } from "node:crypto";
import type { EventService } from "../../src/events/index.js";
import type { Principal } from "../../src/identity/index.js";
import { systemClock, type Clock } from "../../src/platform/clock.js";
import type { Database } from "../../src/platform/db/index.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import type { CreateTriggerInput, TriggerService } from "../../src/workflows/index.js";
import { createTriggerService } from "../../src/workflows/triggers/service.js";
import type { Trigger } from "../../src/workflows/model.js";
import { CronTurns } from "../../src/workflows/triggers/cron-turns.js";
import { EventTurns } from "../../src/workflows/triggers/event-turns.js";
import { Rendering } from "../../src/workflows/triggers/rendering.js";
import { Starts } from "../../src/workflows/triggers/starts.js";
import { person } from "./agent-world.js";
import { EventWorld } from "./event-world.js";
import { FakeRuns } from "./fake-runs.js";
import { pathExpressions } from "./path-expressions.js";

/** One process, its turns to be called by the test. */
export interface TriggerReplica {
  readonly triggers: TriggerService;
  readonly cron: CronTurns;
  readonly listening: EventTurns;
}

const maxTaskBytes = 10_000;

interface ReplicaOptions {
  readonly clock?: Clock;
  readonly feed?: EventService;
  readonly database?: Database;
}

/** A person of a tenant with one workflow. */
export interface Owner {
  readonly principal: Principal;
  readonly workflowId: string;
  create(input: Omit<CreateTriggerInput, "workflow" | "name"> & { readonly name?: string }): Promise<Trigger>;
}

/** A database, its events, an engine that is none, and any number of replicas; the time is what the test says. */
export class TriggerWorld {
  now = new Date("2026-06-01T12:00:00.250Z");
  readonly runs = new FakeRuns();
  readonly #services: TriggerService[] = [];
  #names = 0;

  private constructor(
    readonly events: EventWorld,
    readonly feed: EventService,
  ) {}

  static async open(): Promise<TriggerWorld> {
    const events = await EventWorld.open();
    const { events: feed } = await events.replica();
    return new TriggerWorld(events, feed);
  }

  async close(): Promise<void> {
    for (const service of this.#services) await service.stop();
    await this.events.close();
  }

  get database() {
    return this.events.test.database;
  }

  async replica(options: ReplicaOptions = {}): Promise<TriggerReplica> {
    const { runs } = this;
    const { clock = systemClock, feed = this.feed, database = this.database } = options;
    const triggers = createTriggerService({
      database,
      runs,
      clock,
      events: feed,
      identity: { deriveSecret: (purpose) => createHmac("sha256", "a key").update(purpose).digest() },
      expressions: pathExpressions,
      log: silentLog,
      fires: true,
      config: { maxTaskBytes },
      now: async () => this.now,
    });
    this.#services.push(triggers);
    const rendering = new Rendering({ expressions: pathExpressions, maxTaskBytes });
    const starts = new Starts({ runs, rendering, log: silentLog });
    const cron = new CronTurns({ database, runs, starts });
    return { triggers, cron, listening: new EventTurns({ database, events: feed, rendering, starts }) };
  }

  async owner({ triggers }: TriggerReplica): Promise<Owner> {
    const principal = person(await this.events.tenant());
    const workflowId = await this.workflow(principal.tenantId);
    return {
      principal,
      workflowId,
      create: async (input) => {
        const named = { name: `trigger ${++this.#names}`, workflow: workflowId, ...input };
        return (await triggers.create(principal, named)).trigger;
      },
    };
  }

  async workflow(tenantId: string, name = `workflow-${++this.#names}`): Promise<string> {
    const id = newId("workflow");
    const text = "INSERT INTO workflows (id, tenant_id, name, latest_version) VALUES ($1, $2, $3, 1)";
    await this.database.pool.query(text, [id, tenantId, name]);
    return id;
  }

  /** The trigger as it is now. */
  async seen({ tenantId, id }: Pick<Trigger, "tenantId" | "id">, { triggers }: TriggerReplica): Promise<Trigger> {
    const trigger = (await triggers.getMany(tenantId, [id])).get(id);
    if (!trigger) throw new Error(`no trigger ${id}`);
    return trigger;
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.database.pool.query(text, [...values]);
    return rows as Row[];
  }

  /** Ends whatever connection has a transaction open and waits: as when the process that holds it dies. Then its locks are gone too. */
  async killTurns(): Promise<void> {
    await this.rows(
      `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
       WHERE datname = current_database() AND state = 'idle in transaction' AND pid <> pg_backend_pid()`,
    );
  }
}

/** Turns until nothing is left to do at this moment. */
export async function settle({ turn }: { turn: () => Promise<number | null> }): Promise<void> {
  for (let left = 50; left > 0; left--) if ((await turn()) !== 0) return;
  throw new Error("It does not come to an end.");
}
