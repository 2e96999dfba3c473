import { badInput, type InputPath } from "../../platform/errors.js";
import { isId } from "../../platform/ids.js";
import { isStorable } from "../../platform/labels.js";
import type { ItemDescriptionInput } from "../inputs.js";
import { isLicenceExpression } from "./licence.js";
import type { MarketplaceItem } from "../model.js";

/** What is said of an item, and who may see it. */
export type ItemDescription = Pick<
  MarketplaceItem,
  "description" | "tags" | "licence" | "repositoryUrl" | "pricePerRun" | "visibility" | "sharedWith"
>;

const maxDescriptionChars = 2_000;
const maxTags = 20;
const maxUrlChars = 500;
const maxPrice = 1e9;
const maxShares = 100;
const tagForm = /^[a-z0-9][a-z0-9._+-]{0,49}$/;
/** What a URL's parser would forgive, as white space within, is refused. */
const urlForm = /^https:\/\/[\x21-\x7e]+$/;

/**
 * An item's description as the input leaves it: what is left out, or null, stays, but null takes away licence and repository.
 * `current` is null for an item to be, of which a description is needed. BAD_USER_INPUT at the first bad field.
 */
export function describeItem(current: ItemDescription | null, input: ItemDescriptionInput): ItemDescription {
  const visibility = input.visibility ?? current?.visibility ?? "PRIVATE";
  return {
    description: checkDescription(input.description ?? current?.description),
    tags: input.tags ? checkTags(input.tags) : (current?.tags ?? []),
    licence: checkLicence(input.licence === undefined ? current?.licence : input.licence),
    repositoryUrl: checkUrl(input.repositoryUrl === undefined ? current?.repositoryUrl : input.repositoryUrl),
    pricePerRun: checkPrice(input.pricePerRun ?? current?.pricePerRun ?? 0),
    visibility,
    sharedWith: checkShares(input.sharedWith ?? [], visibility, input.sharedWith ? [] : (current?.sharedWith ?? [])),
  };
}

function checkDescription(text: string | undefined): string {
  const path: InputPath = ["description"];
  if (text === undefined) throw badInput("Say what the item is for.", path, "DESCRIPTION_MISSING");
  if (text.trim() !== "" && text.length <= maxDescriptionChars && isStorable(text)) return text;
  throw badInput(`A description has 1 to ${maxDescriptionChars} characters.`, path, "TEXT_INVALID");
}

function checkTags(tags: readonly string[]): readonly string[] {
  if (tags.length > maxTags) throw badInput(`At most ${maxTags} tags.`, ["tags"], "LIST_TOO_LONG");
  const wrong = tags.findIndex((tag) => !tagForm.test(tag));
  if (wrong === -1) return [...new Set(tags)];
  throw badInput(
    "A tag has 1 to 50 of a-z 0-9 . _ + - and begins with a letter or digit.",
    ["tags", wrong],
    "TAG_INVALID",
  );
}

function checkLicence(text: string | null | undefined): string | null {
  if (text === null || text === undefined || isLicenceExpression(text)) return text ?? null;
  throw badInput("Must be an SPDX expression, as MIT OR Apache-2.0.", ["licence"], "LICENCE_INVALID");
}

function checkUrl(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const url = text.length <= maxUrlChars && urlForm.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url && url.username === "" && url.password === "") return text;
  const message = `Must be an https URL of at most ${maxUrlChars} characters, without a user's name.`;
  throw badInput(message, ["repositoryUrl"], "URL_INVALID");
}

function checkPrice(price: number): number {
  if (price >= 0 && price <= maxPrice) return price;
  throw badInput(`Must be from 0 to ${maxPrice}.`, ["pricePerRun"], "NUMBER_OUT_OF_RANGE");
}

/** Whether these tenants exist is not told. What was shared before is kept while the item is shared at all. */
function checkShares(
  asked: readonly string[],
  visibility: ItemDescription["visibility"],
  kept: readonly string[],
): readonly string[] {
  if (visibility !== "SHARED") {
    if (asked.length === 0) return [];
    throw badInput("Only an item that is SHARED is shared with somebody.", ["sharedWith"], "SHARING_MISFIT");
  }
  if (asked.length > maxShares) throw badInput(`At most ${maxShares} tenants.`, ["sharedWith"], "LIST_TOO_LONG");
  const wrong = asked.findIndex((id) => !isId("tenant", id));
  if (wrong !== -1) throw badInput("Must be the id of a tenant.", ["sharedWith", wrong], "ID_INVALID");
  return asked.length > 0 ? [...new Set(asked)] : kept;
}
