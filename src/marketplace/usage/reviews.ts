import type { Principal } from "../../identity/index.js";
import type { Database, Query } from "../../platform/db/database.js";
import { within } from "../../platform/db/within.js";
import { badInput, MusterError, notFound } from "../../platform/errors.js";
import { isId, newId } from "../../platform/ids.js";
import { checkStorable, isStorable } from "../../platform/labels.js";
import { encodeCursor, parsePage, takePage, type Page, type PageArguments } from "../../platform/page.js";
import type { ReviewDesk } from "../door.js";
import type { ReviewItemInput } from "../inputs.js";
import type { MarketplaceItem, Review } from "../model.js";
import { hasUsed } from "../sql/count-uses.sql.js";
import { findReviewedItem, findReviews, listReviews } from "../sql/find-reviews.sql.js";
import {
  deleteReview,
  findOwnReview,
  lockItemOfReview,
  lockReviewedItem,
  rateItem,
  writeReview,
} from "../sql/write-review.sql.js";
import type { ItemUsage } from "./usage.js";

export interface ReviewDeskParts {
  readonly database: Database;
  readonly usage: Pick<ItemUsage, "foldNow">;
}

const maxTextChars = 2_000;
const newestFirst = { name: "reviews.id.desc", keyCount: 1 };

export function reviewCursor({ id }: Pick<Review, "id">): string {
  return encodeCursor(newestFirst, [id]);
}

/** What tenants think of items. Each review is written with its item's rating, under the item's lock. */
export class Reviews implements ReviewDesk {
  readonly #database: Database;
  readonly #usage: ReviewDeskParts["usage"];

  constructor({ database, usage }: ReviewDeskParts) {
    this.#database = database;
    this.#usage = usage;
  }

  /** BAD_USER_INPUT, NOT_FOUND at `["item"]`, FORBIDDEN for the tenant's own, INVALID_STATE where it has not run it. */
  async review({ id: createdBy, tenantId }: Principal, input: ReviewItemInput): Promise<Review> {
    const { rating, text } = checkReview(input);
    const itemId = await this.#find(tenantId, input.item);
    await this.#usage.foldNow();
    return within(this.#database, async (query) => {
      const [item] = await query(lockReviewedItem, [tenantId, itemId]);
      if (!item) throw itemNotFound(input.item);
      await checkRun(query, tenantId, itemId);
      const [before] = await query<Review>(findOwnReview, [tenantId, itemId]);
      const values = [newId("review"), tenantId, itemId, rating, text, createdBy];
      const [review] = await query<Review>(writeReview, values);
      await query(rateItem, [itemId, rating - (before?.rating ?? 0), before ? 0 : 1]);
      // It writes one row, or changes it.
      return review as Review;
    });
  }

  async deleteReview({ tenantId }: Principal, id: string): Promise<string> {
    if (!isId("review", id)) throw notFound("review", id.slice(0, 100));
    return within(this.#database, async (query) => {
      const [item] = await query<{ id: string }>(lockItemOfReview, [tenantId, id]);
      const [review] = await query<{ rating: number }>(deleteReview, [tenantId, id]);
      if (!item || !review) throw notFound("review", id);
      await query(rateItem, [item.id, -review.rating, -1]);
      return id;
    });
  }

  async reviewsOf(item: MarketplaceItem, page: PageArguments): Promise<Page<Review>> {
    const { first, after } = parsePage(page, newestFirst);
    const rows = await this.#database.query<Review>(listReviews, [item.id, after?.[0] ?? null, first + 1]);
    return takePage(rows, { first, after });
  }

  async reviewsById(tenantId: string, ids: readonly string[]): Promise<Map<string, Review>> {
    const known = ids.filter((id) => isId("review", id));
    if (known.length === 0) return new Map();
    const rows = await this.#database.query<Review>(findReviews, [tenantId, known]);
    return new Map(rows.map((review) => [review.id, review]));
  }

  async #find(tenantId: string, nameOrId: string): Promise<string> {
    const [item] = isStorable(nameOrId)
      ? await this.#database.query<{ id: string; isOwn: boolean }>(findReviewedItem, [tenantId, nameOrId])
      : [];
    if (!item) throw itemNotFound(nameOrId);
    if (!item.isOwn) return item.id;
    throw new MusterError("FORBIDDEN", "Nobody reviews an item of their own.", {
      reason: "REVIEW_OF_OWN_ITEM",
      path: ["item"],
    });
  }
}

function itemNotFound(nameOrId: string): MusterError {
  return notFound("item", nameOrId.slice(0, 100), ["item"]);
}

/** A text of nothing but spaces is none. */
function checkReview({ rating, text }: ReviewItemInput): Pick<Review, "rating" | "text"> {
  if (!Number.isInteger(rating) || rating < 1 || rating > 5) {
    throw badInput("Must be a whole number from 1 to 5.", ["rating"], "NUMBER_OUT_OF_RANGE");
  }
  const words = text ?? "";
  if (words.length > maxTextChars) throw badInput(`At most ${maxTextChars} characters.`, ["text"], "TEXT_TOO_LONG");
  checkStorable(words, ["text"]);
  return { rating, text: words.trim() === "" ? null : words };
}

async function checkRun(query: Query, tenantId: string, itemId: string): Promise<void> {
  const [row] = await query<{ hasUsed: boolean }>(hasUsed, [itemId, tenantId]);
  if (row?.hasUsed) return;
  throw new MusterError("INVALID_STATE", "Run it first: a review is about runs that have ended.", {
    reason: "REVIEW_NEEDS_RUN",
    path: ["item"],
  });
}
