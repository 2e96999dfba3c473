import { pino, stdTimeFunctions, type DestinationStream, type Logger, type LoggerOptions } from "pino";

export type Log = Logger;

export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

export type LogLevel = (typeof logLevels)[number];

/** What must never reach a log, wherever it stands in a logged object. */
const secretPaths = ["authorization", "password", "secret", "token", "accessToken", "refreshToken", "leaseToken"];

/** JSON lines on standard output, or on `destination`. Secrets that are logged by mistake are replaced. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: secretPaths.flatMap((name) => [name, `*.${name}`]), censor: "[secret]" },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** For tests and for what is run without a reader. */
export const silentLog: Log = createLog("silent");
