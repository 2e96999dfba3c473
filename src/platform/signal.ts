/** Tells listeners in this process, synchronously and in order of registration. A listener must not throw. */
export class Signal<Value> {
  readonly #listeners = new Set<(value: Value) => void>();

  /** The answer unregisters. */
  on(listener: (value: Value) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(value: Value): void {
    for (const listener of this.#listeners) listener(value);
  }
}
