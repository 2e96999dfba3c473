import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reviewCursor, Reviews } from "../../src/marketplace/usage/reviews.js";
import { ItemUsage } from "../../src/marketplace/usage/usage.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import { Catalogue } from "../support/catalogue.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";
import { ManualClock } from "../support/manual-clock.js";

let test: TestDatabase;
let catalogue: Catalogue;
let reviews: Reviews;
let publisher: string;

beforeAll(async () => {
  test = await openTestDatabase();
  const { database } = test;
  catalogue = new Catalogue(database);
  reviews = new Reviews({ database, usage: new ItemUsage({ database, clock: new ManualClock(), log: silentLog }) });
  publisher = await catalogue.tenant();
});
afterAll(() => test.close());

let named = 0;
const newItem = (more: object = {}): Promise<string> =>
  catalogue.item({ tenantId: publisher, name: `acme/item-${++named}`, ...more });

/** Somebody of a tenant of its own, which has run the items. */
async function userOf(...items: string[]): Promise<ReturnType<Catalogue["principalOf"]>> {
  const tenantId = await catalogue.tenant();
  for (const item of items) await catalogue.use(item, tenantId);
  return catalogue.principalOf(tenantId);
}

async function ratingOf(item: string): Promise<readonly [number | null, number]> {
  const { rating, reviewCount } = await catalogue.read(item);
  return [rating, reviewCount];
}

describe("a review", () => {
  it("counts in the item's rating, from its first moment", async () => {
    const item = await newItem();
    const [first, second] = [await userOf(item), await userOf(item)];
    const review = await reviews.review(first, { item, rating: 5, text: "Great." });
    expect(review).toMatchObject({ itemId: item, tenantId: first.tenantId, rating: 5, text: "Great." });
    expect(await ratingOf(item)).toEqual([5, 1]);
    const { name } = await catalogue.read(item);
    await reviews.review(second, { item: name, rating: 2, text: "  " });
    expect(await ratingOf(item)).toEqual([3.5, 2]);
    const { rows } = await test.database.pool.query("SELECT rating FROM item_search WHERE id = $1", [item]);
    expect(rows).toEqual([{ rating: 3.5 }]);
  });

  it("is one of each tenant and item: another changes it", async () => {
    const item = await newItem();
    const user = await userOf(item);
    const before = await reviews.review(user, { item, rating: 1, text: "Bad." });
    const colleague = catalogue.principalOf(user.tenantId);
    const after = await reviews.review(colleague, { item, rating: 4 });
    expect(after).toEqual({ ...before, rating: 4, text: null, updatedAt: after.updatedAt });
    expect(after.updatedAt.getTime()).toBeGreaterThanOrEqual(before.updatedAt.getTime());
    expect(await ratingOf(item)).toEqual([4, 1]);
  });

  it("goes with what it counted for", async () => {
    const item = await newItem();
    const [first, second] = [await userOf(item), await userOf(item)];
    const { id } = await reviews.review(first, { item, rating: 1 });
    await reviews.review(second, { item, rating: 5 });
    expect(await reviews.deleteReview(first, id)).toBe(id);
    expect(await ratingOf(item)).toEqual([5, 1]);
    const [other] = (await reviews.reviewsOf(await catalogue.read(item), {})).items;
    await reviews.deleteReview(second, other?.id ?? "");
    expect(await ratingOf(item)).toEqual([null, 0]);
    await expect(reviews.deleteReview(first, id)).rejects.toMatchObject({ code: "NOT_FOUND", path: ["id"] });
  });

  it("leaves the rating right, whoever rates, changes and takes back at the same time", async () => {
    const item = await newItem();
    const users = await Promise.all(Array.from({ length: 6 }, () => userOf(item)));
    await Promise.all(
      users.flatMap((user, index) => [
        reviews.review(user, { item, rating: 1 + (index % 5) }),
        reviews.review(user, { item, rating: 5 - (index % 5) }),
        reviews.review(user, { item, rating: 3 }).then(({ id }) => (index % 2 ? id : reviews.deleteReview(user, id))),
      ]),
    );
    const { items } = await reviews.reviewsOf(await catalogue.read(item), {});
    const sum = items.reduce((total, { rating }) => total + rating, 0);
    expect(await ratingOf(item)).toEqual([items.length > 0 ? sum / items.length : null, items.length]);
  });
});

