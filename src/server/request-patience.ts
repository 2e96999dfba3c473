import type { Server } from "node:http";
import type { Socket } from "node:net";

type Listener = (error: NodeJS.ErrnoException, socket: Socket) => void;

/**
 * Lets single requests take longer than the server's `requestTimeout`, which knows no routes. When that is over, Node leaves it to
 * whoever listens for `clientError` to close the connection, says so once per request, and otherwise lets it be: here nobody is told
 * of a request that may take its time. Whoever lets it must bound it by other means. Takes over the listeners that are there.
 */
export class RequestPatience {
  readonly #patient = new Set<Socket>();

  constructor(server: Server) {
    const listeners = server.listeners("clientError") as Listener[];
    server.removeAllListeners("clientError");
    server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
      if (error.code === "ERR_HTTP_REQUEST_TIMEOUT" && this.#patient.has(socket)) return;
      for (const listener of listeners) listener.call(server, error, socket);
    });
  }

  /** Until the answer is called. */
  with(socket: Socket): () => void {
    this.#patient.add(socket);
    return () => this.#patient.delete(socket);
  }
}
