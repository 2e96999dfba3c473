/** Where the SDK and handlers write; `console` fits, and so does any logger with these four methods. */
export interface Logger {
  debug(message: string, details?: object): void;
  info(message: string, details?: object): void;
  warn(message: string, details?: object): void;
  error(message: string, details?: object): void;
}

const ignore = (): void => {};

/** The default: warnings and errors to the console, the rest nowhere. */
export const quietLogger: Logger = {
  debug: ignore,
  info: ignore,
  warn: (message, details = {}) => console.warn(message, details),
  error: (message, details = {}) => console.error(message, details),
};

/** The same logger, with `fields` beside every entry's own. */
export function withFields(logger: Logger, fields: object): Logger {
  return {
    debug: (message, details) => logger.debug(message, { ...fields, ...details }),
    info: (message, details) => logger.info(message, { ...fields, ...details }),
    warn: (message, details) => logger.warn(message, { ...fields, ...details }),
    error: (message, details) => logger.error(message, { ...fields, ...details }),
  };
}
