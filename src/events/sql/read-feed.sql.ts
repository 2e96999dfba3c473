import type { Statement } from "../../platform/db/database.js";
import { eventColumns } from "./read-streams.sql.js";

/**
 * A page of each of many feeds. $1: JSON array of feeds: their number, tenant, position to go on after, most events to
 * look at, and filters (null: none). $2: the position up to which nothing can appear any more.
 * Looks at no more than `most` events of each, so that a filter which seldom matches cannot make it long; answers those
 * that match and, to say how far it came, the last of a full look (`nth` = most, `matches` false where it is none).
 * Needs events_feed_idx; locks nothing.
 */
export const readFeed: Statement = {
  name: "read-feed",
  text: `
SELECT r.number, e.nth, m.matches, ${eventColumns}
FROM json_to_recordset($1::json) AS r(
  number integer, tenant_id text, after bigint, most integer, types text[], stream_ids text[])
CROSS JOIN LATERAL (
  SELECT looked.*, (row_number() OVER (ORDER BY looked.position))::integer AS nth
  FROM (
    SELECT * FROM events
    WHERE tenant_id = r.tenant_id AND position > r.after AND position <= $2::bigint
    ORDER BY position LIMIT r.most
  ) AS looked
) AS e
CROSS JOIN LATERAL (
  SELECT (r.types IS NULL OR e.type = ANY (r.types)) AND (r.stream_ids IS NULL OR e.stream_id = ANY (r.stream_ids)) AS matches
) AS m
WHERE m.matches OR e.nth = r.most
ORDER BY r.number, e.position`,
};
