import type { EventRecord } from "./catalogue.js";
import { encodeCursor } from "./cursor.js";

/** An event as its statement answers it. */
export interface EventRow extends Omit<EventRecord, "cursor"> {
  /** A bigint, as text. */
  readonly position: string;
  /** An xid8, as text. */
  readonly txid: string;
}

/** An event with what places it in the tenant's feed. */
export interface LoggedEvent extends EventRecord {
  readonly position: number;
  /** The transaction that wrote it. */
  readonly txid: string;
}

export function toLoggedEvent({ streamId, seq, tenantId, type, at, data, position, txid }: EventRow): LoggedEvent {
  const place = Number(position);
  return {
    streamId,
    seq,
    tenantId,
    type,
    at,
    data,
    cursor: encodeCursor({ position: place, snapshot: null }),
    position: place,
    txid,
  };
}
