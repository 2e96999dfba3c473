import { once } from "node:events";
import { request as ask, type ClientRequest, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MusterError, type ErrorCode } from "../../src/platform/errors.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import { createHttp } from "../../src/server/http.js";
import { createServerMetrics, type ServerMetrics } from "../../src/server/server-metrics.js";
import { addUploads, type BinaryTransfers, type Download, type Received } from "../../src/server/uploads.js";
import { eventually } from "../support/eventually.js";
import { ManualClock } from "../support/manual-clock.js";

type Upload = Parameters<BinaryTransfers["receive"]>[0];

const received: Received = { binaryId: "bin_1", sha256: "a".repeat(64), size: 3 };

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

let app: FastifyInstance;
let fake: FakeTransfers;
let clock: ManualClock;
let isDraining: boolean;

const metrics = (): ServerMetrics => createServerMetrics(createMetrics(), { sockets: () => 0, subscriptions: () => 0 });

beforeEach(() => serve(createHttp({ maxBodyBytes: 10, trustedProxies: [], log: silentLog, metrics: metrics() })));

afterEach(close);

async function serve(http: FastifyInstance): Promise<void> {
  app = http;
  fake = new FakeTransfers();
  clock = new ManualClock();
  isDraining = false;
  addUploads(app, { binaries: fake, isDraining: () => isDraining, clock, log: silentLog, metrics: metrics() });
  await app.listen({ host: "127.0.0.1", port: 0 });
}

async function close(): Promise<void> {
  app.server.closeAllConnections();
  await app.close();
}

const port = (): number => (app.server.address() as AddressInfo).port;
const urlOf = (path: string): string => `http://127.0.0.1:${port()}${path}`;

function refuse(code: ErrorCode): void {
  fake.refusal = new MusterError(code, "No.", { reason: "NO_WAY" });
}

async function put(body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(urlOf("/uploads/t1"), { method: "PUT", body: new Uint8Array(Buffer.from(body)), headers });
}

/** An upload of which the test writes piece by piece. */
function open(headers: Record<string, string | number> = {}): { request: ClientRequest; answer: Promise<Answer> } {
  const request = ask(urlOf("/uploads/t1"), { method: "PUT", headers, agent: false });
  const answer = once(request, "response").then(async ([response]) => {
    const { statusCode, headers: answered } = response as IncomingMessage;
    return {
      status: statusCode,
      headers: answered,
      body: JSON.parse(await text(response as IncomingMessage)) as object,
    };
  });
  answer.catch(() => undefined);
  request.on("error", () => undefined);
  return { request, answer };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: object;
}

const refusal = (code: string, reason: string): object => ({ errors: [{ extensions: { code, reason } }] });

describe("an upload", () => {
  it("is handed on as it is, and answered with what it has become", async () => {
    const response = await put("abc", { "content-type": "application/wasm" });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual(received);
    expect(fake.uploads).toMatchObject([{ token: "t1", size: 3 }]);
    expect(String(fake.uploads[0]?.bytes)).toBe("abc");
  });

  it.each(["application/json", "text/plain", "multipart/form-data; boundary=x", "nonsense", "a/b; c"])(
    "may say that it is %s: nobody parses it",
    async (type) => {
      expect((await put('{"a', { "content-type": type })).status).toBe(201);
      expect(String(fake.uploads[0]?.bytes)).toBe('{"a');
    },
  );

  it("may be without a type, empty, and its token long", async () => {
    const token = "x".repeat(1_000);
    const request = ask(urlOf(`/uploads/${token}`), { method: "PUT", headers: { "content-length": 0 } });
    request.end();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(201);
    response.resume();
    expect(fake.uploads).toMatchObject([{ token, size: 0 }]);
  });

  it("need not say its size, and may be larger than what GraphQL takes", async () => {
    const { request, answer } = open();
    for (let n = 0; n < 40; n++) request.write(Buffer.alloc(50_000));
    request.end();
    expect((await answer).status).toBe(201);
    expect(fake.uploads[0]?.size).toBeNull();
    expect(fake.uploads[0]?.bytes.length).toBe(2_000_000);
  });

  it("fails where it is read when its sender goes away", async () => {
    const { request } = open({ "content-length": 10 });
    request.write("abc");
    await eventually(() => expect(fake.uploads).toHaveLength(1));
    request.destroy();
    await eventually(() => expect(fake.uploads[0]?.error).toMatchObject({ code: "ECONNRESET" }));
  });

  it("ends with the connection when it goes on after what it said", async () => {
    const socket = connect(port(), "127.0.0.1");
    socket.write("PUT /uploads/t1 HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabcdefg");
    expect(await text(socket)).toMatch(/^HTTP\/1.1 400 /);
    expect(fake.uploads.every(({ bytes }) => bytes.length <= 3)).toBe(true);
  });
});

