import type { Query } from "../../platform/db/database.js";
import { findSimilarWords } from "./find-similar-words.sql.js";

/** What PostgreSQL makes trigrams of, whatever its locale. */
const comparable = /^[a-z0-9]{3,40}$/;
const mostCorrections = 5;

interface SimilarRow {
  /** Of the words asked for, from 0. */
  readonly index: number;
  readonly word: string;
}

export interface TypedWords {
  readonly tenantId: string;
  readonly words: readonly string[];
}

/** By word, in their order: what may have been meant, the most likely first; empty where nothing else comes near. */
export async function correctionsOf(
  query: Query,
  { tenantId, words }: TypedWords,
): Promise<readonly (readonly string[])[]> {
  const typed = words.map((word) => word.toLowerCase());
  const asked = typed.map((word) => (comparable.test(word) ? word : ""));
  const swapped = asked.flatMap((word, index) => transpositionsOf(word).map((other) => ({ index, other })));
  const rows = await query<SimilarRow>(findSimilarWords, [
    tenantId,
    asked,
    swapped.map(({ index }) => index),
    swapped.map(({ other }) => other),
  ]);
  return typed.map((word, index) => {
    const isLast = index === typed.length - 1;
    return rows
      .filter((row) => row.index === index && row.word !== word)
      .map((row) => ({
        word: row.word,
        errors: errorsBetween(word, row.word, isLast),
        distance: errorsBetween(word, row.word, false),
      }))
      .filter(({ errors }) => errors <= maxErrors(word))
      .toSorted((a, b) => a.errors - b.errors || a.distance - b.distance)
      .slice(0, mostCorrections)
      .map((row) => row.word);
  });
}

function maxErrors({ length }: string): number {
  return length <= 5 ? 1 : length <= 9 ? 2 : 3;
}

/** Two neighbours the wrong way round leave a short word no trigram. */
function transpositionsOf(word: string): string[] {
  return Array.from({ length: Math.max(0, word.length - 1) }, (_, at) =>
    [word.slice(0, at), word.charAt(at + 1), word.charAt(at), word.slice(at + 2)].join(""),
  ).filter((other) => other !== word);
}

/**
 * How many characters are missing, too many, wrong or swapped with their neighbour. Of a word that may go on, against the beginning of the
 * other that it fits best.
 */
export function errorsBetween(typed: string, meant: string, mayGoOn: boolean): number {
  const width = meant.length + 1;
  let [older, old] = [
    Array.from({ length: width }, () => Infinity),
    Array.from({ length: width }, (_, column) => column),
  ];
  for (let row = 1; row <= typed.length; row++) {
    const next = [row];
    for (let column = 1; column < width; column++) {
      const isSame = typed[row - 1] === meant[column - 1];
      const isSwapped = typed[row - 1] === meant[column - 2] && typed[row - 2] === meant[column - 1];
      next[column] = Math.min(
        (old[column] ?? Infinity) + 1,
        (next[column - 1] ?? Infinity) + 1,
        (old[column - 1] ?? Infinity) + (isSame ? 0 : 1),
        isSwapped && row > 1 && column > 1 ? (older[column - 2] ?? Infinity) + 1 : Infinity,
      );
    }
    [older, old] = [old, next];
  }
  return mayGoOn ? Math.min(...old) : (old[meant.length] ?? Infinity);
}
