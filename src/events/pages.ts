import { Batcher } from "../platform/batcher.js";
import type { Database } from "../platform/db/database.js";
import type { EventRecord } from "./catalogue.js";
import { toLoggedEvent, type EventRow } from "./logged-event.js";
import { readStreams } from "./sql/read-streams.sql.js";

interface PageOfStream {
  readonly streamId: string;
  readonly after: number;
  readonly limit: number;
}

/** Reads pages of streams: those asked for at the same time with one statement. */
export function createPageReader(database: Database): (page: PageOfStream) => Promise<EventRecord[]> {
  const batcher = new Batcher<PageOfStream, EventRecord[]>({
    async run(pages) {
      const rows = await database.query<EventRow & { readonly number: number }>(readStreams, [
        pages.map(({ streamId }) => streamId),
        pages.map(() => null),
        pages.map(({ after }) => after),
        pages.map(({ limit }) => limit),
      ]);
      const answers = pages.map((): EventRecord[] => []);
      for (const row of rows) answers[row.number]?.push(toLoggedEvent(row));
      return answers;
    },
    weigh: ({ limit }) => limit,
    maxWeight: 8_000,
    maxRuns: 2,
    maxWaiting: 10_000,
  });
  return (page) => batcher.add(page);
}
