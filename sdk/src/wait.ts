/** Resolves after `ms`, or as soon as the signal aborts: it never rejects, and leaves no timer and no listener behind. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end, { once: true });
  });
}

/** Resolves with whether `work` settled within `ms`; an infinite `ms` waits for ever. */
export async function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const done = new AbortController();
  const settled = work.then(
    () => true,
    () => true,
  );
  if (!Number.isFinite(ms)) return settled;
  try {
    return await Promise.race([settled, wait(ms, done.signal).then(() => false)]);
  } finally {
    done.abort();
  }
}
