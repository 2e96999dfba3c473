import { Batcher } from "../../platform/batcher.js";
import { byId } from "../../platform/by-id.js";
import type { KeptSandbox, SandboxChange, SandboxFacts, SandboxLedger } from "../ledger.js";

type Notes = SandboxFacts & { readonly id: string };

/** Each sandbox has one write under way at a time, so that so many are waiting at the most as a process looks after. */
const bounds = { maxWeight: 200, maxRuns: 2, maxWaiting: 200_000 } as const;

/** What is written of many sandboxes at once: calls that come together are one statement. */
export class LedgerWrites {
  readonly #moves: Batcher<SandboxChange, KeptSandbox | null>;
  readonly #notes: Batcher<Notes, void>;
  readonly #releases: Batcher<string, void>;
  readonly #revocations: Batcher<string, void>;

  constructor(ledger: SandboxLedger, revoke: (sandboxIds: readonly string[]) => Promise<void>) {
    const each = async <Item>(items: readonly Item[], work: (items: readonly Item[]) => Promise<void>) => {
      await work(items);
      return items.map((): void => undefined);
    };
    const run = async (changes: readonly SandboxChange[]): Promise<(KeptSandbox | null)[]> => {
      const moved = byId(await ledger.move(changes));
      return changes.map(({ id }) => moved.get(id) ?? null);
    };
    this.#moves = new Batcher({ ...bounds, run });
    this.#notes = new Batcher({ ...bounds, run: (notes) => each(notes, (all) => ledger.note(all)) });
    this.#releases = new Batcher({ ...bounds, run: (ids) => each(ids, (all) => ledger.release(all)) });
    this.#revocations = new Batcher({ ...bounds, run: (ids) => each(ids, revoke) });
  }

  /** The sandbox as it is now; null when it stands elsewhere by now. */
  move(change: SandboxChange): Promise<KeptSandbox | null> {
    return this.#moves.add(change);
  }

  note(notes: Notes): Promise<void> {
    return this.#notes.add(notes);
  }

  release(id: string): Promise<void> {
    return this.#releases.add(id);
  }

  revokeKeys(id: string): Promise<void> {
    return this.#revocations.add(id);
  }
}
