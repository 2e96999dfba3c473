import type { Clock } from "../platform/clock.js";
import { MusterError, unavailable } from "../platform/errors.js";
import { confineModule } from "./inspection.js";
import type { WasmRequest } from "./model.js";

/** The caller's store has bounds of its own; this keeps one that hangs from holding a run's place. */
const maxLoadMs = 60_000;

/** The run was cancelled before its module was there. */
export class LoadCancelled extends Error {}

/** The request's module, checked to be the one that it names, its limits written into it. */
export async function loadModule(request: WasmRequest, clock: Clock): Promise<Uint8Array> {
  const bytes = await untilGivenUp(request, clock);
  // In the background: 64 MiB would hold this process up for 50 ms and more.
  const hash = Buffer.from(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))).toString("hex");
  // Others share what is compiled under this name.
  if (hash !== request.sha256) throw unavailable("The module's bytes are damaged.", "MODULE_DAMAGED");
  return confineModule(bytes, request.limits);
}

function untilGivenUp({ load, signal }: WasmRequest, clock: Clock): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new LoadCancelled());
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    const cancelDeadline = clock.after(maxLoadMs, () => reject(loadTimeout()));
    load()
      .then(resolve, reject)
      .finally(() => {
        signal?.removeEventListener("abort", onAbort);
        cancelDeadline();
      });
  });
}

function loadTimeout(): MusterError {
  return unavailable("The module could not be read in time.", "MODULE_NOT_LOADED");
}
