/**
 * The part of a move's statement that logs it: inserts one event per row of `source`, which answers the columns
 * `stream_id, seq, tenant_id, type, data` (json) and, where it is a subquery, names itself: `(SELECT ...) AS e`.
 * Stands in the same statement as the UPDATE that counted `seq` up, so that a move and its event are one.
 * Sorted, so that events of one statement stand in the feed by stream and seq.
 */
export function appendEvents(source: string): string {
  return `INSERT INTO events (stream_id, seq, tenant_id, type, data)
  SELECT stream_id, seq, tenant_id, type, data FROM ${source} ORDER BY stream_id, seq`;
}