describe("a refused upload", () => {
  it.each([
    ["UNAUTHENTICATED", 401],
    ["FORBIDDEN", 403],
    ["NOT_FOUND", 404],
    ["TIMEOUT", 408],
    ["CONFLICT", 409],
    ["INVALID_STATE", 409],
    ["PAYLOAD_TOO_LARGE", 413],
    ["QUOTA_EXCEEDED", 413],
    ["BAD_USER_INPUT", 422],
    ["RATE_LIMITED", 429],
    ["UNAVAILABLE", 503],
  ] as const)("is answered by its code: %s with %i", async (code, status) => {
    refuse(code);
    const response = await put("abc");
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject(refusal(code, "NO_WAY"));
    expect(response.headers.get("retry-after")).toBe(status === 503 ? "1" : status === 429 ? "60" : null);
  });

  it("is answered while its body still comes, and its connection closed", async () => {
    refuse("NOT_FOUND");
    const { request, answer } = open({ "content-length": 1_000_000_000 });
    request.write(Buffer.alloc(1_000_000));
    const { status, headers, body } = await answer;
    expect(status).toBe(404);
    expect(headers.connection).toBe("close");
    expect(body).toMatchObject(refusal("NOT_FOUND", "NO_WAY"));
    await eventually(() => expect(request.socket?.destroyed).toBe(true));
    expect(fake.uploads[0]?.body.destroyed).toBe(true);
  });

  it("lets its sender read why, however much it sends", async () => {
    refuse("PAYLOAD_TOO_LARGE");
    for (let n = 0; n < 20; n++) expect((await put(Buffer.alloc(5_000_000))).status).toBe(413);
  });

  it("shows nothing of a failure of ours", async () => {
    fake.refusal = new Error("secret");
    const { request, answer } = open({ "content-length": 1_000 });
    request.write("abc");
    const { status, headers, body } = await answer;
    expect([status, headers.connection]).toEqual([500, "close"]);
    expect(JSON.stringify(body)).not.toContain("secret");
  });

  it("counts against its network: a hundred guesses a minute", async () => {
    refuse("NOT_FOUND");
    for (let n = 0; n < 50; n++) await (await put("abc")).text();
    for (let n = 0; n < 50; n++) await (await fetch(urlOf("/binaries/t1"))).text();
    const [upload, reading] = [await put("abc"), await fetch(urlOf("/binaries/t1"))];
    expect([upload.status, reading.status]).toEqual([429, 429]);
    expect(await upload.json()).toMatchObject(refusal("RATE_LIMITED", "TRANSFERS_LIMITED"));
    expect(fake.uploads).toHaveLength(50);
  });

  it("does not count when nobody has guessed", async () => {
    refuse("BAD_USER_INPUT");
    for (let n = 0; n < 101; n++) await (await put("abc")).text();
    expect((await put("abc")).status).toBe(422);
  });
});

describe("a replica", () => {
  it("takes nothing when it is going away", async () => {
    isDraining = true;
    const response = await put("abc");
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject(refusal("UNAVAILABLE", "SERVER_DRAINING"));
    expect(fake.uploads).toEqual([]);
  });

  it("takes 64 at a time", async () => {
    const running = Array.from({ length: 64 }, () => open({ "content-length": 3 }));
    for (const { request } of running) request.write("a");
    await eventually(() => expect(fake.uploads).toHaveLength(64));
    const more = await put("abc");
    expect(more.status).toBe(503);
    expect(await more.json()).toMatchObject(refusal("UNAVAILABLE", "SERVER_OVERLOADED"));
    expect((await fetch(urlOf("/binaries/t1"))).status).toBe(200);

    for (const { request } of running.slice(0, 32)) request.end("bc");
    for (const { request } of running.slice(32)) request.destroy();

    await Promise.all(running.slice(0, 32).map(({ answer }) => answer));
    await eventually(async () => expect((await put("abc")).status).toBe(201));
  });
});

/** Resolves when so many bytes of the first upload have been taken. */
async function taken(bytes: number): Promise<void> {
  await eventually(() => expect(fake.uploads[0]?.bytes.length).toBe(bytes));
}

