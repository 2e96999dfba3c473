import type { Clock } from "../clock.js";
import { brokerUnavailable } from "./broker-errors.js";

/** The answer of `work`, or UNAVAILABLE when it fails or takes longer than `deadlineMs`. What `work` does goes on. */
export async function within<T>(clock: Clock, deadlineMs: number, work: Promise<T>): Promise<T> {
  let cancel = (): void => {};
  const deadline = new Promise<never>((_, reject) => {
    cancel = clock.after(deadlineMs, () => reject(new Error(`no answer in ${deadlineMs} ms`)));
  });
  try {
    return await Promise.race([work, deadline]);
  } catch (error) {
    throw brokerUnavailable(error);
  } finally {
    cancel();
  }
}
