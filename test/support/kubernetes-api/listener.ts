import http from "node:http";
import https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Certificates } from "./certificates.js";

export type Listener = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** A port of this machine that can be closed and opened again, and whose connections can be cut as a network cuts them. */
export class Endpoint {
  readonly #server: http.Server | https.Server;
  readonly #sockets = new Set<Socket>();
  readonly #isSecure: boolean;
  #port = 0;

  constructor(listener: Listener, certificates: Certificates | null) {
    this.#isSecure = certificates !== null;
    this.#server = certificates
      ? https.createServer({ key: certificates.key, cert: certificates.certificate }, listener)
      : http.createServer(listener);
    // A watch lasts as long as it lasts.
    this.#server.requestTimeout = 0;
    this.#server.keepAliveTimeout = 60_000;
    // The plain connection below TLS too: only that can be reset.
    this.#server.on("connection", (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
  }

  get url(): string {
    return `${this.#isSecure ? "https" : "http"}://127.0.0.1:${this.#port}`;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** At the same port as before. */
  async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(this.#port, "127.0.0.1", () => {
        this.#server.off("error", reject);
        resolve();
      });
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Resets what is connected; who connects from now on is refused. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }

  /** Resets the connection that a request came on. */
  reset({ socket }: http.IncomingMessage): void {
    const plain = [...this.#sockets].find(({ remotePort }) => remotePort === socket.remotePort);
    (plain ?? socket).resetAndDestroy();
  }
}
