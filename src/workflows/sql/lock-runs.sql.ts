import type { Statement } from "../../platform/db/database.js";

/**
 * Takes the rows of runs for a turn, in the order of their ids, so that turns of several runs cannot wait for each other in a
 * circle. $1: run ids. Answers the id, the seq of the last event and the instant of the transaction; by primary key.
 */
export const lockRuns: Statement = {
  name: "lock-runs",
  text: `
SELECT id, event_seq AS seq, now()::timestamptz(3) AS at FROM workflow_runs WHERE id = ANY($1) ORDER BY id
FOR NO KEY UPDATE`,
};

/** The instant of the transaction, for a turn that finds no run. */
export const readInstant: Statement = { name: "read-instant", text: "SELECT now()::timestamptz(3) AS at" };
