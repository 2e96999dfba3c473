import type { PageRequest } from "../../platform/page.js";
import type { Search } from "./found-items.js";

/** Of those that have the text in their name, and of all, the most run: what is scored. */
export const mostScored = 200;
/** Below every score: what is not scored comes behind, by its runs. As a double, it and any number of runs add up without loss. */
const behindScores = 1e15;

/** Key of what is not scored, of a column `runs`. */
export function unscoredKey(runs: string): string {
  return `(${runs} - ${behindScores})::double precision`;
}

/** The page of what is not scored, by runs: behind its own cursor, or from its start. */
export function unscoredPage({ first, after }: PageRequest): PageRequest {
  const [key = "", id = ""] = after ?? [];
  const runs = Number(key) + behindScores;
  return { first, after: after && Number(key) < 0 ? [String(runs), id] : null };
}

/** Part of a WITH: `scored (id, key)`, of `candidates (id)`. By primary key. */
export function scoredItems(search: Search): string {
  return `scored AS MATERIALIZED (
  SELECT i.id, ${scoreOf(search)} AS key FROM candidates b JOIN item_search i ON i.id = b.id
)`;
}

/**
 * How well the text fits `item_search i`: above 1.5 as it is typed, else with a word corrected. Runs count for a little: a million as much
 * as a seventh of a fitting name.
 */
function scoreOf({ demand, places }: Search): string {
  const text = `${places.add(demand.words?.join(" ") ?? "")}::text`;
  return `CASE WHEN i.document @@ (SELECT q.typed FROM query q) THEN 1.5::double precision ELSE 0 END
    + ts_rank('{0.1, 0.1, 0.5, 1}', i.document, (SELECT q.text FROM query q))
    + CASE WHEN i.document @@ (SELECT q.name FROM query q) THEN 0.5::double precision ELSE 0 END
    + 0.5::double precision * similarity(i.name, ${text})
    + 0.01::double precision * ln((1 + i.runs)::double precision)`;
}
