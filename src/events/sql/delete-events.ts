/**
 * The part of a statement that deletes events: of each stream of `source`, which answers (stream_id, after), those behind a
 * seq. A stream that is not deleted as a whole is thus deleted from its end: what is left of it is 1, 2, 3, ... as ever.
 * By primary key. Stands in the statement that locks the stream's row, so that none is appended meanwhile.
 */
export function deleteEvents(source: string): string {
  return `DELETE FROM events e USING ${source} AS s WHERE e.stream_id = s.stream_id AND e.seq > s.after RETURNING 1`;
}
