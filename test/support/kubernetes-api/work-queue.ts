/** What controllers have to look at: each key once, after the write that caused it, in order. */
export class WorkQueue {
  readonly #work = new Map<string, () => void>();
  #next: NodeJS.Immediate | null = null;
  #isStopped = false;

  /** Once more for a key that waits already changes what is done for it, not how often. */
  add(key: string, work: () => void): void {
    if (this.#isStopped) return;
    this.#work.set(key, work);
    this.#next ??= setImmediate(() => this.#drain());
  }

  stop(): void {
    this.#isStopped = true;
    this.#work.clear();
    if (this.#next) clearImmediate(this.#next);
  }

  /** A part at a time, so that requests are answered between. */
  #drain(): void {
    this.#next = null;
    let left = 50;
    for (const [key, work] of this.#work) {
      if (left-- === 0) break;
      this.#work.delete(key);
      work();
    }
    if (this.#work.size > 0) this.#next ??= setImmediate(() => this.#drain());
  }
}
