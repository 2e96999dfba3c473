import type { Database } from "../platform/db/database.js";
import { SharedReads } from "../platform/shared-reads.js";
import { lookAtHorizon } from "./sql/look-at-horizon.sql.js";

interface Mark {
  /** The last position drawn when it was made. */
  readonly position: number;
  /** The transactions that may have drawn up to it and were open: final without them. */
  readonly writers: readonly string[];
}

/** Marks kept at a time: beyond it, newer ones are merged, which only costs sharpness. */
const maxMarks = 64;

/**
 * Up to which position the log is final. Positions are drawn in one order and committed in another; a reader that went
 * past a gap would miss what is committed into it later. So a position is noted first, and after it who is writing: when
 * none of these is at it any more, nothing can appear up to that position.
 */
export class Horizon {
  readonly #database: Database;
  /**
   * One look after the other: of two at once, the earlier one may be answered last, and it would not have seen a writer that
   * the other one waits for.
   */
  readonly #looks = new SharedReads<number>();
  #safe = 0;
  #marks: readonly Mark[] = [];

  constructor(database: Database) {
    this.#database = database;
  }

  /** Nothing will appear at or below it: what a later statement reads there is all there is. */
  get safe(): number {
    return this.#safe;
  }

  /** Whether a transaction seen by the last look may still commit something: a further look may raise `safe` by itself. */
  get isBehind(): boolean {
    return this.#marks.length > 0;
  }

  /** Looks anew; answers the last position that anyone had drawn. Who asks while a look is under way gets the next one. */
  look(): Promise<number> {
    return this.#looks.get("", () => this.#look());
  }

  async #look(): Promise<number> {
    const [seen] = await this.#database.query<{ position: string; writers: string[] }>(lookAtHorizon, []);
    if (!seen) throw new Error("The horizon's statement answers one row.");
    const position = Number(seen.position);
    const writing = new Set(seen.writers);
    const cleared = this.#marks.filter(({ writers }) => !writers.some((writer) => writing.has(writer)));
    const finals = cleared.map((mark) => mark.position);
    this.#safe = Math.max(this.#safe, ...finals, writing.size === 0 ? position : 0);
    const marks = [...this.#marks.slice(0, maxMarks - 1), { position, writers: seen.writers }];
    this.#marks = marks.filter((mark) => mark.position > this.#safe);
    return position;
  }
}
