import { sleptMs, type Book } from "./book.js";
import type { WasmFailure, WasmLimits } from "./model.js";

/** Between two looks at a guest that sleeps with hardly any time left: without it each look would follow at once. */
const minRestMs = 5;

/** Tells when a guest has had its time: of the clock, or of being awake. */
export class Watchdog {
  readonly #startedAtMs = performance.now();
  #timer: NodeJS.Timeout;

  constructor(
    private readonly limits: Pick<WasmLimits, "timeoutMs" | "cpuMs">,
    private readonly book: Book,
    private readonly onLimit: (failure: WasmFailure) => void,
  ) {
    this.#timer = this.#rest();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  get durationMs(): number {
    return performance.now() - this.#startedAtMs;
  }

  /** Of that, what it was awake. */
  get awakeMs(): number {
    return Math.max(0, this.durationMs - sleptMs(this.book));
  }

  /** Until it could have reached a limit: whoever sleeps meanwhile is looked at again. */
  #rest(): NodeJS.Timeout {
    const leftMs = Math.min(this.limits.timeoutMs - this.durationMs, this.limits.cpuMs - this.awakeMs);
    return setTimeout(() => this.#look(), Math.max(minRestMs, Math.ceil(leftMs)));
  }

  #look(): void {
    const { timeoutMs, cpuMs } = this.limits;
    if (this.durationMs >= timeoutMs) {
      this.onLimit({ reason: "TIMEOUT", message: `The module ran for more than ${timeoutMs} ms.` });
    } else if (this.awakeMs >= cpuMs) {
      this.onLimit({ reason: "CPU_LIMIT", message: `The module worked for more than ${cpuMs} ms.` });
    } else {
      this.#timer = this.#rest();
    }
  }
}