describe("a slow sender", () => {
  it("is cut when nothing comes for 30 s", async () => {
    const { request, answer } = open({ "content-length": 3 });
    request.write("a");
    await taken(1);
    clock.advance(29_999);
    expect(fake.uploads[0]?.body.destroyed).toBe(false);
    clock.advance(1);
    const { status, headers, body } = await answer;
    expect([status, headers.connection]).toEqual([408, "close"]);
    expect(body).toMatchObject(refusal("TIMEOUT", "UPLOAD_TOO_SLOW"));
  });

  it("may take long while something comes", async () => {
    const { request, answer } = open({ "content-length": 1_000_000 });
    for (let n = 1; n <= 4; n++) {
      request.write("a");
      await taken(n);
      clock.advance(20_000);
    }
    request.end(Buffer.alloc(1_000_000 - 4));
    expect((await answer).status).toBe(201);
  });

  it("is cut when all of it takes too long, though something comes", async () => {
    const { request, answer } = open({ "content-length": 32_768 });
    for (let n = 1; n <= 4; n++) {
      request.write("a");
      await taken(n);
      clock.advance(15_500);
    }
    expect((await answer).status).toBe(408);
  });

  it("is not blamed while nobody takes what it has sent", async () => {
    let takeIt: () => void = () => undefined;
    fake.ready = new Promise((resolve) => (takeIt = resolve));
    const { request, answer } = open({ "content-length": 10_000_000 });
    request.end(Buffer.alloc(10_000_000));
    await eventually(() => expect(fake.uploads[0]?.body.readableLength).toBeGreaterThan(0));
    for (let n = 0; n < 4; n++) clock.advance(29_000);
    takeIt();
    expect((await answer).status).toBe(201);
  });

  it("outlasts the time that other requests have, and those do not", async () => {
    await close();
    const timeouts = { headersTimeout: 50, requestTimeout: 100 };
    const impatient = fastify({ ...timeouts, http: { ...timeouts, connectionsCheckingInterval: 20 } });
    impatient.post("/other", () => "done");
    await serve(impatient);
    const { request, answer } = open({ "content-length": 3 });
    request.write("a");
    await taken(1);

    for (let n = 0; n < 3; n++) {
      const other = connect(port(), "127.0.0.1");
      other.write("POST /other HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 3\r\n\r\na");
      expect(await text(other)).toMatch(/^HTTP\/1.1 408 /);
    }

    request.end("bc");
    expect((await answer).status).toBe(201);
    expect(String(fake.uploads[0]?.bytes)).toBe("abc");
  });
});

describe("a download", () => {
  it("is an attachment that is nothing but bytes", async () => {
    const response = await fetch(urlOf("/binaries/t1"));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("abc");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/wasm",
      "content-length": "3",
      "content-disposition": "attachment",
      "content-security-policy": "sandbox; default-src 'none'",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    });
  });

  it("shows its headers to HEAD, and reads nothing", async () => {
    let reads = 0;
    const stream = new Readable({ read: () => void (reads += 1) });
    fake.open = () => ({ stream, size: 250_000_000, mediaType: "application/wasm" });
    const response = await fetch(urlOf("/binaries/t1"), { method: "HEAD" });
    expect([response.status, response.headers.get("content-length")]).toEqual([200, "250000000"]);
    expect([stream.destroyed, reads]).toEqual([true, 0]);
  });

  it("is refused by its code", async () => {
    refuse("NOT_FOUND");
    const response = await fetch(urlOf("/binaries/t1"));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject(refusal("NOT_FOUND", "NO_WAY"));
    expect((await fetch(urlOf("/binaries/t1"), { method: "HEAD" })).status).toBe(404);
  });

  it("is cut off when its source fails: nobody takes half of it for all", async () => {
    const pieces = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.alloc(100_000);
      throw new MusterError("UNAVAILABLE", "Damaged.", { reason: "BLOB_CORRUPT" });
    };
    const stream = Readable.from(pieces(), { objectMode: false });
    fake.open = () => ({ stream, size: 200_000, mediaType: "application/wasm" });
    const reading = fetch(urlOf("/binaries/t1")).then((response) => response.arrayBuffer());
    await expect(reading).rejects.toThrow();
  });

  it("closes its source when its reader goes away", async () => {
    const stream = new Readable({ read: () => undefined });
    stream.push(Buffer.alloc(100_000));
    fake.open = () => ({ stream, size: 200_000, mediaType: "application/wasm" });
    const request = ask(urlOf("/binaries/t1"), { agent: false }).end();
    await once(request, "response");
    request.on("error", () => undefined).destroy();
    await eventually(() => expect(stream.destroyed).toBe(true));
  });
});
