import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from "fastify";
import { Readable } from "node:stream";
import type { Clock } from "../platform/clock.js";
import { MusterError, unavailable, type ErrorCode } from "../platform/errors.js";
import { FailureCount } from "../platform/failure-count.js";
import type { Log } from "../platform/log.js";
import { networkOf } from "../platform/networks.js";
import { formatError } from "./error-format.js";
import { Intake } from "./intake.js";
import { wrapped } from "./refusal.js";
import { RequestPatience } from "./request-patience.js";
import type { ServerMetrics } from "./server-metrics.js";

/** Where the bytes go, and where they come from. Tokens are the only credentials: whoever has one may use it. */
export interface BinaryTransfers {
  /** `size` is what the sender says, null when it says nothing. May settle before all of the body is read. */
  receive(upload: { readonly token: string; readonly size: number | null; readonly body: Readable }): Promise<Received>;
  /** The stream is destroyed when its reader goes away. */
  download(token: string): Promise<Download>;
}

export interface Received {
  readonly binaryId: string;
  readonly sha256: string;
  readonly size: number;
}

export interface Download {
  readonly stream: Readable;
  readonly size: number;
  readonly mediaType: string;
}

export interface UploadOptions {
  readonly binaries: BinaryTransfers;
  readonly isDraining: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: ServerMetrics;
}

/** Under way at a time, in each direction: each holds a connection, and up to 1 MiB. */
const maxTransfers = 64;
/** Longest wait for the next byte of either side. */
const idleMs = 30_000;
/** An upload has a minute, and what its size takes at the slowest that is bearable: 2.2 hours for 250 MB. */
const firstMs = 60_000;
const slowestBytesPerSecond = 32 * 1024;
/** Of one that does not say its size. */
const unknownMs = 60 * 60_000;
/** For the sender of a body that is not wanted to read why. Closing at once would take the answer back on its way. */
const lingerMs = 1_000;
const anyType = "application/octet-stream";
/** Refused calls of one network within a minute: a guess is hopeless anyway. */
const refusalsPerNetwork = 100;

const statusOf: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  TIMEOUT: 408,
  CONFLICT: 409,
  INVALID_STATE: 409,
  PAYLOAD_TOO_LARGE: 413,
  QUOTA_EXCEEDED: 413,
  BAD_USER_INPUT: 422,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/** What somebody who tries tokens is told. */
const guessed = new Set<ErrorCode>(["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND"]);

type TokenRequest = FastifyRequest<{ Params: { "*": string } }>;

/**
 * `PUT /uploads/<token>`: the body as it is, whatever type it says; 201 with the binary that it has become.
 * `GET /binaries/<token>`: the bytes, as an attachment that no browser takes for a page of ours.
 */
export function addUploads(app: FastifyInstance, options: UploadOptions): void {
  const refusals = new FailureCount({ limit: refusalsPerNetwork, refuse: refusalsLimited });
  const uploads = new Gate(options, refusals);
  const downloads = new Gate(options, refusals);
  const patience = new RequestPatience(app.server);
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // Leaves the body where it is.
    scope.addContentTypeParser(anyType, (_request, _body, done) => done(null));
    scope.setErrorHandler((error, request, reply) => answerRefusal({ request, reply, error, options }));
    // A token may be longer than the router lets a named part be.
    scope.put("/uploads/*", {
      onRequest: (request, reply) => {
        // Whatever it says: a word that is no type would be refused.
        request.headers["content-type"] = anyType;
        return uploads.enter(request, reply);
      },
      handler: upload(options, uploads, patience) as RouteHandlerMethod,
    });
    scope.route({
      method: ["GET", "HEAD"],
      url: "/binaries/*",
      exposeHeadRoute: false,
      onRequest: (request, reply) => downloads.enter(request, reply),
      handler: download(options, downloads) as RouteHandlerMethod,
    });
  });
}

