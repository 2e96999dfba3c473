import type { Statement } from "../../platform/db/database.js";
import { publisherColumns } from "./publisher-columns.js";

/** $1: name, of whatever tenant: publishers are known to everybody. Index publishers_name_key. */
export const findPublisher: Statement = {
  name: "find-publisher",
  text: `SELECT ${publisherColumns} FROM publishers p WHERE p.name = $1`,
};

/** The same, held against keys being added until the transaction ends; publishing may go on beside. */
export const sharePublisher: Statement = {
  name: "share-publisher",
  text: `SELECT ${publisherColumns} FROM publishers p WHERE p.name = $1 FOR SHARE`,
};

/** $1: ids. By primary key. */
export const findPublishersById: Statement = {
  name: "find-publishers-by-id",
  text: `SELECT ${publisherColumns} FROM publishers p WHERE p.id = ANY($1)`,
};

/** $1: tenant. Oldest first; there are 20 at most. Index publishers_tenant_id_id_idx. */
export const listPublishers: Statement = {
  name: "list-publishers",
  text: `SELECT ${publisherColumns} FROM publishers p WHERE p.tenant_id = $1 ORDER BY p.id`,
};
