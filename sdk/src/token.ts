/**
 * What authenticates: a key or token as text, or a function that gives one whenever it is needed. The function is handed
 * the token that the server has just refused, if any, and should then give another: giving the same one again ends it.
 */
export type TokenSource = string | ((refused?: string) => string | Promise<string>);

/** Asks the source once. */
export async function readToken(source: TokenSource, refused?: string): Promise<string> {
  return typeof source === "string" ? source : source(refused);
}
