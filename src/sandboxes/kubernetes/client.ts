import { setMaxListeners } from "node:events";
import type { IncomingMessage } from "node:http";
import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhenResult,
  type BulkheadPolicy,
  type CircuitBreakerPolicy,
} from "cockatiel";
import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import { Repeater } from "../../platform/repeater.js";
import { readChunks } from "./lines.js";
import { withoutManagedFields } from "./managed-fields.js";
import type { Collection } from "./names.js";
import { pathOf } from "./names.js";
import type { KubeList, KubeObject } from "./objects.js";
import type { CallLimits, Timings } from "./options.js";
import { pause } from "../../platform/pause.js";
import { Backoff, Pace } from "./pace.js";
import { CallFailure, failureOf, isOutage } from "./refusals.js";
import type { Answer, Ask, Transport } from "./transport.js";
import type { Manifest } from "./workload.js";

export interface ClientParts {
  readonly transport: Transport;
  readonly limits: CallLimits;
  readonly timings: Timings;
  readonly clock: Clock;
  readonly log: Log;
}

/** What no network and no server answered. */
type Outcome = Answer | { readonly lost: unknown };

const applyQuery = { fieldManager: "muster", force: "true" };
const merge = "application/apply-patch+yaml";

/**
 * Calls of the API server: at a pace, so many at a time, each with a time limit, tried again a few times where the server is not well, and
 * not at all while it has not been for long. All throw a CallFailure.
 */
export class KubeClient {
  readonly #parts: ClientParts;
  readonly #stop = new AbortController();
  readonly #pace: Pace;
  readonly #gate: BulkheadPolicy;
  readonly #circuit: CircuitBreakerPolicy;
  readonly #probe: Repeater;

