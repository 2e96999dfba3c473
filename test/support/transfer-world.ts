import { once } from "node:events";
import { request as ask, type ClientRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { FastifyInstance } from "fastify";
import { expect } from "vitest";
import { MusterError, type ErrorCode } from "../../src/platform/errors.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import { createHttp } from "../../src/server/http.js";
import { createServerMetrics, type ServerMetrics } from "../../src/server/server-metrics.js";
import { addUploads, type BinaryTransfers, type Download, type Received } from "../../src/server/uploads.js";
import { eventually } from "./eventually.js";
import { ManualClock } from "./manual-clock.js";

type Upload = Parameters<BinaryTransfers["receive"]>[0];

/** What every upload becomes. */
export const received: Received = { binaryId: "bin_1", sha256: "a".repeat(64), size: 3 };

/** In part, the body of a refusal by `refuse`, or of another. */
export const refusal = (code: string, reason = "NO_WAY"): object => ({ errors: [{ extensions: { code, reason } }] });

/** Takes what it gets, and shows it. */
class FakeTransfers implements BinaryTransfers {
  readonly uploads: (Upload & { bytes: Buffer; error: unknown })[] = [];
  readonly streams: Readable[] = [];
  refusal: Error | null = null;
  /** Nothing is read before. */
  ready: Promise<void> = Promise.resolve();
  open = (): Download => ({ stream: Readable.from([Buffer.from("abc")]), size: 3, mediaType: "application/wasm" });

  async receive(upload: Upload): Promise<Received> {
    const seen = { ...upload, bytes: Buffer.alloc(0), error: null as unknown };
    this.uploads.push(seen);
    if (this.refusal) throw this.refusal;
    await this.ready;
    try {
      for await (const piece of upload.body) seen.bytes = Buffer.concat([seen.bytes, piece as Buffer]);
    } catch (error) {
      seen.error = error;
      throw error;
    }
    return received;
  }

  async download(): Promise<Download> {
    if (this.refusal) throw this.refusal;
    const opened = this.open();
    this.streams.push(opened.stream);
    return opened;
  }
}

export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: object;
}

function metrics(): ServerMetrics {
  return createServerMetrics(createMetrics(), { sockets: () => 0, subscriptions: () => 0 });
}

/** The routes of uploads and downloads on a port, with nothing behind them. */
export class TransferWorld {
  readonly fake = new FakeTransfers();
  readonly clock = new ManualClock();
  readonly #app: FastifyInstance;
  isDraining = false;

  private constructor(app: FastifyInstance) {
    this.#app = app;
    const { fake: binaries, clock } = this;
    addUploads(app, { binaries, isDraining: () => this.isDraining, clock, log: silentLog, metrics: metrics() });
  }

  /** On the server as it is, or on one of the test's own. */
  static async open(
    app = createHttp({ maxBodyBytes: 10, trustedProxies: [], log: silentLog, metrics: metrics() }),
  ): Promise<TransferWorld> {
    const world = new TransferWorld(app);
    await app.listen({ host: "127.0.0.1", port: 0 });
    return world;
  }

  get port(): number {
    return (this.#app.server.address() as AddressInfo).port;
  }

  urlOf(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** Refuses all from now on. */
  refuse(code: ErrorCode): void {
    this.fake.refusal = new MusterError(code, "No.", { reason: "NO_WAY" });
  }

  async put(body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
    return await fetch(this.urlOf("/uploads/t1"), { method: "PUT", body: new Uint8Array(Buffer.from(body)), headers });
  }

  /** An upload of which the test writes piece by piece. */
  begin(headers: Record<string, number> = {}): { readonly request: ClientRequest; readonly answer: Promise<Answer> } {
    const request = ask(this.urlOf("/uploads/t1"), { method: "PUT", headers, agent: false });
    const answer = once(request, "response").then(async ([response]) => {
      const { statusCode: status, headers: answered } = response as IncomingMessage;
      return { status, headers: answered, body: JSON.parse(await text(response as IncomingMessage)) as object };
    });
    // A test that cuts the upload does not look at it.
    answer.catch(() => undefined);
    request.on("error", () => undefined);
    return { request, answer };
  }

  /** Resolves when so many bytes of the first upload have been taken. */
  async taken(bytes: number): Promise<void> {
    await eventually(() => expect(this.fake.uploads[0]?.bytes.length).toBe(bytes));
  }

  async close(): Promise<void> {
    this.#app.server.closeAllConnections();
    await this.#app.close();
  }
}
