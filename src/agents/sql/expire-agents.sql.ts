import { deleteEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";

/** What `expire-agents` has deleted. */
export interface ExpiredAgents {
  readonly agents: number;
  readonly events: number;
  /** Agents that it has worked on. */
  readonly chosen: number;
}

/**
 * Deletes agents that were removed long ago, with their events; their keys go with them. One with more events than are
 * wanted goes bit by bit, from the end of its stream. $1: how long ago, in ms; $2: most rows.
 * Index agents_removed_idx; locks the agents, and skips those that another process is at.
 */
export const expireAgents: Statement = {
  name: "expire-agents",
  text: `
WITH old AS MATERIALIZED (
  SELECT id, removed_at, event_seq FROM agents
  WHERE removed_at <= now() - $1::double precision * interval '1 millisecond'
  ORDER BY removed_at LIMIT $2 FOR UPDATE SKIP LOCKED
), chosen AS MATERIALIZED (
  SELECT id, event_seq - $2::integer AS event_seq FROM (
    SELECT o.*, sum(1 + o.event_seq) OVER w AS total, row_number() OVER w AS place FROM old o
    WINDOW w AS (ORDER BY removed_at, id)
  ) AS weighed
  WHERE total <= $2 OR place = 1
), history AS (
  ${deleteEvents("(SELECT id AS stream_id, event_seq AS after FROM chosen)")}
), shrunk AS (
  UPDATE agents a SET event_seq = c.event_seq FROM chosen c WHERE a.id = c.id AND c.event_seq > 0
), gone AS (
  DELETE FROM agents a USING chosen c WHERE a.id = c.id AND c.event_seq <= 0 RETURNING 1
)
SELECT (SELECT count(*)::integer FROM gone) AS agents, (SELECT count(*)::integer FROM history) AS events,
  (SELECT count(*)::integer FROM chosen) AS chosen`,
};
