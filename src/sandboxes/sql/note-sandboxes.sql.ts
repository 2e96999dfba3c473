import type { Statement } from "../../platform/db/database.js";
import { factsTold } from "./move-statement.js";

/**
 * What hosts tell of sandboxes, and is no move. $1: JSON array of facts, of each sandbox one. By primary key; locks the rows that change, in the
 * order of their ids.
 */
export const noteSandboxes: Statement = {
  name: "note-sandboxes",
  text: `
WITH wanted AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json)
    AS w(id text, container_id text, connection json, cpu_ms double precision, peak_memory_bytes bigint) WHERE w.id > ''
), locked AS (
  SELECT x.id FROM sandboxes x JOIN wanted w ON w.id = x.id
  WHERE w.container_id <> coalesce(x.container_id, '') OR w.connection::text <> coalesce(x.connection::text, '')
    OR w.cpu_ms <> coalesce(x.cpu_ms, -1) OR w.peak_memory_bytes > coalesce(x.peak_memory_bytes, -1)
  ORDER BY x.id FOR NO KEY UPDATE OF x
)
UPDATE sandboxes x SET ${factsTold} FROM locked l JOIN wanted w ON w.id = l.id WHERE x.id = l.id`,
};
