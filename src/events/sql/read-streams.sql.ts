import type { Statement } from "../../platform/db/database.js";

/** An event as the statements below answer it; `position` is a bigint, which node-postgres gives as text. */
export const eventColumns = `e.stream_id AS "streamId", e.seq, e.tenant_id AS "tenantId", e.type, e.at, e.data,
  e.position, e.txid::text AS txid`;

/**
 * A page of each of many streams. $1: stream ids, $2: tenants (null: any), $3: seqs to go on after, $4: most rows of each, all by
 * number. Answers the rows in the order of the requests, then by seq, with the request's number from 0.
 * By primary key; locks nothing.
 */
export const readStreams: Statement = {
  name: "read-streams",
  text: `
SELECT (r.number - 1)::integer AS number, ${eventColumns}
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::integer[]) WITH ORDINALITY AS r(stream_id, tenant_id, after, most, number)
CROSS JOIN LATERAL (
  SELECT * FROM events
  WHERE stream_id = r.stream_id AND seq > r.after AND (r.tenant_id IS NULL OR tenant_id = r.tenant_id)
  ORDER BY seq LIMIT r.most
) AS e
ORDER BY r.number, e.seq`,
};
