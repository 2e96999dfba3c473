/** What there is to say of a text, without knowing what it says. */
export class Statistics {
  words: i32 = 0;
  sentences: i32 = 0;
  longestWord: string = "";
}

export function statisticsOf(text: string): Statistics {
  const found = new Statistics();
  const words = text.split(" ");
  for (let index = 0; index < words.length; index++) {
    const word = lettersOf(words[index]);
    if (word.length == 0) continue;
    found.words++;
    if (word.length > found.longestWord.length) found.longestWord = word;
    if (endsSentence(words[index])) found.sentences++;
  }
  // What nobody ended with a full stop is a sentence too.
  if (found.words > 0 && !endsSentence(text.trimEnd())) found.sentences++;
  return found;
}

function endsSentence(word: string): bool {
  return word.endsWith(".") || word.endsWith("!") || word.endsWith("?");
}

/** A word without what stands around it. */
function lettersOf(word: string): string {
  let from = 0;
  let to = word.length;
  while (from < to && !isLetter(word.charCodeAt(from))) from++;
  while (to > from && !isLetter(word.charCodeAt(to - 1))) to--;
  return word.slice(from, to);
}

function isLetter(code: i32): bool {
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code > 0x7f
  );
}
