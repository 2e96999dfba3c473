import type { Clock } from "../clock.js";
import type { Log } from "../log.js";

/** Bounds and periods of the RabbitMQ adapter; the defaults suit production, tests shorten them. */
export interface RabbitMqTiming {
  /** Silence after which either side takes the other for dead (after two periods), whole seconds. Default 10. */
  readonly heartbeatSeconds: number;
  /** TCP, TLS, sign-in and the declarations together. Default 10,000. */
  readonly connectTimeoutMs: number;
  /** Wait before the second attempt to connect; doubles with each, halved at random. Default 100. */
  readonly minBackoffMs: number;
  /** Default 10,000. */
  readonly maxBackoffMs: number;
  /** A call that waits for one answer of the broker: declare, consume, depth. Default 5,000. */
  readonly callTimeoutMs: number;
  /** From publish to the last confirm. Default 10,000. */
  readonly confirmTimeoutMs: number;
  /** How long publishes wait for a broker that is short of memory or disk. Default 1,000. */
  readonly blockedTimeoutMs: number;
  /** The closing handshake at stop. Default 2,000. */
  readonly closeTimeoutMs: number;
  /** A queue without a consumer for this long is dropped. All replicas must agree on it. Default an hour. */
  readonly queueExpiresMs: number;
}

export const defaultTiming: RabbitMqTiming = {
  heartbeatSeconds: 10,
  connectTimeoutMs: 10_000,
  minBackoffMs: 100,
  maxBackoffMs: 10_000,
  callTimeoutMs: 5_000,
  confirmTimeoutMs: 10_000,
  blockedTimeoutMs: 1_000,
  closeTimeoutMs: 2_000,
  queueExpiresMs: 3_600_000,
};

/** What every part of the adapter is made with. */
export interface RabbitMqSettings {
  /** Put before the name of each queue and exchange, so that installations can share a virtual host. */
  readonly prefix: string;
  /** Queues that do not expire. */
  readonly lasting: ReadonlySet<string>;
  readonly timing: RabbitMqTiming;
  readonly log: Log;
  readonly clock: Clock;
}
