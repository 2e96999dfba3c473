import { isNonRetryable, type RetryPolicy } from "./retry.js";

export interface BackoffConfig {
  /** Ceiling of the first wait, in milliseconds. */
  readonly baseMs: number;
  /** Ceiling of every wait. */
  readonly maxMs: number;
  /** Uniform in [0, 1); Math.random unless said. */
  readonly random?: () => number;
}

/**
 * How long to wait before the next try: exponential with full jitter, `random(0, min(max, base * 2^(failures - 1)))`.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 *
 * @param failures tries that have failed so far, 1 or more
 */
export function backoffMs(failures: number, { baseMs, maxMs, random = Math.random }: BackoffConfig): number {
  return Math.floor(random() * Math.min(maxMs, baseMs * 2 ** Math.min(failures - 1, 30)));
}

/**
 * The same by a task's own policy, of whose waits people expect to see most: `ceiling = min(max, initial * factor^(failures - 1))`,
 * of which the half is certain ("equal jitter" of the same source).
 */
export function policyWaitMs(
  failures: number,
  { initialDelayMs, factor, maxDelayMs }: RetryPolicy,
  random: () => number = Math.random,
): number {
  const ceilingMs = Math.min(maxDelayMs, initialDelayMs * factor ** (failures - 1));
  return Math.round(ceilingMs * (1 - random() / 2));
}

/** What is known of a try when it fails. */
export interface FailedTry {
  /** The try's number, from 1. */
  readonly attempt: number;
  readonly maxRetries: number;
  /** The attempt at which retries were last reset. */
  readonly retriesFrom: number;
  /** The task's own policy; null for the installation's. */
  readonly retry: RetryPolicy | null;
  readonly message: string;
  /** Whether another try can help. */
  readonly retryable: boolean;
}

/** When to try again; null when the task goes to quarantine. */
export function decideRetry(failed: FailedTry, now: Date, config: BackoffConfig): Date | null {
  const { retry, message } = failed;
  const failures = failed.attempt - failed.retriesFrom;
  if (!failed.retryable || failures > failed.maxRetries) return null;
  if (retry && isNonRetryable(retry, message)) return null;
  const waitMs = retry ? policyWaitMs(failures, retry, config.random) : backoffMs(failures, config);
  return new Date(now.getTime() + waitMs);
}
