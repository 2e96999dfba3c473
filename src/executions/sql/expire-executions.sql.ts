import type { Statement } from "../../platform/db/database.js";

/** What `expire-executions` answers: the stretch that it has seen and what it has deleted. */
export interface ExpiredExecutions {
  readonly executions: number;
  readonly lastId: string | null;
  readonly keptId: string | null;
  readonly hasMore: boolean;
}

/** The oldest execution that there is. By primary key. */
export const findFirstExecution: Statement = {
  name: "find-first-execution",
  text: "SELECT id FROM executions ORDER BY id LIMIT 1",
};

/**
 * Deletes executions that have ended long ago. $1, $2: ids from and below which to look; $3: how long ago, in ms; $4: most rows,
 * looked at and deleted. By primary key; skips what others have locked. `kept` is told by a hashed subplan (ADR 7).
 */
export const expireExecutions: Statement = {
  name: "expire-executions",
  text: `
WITH seen AS MATERIALIZED (
  SELECT x.id FROM executions x WHERE x.id >= $1 AND x.id < $2 ORDER BY x.id LIMIT $4
), chosen AS MATERIALIZED (
  SELECT x.id FROM seen s JOIN executions x ON x.id = s.id
  WHERE x.finished_at <= now() - $3::double precision * interval '1 millisecond'
  ORDER BY x.id FOR UPDATE OF x SKIP LOCKED
), gone AS (
  DELETE FROM executions x USING chosen c WHERE x.id = c.id RETURNING x.id
)
SELECT (SELECT count(*)::integer FROM gone) AS executions, (SELECT max(id) FROM seen) AS "lastId",
  (SELECT count(*) FROM seen) = $4 AS "hasMore", (SELECT min(id) FROM seen WHERE id NOT IN (SELECT id FROM gone)) AS "keptId"`,
};
