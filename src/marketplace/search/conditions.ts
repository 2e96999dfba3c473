import { isVisibleTo } from "../sql/columns.js";
import type { Demand } from "./demand.js";
import { mayGoOn } from "./words.js";

/** A statement's parameters as they are needed; the tenant is `$1`. */
export class Places {
  readonly values: unknown[];
  readonly tenant = "$1::text";

  constructor(tenantId: string) {
    this.values = [tenantId];
  }

  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

/** A demand in SQL, about `item_search i`. */
export interface Conditions {
  /** The first part of a statement's WITH: `query`, one row of what is looked for as text searches are written; empty without any. */
  readonly query: string;
  /** Whether an index finds what is asked for by what it is, apart from the order. */
  readonly isSelective: boolean;
  /** That the text and the lexemes are found. Empty where neither is asked for. */
  readonly found: string;
  /** As `found`, the text's words all in the name, apart from the publisher's. */
  readonly foundByName: string;
  /** All else, and that the tenant may see it. */
  readonly allowed: string;
}

export function conditionsOf(demand: Demand, places: Places): Conditions {
  const { words, lexemes, isInstalled, isOwn } = demand;
  const lexemeQuery = lexemes.length > 0 ? `${places.add(tsqueryOf(lexemes))}::tsquery` : null;
  const installed = `EXISTS (SELECT 1 FROM installations n WHERE n.tenant_id = ${places.tenant} AND n.item_id = i.id)`;
  const { maxPricePerRun: price, minRating } = demand;
  const allowed = [
    isVisibleTo(places.tenant),
    isOwn === true ? "" : "i.latest_released_at IS NOT NULL",
    isOwn === false ? `i.tenant_id <> ${places.tenant}` : "",
    isInstalled === null ? "" : isInstalled ? installed : `NOT ${installed}`,
    price === null ? "" : `i.price_per_run <= ${places.add(price)}::double precision`,
    minRating === null || minRating === 0 ? "" : `i.rating >= ${places.add(minRating)}::double precision`,
  ].filter(Boolean);
  const query = words ? textQuery(alternativesOf(words, demand), { places, lexemeQuery }) : "";
  return {
    query,
    isSelective: query !== "" || lexemeQuery !== null || isInstalled === true,
    found: query
      ? "i.document @@ (SELECT q.document FROM query q)"
      : lexemeQuery
        ? `i.document @@ ${lexemeQuery}`
        : "true",
    foundByName: "i.document @@ (SELECT q.name FROM query q)",
    allowed: allowed.join(" AND "),
  };
}

/** As PostgreSQL reads it: all of the lists, any of each. A lexeme may have any character. */
function tsqueryOf(lexemes: Demand["lexemes"]): string {
  return lexemes.map((any) => `(${any.map((lexeme) => quote(lexeme)).join(" | ")})`).join(" & ");
}

function quote(lexeme: string): string {
  return `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/** A word that counts for one of the text. */
interface Alternative {
  readonly word: string;
  /** Of the word in the text, from 0. */
  readonly index: number;
  readonly isTyped: boolean;
  /** Whether it may go on. */
  readonly isOpen: boolean;
}

function alternativesOf(words: readonly string[], { corrections }: Demand): Alternative[] {
  const isLast = (index: number): boolean => index === words.length - 1;
  return words.flatMap((word, index) => [
    { word, index, isTyped: true, isOpen: isLast(index) && mayGoOn(word) },
    ...(corrections[index] ?? []).map((meant) => ({ word: meant, index, isTyped: false, isOpen: false })),
  ]);
}

interface TextParts {
  readonly places: Places;
  readonly lexemeQuery: string | null;
}

/**
 * Of each word what it is or its stem. The last one may go on; where it says nothing by itself, as `an` of `analysis`, it counts if it
 * is the only one. Null, which finds nothing, where no word says anything. `text` is what is typed and its corrections, `typed`
 * without those, `name` as a name's words; `document` and `name` have the lexemes with them.
 */
function textQuery(alternatives: readonly Alternative[], { places, lexemeQuery }: TextParts): string {
  const and = lexemeQuery ? ` && ${lexemeQuery}` : "";
  const given = [
    `${places.add(alternatives.map(({ word }) => word))}::text[]`,
    `${places.add(alternatives.map(({ index }) => index))}::int[]`,
    `${places.add(alternatives.map(({ isTyped }) => isTyped))}::boolean[]`,
    `${places.add(alternatives.map(({ isOpen }) => isOpen))}::boolean[]`,
  ].join(", ");
  const isOnly = alternatives.every(({ index }) => index === 0);
  const says = isOnly ? "true" : "to_tsvector('marketplace_word', a.word) <> ''";
  return `query AS MATERIALIZED (
  SELECT t.text, t.typed, t.text${and} AS document, t.name${and} AS name FROM (
    SELECT string_agg('(' || w.text || ')', ' & ')::tsquery AS text, string_agg('(' || w.typed || ')', ' & ')::tsquery AS typed,
      string_agg('(' || w.name || ')', ' & ')::tsquery AS name
    FROM (
      SELECT string_agg(quote_literal(l.lexeme) || l.ending, ' | ') AS text,
        string_agg(quote_literal(l.lexeme) || l.ending, ' | ') FILTER (WHERE a.is_typed) AS typed,
        string_agg(quote_literal('n:' || l.lexeme) || l.ending, ' | ') AS name
      FROM unnest(${given}) AS a (word, index, is_typed, is_open)
      CROSS JOIN LATERAL (
        SELECT lexeme, ':*' AS ending FROM unnest(to_tsvector('simple', a.word)) WHERE a.is_open AND ${says}
        UNION ALL SELECT lexeme, '' FROM unnest(to_tsvector('marketplace_word', a.word)) WHERE NOT a.is_open
        UNION ALL SELECT s.lexeme, '' FROM unnest(to_tsvector('english', a.word)) s
          WHERE s.lexeme NOT IN (SELECT d.lexeme FROM unnest(to_tsvector('simple', a.word)) d)
      ) AS l
      GROUP BY a.index
    ) AS w
  ) AS t
)`;
}
