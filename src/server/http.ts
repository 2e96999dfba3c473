import { randomUUID } from "node:crypto";
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from "fastify";
import { MusterError, type ErrorCode } from "../platform/errors.js";
import type { Log } from "../platform/log.js";
import { formatError } from "./error-format.js";
import { invalid, wrapped } from "./refusal.js";
import type { ServerMetrics } from "./server-metrics.js";

export interface HttpOptions {
  readonly maxBodyBytes: number;
  readonly trustedProxies: readonly string[];
  readonly metrics: ServerMetrics;
  readonly log: Log;
}

/** A slow request is given up after this; operations themselves are not bounded by it. */
const requestTimeoutMs = 60_000;

/** The server without routes: ids, headers, limits, and errors in GraphQL's shape. */
export function createHttp(options: HttpOptions): FastifyInstance {
  const { log, metrics, trustedProxies } = options;
  const app = fastify({
    bodyLimit: options.maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: "idle",
    // Its answer is none of GraphQL's; the route gives one, and health tells that the process is going away.
    return503OnClosing: false,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    genReqId: requestId,
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({
      "x-request-id": request.id,
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
  });
  app.addHook("onResponse", async (request, reply) => metrics.requestAnswered(request.method, reply.statusCode));
  app.setErrorHandler((error: FastifyError, _request, reply) => answerError(reply, error, log));
  app.setNotFoundHandler((_request, reply) => {
    reply.code(404);
    return {
      errors: [
        {
          message: "Nothing is here.",
          extensions: { code: "NOT_FOUND", reason: "ROUTE_NOT_FOUND" },
        },
      ],
    };
  });
  return app;
}

/** The caller's id of the request where it is a sane one, so that logs of several systems can be joined. */
function requestId(request: { readonly headers: Readonly<Record<string, string | string[] | undefined>> }): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

const statusOf: Partial<Record<ErrorCode, number>> = {
  UNAVAILABLE: 503,
  NOT_FOUND: 400,
  BAD_USER_INPUT: 400,
};

/** What ends before GraphQL begins: a body too large, JSON that is none, an overload. Answered in GraphQL's shape. */
function answerError(reply: FastifyReply, error: FastifyError, log: Log): unknown {
  if (error instanceof MusterError) {
    reply.code(statusOf[error.code] ?? 500);
    if (error.code === "UNAVAILABLE") reply.header("retry-after", "1");
    return { errors: [formatError(wrapped(error), log)] };
  }
  const status = error.statusCode ?? 500;
  reply.code(status);
  if (status === 413) {
    const tooLarge = new MusterError("PAYLOAD_TOO_LARGE", "The request body is too large.", {
      reason: "BODY_TOO_LARGE",
    });
    return { errors: [formatError(wrapped(tooLarge), log)] };
  }
  return {
    errors: [formatError(status < 500 ? invalid("BAD_REQUEST", error.message) : error, log)],
  };
}
