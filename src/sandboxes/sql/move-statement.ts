import { appendEvents, type EventType } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { keptColumns } from "./sandbox-columns.js";

/** What tells one move from another; all of it SQL. */
export interface MoveParts {
  readonly name: string;
  /** Statuses to move from: `'READY', 'PROVISIONING'`. */
  readonly from: string;
  /** Status to move to: `'FAILED'`. */
  readonly to: string;
  /** Further assignments, over `x` as it was and what `w` says. */
  readonly set: string;
  readonly type: EventType;
  /** Fields of the event, over `m`, which has moved, and `w`. */
  readonly data: string;
  /** Further parts, over `moved`. */
  readonly also?: string;
}

/** Of a change, as columns of a JSON recordset. */
const changeColumns = `id text, reason text, message text, by text, exit_code integer, delay_ms double precision,
    container_id text, connection json, cpu_ms double precision, peak_memory_bytes bigint`;

/** What a host tells beside where it stands; what it leaves out stays as it is. */
export const factsTold = `container_id = coalesce(w.container_id, x.container_id),
    connection = coalesce(w.connection, x.connection), cpu_ms = coalesce(w.cpu_ms, x.cpu_ms),
    peak_memory_bytes = greatest(w.peak_memory_bytes, x.peak_memory_bytes)`;

/**
 * A move of many sandboxes at once. $1: JSON array of changes, of each sandbox one; further values are for `set`. By primary key. Locks the
 * rows that move in the order of their ids, so that two batches cannot wait for each other; one whose status changed while it waited
 * stays where it is. Statuses are compared as texts, so that no partial index is taken (ADR 7); that ids are above '' is true of all, and
 * tells the planner that there are few. Answers the sandboxes that moved, as they are now, each with its event appended.
 */
export function moveStatement({ name, from, to, set, type, data, also }: MoveParts): Statement {
  const guard = `x.status::text IN (${from})`;
  return {
    name,
    text: `
WITH wanted AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json) AS w(${changeColumns}) WHERE w.id > ''
), locked AS (
  SELECT x.id FROM sandboxes x JOIN wanted w ON w.id = x.id WHERE ${guard} ORDER BY x.id FOR NO KEY UPDATE OF x
), moved AS (
  UPDATE sandboxes x SET status = ${to}, event_seq = x.event_seq + 1, ${factsTold}, ${set}
  FROM locked l JOIN wanted w ON w.id = l.id
  WHERE x.id = l.id AND ${guard}
  RETURNING ${keptColumns}
), logged AS (
  ${appendEvents(`(
    SELECT m.id AS stream_id, m."eventSeq" AS seq, m."tenantId" AS tenant_id, '${type}' AS type,
      json_strip_nulls(json_build_object(${data})) AS data
    FROM moved m JOIN wanted w ON w.id = m.id) AS e`)}
)${also ? `, ${also}` : ""}
SELECT * FROM moved`,
  };
}

/** Instants of the database's clock, so many milliseconds from now. */
export const after = (ms: string): string => `now() + ${ms} * interval '1 millisecond'`;

/** How long it has run, in milliseconds; 0 when it never did. */
const ranMs = (ready: string): string => `coalesce(greatest(0, extract(epoch FROM now() - ${ready})), 0) * 1000`;

/**
 * What every end sets: when it was, and what its time cost. $2: what a second of a core costs. One that no host has, and so nothing
 * of, is released at once.
 */
export const ending = `finished_at = now(), deadline_at = NULL, released_at = CASE WHEN x.host IS NULL THEN now() END,
    cost = ${ranMs("x.ready_at")} / 1000 * (x.spec->>'cpuMillis')::double precision / 1000 * $2::double precision`;

/** Counts those of a release as its uses; of whatever end the host or the program has made. */
export const usesCounted = `used AS (
  INSERT INTO item_uses (release_id, tenant_id, succeeded, duration_ms)
  SELECT m."releaseId", m."tenantId", m.status = 'SUCCEEDED', ${ranMs('m."readyAt"')}
  FROM moved m WHERE m."releaseId" IS NOT NULL ORDER BY m.id
)`;
