/** As deep as the API's own JSON may be: what is deeper could not be answered. */
const maxDepth = 64;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The JSON that bytes are; undefined where they are none, are not UTF-8, or are nested more than 64 levels deep. */
export function parseJsonBytes(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    return isShallow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Level by level instead of by recursion: a program may write a million brackets. */
function isShallow(root: unknown): boolean {
  let level: readonly unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return false;
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
  return true;
}