function upload({ binaries, clock }: UploadOptions, gate: Gate, patience: RequestPatience) {
  return async (request: TokenRequest, reply: FastifyReply): Promise<unknown> => {
    const { raw, headers, params } = request;
    const size = headers["content-length"] === undefined ? null : Number(headers["content-length"]);
    const deadlineMs = size === null ? unknownMs : firstMs + (size / slowestBytesPerSecond) * 1_000;
    const release = patience.with(raw.socket);
    const body = new Intake(raw, { clock, idleMs, deadlineMs });
    try {
      const received = await gate.watch(request, binaries.receive({ token: params["*"], size, body }));
      reply.code(201);
      return lastWord(request, reply, received);
    } finally {
      body.destroy();
      release();
    }
  };
}

function download({ binaries }: UploadOptions, gate: Gate) {
  return async (request: TokenRequest, reply: FastifyReply): Promise<unknown> => {
    const { stream, size, mediaType } = await gate.watch(request, binaries.download(request.params["*"]));
    reply.headers({
      "content-type": mediaType,
      "content-length": size,
      "content-disposition": "attachment",
      "content-security-policy": "sandbox; default-src 'none'",
      "cache-control": "private, no-store",
    });
    if (request.method === "HEAD") {
      stream.destroy();
      return reply.send(null);
    }
    // A reader that takes nothing.
    reply.raw.setTimeout(idleMs, () => request.raw.socket.destroy());
    return reply.send(stream);
  };
}

/** How many are let in, and who has tried too often. */
class Gate {
  readonly #options: UploadOptions;
  readonly #refusals: FailureCount;
  #inside = 0;

  constructor(options: UploadOptions, refusals: FailureCount) {
    this.#options = options;
    this.#refusals = refusals;
  }

  async enter({ ip }: FastifyRequest, { raw }: FastifyReply): Promise<void> {
    const { isDraining, metrics } = this.#options;
    if (isDraining()) throw unavailable("This replica is going away; connect again.", "SERVER_DRAINING");
    if (this.#inside >= maxTransfers) {
      metrics.requestShed();
      throw unavailable("Too many transfers are running; try again.", "SERVER_OVERLOADED");
    }
    this.#inside += 1;
    raw.once("close", () => (this.#inside -= 1));
    await this.#refusals.admit(networkOf(ip));
  }

  async watch<Result>({ ip }: FastifyRequest, transfer: Promise<Result>): Promise<Result> {
    try {
      return await transfer;
    } catch (error) {
      if (error instanceof MusterError && guessed.has(error.code)) await this.#refusals.add(networkOf(ip));
      throw error;
    }
  }
}

interface Refusal {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly error: unknown;
  readonly options: UploadOptions;
}

/** What is none of ours is answered as it is elsewhere; no rest of a body is waited for then either. */
function answerRefusal({ request, reply, error, options }: Refusal): unknown {
  if (!(error instanceof MusterError)) {
    if (!request.raw.complete) reply.header("connection", "close");
    throw error;
  }
  const status = statusOf[error.code] ?? 500;
  reply.code(status);
  if (status === 503) reply.header("retry-after", "1");
  if (status === 429) reply.header("retry-after", "60");
  return lastWord(request, reply, { errors: [formatError(wrapped(error), options.log)] });
}

/** Answers. With a body half read, the connection ends with it: after a while in which what still comes is thrown away. */
function lastWord({ raw }: FastifyRequest, reply: FastifyReply, answer: object): unknown {
  if (raw.complete) return answer;
  const text = JSON.stringify(answer);
  reply.headers({
    connection: "close",
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
  });
  raw.resume();
  return Readable.from(linger(raw, text), { objectMode: false });
}

async function* linger(body: Readable, text: string): AsyncGenerator<string> {
  yield text;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, lingerMs);
    for (const event of ["end", "error", "close"])
      body.once(event, () => {
        clearTimeout(timer);
        resolve();
      });
  });
}

function refusalsLimited(retryAfterMs: number): MusterError {
  return new MusterError("RATE_LIMITED", `Too many refused calls: try again in ${retryAfterMs} ms (retryAfterMs).`, {
    reason: "TRANSFERS_LIMITED",
  });
}
