/** Whether two things of our own making are the same, down to what is in them: facts and reports, which are small and have no cycles. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a instanceof Date || b instanceof Date) return Number(a) === Number(b);
  const [entries, size] = [Object.entries(a), Object.keys(b).length];
  return entries.length === size && entries.every(([key, value]) => isSame(value, b[key as keyof typeof b]));
}
