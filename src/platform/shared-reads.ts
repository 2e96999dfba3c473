interface Reading<Value> {
  readonly running: Promise<Value>;
  /** Begins when `running` has ended, for all who came meanwhile. */
  next: Promise<Value> | null;
}

/**
 * Lets callers that ask for the same share one read, as long as it has not begun: who comes while one is under way gets the next. So
 * nobody is answered from before they asked, an idle process makes nobody wait, and a busy one reads the same once at a time.
 */
export class SharedReads<Value> {
  readonly #readings = new Map<string, Reading<Value>>();

  /** `key` says all that decides what is read: whose it is, and every argument. What comes back is shared: nobody changes it. */
  get(key: string, read: () => Promise<Value>): Promise<Value> {
    const reading = this.#readings.get(key);
    if (!reading) return this.#begin(key, read);
    return (reading.next ??= reading.running.then(
      () => this.#begin(key, read),
      () => this.#begin(key, read),
    ));
  }

  #begin(key: string, read: () => Promise<Value>): Promise<Value> {
    const running = read();
    const reading: Reading<Value> = { running, next: null };
    this.#readings.set(key, reading);
    const forget = (): void => {
      if (reading.next === null) this.#readings.delete(key);
    };
    running.then(forget, forget);
    return running;
  }
}
