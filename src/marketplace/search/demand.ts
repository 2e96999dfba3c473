import { badInput, type InputPath } from "../../platform/errors.js";
import { checkStorable } from "../../platform/labels.js";
import type { ItemFilter, SearchInput } from "../inputs.js";
import { wordsOf } from "./words.js";

const maxQueryChars = 200;
const maxValues = 10;
const maxValueChars = 100;

/** What is looked for, checked. */
export interface Demand {
  /** Each is found in it. Null where no text is given. */
  readonly words: readonly string[] | null;
  /** By word, what counts as well; empty unless too little was found. */
  readonly corrections: readonly (readonly string[])[];
  /** Lexemes that an item has of each of these lists: its facets, as `g:nlp`, or its tenant. */
  readonly lexemes: readonly (readonly string[])[];
  readonly maxPricePerRun: number | null;
  readonly minRating: number | null;
  readonly isInstalled: boolean | null;
  readonly isOwn: boolean | null;
  /** Whether nothing can be what is asked for. */
  readonly isEmpty: boolean;
}

/** Throws BAD_USER_INPUT below `["query"]` and `["filter"]`. A text of nothing but spaces is none. */
export function parseDemand(tenantId: string, { query, filter }: SearchInput): Demand {
  const text = checkText(query ?? "", ["query"], maxQueryChars);
  const words = text.trim() === "" ? null : wordsOf(text);
  const { types, isOwn, isInstalled } = filter ?? {};
  return {
    ...{ words, corrections: [] },
    lexemes: [
      ...(types ? [[...new Set(types)].map((type) => `t:${type}`)] : []),
      ...checkValues(filter?.tags, ["filter", "tags"]).map((tag) => [`g:${tag}`]),
      ...checkValues(filter?.capabilities, ["filter", "capabilities"]).map((name) => [`c:${name}`]),
      ...publisherOf(filter ?? {}),
      ...(isOwn === true ? [[`o:${tenantId}`]] : []),
    ],
    maxPricePerRun: checkNumber(filter?.maxPricePerRun, Infinity, ["filter", "maxPricePerRun"]),
    minRating: checkNumber(filter?.minRating, 5, ["filter", "minRating"]),
    isInstalled: isInstalled ?? null,
    isOwn: isOwn ?? null,
    isEmpty: words?.length === 0 || types?.length === 0,
  };
}

function publisherOf({ publisher }: ItemFilter): string[][] {
  if (publisher === null || publisher === undefined) return [];
  return [[`p:${checkText(publisher, ["filter", "publisher"], maxValueChars)}`]];
}

function checkText(text: string, path: InputPath, maxChars: number): string {
  if (text.length > maxChars) throw badInput(`At most ${maxChars} characters.`, path, "TEXT_TOO_LONG");
  return checkStorable(text, path);
}

function checkValues(values: readonly string[] | null | undefined, path: InputPath): readonly string[] {
  if (!values) return [];
  if (values.length > maxValues) throw badInput(`At most ${maxValues}.`, path, "LIST_TOO_LONG");
  return [...new Set(values.map((value, index) => checkText(value, [...path, index], maxValueChars)))];
}

function checkNumber(value: number | null | undefined, max: number, path: InputPath): number | null {
  if (value === null || value === undefined) return null;
  if (value >= 0 && value <= max) return value;
  const range = max === Infinity ? "0 or more" : `0 to ${max}`;
  throw badInput(`Must be ${range}.`, path, "NUMBER_OUT_OF_RANGE");
}
