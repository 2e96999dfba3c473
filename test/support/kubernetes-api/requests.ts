import type { ResourceVerb } from "./demand.js";

/** What was asked of the server, for tests that say what a client may and may not do. */
export class RequestCounters {
  readonly #counts = new Map<string, number>();
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(verb: ResourceVerb, resource: string): void {
    this.#total += 1;
    const key = `${verb} ${resource}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** As `count("list", "pods")`, `count("create", "jobs.batch")`, `count("get", "pods/log")`. */
  count(verb: ResourceVerb, resource: string): number {
    return this.#counts.get(`${verb} ${resource}`) ?? 0;
  }

  /** By `verb resource`. */
  all(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  reset(): void {
    this.#counts.clear();
    this.#total = 0;
  }
}
