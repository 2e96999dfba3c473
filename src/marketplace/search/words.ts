/** What parts words; `marketplace_text` in the migration parts what is searched likewise. */
const parting = /[^\p{L}\p{N}\p{M}]+/u;
/** Scripts without spaces: each character is a word. */
const alone = /[\u0e00-\u0eff\u1000-\u109f\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/gu;
/** More of them say no more, and each costs a look at the index. */
const maxWords = 16;
/** A tenth of all words begin with the same character. */
const minPrefixChars = 2;

/** The words of a text, at most 16; each must be found. None of a text without any. */
export function wordsOf(text: string): readonly string[] {
  return text.normalize("NFC").replaceAll(alone, " $& ").split(parting).filter(Boolean).slice(0, maxWords);
}

/** Whether a word may be the beginning of one. */
export function mayGoOn(word: string): boolean {
  return word.length >= minPrefixChars;
}
