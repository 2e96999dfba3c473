import type { Statement } from "../../platform/db/database.js";

/**
 * $1: id, $2: tenant. Answers the id, or nothing where there is none. A release that holds it violates the release's foreign key;
 * one that is being written is waited for. By primary key; the key looks by releases_binary_idx.
 */
export const deleteBinary: Statement = {
  name: "delete-binary",
  text: `DELETE FROM binaries b WHERE b.id = $1 AND b.tenant_id = $2 RETURNING b.id`,
};
