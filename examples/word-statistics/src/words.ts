/** How often each word occurs, most often first. */
export type WordCount = readonly (readonly [word: string, count: number])[];

/** Too frequent, and too dull, to be counted. */
const dull = new Set(
  "the and for that with this are not its but from has have was were one all any can may will who what when which then than them they their there each other only into over once more most does did our your you also such same".split(
    " ",
  ),
);

/** Words of three letters or more, in lower case. */
export function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}{3,}/gu) ?? []).filter((word) => !dull.has(word));
}

export function countWords(words: Iterable<string>): WordCount {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return ranked(counts);
}

export function addUp(parts: readonly WordCount[]): WordCount {
  const counts = new Map<string, number>();
  for (const [word, count] of parts.flat()) counts.set(word, (counts.get(word) ?? 0) + count);
  return ranked(counts);
}

function ranked(counts: ReadonlyMap<string, number>): WordCount {
  return [...counts].toSorted(([a, countA], [b, countB]) => countB - countA || a.localeCompare(b));
}

/** As people read it: `task 41, agent 30`. */
export function inWords(count: WordCount, most: number): string {
  return count
    .slice(0, most)
    .map(([word, times]) => `${word} ${times}`)
    .join(", ");
}
