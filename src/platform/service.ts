/**
 * Something that runs. `start` resolves when it works and may be called once. `stop` resolves when nothing of it is left
 * (no timer, socket, query or child process), may be called at any time, any number of times, and never rejects.
 */
export interface Service {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts services in order; when one fails, stops those that run, last first, and rejects with its error. */
export async function startAll(services: readonly Service[]): Promise<void> {
  for (const [index, service] of services.entries()) {
    try {
      await service.start();
    } catch (error) {
      await stopAll(services.slice(0, index + 1));
      throw error;
    }
  }
}

/** Stops services one after the other, last started first: each may still use those before it. */
export async function stopAll(services: readonly Service[]): Promise<void> {
  for (const service of services.toReversed()) await service.stop();
}
