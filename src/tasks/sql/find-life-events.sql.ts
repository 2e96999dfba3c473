import type { Statement } from "../../platform/db/database.js";

/**
 * What tells a task's tries: its events without those of progress, of which there may be any number between two of these.
 * $1: task id, $2: most, the latest. Answers them newest first. By primary key, backwards; locks nothing.
 */
export const findLifeEvents: Statement = {
  name: "find-life-events",
  text: `SELECT type, at, data FROM events WHERE stream_id = $1 AND type <> 'TASK_PROGRESSED' ORDER BY seq DESC LIMIT $2`,
};
