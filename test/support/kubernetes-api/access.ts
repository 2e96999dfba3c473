import type { IncomingMessage } from "node:http";
import type { Demand } from "./demand.js";
import { ApiFailure, qualified } from "./failure.js";
import type { Verb } from "./resources.js";

/** What the user of the double's token may not do; what is left out stands for anything. */
export interface Denial {
  readonly verb?: Verb;
  /** As `pods`, `jobs.batch`, `pods/log`. */
  readonly resource?: string;
  readonly namespace?: string;
}

/** Who may ask, and what they may not. */
export class Access {
  readonly user = "system:serviceaccount:muster:muster";
  #token: string;
  readonly #denials = new Set<Denial>();

  constructor(token: string) {
    this.#token = token;
  }

  get token(): string {
    return this.#token;
  }

  /** The one before is refused from now on. */
  rotateToken(token: string): void {
    this.#token = token;
  }

  /** From now on, until the answer is called. */
  deny(denial: Denial): () => void {
    this.#denials.add(denial);
    return () => this.#denials.delete(denial);
  }

  authenticate({ headers }: IncomingMessage): void {
    if (headers.authorization === `Bearer ${this.#token}`) return;
    throw new ApiFailure({ code: 401, reason: "Unauthorized", message: "Unauthorized" });
  }

  authorize(demand: Demand): void {
    const { verb, resource, namespace, name, subresource } = demand;
    const subject = subresource === null ? resource.plural : `${resource.plural}/${subresource}`;
    const full = subresource === null ? qualified(resource) : `${qualified(resource)}/${subresource}`;
    const isDenied = [...this.#denials].some(
      (denial) =>
        (denial.verb ?? verb) === verb &&
        (denial.resource ?? full) === full &&
        (denial.namespace ?? namespace) === namespace,
    );
    if (!isDenied) return;
    const place = namespace === "" ? "at the cluster scope" : `in the namespace "${namespace}"`;
    throw new ApiFailure({
      code: 403,
      reason: "Forbidden",
      message: `${qualified(resource)}${name === "" ? "" : ` "${name}"`} is forbidden: User "${this.user}" cannot ${verb} resource "${subject}" in API group "${resource.group}" ${place}`,
      details: {
        ...(name !== "" && { name }),
        ...(resource.group !== "" && { group: resource.group }),
        kind: resource.plural,
      },
    });
  }
}
