import { MusterError } from "../errors.js";

/** What pg says, without a code, when the connection failed. */
const brokenMessage =
  /^(Connection terminated|Query read timeout|Client (has encountered|was closed|was ended)|Cannot use a pool)/;
const acquireTimeoutMessage = "timeout exceeded when trying to connect";

/**
 * SQLSTATE, or the class that it begins with, of what keeps PostgreSQL from answering anybody: connection, resources,
 * operator, system, a standby that takes no writes, log-in. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const unavailableCodes = ["08", "53", "57P", "58", "25006", "28", "3D000"];
/** Of these, what trying again does not mend: wrong password, no such user, no such database. */
const refusalCodes = ["28", "3D000"];
const diskFull = "53100";
const queryCanceled = "57014";
const deadlock = "40P01";
const serializationFailure = "40001";
const featureNotSupported = "0A000";

/** Why PostgreSQL gave no answer. */
export class DatabaseFailure extends MusterError {
  /** Prisma, through which it may pass, keeps nothing else of it. */
  get meta(): { readonly failure: DatabaseFailure } {
    return { failure: this };
  }
}

/** The DatabaseFailure behind an error that is not the statement's own fault; anything else as it came. */
export function toFailure(error: unknown): unknown {
  if (error instanceof MusterError) return error;
  const code = codeOf(error);
  if (code === diskFull) return databaseFull(error);
  if (code === queryCanceled) return databaseTimeout(error);
  if (messageOf(error) === acquireTimeoutMessage) return databaseBusy(error);
  return isUnavailable(error) ? databaseUnavailable(error) : error;
}

/** As `toFailure`, where nobody tries again any more: a victim is told that the database is busy. */
export function toLastFailure(error: unknown): unknown {
  return isVictim(error) ? databaseBusy(error) : toFailure(error);
}

export function databaseBusy(cause?: unknown): DatabaseFailure {
  return new DatabaseFailure("UNAVAILABLE", "The database is busy; try again.", { reason: "DATABASE_BUSY", cause });
}

function databaseUnavailable(cause: unknown): DatabaseFailure {
  return new DatabaseFailure("UNAVAILABLE", "The database is not available.", {
    reason: "DATABASE_UNAVAILABLE",
    cause,
  });
}

function databaseFull(cause: unknown): DatabaseFailure {
  return new DatabaseFailure("UNAVAILABLE", "The database has no space left.", { reason: "DATABASE_FULL", cause });
}

function databaseTimeout(cause: unknown): DatabaseFailure {
  return new DatabaseFailure("TIMEOUT", "The database took too long.", { reason: "DATABASE_TIMEOUT", cause });
}

/** Whether PostgreSQL undid the statement for another one's sake, so that it may simply be sent again. */
export function isVictim(error: unknown): boolean {
  return [deadlock, serializationFailure].includes(codeOf(error));
}

/** Whether a connection's prepared statement no longer fits the tables: a migration has changed them meanwhile. */
export function isStalePlan(error: unknown): boolean {
  return codeOf(error) === featureNotSupported && messageOf(error).includes("cached plan");
}

/** Whether trying again is of no use: wrong password, no such user or database. */
export function isRefusal(error: unknown): boolean {
  return startsWithOneOf(codeOf(error), refusalCodes);
}

/** Whether the connection must not go back to the pool. */
export function isBroken(error: unknown): boolean {
  return isUnavailable(error) || isStalePlan(error);
}

function isUnavailable(error: unknown): boolean {
  return (
    isSocketError(error) || startsWithOneOf(codeOf(error), unavailableCodes) || brokenMessage.test(messageOf(error))
  );
}

/** Node's own errors carry the system call; the one that gathers a host's several addresses carries the attempts. */
function isSocketError(error: unknown): boolean {
  return error instanceof AggregateError || (error instanceof Error && "syscall" in error);
}

function startsWithOneOf(code: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => code.startsWith(prefix));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "";
}
