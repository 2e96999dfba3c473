import type { EventRecord } from "../../events/index.js";
import type { Database } from "../../platform/db/database.js";
import { isId } from "../../platform/ids.js";
import type { Trigger } from "../model.js";
import { findEventOrigins } from "../sql/turn-event-triggers.sql.js";
import { eventFacts, type Rendering } from "./rendering.js";

/** What a filter made of a page of events. */
export interface Passing {
  readonly events: readonly EventRecord[];
  /** Events that do not pass. */
  readonly left: number;
  /** What it said of the last one that it failed on; that one does not pass either. */
  readonly error: unknown;
  readonly failed: number;
}

export function passingEvents(
  rendering: Rendering,
  { event: config }: Trigger,
  events: readonly EventRecord[],
): Passing {
  const passing: EventRecord[] = [];
  let [error, failed]: [unknown, number] = [null, 0];
  for (const event of events) {
    try {
      if (config && rendering.admits(config, eventFacts(event))) passing.push(event);
    } catch (thrown) {
      error = thrown;
      failed += 1;
    }
  }
  return { events: passing, left: events.length - passing.length - failed, error, failed };
}

/** Where a run came from that an event tells of. */
export interface Origin {
  readonly triggerId: string | null;
  /** How many events in a row had led to it; null for none. */
  readonly depth: number | null;
}

/** By stream. Streams that belong to no run are missing, as all of agents are. */
export type Origins = ReadonlyMap<string, Origin>;

export async function findOrigins(database: Database, events: readonly EventRecord[]): Promise<Origins> {
  const ids = new Set(events.map(({ streamId }) => streamId).filter((id) => isId("task", id) || isId("run", id)));
  if (ids.size === 0) return new Map();
  const rows = await database.query<Origin & { readonly streamId: string }>(findEventOrigins, [[...ids]]);
  return new Map(rows.map((row) => [row.streamId, row]));
}
