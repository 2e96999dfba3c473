import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { MusterError, type ErrorCode } from "../platform/errors.js";
import { FailureCount } from "../platform/failure-count.js";
import type { Log } from "../platform/log.js";
import { networkOf } from "../platform/networks.js";
import type { TriggerService } from "../workflows/index.js";
import { formatError } from "./error-format.js";
import { wrapped } from "./refusal.js";
import type { ServerMetrics } from "./server-metrics.js";

export interface WebhookOptions {
  readonly triggers: Pick<TriggerService, "receive">;
  /** Most bytes of a body: a run's input has no room for more. */
  readonly maxTaskBytes: number;
  readonly maxOperations: number;
  readonly isDraining: () => boolean;
  readonly log: Log;
  readonly metrics: ServerMetrics;
}

/** Refused calls of one address within a minute: many senders may share one, and a guess is hopeless anyway. */
const refusalsPerAddress = 100;

const statusOf: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  BAD_USER_INPUT: 422,
  CONFLICT: 409,
  INVALID_STATE: 409,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  QUOTA_EXCEEDED: 429,
  TIMEOUT: 503,
  UNAVAILABLE: 503,
};

/** `POST /hooks/<id of a trigger>`: 202 with the run that the message has started, 200 with the one that it had started before. */
export function addWebhooks(app: FastifyInstance, options: WebhookOptions): void {
  const refusals = new FailureCount({ limit: refusalsPerAddress, refuse: refusalsLimited });
  let inFlight = 0;
  const receive = async (request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply) => {
    inFlight += 1;
    try {
      const { params, headers, body, ip } = request;
      const started = await take(options, { triggerId: params.id, headers, body: bytesOf(body) }, () =>
        refusals.add(networkOf(ip)),
      );
      reply.code(started.isNew ? 202 : 200);
      return { runId: started.runId };
    } finally {
      inFlight -= 1;
    }
  };
  // In a scope of its own: elsewhere a body is parsed before anybody sees it, and a signature is of its bytes.
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error, _request, reply) => answerRefusal(reply, error, options.log));
    scope.post("/hooks/:id", {
      bodyLimit: options.maxTaskBytes,
      onRequest: async ({ ip }) => {
        checkLoad(options, inFlight);
        await refusals.admit(networkOf(ip));
      },
      handler: receive,
    });
  });
}

async function take(
  { triggers }: WebhookOptions,
  call: Parameters<TriggerService["receive"]>[0],
  onRefused: () => Promise<void>,
): ReturnType<TriggerService["receive"]> {
  try {
    return await triggers.receive(call);
  } catch (error) {
    if (error instanceof MusterError && error.code === "UNAUTHENTICATED") await onRefused();
    throw error;
  }
}

function checkLoad({ isDraining, maxOperations, metrics }: WebhookOptions, inFlight: number): void {
  if (isDraining())
    throw new MusterError("UNAVAILABLE", "This replica is going away; connect again.", { reason: "SERVER_DRAINING" });
  if (inFlight < maxOperations) return;
  metrics.requestShed();
  throw new MusterError("UNAVAILABLE", "Too many operations are running; try again.", { reason: "SERVER_OVERLOADED" });
}

/** What is none of ours, such as a body too large, is answered as it is elsewhere. */
function answerRefusal(reply: FastifyReply, error: unknown, log: Log): unknown {
  if (!(error instanceof MusterError)) throw error;
  const status = statusOf[error.code] ?? 500;
  reply.code(status);
  if (status === 503) reply.header("retry-after", "1");
  if (status === 429) reply.header("retry-after", "60");
  return { errors: [formatError(wrapped(error), log)] };
}

/** A call without a body has none that is signed. */
function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function refusalsLimited(retryAfterMs: number): MusterError {
  return new MusterError("RATE_LIMITED", `Too many refused calls: try again in ${retryAfterMs} ms (retryAfterMs).`, {
    reason: "WEBHOOKS_LIMITED",
  });
}