  constructor(parts: ClientParts) {
    const { limits, timings, clock, log } = parts;
    this.#parts = parts;
    // One for each call that waits for its next try.
    setMaxListeners(0, this.#stop.signal);
    this.#pace = new Pace(clock, limits.callsPerSecond);
    this.#gate = bulkhead(limits.concurrency, limits.maxWaiting);
    this.#circuit = circuitBreaker(
      handleWhenResult((outcome) => isLost(outcome as Outcome)),
      {
        breaker: new ConsecutiveBreaker(limits.failuresToOpen),
        halfOpenAfter: new ExponentialBackoff({ initialDelay: timings.probeMs, maxDelay: timings.retryMaxMs }),
      },
    );
    this.#probe = new Repeater({ name: "kubernetes probe", clock, log, run: () => this.#probeOnce() });
    this.#circuit.onBreak(() => {
      log.warn("the API server of the cluster does not answer: it is let alone, but for a probe now and then");
      this.#probe.wakeIn(timings.probeMs);
    });
    this.#circuit.onReset(() => log.info("the API server of the cluster answers again"));
    this.#probe.start();
  }

  get isAvailable(): boolean {
    return this.#circuit.state === CircuitState.Closed;
  }

  /** The server's own clock, as far as it has told. */
  get serverNowMs(): number {
    return this.#parts.transport.serverNowMs;
  }

  /** Server-side: makes it, or makes it so; our fields are ours whoever has set them. */
  async apply(where: Collection, manifest: Manifest): Promise<KubeObject> {
    const path = pathOf(where, manifest.metadata?.name ?? "");
    const body = JSON.stringify(manifest);
    return this.#json({ method: "PATCH", path, query: applyQuery, contentType: merge, body });
  }

  get(path: string, query?: Readonly<Record<string, string>>): Promise<KubeObject> {
    return this.#json({ method: "GET", path, ...(query && { query }) });
  }

  list(path: string, query: Readonly<Record<string, string>>): Promise<KubeList> {
    return this.#json({ method: "GET", path, query });
  }

  /** Whether there was something. `options` as DeleteOptions. */
  async delete(path: string, options: Readonly<Record<string, unknown>>): Promise<boolean> {
    const body = JSON.stringify({ apiVersion: "v1", kind: "DeleteOptions", ...options });
    const answer = await this.#answer({ method: "DELETE", path, body });
    if (answer.status === 404) return false;
    if (answer.status >= 400) throw failureOf(answer);
    return true;
  }

  /** An answer that lasts, until `signal` aborts; only its beginning is waited for here, and it is not tried again. */
  async open(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<IncomingMessage> {
    const { transport, timings } = this.#parts;
    let response: IncomingMessage;
    try {
      response = await transport.open({ method: "GET", path, query }, timings.callMs, signal);
    } catch (error) {
      throw lostOf(error);
    }
    const status = response.statusCode ?? 0;
    if (status < 400) return response;
    throw failureOf({ status, retryAfterMs: null, body: await startOf(response) });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#probe.stop();
  }

  async #json<Value extends KubeObject | KubeList>(ask: Ask): Promise<Value> {
    const answer = await this.#answer(ask);
    if (answer.status >= 400) throw failureOf(answer);
    try {
      return JSON.parse(withoutManagedFields(answer.body)) as Value;
    } catch (error) {
      throw new CallFailure("The cluster's answer is no JSON.", { status: null, cause: error });
    }
  }

  /** Any answer but those which say that the server is not well, or that another was quicker. */
  async #answer(ask: Ask): Promise<Answer> {
    const { limits, timings, clock } = this.#parts;
    const backoff = new Backoff(timings.retryFirstMs, timings.retryMaxMs);
    for (let tries = 1; ; tries++) {
      const outcome = await this.#try(ask);
      const failure = failedOf(outcome);
      if (failure === null) return outcome as Answer;
      if (failure.status === 429) this.#pace.holdFor(Math.min(failure.retryAfterMs ?? 0, timings.retryMaxMs));
      const delayMs = failure.retryAfterMs ?? backoff.nextMs();
      const isLast = tries >= limits.tries || delayMs > timings.retryMaxMs || !this.isAvailable;
      if (isLast || this.#stop.signal.aborted) throw failure;
      await pause(clock, delayMs, this.#stop.signal);
    }
  }

  async #try(ask: Ask): Promise<Outcome> {
    const { transport, timings, clock } = this.#parts;
    const waitMs = this.#pace.take();
    if (waitMs > 0) await pause(clock, waitMs, this.#stop.signal);
    if (this.#stop.signal.aborted) return { lost: new Error("the host is stopped") };
    const attempt = (): Promise<Outcome> =>
      this.#circuit.execute(() => transport.send(ask, timings.callMs).catch((error: unknown) => ({ lost: error })));
    return this.#gate.execute(attempt).catch((error: unknown) => ({ lost: error }));
  }

  /** Null for when the circuit opens next. Who asks in vain keeps it open; the first answer closes it. */
  async #probeOnce(): Promise<number | null> {
    if (this.isAvailable) return null;
    await this.#try({ method: "GET", path: "/version" });
    return this.isAvailable ? null : this.#parts.timings.probeMs;
  }
}

function isLost(outcome: Outcome): boolean {
  return "lost" in outcome || isOutage(outcome.status);
}

function failedOf(outcome: Outcome): CallFailure | null {
  if ("lost" in outcome) return lostOf(outcome.lost);
  const failure = outcome.status >= 400 ? failureOf(outcome) : null;
  return failure?.isWorthRetry && !/immutable/.test(failure.message) ? failure : null;
}

function lostOf(error: unknown): CallFailure {
  if (error instanceof CallFailure) return error;
  const how = { status: null, cause: error };
  if (error instanceof BrokenCircuitError) return new CallFailure("The cluster has not answered for some time.", how);
  if (error instanceof BulkheadRejectedError) return new CallFailure("Too many calls of the cluster wait.", how);
  return new CallFailure(
    `The cluster cannot be reached: ${error instanceof Error ? error.message : "no answer"}.`,
    how,
  );
}

const maxRefusalBytes = 64 * 1024;

async function startOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  await readChunks(response, (chunk) => {
    if (bytes < maxRefusalBytes) chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= maxRefusalBytes) response.destroy();
  });
  return Buffer.concat(chunks);
}
