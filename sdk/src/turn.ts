/** On Node after the promises and input of this turn of the event loop, so that what is ready together is sent together. */
export function afterThisTurn(work: () => void): void {
  const { setImmediate } = globalThis as { setImmediate?: (work: () => void) => unknown };
  if (setImmediate === undefined) queueMicrotask(work);
  else setImmediate(work);
}
