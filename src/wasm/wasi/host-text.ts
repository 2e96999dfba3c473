/** A text of the host's that a guest can have: C ends one at its first NUL, and half a pair of surrogates has no UTF-8. */
export function assertText(text: string): string {
  if (text.includes("\0")) throw new Error(`There is a NUL in ${JSON.stringify(text)}.`);
  if (!text.isWellFormed()) throw new Error(`${JSON.stringify(text)} is no text of Unicode.`);
  return text;
}
