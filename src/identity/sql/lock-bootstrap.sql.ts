import type { Statement } from "../../platform/db/database.js";

/** Lets replicas that start together look for the first tenant in turn. The number is ours alone; held to commit. */
export const lockBootstrap: Statement = {
  name: "lock_bootstrap",
  text: `SELECT pg_advisory_xact_lock(6288377341)::text`,
};
