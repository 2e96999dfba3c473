import { vi } from "vitest";

/** Waits until the check passes: long enough for a machine that is busy with other tests, unless what is checked is long work itself. */
export function eventually<T>(check: () => T | Promise<T>, timeoutMs = 10_000): Promise<T> {
  return vi.waitFor(check, { timeout: timeoutMs, interval: 10 });
}
