import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { handleProtocols, type Server as ProtocolServer } from "graphql-ws";
import { WebSocketServer, type WebSocket } from "ws";
import { createCork } from "../platform/cork.js";
import type { Log } from "../platform/log.js";
import { Peer, type Peers, type Send } from "./peers.js";
import type { ServerMetrics } from "./server-metrics.js";

export interface SocketOptions {
  readonly protocol: ProtocolServer<Peer>;
  readonly peers: Peers;
  readonly maxMessageBytes: number;
  readonly log: Log;
  readonly metrics: ServerMetrics;
}

export interface Sockets {
  /** Takes over a connection that asks to be upgraded. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Upgrades nothing more, closes every socket with 1001 once its calls are answered, and resolves when none is left. */
  drain(timeoutMs: number): Promise<void>;
}

/** The transport under graphql-transport-ws: frames, pings and closes; `protocol` makes the sense of them. */
export function createSockets(options: SocketOptions): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxMessageBytes,
    // Costs some 300 KB per socket; frames are small and often.
    perMessageDeflate: false,
    handleProtocols,
  });
  let draining = false;
  return {
    upgrade(request, socket, head) {
      const path = request.url?.split("?", 1)[0];
      if (path !== "/graphql") return refuse(socket, "404 Not Found");
      if (draining) return refuse(socket, "503 Service Unavailable");
      server.handleUpgrade(request, socket, head, (webSocket) => {
        connect(webSocket, { connection: socket, clientAddress: request.socket.remoteAddress ?? "" }, options);
      });
    },
    async drain(timeoutMs) {
      draining = true;
      await options.peers.drain(timeoutMs);
    },
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

interface Origin {
  /** What the frames are written to. */
  readonly connection: Duplex;
  readonly clientAddress: string;
}

function connect(socket: WebSocket, origin: Origin, { protocol, peers, log, metrics }: SocketOptions): void {
  const { clientAddress } = origin;
  const send = createSender(socket, origin.connection);
  const peer = new Peer({ socket, clientAddress, send });
  peers.add(peer);
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send,
      close: (code, reason) => socket.close(code, reason),
      onMessage: (receive) =>
        socket.on("message", (data: Buffer) => {
          peer.alive = true;
          receive(parsed(data.toString("utf8"))).catch((error: unknown) => {
            log.error({ err: error }, "socket message failed");
            peer.close("internalError");
          });
        }),
    },
    peer,
  );
  socket.on("pong", () => (peer.alive = true));
  // What ends a socket badly is followed by its close, which cleans up.
  socket.on("error", (error) => log.debug({ err: error, clientAddress }, "socket failed"));
  socket.once("close", (code, reason) => {
    peers.remove(peer);
    metrics.socketClosed(code);
    closed(code, reason.toString()).catch((error: unknown) => log.error({ err: error }, "socket clean-up failed"));
  });
}

/**
 * The protocol takes a message parsed too, whatever its type says, and keeps what it is given for as long as the operation in it
 * runs: as text that is a thousand bytes per idle agent. What is no JSON stays text, which it refuses.
 */
function parsed(text: string): string {
  try {
    const message = JSON.parse(text) as string;
    return typeof message === "string" ? text : message;
  } catch {
    return text;
  }
}

/** While less than this waits for a slow client, a sender does not wait for it. */
const promptBytes = 65_536;

/**
 * Writes all frames of a turn at once: the answer to an operation is two of them. Resolves when the frame is with the kernel,
 * once `promptBytes` wait before it: that is how a slow client slows its own subscriptions.
 */
function createSender(socket: WebSocket, connection: Duplex): Send {
  const cork = createCork(connection);
  return (frame) => {
    if (socket.readyState !== socket.OPEN) return undefined;
    cork();
    if (socket.bufferedAmount <= promptBytes) {
      socket.send(frame);
      return undefined;
    }
    return new Promise<void>((resolve) => socket.send(frame, () => resolve()));
  };
}
