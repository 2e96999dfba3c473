import { decodeCursor, encodeCursor, type FeedStart } from "./cursor.js";
import { admitsOf, type FeedReader } from "./feed.js";
import type { LoggedEvent } from "./logged-event.js";
import type { FeedDemand, FeedPage } from "./model.js";
import type { TailPage } from "./tailer.js";

/** A page of each feed, with one look at the horizon and one statement. */
export async function readFeedPages(feeds: FeedReader, demands: readonly FeedDemand[]): Promise<FeedPage[]> {
  if (demands.length === 0) return [];
  const starts = demands.map(({ after }) => decodeCursor(after));
  const reads = demands.map(({ tenantId, types = null, limit }, index) => ({
    key: { tenantId, types, streamIds: null },
    after: starts[index]?.position ?? 0,
    limit,
  }));
  const { pages, isBehind } = await feeds.pages(reads);
  // As many pages as reads, as many starts as demands.
  return pages.map((page, index) => toFeedPage(page, starts[index] as FeedStart, isBehind));
}

/**
 * A reader that began beside open transactions keeps its snapshot until all that was written before it is behind: an event
 * that it must leave out may stand far back in the feed.
 */
function toFeedPage({ rows, position, more }: TailPage<LoggedEvent>, start: FeedStart, isBehind: boolean): FeedPage {
  const { snapshot } = start;
  const admits = admitsOf(start);
  return {
    events: admits
      ? rows.filter(admits).map((row) => ({ ...row, cursor: encodeCursor({ position: row.position, snapshot }) }))
      : rows,
    cursor: encodeCursor({ position, snapshot: more || isBehind ? snapshot : null }),
    more,
  };
}
