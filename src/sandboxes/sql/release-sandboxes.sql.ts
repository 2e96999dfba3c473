import type { Statement } from "../../platform/db/database.js";

/**
 * That hosts have nothing of them left. $1: ids. Of those that have ended alone: what has not may yet have something there. By primary key;
 * locks the rows in order.
 */
export const releaseSandboxes: Statement = {
  name: "release-sandboxes",
  text: `
UPDATE sandboxes x SET released_at = now()
FROM (
  SELECT s.id FROM sandboxes s WHERE s.id = ANY ($1::text[]) AND s.finished_at IS NOT NULL AND s.released_at IS NULL
  ORDER BY s.id FOR NO KEY UPDATE
) AS gone
WHERE x.id = gone.id`,
};
