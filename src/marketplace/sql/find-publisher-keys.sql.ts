import type { Statement } from "../../platform/db/database.js";
import { publisherKeyColumns } from "./publisher-columns.js";

/** $1: ids of publishers. All their keys, oldest first; each has 100 at most. Index publisher_keys_publisher_id_public_key_key. */
export const listPublisherKeys: Statement = {
  name: "list-publisher-keys",
  text: `SELECT ${publisherKeyColumns} FROM publisher_keys k WHERE k.publisher_id = ANY($1) ORDER BY k.id`,
};

/** $1: ids. By primary key. */
export const findPublisherKeys: Statement = {
  name: "find-publisher-keys",
  text: `SELECT ${publisherKeyColumns} FROM publisher_keys k WHERE k.id = ANY($1)`,
};
