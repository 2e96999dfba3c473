import type { Clock } from "../platform/clock.js";
import { unavailable, type MusterError } from "../platform/errors.js";
import { confineModule } from "./inspection.js";
import type { WasmRequest } from "./model.js";

/** The caller's store has bounds of its own; this keeps one that hangs from holding a run's place. */
const maxLoadMs = 60_000;

/** Nobody waits for the module any more. */
class LoadGivenUp extends Error {}

/** The request's module, checked to be the one that it names, its limits written into it. */
export async function loadModule(request: WasmRequest, clock: Clock, givenUp: AbortSignal): Promise<Uint8Array> {
  const signals = request.signal ? [request.signal, givenUp] : [givenUp];
  const bytes = await unlessGivenUp(request.load(), clock, signals);
  // In the background: 64 MiB would hold this process up for 50 ms and more.
  const hash = Buffer.from(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))).toString("hex");
  // Others share what is compiled under this name.
  if (hash !== request.sha256) throw unavailable("The module's bytes are damaged.", "MODULE_DAMAGED");
  return confineModule(bytes, request.limits);
}

function unlessGivenUp<Value>(work: Promise<Value>, clock: Clock, signals: readonly AbortSignal[]): Promise<Value> {
  const { promise: givenUp, end } = giveUp(clock, signals);
  return Promise.race([work, givenUp]).finally(end);
}

/** A promise that rejects when a signal says so, or the time is over; `end` leaves neither timer nor listener. */
function giveUp(clock: Clock, signals: readonly AbortSignal[]): { promise: Promise<never>; end: () => void } {
  let end = (): void => undefined;
  const promise = new Promise<never>((_, reject) => {
    const onAbort = (): void => reject(new LoadGivenUp());
    const cancelDeadline = clock.after(maxLoadMs, () => reject(loadTimeout()));
    for (const signal of signals) signal.addEventListener("abort", onAbort, { once: true });
    if (signals.some(({ aborted }) => aborted)) onAbort();
    end = () => {
      cancelDeadline();
      for (const signal of signals) signal.removeEventListener("abort", onAbort);
    };
  });
  return { promise, end };
}

function loadTimeout(): MusterError {
  return unavailable("The module could not be read in time.", "MODULE_NOT_LOADED");
}
