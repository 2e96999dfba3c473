import type { Statement } from "../../platform/db/database.js";

/**
 * Writes when agents were last heard of and their load. $1: agent ids, each once; $2: loads, null to keep the last one.
 * At most one write per agent and second, whichever replica hears it. By primary key, locks in the order of the ids; no index
 * holds what is written: the update is a HOT one. Answers the ids of those that are FAULTED, written or not.
 */
export const touchAgents: Statement = {
  name: "touch-agents",
  text: `
WITH beats AS (
  SELECT * FROM unnest($1::text[], $2::double precision[]) AS b(id, load)
), locked AS (
  SELECT a.id, b.load FROM agents a JOIN beats b ON b.id = a.id
  WHERE a.removed_at IS NULL AND (a.last_seen_at IS NULL OR a.last_seen_at <= now() - interval '1 second')
  ORDER BY a.id FOR NO KEY UPDATE OF a
), written AS (
  UPDATE agents a SET last_seen_at = now(), load = COALESCE(l.load, a.load) FROM locked l WHERE a.id = l.id
)
SELECT a.id FROM agents a WHERE a.id = ANY ($1::text[]) AND a.removed_at IS NULL AND a.status = 'FAULTED'`,
};
