import type { Statement } from "../../platform/db/database.js";

/** Makes a replica known, or says that it is still there. $1: id, $2: roles. */
export const insertReplica: Statement = {
  name: "insert-replica",
  text: `
INSERT INTO replicas (id, roles) VALUES ($1, $2::text[])
ON CONFLICT (id) DO UPDATE SET roles = EXCLUDED.roles, seen_at = now()`,
};

/** Says that a replica is still there. $1: id. Answers nothing when it was taken for dead. */
export const touchReplica: Statement = {
  name: "touch-replica",
  text: "UPDATE replicas SET seen_at = now() WHERE id = $1 RETURNING id",
};

/** $1: id. */
export const deleteReplica: Statement = {
  name: "delete-replica",
  text: "DELETE FROM replicas WHERE id = $1",
};
