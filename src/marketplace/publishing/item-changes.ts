import type { Principal } from "../../identity/index.js";
import type { Database, Query } from "../../platform/db/database.js";
import { notFound } from "../../platform/errors.js";
import { isStorable } from "../../platform/labels.js";
import type { UpdateItemInput } from "../inputs.js";
import { describeItem, type ItemDescription } from "./item-description.js";
import type { MarketplaceItem } from "../model.js";
import { lockOwnItem } from "../sql/find-items-to-publish.sql.js";
import { updateItem } from "../sql/write-item.sql.js";
import { within } from "../../platform/db/within.js";

/** An item of the tenant as the input leaves it. NOT_FOUND, ITEM_NOT_FOUND, at `["item"]`, for others' too. */
export function changeOwnItem(
  database: Database,
  { tenantId }: Principal,
  input: UpdateItemInput,
): Promise<MarketplaceItem> {
  return within(database, async (query) => {
    const known = isStorable(input.item);
    const [item] = known ? await query<MarketplaceItem>(lockOwnItem, [tenantId, input.item]) : [];
    if (!item) throw notFound("item", input.item, ["item"]);
    return changeItem(query, item, describeItem(item, input));
  });
}

/** Writes what is said of an item. Whoever calls it holds the item's lock. */
export async function changeItem(
  query: Query,
  { id }: MarketplaceItem,
  description: ItemDescription,
): Promise<MarketplaceItem> {
  const [item] = await query<MarketplaceItem>(updateItem, [id, ...descriptionValues(description)]);
  if (!item) throw new Error(`item ${id} is locked, and gone`);
  return item;
}

/** In the order of the statements' parameters. */
export function descriptionValues(description: ItemDescription): readonly unknown[] {
  const { description: text, tags, licence, repositoryUrl, pricePerRun, visibility, sharedWith } = description;
  return [text, tags, licence, repositoryUrl, pricePerRun, visibility, sharedWith];
}
