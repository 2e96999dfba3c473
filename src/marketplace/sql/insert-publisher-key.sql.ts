import type { Statement } from "../../platform/db/database.js";
import { publisherColumns, publisherKeyColumns } from "./publisher-columns.js";

/**
 * $1: name of a publisher. Its keys are added one after the other, and not while something is published under it: what is published
 * later knows of the key. Index publishers_name_key.
 */
export const lockPublisher: Statement = {
  name: "lock-publisher",
  text: `SELECT ${publisherColumns} FROM publishers p WHERE p.name = $1 FOR NO KEY UPDATE`,
};

/** $1: publisher. Index publisher_keys_publisher_id_public_key_key. */
export const countPublisherKeys: Statement = {
  name: "count-publisher-keys",
  text: `SELECT count(*)::integer AS count FROM publisher_keys WHERE publisher_id = $1`,
};

/**
 * $1: id, $2: tenant, $3: publisher, $4: name, $5: the 32 bytes, $6: by whom. No row when the publisher has this key already.
 * publisher_keys_publisher_id_public_key_key.
 */
export const insertPublisherKey: Statement = {
  name: "insert-publisher-key",
  text: `
INSERT INTO publisher_keys AS k (id, tenant_id, publisher_id, name, public_key, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp())
ON CONFLICT (publisher_id, public_key) DO NOTHING
RETURNING ${publisherKeyColumns}`,
};
