import type { PoolClient } from "pg";
import {
  appendEvents,
  createEventService,
  type EventRecord,
  type EventService,
  type Follower,
  type StreamHead,
} from "../../src/events/index.js";
import { systemClock, type Clock } from "../../src/platform/clock.js";
import type { Database } from "../../src/platform/db/index.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics, type Metrics } from "../../src/platform/metrics.js";
import { ChaoticBroker } from "./chaotic-broker.js";
import { openTestDatabase, type TestDatabase } from "./database.js";

/** Counts agents' streams up and logs it, as the slices do: $1 agent ids, $2 type. */
const write = `
WITH moved AS (
  UPDATE agents SET event_seq = event_seq + 1 WHERE id = ANY ($1) RETURNING id, tenant_id, event_seq
), logged AS (
  ${appendEvents(`(
    SELECT id AS stream_id, event_seq AS seq, tenant_id, $2 AS type, json_build_object('at', event_seq) AS data FROM moved) AS e`)}
)
SELECT id AS "streamId", tenant_id AS "tenantId", event_seq AS seq FROM moved`;

export interface ReplicaOptions {
  readonly clock?: Clock;
  readonly database?: Database;
  readonly subscriberBuffer?: number;
  readonly sweepMs?: number;
}

export interface Replica {
  readonly events: EventService;
  readonly metrics: Metrics;
  /** How many statements it has sent to the database. */
  readonly statements: () => number;
}

/** A database, a broker that can be made bad, and any number of replicas that run the events slice against them. */
export class EventWorld {
  readonly broker = new ChaoticBroker();
  readonly #replicas: EventService[] = [];

  private constructor(readonly test: TestDatabase) {}

  static async open(): Promise<EventWorld> {
    return new EventWorld(await openTestDatabase({ poolSize: 20 }));
  }

  async close(): Promise<void> {
    for (const events of this.#replicas) await events.stop();
    await this.test.close();
  }

  async replica(options: ReplicaOptions = {}): Promise<Replica> {
    const { clock = systemClock, subscriberBuffer = 1_000, sweepMs = 2_000 } = options;
    let sent = 0;
    const inner = options.database ?? this.test.database;
    const database: Database = {
      prisma: inner.prisma,
      pool: inner.pool,
      transaction: (work) => inner.transaction(work),
      queryWithin: (client, statement, values) => inner.queryWithin(client, statement, values),
      ping: () => inner.ping(),
      query: (statement, values) => {
        sent++;
        return inner.query(statement, values);
      },
    };
    const metrics = createMetrics();
    const config = { subscriberBuffer, sweepMs };
    const events = createEventService({ database, broker: this.broker, clock, log: silentLog, metrics, config });
    this.#replicas.push(events);
    await events.start();
    return { events, metrics, statements: () => sent };
  }

  async tenant(): Promise<string> {
    const id = newId("tenant");
    await this.test.database.pool.query("INSERT INTO tenants (id, name) VALUES ($1, 'Test')", [id]);
    return id;
  }

  /** New streams, empty. */
  async streams(tenantId: string, count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, () => newId("agent"));
    await this.test.database.pool.query(
      "INSERT INTO agents (id, tenant_id, name, capabilities) SELECT id, $2, 'worker', '{}' FROM unnest($1::text[]) AS id",
      [ids, tenantId],
    );
    return ids;
  }

  /** A stream with that many events. */
  async streamOf(tenantId: string, count: number): Promise<string> {
    const [id = ""] = await this.streams(tenantId, 1);
    await this.fill(tenantId, id, count);
    return id;
  }

  async fill(tenantId: string, streamId: string, count: number): Promise<void> {
    await this.test.database.pool.query(
      `INSERT INTO events (stream_id, seq, tenant_id, type, data)
       SELECT $1, seq, $2, 'AGENT_UPDATED', '{}' FROM generate_series(1, $3::integer) AS seq`,
      [streamId, tenantId, count],
    );
    await this.test.database.pool.query("UPDATE agents SET event_seq = $2 WHERE id = $1", [streamId, count]);
  }

  /** Adds one event to each of the streams; in `client`'s transaction where one is given. Announces nothing. */
  async write(streamIds: readonly string[], type = "AGENT_UPDATED", client?: PoolClient): Promise<StreamHead[]> {
    const { rows } = await (client ?? this.test.database.pool).query<StreamHead>(write, [streamIds, type]);
    return rows;
  }

  /** A transaction that the test ends: nothing of it shows before. */
  async transaction(): Promise<OpenTransaction> {
    const client = await this.test.database.pool.connect();
    await client.query("BEGIN");
    const end = async (how: "COMMIT" | "ROLLBACK"): Promise<void> => {
      await client.query(how);
      client.release();
    };
    return { client, commit: () => end("COMMIT"), rollback: () => end("ROLLBACK") };
  }
}

export interface OpenTransaction {
  readonly client: PoolClient;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Takes that many rows and leaves. */
export async function take<Row>(follower: Follower<Row>, count: number): Promise<Row[]> {
  const rows: Row[] = [];
  while (rows.length < count) {
    const { done, value } = await follower.next();
    if (done) break;
    rows.push(value);
  }
  await follower.return?.();
  return rows;
}

export function seqsOf(events: readonly Pick<EventRecord, "seq">[]): number[] {
  return events.map(({ seq }) => seq);
}

/** The whole numbers from `first` to `last`. */
export function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
