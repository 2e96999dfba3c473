/** Deletes what is too old, of one sort. */
export interface Expirer {
  /**
   * Deletes some of it with a short statement: about `maxRows` rows at most, since what it locks and holds back lasts as long.
   * Any number of processes may do so at once.
   */
  expire(maxRows: number): Promise<Expired>;
}

export interface Expired {
  /** Rows deleted, by table. */
  readonly deleted: Readonly<Record<string, number>>;
  /** Whether all there was has been looked at: the next call begins anew. */
  readonly isDone: boolean;
}
