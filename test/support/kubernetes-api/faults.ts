import { subjectOf, type Demand } from "./demand.js";
import { ApiFailure } from "./failure.js";
import type { Verb } from "./resources.js";

/** What to do to a request instead of, or beside, answering it as it should be. */
export type Fault =
  /** Nothing is carried out. */
  | {
      readonly kind: "status";
      readonly code: number;
      readonly reason?: string;
      readonly message?: string;
      readonly retryAfterSeconds?: number;
    }
  /** Never answered. */
  | { readonly kind: "hang" }
  /** It is carried out; of the answer half arrives, then the connection is reset. */
  | { readonly kind: "half" }
  /** It is carried out, and nobody hears of it. */
  | { readonly kind: "lost" }
  /** The connection is reset before anything is carried out. */
  | { readonly kind: "reset" }
  /** Bytes that are no JSON, as a proxy on the way may answer; a watch gets them in the midst of its events. */
  | { readonly kind: "garbage" }
  /** A watch that begins, and tells nothing behind that: no events, no bookmarks, no end. */
  | { readonly kind: "silent" }
  | { readonly kind: "slow"; readonly delayMs: number };

/** Which requests; what is left out stands for any. */
export interface FaultMatch {
  readonly verb?: Verb;
  /** As `pods`, `jobs.batch`, `pods/log`. */
  readonly resource?: string;
  readonly name?: string;
}

interface Rule {
  readonly match: FaultMatch;
  readonly fault: Fault;
  left: number;
}

/** Faults on command: the first rule that matches is taken, and used up. */
export class Faults {
  #rules: Rule[] = [];
  /** Every answer comes so much later. */
  delayMs = 0;

  /** The next `times` requests that match. */
  next(match: FaultMatch, fault: Fault, times = 1): void {
    this.#rules.push({ match, fault, left: times });
  }

  /** All that match until the answer is called. */
  always(match: FaultMatch, fault: Fault): () => void {
    const rule = { match, fault, left: Number.POSITIVE_INFINITY };
    this.#rules.push(rule);
    return () => (this.#rules = this.#rules.filter((each) => each !== rule));
  }

  clear(): void {
    this.#rules = [];
    this.delayMs = 0;
  }

  take(demand: Demand): Fault | null {
    const subject = subjectOf(demand);
    const rule = this.#rules.find(
      ({ match }) =>
        (match.verb ?? demand.verb) === demand.verb &&
        (match.resource ?? subject) === subject &&
        (match.name ?? demand.name) === demand.name,
    );
    if (!rule) return null;
    rule.left -= 1;
    if (rule.left <= 0) this.#rules = this.#rules.filter((each) => each !== rule);
    return rule.fault;
  }
}

const said: Readonly<Record<number, readonly [reason: string, message: string]>> = {
  429: ["TooManyRequests", "the server has received too many requests and has asked us to try again later"],
  500: ["InternalError", "Internal error occurred: etcdserver: leader changed"],
  503: ["ServiceUnavailable", "the server is currently unable to handle the request"],
  504: ["Timeout", "Timeout: request did not complete within the allotted timeout"],
};

export function failureOf(fault: Fault & { kind: "status" }): ApiFailure {
  const { code, retryAfterSeconds } = fault;
  const [reason = "InternalError", message = `the server answers ${code}`] = said[code] ?? [];
  return new ApiFailure({
    code,
    reason: fault.reason ?? reason,
    message: fault.message ?? message,
    ...(retryAfterSeconds !== undefined && { details: { retryAfterSeconds } }),
  });
}