describe("a review is refused", () => {
  it("before the tenant has run the item", async () => {
    const item = await newItem();
    const user = await userOf();
    const refusal = { code: "INVALID_STATE", reason: "REVIEW_NEEDS_RUN", path: ["item"] };
    await expect(reviews.review(user, { item, rating: 5 })).rejects.toMatchObject(refusal);
    await catalogue.use(await newItem(), user.tenantId);
    await expect(reviews.review(user, { item, rating: 5 })).rejects.toMatchObject(refusal);
    await catalogue.use(item, user.tenantId, { succeeded: false });
    await expect(reviews.review(user, { item, rating: 1 })).resolves.toMatchObject({ rating: 1 });
  });

  it("of the tenant's own item", async () => {
    const item = await newItem();
    await catalogue.use(item, publisher);
    await expect(reviews.review(catalogue.principalOf(publisher), { item, rating: 5 })).rejects.toMatchObject({
      ...{ code: "FORBIDDEN", reason: "REVIEW_OF_OWN_ITEM", path: ["item"] },
    });
  });

  it("of what the tenant may not see, as of what is not there", async () => {
    const hidden = await newItem({ visibility: "PRIVATE" });
    const user = await userOf(hidden);
    for (const item of [hidden, newId("item"), "acme/nothing", "", "a\0b"]) {
      const refusal = { code: "NOT_FOUND", reason: "ITEM_NOT_FOUND", path: ["item"] };
      await expect(reviews.review(user, { item, rating: 5 })).rejects.toMatchObject(refusal);
    }
  });

  it.each([
    [{ rating: 0 }, "NUMBER_OUT_OF_RANGE", ["rating"]],
    [{ rating: 6 }, "NUMBER_OUT_OF_RANGE", ["rating"]],
    [{ rating: 2.5 }, "NUMBER_OUT_OF_RANGE", ["rating"]],
    [{ rating: Number.NaN }, "NUMBER_OUT_OF_RANGE", ["rating"]],
    [{ text: "x".repeat(2_001) }, "TEXT_TOO_LONG", ["text"]],
    [{ text: "a\0" }, "TEXT_UNSTORABLE", ["text"]],
    [{ text: "\udfff" }, "TEXT_UNSTORABLE", ["text"]],
  ])("with %j", async (wrong, reason, path) => {
    const item = await newItem();
    const input = { item, rating: 5, ...wrong };
    const refused = reviews.review(await userOf(item), input);
    await expect(refused).rejects.toMatchObject({ code: "BAD_USER_INPUT", reason, path });
    expect(await ratingOf(item)).toEqual([null, 0]);
  });

  it("to be taken back by another tenant, as if it were not there", async () => {
    const item = await newItem();
    const [user, other] = [await userOf(item), await userOf(item)];
    const { id } = await reviews.review(user, { item, rating: 5 });
    for (const wrong of [id, newId("review"), "review_x", ""]) {
      const refusal = { code: "NOT_FOUND", reason: "REVIEW_NOT_FOUND", path: ["id"] };
      await expect(reviews.deleteReview(other, wrong)).rejects.toMatchObject(refusal);
    }
    expect(await ratingOf(item)).toEqual([5, 1]);
  });
});

describe("reviews are read", () => {
  it("by item, the newest first, page by page", async () => {
    const item = await newItem();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.unshift((await reviews.review(await userOf(item), { item, rating: 3 })).id);
    const read = await catalogue.read(item);
    const first = await reviews.reviewsOf(read, { first: 3 });
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    const last = first.items.at(-1);
    const second = await reviews.reviewsOf(read, { first: 3, after: last && reviewCursor(last) });
    expect(second).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(second.items.map(({ id }) => id)).toEqual(ids.slice(3));
    await expect(reviews.reviewsOf(read, { after: "nonsense" })).rejects.toMatchObject({ reason: "CURSOR_INVALID" });
  });

  it("by id, of items that the tenant may see", async () => {
    const shared = await catalogue.tenant();
    const item = await newItem({ visibility: "SHARED", sharedWith: [shared] });
    await catalogue.use(item, shared);
    const { id } = await reviews.review(catalogue.principalOf(shared), { item, rating: 4 });
    const stranger = await catalogue.tenant();
    const ids = [id, "review_x", newId("review")];
    expect([...(await reviews.reviewsById(shared, ids)).keys()]).toEqual([id]);
    expect([...(await reviews.reviewsById(publisher, ids)).keys()]).toEqual([id]);
    expect((await reviews.reviewsById(stranger, ids)).size).toBe(0);
  });
});
