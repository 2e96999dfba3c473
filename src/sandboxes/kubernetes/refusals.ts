import { HostError } from "../host.js";
import { brief } from "./facts.js";
import type { KubeStatus } from "./objects.js";
import type { Answer } from "./transport.js";

/** A call that came to nothing: the server refused it, could not serve it, or was not reached. */
export class CallFailure extends Error {
  /** Null where there was no answer. */
  readonly status: number | null;
  /** The server's own word, as `NotFound`, `Expired`. */
  readonly kind: string | null;
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    how: { status: number | null; kind?: string | null; retryAfterMs?: number | null; cause?: unknown },
  ) {
    super(message, { cause: how.cause });
    this.name = "CallFailure";
    this.status = how.status;
    this.kind = how.kind ?? null;
    this.retryAfterMs = how.retryAfterMs ?? null;
  }

  /** Whether the server, or the way to it, is not well: the same may be answered later. */
  get isOutage(): boolean {
    return this.status === null || isOutage(this.status);
  }

  /** Whether it is worth another try at once: an outage, or two that have changed an object at the same time. */
  get isWorthRetry(): boolean {
    return this.isOutage || this.status === 409;
  }
}

export function isOutage(status: number): boolean {
  return status === 429 || status >= 500;
}

export function failureOf(answer: Answer): CallFailure {
  const said = statusOf(answer.body);
  const seconds = said.details?.retryAfterSeconds;
  return new CallFailure(said.message ?? `The cluster answered with status ${answer.status}.`, {
    status: answer.status,
    kind: said.reason ?? null,
    retryAfterMs: answer.retryAfterMs ?? (seconds === undefined ? null : seconds * 1000),
  });
}

/** What a proxy in between answers is no Status. */
function statusOf(body: Buffer): KubeStatus {
  try {
    const value = JSON.parse(body.toString("utf8")) as KubeStatus | null;
    return value?.kind === "Status" ? value : {};
  } catch {
    return {};
  }
}

/** Whether an object is there already and cannot become what was wanted: its fields are not to be changed. */
export function isImmutable(error: unknown): boolean {
  return (
    error instanceof CallFailure && (error.status === 422 || error.status === 409) && /immutable/.test(error.message)
  );
}

export function hasStatus(error: unknown, status: number): error is CallFailure {
  return error instanceof CallFailure && error.status === status;
}

/** In the words of hosts. `secrets`: what must not be told, should the server quote it. */
export function hostErrorOf(error: unknown, secrets: readonly string[] = []): HostError {
  if (error instanceof HostError) return error;
  if (!(error instanceof CallFailure)) throw error;
  const { status, retryAfterMs } = error;
  const message = without(secrets, brief(error.message) ?? "The cluster says not why.");
  const how = { isPassing: false, cause: error };
  if (status === 403 && /exceeded quota/.test(error.message)) {
    return new HostError("HOST_QUOTA", message, { ...how, isPassing: true });
  }
  if (status === 401 || status === 403) return new HostError("HOST_FORBIDDEN", message, how);
  if (error.isOutage || status === 409) {
    return new HostError("HOST_UNREACHABLE", message, { ...how, isPassing: true, retryAfterMs });
  }
  return new HostError("HOST_REFUSED", message, how);
}

/** Shorter ones could be parts of anything. */
const minSecretLength = 4;

function without(secrets: readonly string[], text: string): string {
  return secrets
    .filter((secret) => secret.length >= minSecretLength)
    .reduce((said, secret) => said.replaceAll(secret, "[secret]"), text);
}
