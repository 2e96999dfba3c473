import { connect, type Socket } from "node:net";

interface Waiting {
  readonly resolve: (body: string) => void;
  readonly reject: (error: Error) => void;
}

/** A connection that stays open: one request at a time. */
interface Connection {
  readonly socket: Socket;
  waiting: Waiting | null;
  /** What has come of the answer so far. */
  chunks: Buffer[];
  /** Bytes of it that are still to come; null while its head is not complete. */
  missing: number | null;
}

/**
 * Posts one body again and again, over as many connections as there are requests at a time. Node's own client takes 60 to
 * 120 µs more a request, on the server's machine: this knows no more of HTTP than what our server answers, a length and a body.
 */
export class KeptConnections {
  readonly #address: { readonly host: string; readonly port: number };
  readonly #request: Buffer;
  readonly #idle: Connection[] = [];

  constructor(url: string, headers: Readonly<Record<string, string>>, body: string) {
    const { hostname, port, pathname, host } = new URL(url);
    this.#address = { host: hostname, port: Number(port) };
    const all = { host, ...headers, "content-length": String(Buffer.byteLength(body)) };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#request = Buffer.from(`POST ${pathname} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
  }

  /** Answers the body of a 200; rejects for any other. */
  post(): Promise<string> {
    return new Promise((resolve, reject) => {
      const connection = this.#idle.pop() ?? this.#open();
      connection.waiting = { resolve, reject };
      connection.socket.write(this.#request);
    });
  }

  close(): void {
    for (const { socket } of this.#idle.splice(0)) socket.destroy();
  }

  #open(): Connection {
    const socket = connect({ ...this.#address, noDelay: true });
    const connection: Connection = { socket, waiting: null, chunks: [], missing: null };
    socket.on("data", (chunk: Buffer) => this.#receive(connection, chunk));
    socket.on("error", (error) => connection.waiting?.reject(error));
    socket.on("close", () => connection.waiting?.reject(new Error("the server closed the connection")));
    return connection;
  }

  #receive(connection: Connection, chunk: Buffer): void {
    connection.chunks.push(chunk);
    if (connection.missing === null) readHead(connection);
    else connection.missing -= chunk.length;
    if (connection.missing !== 0) return;
    const { waiting } = connection;
    const answer = Buffer.concat(connection.chunks);
    Object.assign(connection, { waiting: null, chunks: [], missing: null });
    this.#idle.push(connection);
    const text = answer.toString("utf8");
    if (text.startsWith("HTTP/1.1 200 ")) waiting?.resolve(text.slice(text.indexOf("\r\n\r\n") + 4));
    else waiting?.reject(new Error(`the server answered ${text.split("\r\n", 1)[0]}`));
  }
}

function readHead(connection: Connection): void {
  const answer = Buffer.concat(connection.chunks);
  const end = answer.indexOf("\r\n\r\n");
  if (end < 0) return;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.toString("latin1", 0, end));
  if (!length) throw new Error("an answer without its length");
  connection.missing = end + 4 + Number(length[1]) - answer.length;
}
