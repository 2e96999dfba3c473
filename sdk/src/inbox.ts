/**
 * Why an inbox takes nothing more: it is full, its link is lost, the server cannot serve it now, the server completed it,
 * its reader left, or it was refused.
 */
export type InboxEnd =
  | { readonly kind: "FULL" | "LOST" | "BUSY" | "OVER" | "LEFT" }
  | { readonly kind: "FAILED"; readonly error: Error };

/** A bounded buffer between a socket that pushes and a loop that pulls. */
export class Inbox<T> {
  readonly #capacity: number;
  #items: T[] = [];
  #end: InboxEnd | null = null;
  #wake: (() => void) | null = null;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** False when it has ended, or now ends because it is full. */
  push(item: T): boolean {
    if (this.#end !== null) return false;
    this.#items.push(item);
    if (this.#items.length >= this.#capacity) this.end({ kind: "FULL" });
    this.#wake?.();
    return this.#end === null;
  }

  /** What it holds can still be read, unless the reader left. */
  end(end: InboxEnd): void {
    this.#end ??= end;
    if (end.kind === "LEFT") this.#items = [];
    this.#wake?.();
  }

  /** The items in order, then the end. */
  async *read(): AsyncGenerator<T, InboxEnd> {
    for (;;) {
      const items = this.#items;
      this.#items = [];
      yield* items;
      if (this.#items.length > 0) continue;
      if (this.#end !== null) return this.#end;
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = null;
    }
  }
}
