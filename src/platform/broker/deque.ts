const minCapacity = 16;

/** A first-in first-out list on a ring: each call is O(1), where `Array.shift` moves every element of a long array. */
export class Deque<T> {
  #slots = emptySlots<T>(minCapacity);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(item: T): void {
    if (this.#length === this.#slots.length) this.#resize(this.#length * 2);
    this.#slots[this.#at(this.#length)] = item;
    this.#length += 1;
  }

  peek(): T | undefined {
    return this.#slots[this.#head];
  }

  shift(): T | undefined {
    if (this.#length === 0) return undefined;
    const item = this.#slots[this.#head];
    this.#slots[this.#head] = undefined;
    this.#head = this.#at(1);
    this.#length -= 1;
    // A quarter, not a half: a list that swings around a power of two must not be copied at each swing.
    if (this.#slots.length > minCapacity && this.#length < this.#slots.length / 4) this.#resize(this.#slots.length / 2);
    return item;
  }

  clear(): void {
    this.#slots = emptySlots<T>(minCapacity);
    this.#head = 0;
    this.#length = 0;
  }

  /** Capacities are powers of two, so the ring closes by a mask. */
  #at(offset: number): number {
    return (this.#head + offset) & (this.#slots.length - 1);
  }

  #resize(capacity: number): void {
    const slots = emptySlots<T>(capacity);
    for (let offset = 0; offset < this.#length; offset += 1) slots[offset] = this.#slots[this.#at(offset)];
    this.#slots = slots;
    this.#head = 0;
  }
}

function emptySlots<T>(capacity: number): (T | undefined)[] {
  return Array.from<T | undefined>({ length: capacity });
}
