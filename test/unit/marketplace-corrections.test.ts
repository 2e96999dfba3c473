import { expect, it } from "vitest";
import { errorsBetween } from "../../src/marketplace/search/corrections.js";

it.each([
  ["word", "word", 0],
  ["wrd", "word", 1],
  ["wrod", "word", 1],
  ["wird", "word", 1],
  ["woord", "word", 1],
  ["invioce", "invoice", 1],
  ["sumarise", "summarize", 2],
  ["", "word", 4],
  ["word", "", 4],
  ["cat", "invoice", 7],
])("%s differs from %s by %i", (typed, meant, errors) => {
  expect(errorsBetween(typed, meant, false)).toBe(errors);
});

it.each([
  ["sumar", "summarize", 1],
  ["clasif", "classification", 1],
  ["word", "words", 0],
  ["wrd", "wordy", 1],
])("%s, which may go on, differs from the beginning of %s by %i", (typed, meant, errors) => {
  expect(errorsBetween(typed, meant, true)).toBe(errors);
});
