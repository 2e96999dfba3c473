/** Which transactions had ended at a moment, as PostgreSQL tells it. */
export class Snapshot {
  /** None with this id or a higher one had ended. */
  readonly #limit: bigint;
  readonly #open: ReadonlySet<bigint>;

  /** Takes `pg_snapshot` as text: `xmin:xmax:open,open`. */
  constructor(text: string) {
    const [, limit = "", open = ""] = text.split(":");
    this.#limit = BigInt(limit);
    this.#open = new Set(open === "" ? [] : open.split(",").map(BigInt));
  }

  hasEnded(txid: bigint): boolean {
    return txid < this.#limit && !this.#open.has(txid);
  }
}
