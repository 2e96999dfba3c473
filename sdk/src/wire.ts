import { createClient, type Client } from "graphql-ws/client";
import { closeCodes } from "./close-codes.js";
import { messageOf, MusterConnectionError } from "./errors.js";
import type { WebSocketConstructor } from "./web-socket.js";

/** A ping is sent after this silence, and its pong must come in time: a dead peer is noticed in 15 s, half a lease. */
const pingIntervalMs = 10_000;
const pongTimeoutMs = 5_000;

export interface WireOptions {
  readonly url: string;
  readonly token: string;
  readonly webSocket: WebSocketConstructor;
  /** Longest wait for the connection's acknowledgement, and for an operation's answer. */
  readonly timeoutMs: number;
}

export interface WireStages {
  /** The server has acknowledged the connection. */
  connect(): void;
  /** The socket ended, or never opened. May be called twice: an error is followed by its close. */
  end(error: MusterConnectionError): void;
}

/** A graphql-ws client that opens one socket, now, and never another. */
export interface Wire {
  readonly subscribe: Client["subscribe"];
  /** Closes the socket in order. */
  close(): void;
  /** Gives the socket up without waiting for a peer that may be gone. */
  terminate(): void;
}

export function openWire(options: WireOptions, stages: WireStages): Wire {
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  let socket: { terminate?(): void } | undefined;
  let operations = 0;
  const close = (): void => {
    // Rejects when the socket never opened, which its end tells already.
    void Promise.resolve(client.dispose()).catch(() => {});
  };
  const terminate = (): void => {
    client.terminate();
    socket?.terminate?.();
  };
  const end = (error: MusterConnectionError): void => {
    clearTimeout(pongTimer);
    // Before the client looks: a disposed one does not reconnect, not even after a normal closure.
    close();
    stages.end(error);
  };
  const client = createClient({
    url: options.url,
    webSocketImpl: options.webSocket,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => {},
    connectionParams: { authorization: `Bearer ${options.token}` },
    connectionAckWaitTimeout: options.timeoutMs,
    keepAlive: pingIntervalMs,
    generateID: () => String(++operations),
    on: {
      opened: (opened) => (socket = opened as { terminate?(): void }),
      connected: stages.connect,
      ping: (received) => {
        if (!received) pongTimer = setTimeout(terminate, pongTimeoutMs);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimer);
      },
      error: (error) => end(new MusterConnectionError(1006, failureOf(error), { cause: error })),
      closed: (event) => end(endingOf(event)),
    },
  });
  return { subscribe: client.subscribe, close, terminate };
}

/** Browsers and `ws` hand over an event with, at best, a `message` or an `error`. */
function failureOf(event: unknown): string {
  const { message, error } = event as { message?: unknown; error?: unknown };
  if (error instanceof AggregateError) return messageOf(error.errors[0]);
  return typeof message === "string" && message !== "" ? message : "The socket broke.";
}

function endingOf(event: unknown): MusterConnectionError {
  const { code, reason } = event as { code?: unknown; reason?: unknown };
  const closeCode = typeof code === "number" ? code : closeCodes.terminated;
  const words = typeof reason === "string" && reason !== "" ? `: ${reason}` : "";
  return new MusterConnectionError(closeCode, `The socket was closed with ${closeCode}${words}.`);
}
