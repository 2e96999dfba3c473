import { LRUCache } from "lru-cache";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { MusterError } from "../platform/errors.js";

export interface AdmissionLimits {
  /** Runs of one tenant at a time, in this process. */
  readonly maxPerTenant: number;
  /** Runs of one tenant within a minute, in this process. */
  readonly perMinute: number;
}

const windowSeconds = 60;
/** When more come within a window, those that came longest ago are forgotten. */
const maxTenants = 20_000;

/** Lets a tenant run so much at a time, and so much in a minute. */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #minute: RateLimiterMemory;
  /** The library's memory has no bound of its own: what falls out here is deleted there. */
  readonly #known: LRUCache<string, true>;
  readonly #running = new Map<string, number>();

  constructor(limits: AdmissionLimits) {
    const minute = new RateLimiterMemory({ points: limits.perMinute, duration: windowSeconds });
    this.#limits = limits;
    this.#minute = minute;
    this.#known = new LRUCache({ max: maxTenants, noDisposeOnSet: true, dispose: (_, key) => void minute.delete(key) });
  }

  /** Does the work, or refuses with QUOTA_EXCEEDED. What rejects has not been run, and does not count in its minute. */
  async run<Result>(tenantId: string, work: () => Promise<Result>): Promise<Result> {
    const running = this.#running.get(tenantId) ?? 0;
    const { maxPerTenant } = this.#limits;
    if (running >= maxPerTenant) throw quotaExceeded(`A tenant runs ${maxPerTenant} at a time: wait for one to end.`);
    this.#running.set(tenantId, running + 1);
    try {
      await this.#count(tenantId);
      return await this.#counted(tenantId, work);
    } finally {
      this.#leave(tenantId);
    }
  }

  async #counted<Result>(tenantId: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      await this.#minute.reward(tenantId);
      throw error;
    }
  }

  async #count(tenantId: string): Promise<void> {
    this.#known.set(tenantId, true);
    try {
      await this.#minute.consume(tenantId);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const waitMs = Math.max(1, Math.ceil(error.msBeforeNext));
      throw quotaExceeded(`A tenant runs ${this.#limits.perMinute} in a minute: try again in ${waitMs} ms.`);
    }
  }

  #leave(tenantId: string): void {
    const left = (this.#running.get(tenantId) ?? 1) - 1;
    if (left > 0) this.#running.set(tenantId, left);
    else this.#running.delete(tenantId);
  }
}

function quotaExceeded(message: string): MusterError {
  return new MusterError("QUOTA_EXCEEDED", message, { reason: "EXECUTION_QUOTA" });
}
