import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { MusterError, unavailable, type ErrorCode } from "../platform/errors.js";
import { FailureCount } from "../platform/failure-count.js";
import type { Log } from "../platform/log.js";
import { networkOf } from "../platform/networks.js";
import type { SandboxService } from "../sandboxes/index.js";
import { formatError } from "./error-format.js";
import { wrapped } from "./refusal.js";
import type { ServerMetrics } from "./server-metrics.js";

export interface SandboxClaimOptions {
  readonly sandboxes: Pick<SandboxService, "awaitClaim">;
  readonly isDraining: () => boolean;
  readonly log: Log;
  readonly metrics: ServerMetrics;
}

/** Below what proxies bear without a byte. */
const waitMs = 25_000;
/** Calls that wait at a time: each holds a connection. */
const maxWaiting = 1_000;
/** Refused calls of one network within a minute: containers may share one, and a guess is hopeless anyway. */
const refusalsPerNetwork = 100;

const scheme = /^bearer +/i;

const statusOf: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  TIMEOUT: 503,
  UNAVAILABLE: 503,
};

/**
 * `GET /sandboxes/claim`, with the key of a container of the pool as bearer token: 200 with what it is to do as soon as it is needed, 204
 * when it was not within 25 s, and it may ask again; 401 when it never will be.
 */
export function addSandboxClaims(app: FastifyInstance, options: SandboxClaimOptions): void {
  const refusals = new FailureCount({ limit: refusalsPerNetwork, refuse: refusalsLimited });
  const calls = new Map<FastifyRequest, AbortController>();
  void app.register(async (scope) => {
    scope.setErrorHandler((error, _request, reply) => answerRefusal(reply, error, options.log));
    // A server that goes away waits for what is in flight: these need not be waited for.
    scope.addHook("preClose", async () => {
      for (const call of calls.values()) call.abort();
    });
    scope.get("/sandboxes/claim", {
      // Told to somebody who asks for the head alone it would be lost.
      exposeHeadRoute: false,
      onRequest: async (request, { raw }) => {
        checkLoad(options, calls.size);
        const call = new AbortController();
        calls.set(request, call);
        raw.once("close", () => {
          calls.delete(request);
          call.abort();
        });
        await refusals.admit(networkOf(request.ip));
      },
      handler: (request, reply) => {
        const signal = calls.get(request)?.signal ?? AbortSignal.abort();
        return claim(options, { request, reply, signal, onRefused: () => refusals.add(networkOf(request.ip)) });
      },
    });
  });
}

interface ClaimCall {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Aborted when nobody listens any more, or the server goes away. */
  readonly signal: AbortSignal;
  readonly onRefused: () => Promise<void>;
}

async function claim(
  { sandboxes }: SandboxClaimOptions,
  { request, reply, signal, onRefused }: ClaimCall,
): Promise<unknown> {
  try {
    const claimed = await sandboxes.awaitClaim(tokenOf(request), waitMs, signal);
    reply.header("cache-control", "no-store");
    return claimed ?? reply.code(204).send();
  } catch (error) {
    if (error instanceof MusterError && error.code === "UNAUTHENTICATED") await onRefused();
    throw error;
  }
}

function tokenOf({ headers: { authorization = "" } }: FastifyRequest): string {
  if (scheme.test(authorization)) return authorization.replace(scheme, "").trim();
  throw new MusterError("UNAUTHENTICATED", "The authorization must be: Bearer, then the token.", {
    reason: "TOKEN_INVALID",
  });
}

function checkLoad({ isDraining, metrics }: SandboxClaimOptions, count: number): void {
  if (isDraining()) throw unavailable("This replica is going away; connect again.", "SERVER_DRAINING");
  if (count < maxWaiting) return;
  metrics.requestShed();
  throw unavailable("Too many containers wait here; try again.", "SERVER_OVERLOADED");
}

/** What is none of ours is answered as it is elsewhere. */
function answerRefusal(reply: FastifyReply, error: unknown, log: Log): unknown {
  if (!(error instanceof MusterError)) throw error;
  const status = statusOf[error.code] ?? 500;
  reply.code(status);
  if (status === 401) reply.header("www-authenticate", "Bearer");
  if (status === 503) reply.header("retry-after", "1");
  if (status === 429) reply.header("retry-after", "60");
  return { errors: [formatError(wrapped(error), log)] };
}

function refusalsLimited(retryAfterMs: number): MusterError {
  return new MusterError("RATE_LIMITED", `Too many refused calls: try again in ${retryAfterMs} ms (retryAfterMs).`, {
    reason: "CLAIMS_LIMITED",
  });
}
