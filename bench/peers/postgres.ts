import pg from "pg";
import { openDatabase, urlOf, watchDatabase } from "./database.js";
import { slots, type Handler, type Payload, type Peer, type Producer } from "./peer.js";

/** Inserts at the same time: enough for commits to share their fsync. */
const connections = 16;

const schema = `
  CREATE TABLE task (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state text NOT NULL DEFAULT 'queued', payload jsonb NOT NULL);
  CREATE INDEX task_queued ON task (id) WHERE state = 'queued';
  CREATE INDEX task_running ON task (id) WHERE state = 'running';`;

const insert = "INSERT INTO task (payload) SELECT jsonb_array_elements($1::jsonb)";

/** Completes what was done and claims the next tasks: one round trip and one commit for both. */
const advance = `
  WITH completed AS (UPDATE task SET state = 'completed' WHERE id = ANY($1) AND state = 'running')
  UPDATE task SET state = 'running'
  WHERE id = ANY(ARRAY(SELECT id FROM task WHERE state = 'queued' ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED))
  RETURNING id, payload`;

const isDrained = `SELECT NOT EXISTS (SELECT FROM task WHERE state = 'queued')
  AND NOT EXISTS (SELECT FROM task WHERE state = 'running') AS is_true`;

interface Claimed {
  readonly id: string;
  readonly payload: Payload;
}

/** Claims as many as there are slots, and sleeps when there are none until it hears of more. */
async function claim(url: string, listener: pg.Client, handle: Handler): Promise<never> {
  const client = new pg.Client(url);
  await client.connect();
  let rings = 0;
  let wake: (() => void) | null = null;
  listener.on("notification", () => {
    rings++;
    wake?.();
  });
  let done: string[] = [];
  for (;;) {
    const heard = rings;
    const { rows } = await client.query<Claimed>({ name: "advance", text: advance, values: [done, slots] });
    for (const { payload } of rows) handle(payload);
    done = rows.map(({ id }) => id);
    if (done.length === 0 && rings === heard) await new Promise<void>((resolve) => (wake = resolve));
  }
}

async function work(url: string, handle: Handler): Promise<void> {
  const listener = new pg.Client(url);
  await listener.connect();
  await listener.query(schema);
  await listener.query("LISTEN task");
  void claim(url, listener, handle);
}

async function produce(url: string): Promise<Producer> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const ring = await connectBell(url);
  const add = async (payloads: readonly Payload[]): Promise<void> => {
    await pool.query({ name: "insert", text: insert, values: [JSON.stringify(payloads)] });
    ring();
  };
  return {
    enqueue: (payload) => add([payload]),
    enqueueMany: add,
    ...(await watchDatabase(url, isDrained)),
  };
}

/** Commits with a NOTIFY wait for each other's fsync: it goes after the commits, one for all since the last. */
async function connectBell(url: string): Promise<() => void> {
  const client = new pg.Client(url);
  await client.connect();
  let isAsked = false;
  let isRinging = false;
  const ring = async (): Promise<void> => {
    isRinging = true;
    while (isAsked) {
      isAsked = false;
      await client.query("NOTIFY task");
    }
    isRinging = false;
  };
  return () => {
    isAsked = true;
    if (!isRinging) void ring();
  };
}

/** The least that a durable queue in PostgreSQL can do: a floor for all that stand on it. */
export const postgres: Peer = {
  name: "PostgreSQL alone",
  settings:
    "synchronous_commit on; one statement completes and claims (SKIP LOCKED) for all slots; NOTIFY after the commit; rows are kept",
  open: () => openDatabase(),
  work: (address, handle) => work(urlOf(address), handle),
  produce: (address) => produce(urlOf(address)),
};
