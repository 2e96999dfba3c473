import { once } from "node:events";
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isSigned, type S3Keys } from "./s3-signature.js";
import { spool } from "./s3-spool.js";

/** What becomes of a request. */
export type S3Fault =
  /** Answered with this status before its body is read. */
  | { readonly kind: "answer"; readonly status: number }
  /** The connection is reset when so many bytes of its body have come. */
  | { readonly kind: "cutRequest"; readonly afterBytes: number }
  /** The connection is reset when so many bytes of the answer's body have passed. */
  | { readonly kind: "cutAnswer"; readonly afterBytes: number }
  /** The connection is reset once it is done, instead of an answer. */
  | { readonly kind: "loseAnswer" }
  /** Nothing is read and nothing answered; the connection stays. */
  | { readonly kind: "silence" };

/**
 * Stands before an S3 server and makes it more like Amazon's: checks signatures, lets an upload through when all of it is there and
 * is what its hash says; s3rver does neither, and shows what has come of an upload so far. It can fail like Amazon's as well.
 */
export interface S3Proxy {
  readonly url: string;
  /** All requests so far, as `PUT /bucket/key`. */
  readonly requests: readonly { readonly line: string; readonly headers: IncomingMessage["headers"] }[];
  /** Asked once per request; null lets it through. */
  fault: (method: string) => S3Fault | null;
  /** Connections that are open now. */
  connectionCount(): Promise<number>;
  /** Closes them; those with unread bytes stay otherwise, whatever the client has done. */
  drop(): void;
  close(): Promise<void>;
}

export interface S3ProxyOptions {
  readonly target: URL;
  readonly keys: S3Keys;
  /** Where bodies wait to be whole. */
  readonly folder: string;
}

export async function createS3Proxy(options: S3ProxyOptions): Promise<S3Proxy> {
  const requests: { line: string; headers: IncomingMessage["headers"] }[] = [];
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    request.on("error", () => undefined);
    requests.push({ line: `${method} ${url}`, headers });
    const fault = proxy.fault(method);
    if (fault?.kind === "silence") return;
    if (fault?.kind === "answer") refuse(response, fault.status);
    else if (!isSigned(request, options.keys)) refuse(response, 403);
    else void forward({ ...options, request, response, fault }).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: S3Proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fault: () => null,
    connectionCount: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    drop: () => server.closeAllConnections(),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return proxy;
}

const codes: Readonly<Record<number, string>> = {
  400: "XAmzContentSHA256Mismatch",
  403: "SignatureDoesNotMatch",
  500: "InternalError",
  503: "SlowDown",
};

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "application/xml", connection: "close" });
  response.end(`<?xml version="1.0"?><Error><Code>${codes[status]}</Code><Message>No.</Message></Error>`);
}

interface Exchange extends S3ProxyOptions {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly fault: S3Fault | null;
}

async function forward({ target, folder, request, response, fault }: Exchange): Promise<void> {
  const { method, url, headers, socket } = request;
  if (fault?.kind === "cutRequest") cutAfter(request, fault.afterBytes, () => socket.resetAndDestroy());
  const body = await spool(request, folder);
  if (!body.isAsSigned) return refuse(response, 400);
  const { hostname, port } = target;
  const passed = ask({ hostname, port, method, path: url, headers, agent: false });
  passed.on("error", () => response.destroy());
  response.on("close", () => passed.destroy());
  passed.on("response", (answer) => {
    if (fault?.kind === "loseAnswer") {
      socket.resetAndDestroy();
      return;
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on("error", () => response.destroy());
    if (fault?.kind === "cutAnswer") cutAfter(answer, fault.afterBytes, () => socket.resetAndDestroy());
    answer.pipe(response);
  });
  body.open().pipe(passed);
}

function cutAfter(message: IncomingMessage, afterBytes: number, cut: () => void): void {
  let bytes = 0;
  message.on("data", (piece: Buffer) => {
    bytes += piece.length;
    if (bytes >= afterBytes) cut();
  });
}
