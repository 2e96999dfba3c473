import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import type { HostReport, SandboxHost } from "../host.js";
import type { SandboxLedger } from "../ledger.js";
import type { Charges } from "./charges.js";
import type { ControlMetrics } from "./control-metrics.js";

export interface OrphansParts {
  readonly ledger: Pick<SandboxLedger, "knownRefs">;
  readonly host: Pick<SandboxHost, "id" | "remove">;
  readonly charges: Charges;
  readonly metrics: ControlMetrics;
  readonly clock: Clock;
  readonly log: Log;
}

/** One younger may be of a sandbox whose row could not be read yet when the host was asked. */
const minAgeMs = 60_000;
const batchSize = 500;

/** What the host has and no sandbox is known for. */
export class Orphans {
  readonly #parts: OrphansParts;
  /** Not known in the look before. */
  #suspects: ReadonlySet<string> = new Set();

  constructor(parts: OrphansParts) {
    this.#parts = parts;
  }

  /** Removes what is old or was an orphan in the look before too. */
  async sweep(reports: readonly HostReport[]): Promise<void> {
    const unknown = await this.#findUnknown(reports);
    const removable = unknown.filter((report) => this.#suspects.has(report.ref) || this.#isOld(report));
    this.#suspects = new Set(unknown.map(({ ref }) => ref));
    for (const { ref } of removable) await this.#remove(ref);
  }

  async #findUnknown(reports: readonly HostReport[]): Promise<HostReport[]> {
    const { ledger, host, charges } = this.#parts;
    const strange = reports.filter(({ ref }) => !charges.ofRef(ref));
    const unknown: HostReport[] = [];
    for (let from = 0; from < strange.length; from += batchSize) {
      const some = strange.slice(from, from + batchSize);
      const refs = some.map(({ ref }) => ref);
      const known = await ledger.knownRefs(host.id, refs);
      unknown.push(...some.filter(({ ref }) => !known.has(ref)));
    }
    return unknown;
  }

  async #remove(ref: string): Promise<void> {
    const { host, charges, metrics, log } = this.#parts;
    // Taken on while the others were removed.
    if (charges.ofRef(ref)) return;
    try {
      await host.remove(ref, 0);
      metrics.onOrphanRemoved();
      log.warn({ ref }, "removed from the host: no sandbox is known for it");
    } catch (error) {
      log.warn({ err: error, ref }, "what no sandbox is known for stays on the host until the next look");
    }
  }

  #isOld({ startedAt }: HostReport): boolean {
    return startedAt !== null && startedAt.getTime() <= this.#parts.clock.now().getTime() - minAgeMs;
  }
}
