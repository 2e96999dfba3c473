import { unavailable, type MusterError } from "../errors.js";

/** The broker is not there, went away, or did not answer in time: the same call may succeed later. */
export function brokerUnavailable(cause?: unknown): MusterError {
  return unavailable("The message broker is not available.", "BROKER_UNAVAILABLE", cause);
}

/** The broker takes no messages for now: it is short of memory or disk. */
export function brokerBlocked(cause?: unknown): MusterError {
  return unavailable("The message broker accepts no messages at present.", "BROKER_BLOCKED", cause);
}

/** More messages are waiting than may wait. */
export function brokerFull(what: string): MusterError {
  return unavailable(`Too many messages wait in ${what}.`, "BROKER_FULL");
}
