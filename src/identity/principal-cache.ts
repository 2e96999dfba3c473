import { LRUCache } from "lru-cache";
import type { Clock } from "../platform/clock.js";
import { hashSecret } from "./secrets.js";
import type { Principal } from "./model.js";

/** How long a revocation whose broadcast was lost may stay unseen by calls. */
const ttlMs = 2_000;
const maxPrincipals = 20_000;

interface PrincipalCacheOptions {
  readonly clock: Clock;
  /** Checks a token in full; rejects when it does not hold, which is not remembered. */
  readonly check: (token: string) => Promise<Principal>;
}

/** Remembers for two seconds what tokens stand for; calls with the same token at the same time share one check. */
export class PrincipalCache {
  readonly #principals: LRUCache<string, Principal, string>;

  constructor({ clock, check }: PrincipalCacheOptions) {
    this.#principals = new LRUCache<string, Principal, string>({
      max: maxPrincipals,
      ttl: ttlMs,
      ttlResolution: 0,
      perf: { now: () => clock.now().getTime() },
      // A check that is pushed out while under way still answers those who wait for it.
      ignoreFetchAbort: true,
      fetchMethod: (_hash, _stale, { context }) => check(context),
    });
  }

  /** Kept by hash: the memory of the process holds no token longer than its call. */
  get(token: string): Promise<Principal> {
    return this.#principals.forceFetch(hashSecret(token), { context: token });
  }
}
