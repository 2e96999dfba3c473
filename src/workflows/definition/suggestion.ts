/** Longer words are not compared: the time to compare two grows with the product of their lengths. */
const maxChars = 64;

/** The candidate that a mistyped word most likely means; null when none is near. */
export function closest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > maxChars) return null;
  const nearest = { word: null as string | null, distance: Math.min(3, Math.floor(word.length / 2) + 1) };
  for (const candidate of candidates) {
    const more = Math.abs(candidate.length - word.length);
    if (candidate.length > maxChars || more >= nearest.distance) continue;
    // Of two that are as near, the one of the same length: letters change places more often than they go missing.
    const distance = distanceOf(word.toLowerCase(), candidate.toLowerCase()) + more / maxChars;
    if (distance >= nearest.distance) continue;
    nearest.word = candidate;
    nearest.distance = distance;
  }
  return nearest.word;
}

/** As the end of a sentence: empty when nothing is near. */
export function suggest(word: string, candidates: Iterable<string>): string {
  const candidate = closest(word, candidates);
  return candidate === null ? "" : ` Did you mean \`${candidate}\`?`;
}

/** Letters to insert, leave out or replace (Levenshtein), a row of the table at a time. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
