import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import { Repeater } from "../../platform/repeater.js";
import type { SandboxHost } from "../host.js";
import type { Keeping, SandboxLedger } from "../ledger.js";
import type { Attendant } from "./attendant.js";
import type { Charges } from "./charges.js";
import type { LedgerTime } from "./ledger-time.js";

export interface KeeperParts {
  readonly ledger: Pick<SandboxLedger, "claim">;
  readonly host: Pick<SandboxHost, "isAvailable">;
  readonly charges: Charges;
  readonly attendant: Attendant;
  readonly ledgerTime: LedgerTime;
  readonly keeping: () => Keeping;
  readonly clock: Clock;
  readonly log: Log;
}

/** Should nobody say that there is something to claim. */
const lookEveryMs = 3_000;
const maxClaimed = 32;

/** Takes on what waits for a place, as far as there is room and a host to ask. */
export class Keeper {
  readonly #parts: KeeperParts;
  readonly #repeater: Repeater;

  constructor(parts: KeeperParts) {
    const { clock, log } = parts;
    this.#parts = parts;
    this.#repeater = new Repeater({ name: "sandbox keeper", clock, log, run: () => this.#claim() });
  }

  start(): void {
    this.#repeater.start();
  }

  async stop(): Promise<void> {
    await this.#repeater.stop();
  }

  wake(): void {
    this.#repeater.wake();
  }

  async #claim(): Promise<number> {
    const { ledger, host, charges, attendant, ledgerTime, keeping } = this.#parts;
    const limit = Math.min(charges.room.free, maxClaimed);
    if (limit === 0 || !host.isAvailable) return lookEveryMs;
    let claimed = 0;
    charges.room.enter(limit);
    try {
      const sandboxes = await ledger.claim(keeping(), limit);
      claimed = sandboxes.length;
      for (const sandbox of sandboxes) {
        ledgerTime.learn(sandbox.provisioningAt);
        attendant.admit(sandbox, false);
      }
    } finally {
      charges.room.leave(limit - claimed);
    }
    return claimed === limit ? 0 : lookEveryMs;
  }
}
