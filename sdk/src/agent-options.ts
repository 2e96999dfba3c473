import { quietLogger, type Logger } from "./logger.js";
import type { MusterConnectionError } from "./errors.js";
import type { TokenSource } from "./token.js";
import type { WebSocketConstructor } from "./web-socket.js";

export interface MusterAgentOptions {
  /** Address of the server: `http(s)://` or `ws(s)://`, with `/graphql` unless a path is given. */
  readonly url: string;
  /**
   * The agent's API key. Or the token of a user or a service: then an agent called `name` is registered for the time that
   * this program runs, and removed when it stops. A function is asked again for each connection.
   */
  readonly token: TokenSource;
  /** Name for people. Used when an agent is registered; with an agent's key it is only shown in logs. */
  readonly name?: string;
  /** What it can do: a task goes only to an agent that has all that the task requires. Announced when given. */
  readonly capabilities?: readonly string[];
  /** Version of this program. Announced when given. */
  readonly version?: string;
  /** Free labels. Announced when given. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Most handlers at a time, 1 to 2,000; 1 unless said. */
  readonly concurrency?: number;
  /**
   * Assignments to have at hand beyond the slots, so that the next task is there when a handler returns; 0 unless said, with
   * `concurrency` at most 2,000. For handlers of milliseconds: what waits longer than 3 s for a slot is handed back.
   */
  readonly prefetch?: number;
  /**
   * Start a handler only when the server has answered that the task is this agent's: one round trip later, but never for an
   * assignment that was taken back meanwhile. False unless said: then it starts at once, with the accept on its way, and is
   * aborted with `LEASE_LOST` and its result dropped when the accept is refused, as when the connection broke in that
   * instant. For handlers that must not run twice even then.
   */
  readonly acceptFirst?: boolean;
  /** Where to write; warnings and errors to the console unless said. */
  readonly logger?: Logger;
  /** Longest time between heartbeats, 10,000 ms unless said: a third of the server's lease. */
  readonly heartbeatMs?: number;
  /** Longest wait for an answer before the connection is given up, 30,000 ms unless said. */
  readonly requestTimeoutMs?: number;
  /** Waits between attempts to connect: from 100 ms, growing with jitter to 10,000 ms, unless said. */
  readonly reconnect?: { readonly baseMs?: number; readonly capMs?: number };
  /** How busy the machine is, 0 to 1; the share of slots taken unless said. */
  readonly load?: () => number;
  /** Called when the server refuses this agent for good: a revoked key, a protocol that it does not speak. */
  readonly onFatal?: (error: MusterConnectionError) => void;
  /** A WebSocket of your own; unless given the `ws` package on Node, the global one elsewhere. */
  readonly webSocket?: WebSocketConstructor;
}

/** Of a session, as the server has it. */
const maxSlots = 2_000;

/** The options with their defaults. */
export type AgentSettings = ReturnType<typeof settle>;

export function settle(options: MusterAgentOptions) {
  const { concurrency = 1, prefetch = 0, acceptFirst = false, logger = quietLogger, reconnect = {}, ...rest } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > maxSlots) {
    throw new RangeError(`concurrency is an integer from 1 to ${maxSlots}.`);
  }
  if (!Number.isInteger(prefetch) || prefetch < 0 || concurrency + prefetch > maxSlots) {
    throw new RangeError(`prefetch is an integer, 0 or more, and at most ${maxSlots} together with concurrency.`);
  }
  return {
    heartbeatMs: 10_000,
    requestTimeoutMs: 30_000,
    name: "agent",
    ...rest,
    concurrency,
    prefetch,
    capacity: concurrency + prefetch,
    acceptFirst,
    logger,
    reconnect: { baseMs: reconnect.baseMs ?? 100, capMs: reconnect.capMs ?? 10_000 },
  };
}
