import type { Subscriber } from "./subscriber.js";

/** A log that someone follows. */
export interface Tail<Key, Row> {
  readonly key: Key;
  /** Whoever was served least recently comes first. */
  readonly subscribers: Set<Subscriber<Row>>;
  /** Up to where rows have been read by anyone here: a wake-up at or below it is old. */
  readTo: number;
}

export interface TailNames<Key> {
  readonly idOf: (key: Key) => string;
  /** What one wake-up may be meant for. */
  readonly groupOf: (key: Key) => string;
}

/** The logs that are followed, by id and by group: a log is here for as long as it has a subscriber. */
export class TailTable<Key, Row> {
  readonly #names: TailNames<Key>;
  readonly #tails = new Map<string, Tail<Key, Row>>();
  readonly #groups = new Map<string, Set<Tail<Key, Row>>>();

  constructor(names: TailNames<Key>) {
    this.#names = names;
  }

  get size(): number {
    return this.#tails.size;
  }

  get(id: string): Tail<Key, Row> | undefined {
    return this.#tails.get(id);
  }

  group(group: string): Iterable<Tail<Key, Row>> {
    return this.#groups.get(group) ?? [];
  }

  all(): Iterable<Tail<Key, Row>> {
    return this.#tails.values();
  }

  /** As they are now: the list stays when some of them leave. */
  subscribers(): Subscriber<Row>[] {
    return [...this.all()].flatMap(({ subscribers }) => [...subscribers]);
  }

  join(key: Key, subscriber: Subscriber<Row>): Tail<Key, Row> {
    const tail = this.#tails.get(this.#names.idOf(key)) ?? this.#add(key);
    tail.subscribers.add(subscriber);
    return tail;
  }

  leave(tail: Tail<Key, Row>, subscriber: Subscriber<Row>): void {
    tail.subscribers.delete(subscriber);
    if (tail.subscribers.size > 0) return;
    const name = this.#names.groupOf(tail.key);
    const group = this.#groups.get(name);
    this.#tails.delete(this.#names.idOf(tail.key));
    group?.delete(tail);
    if (group?.size === 0) this.#groups.delete(name);
  }

  #add(key: Key): Tail<Key, Row> {
    const tail = { key, subscribers: new Set<Subscriber<Row>>(), readTo: 0 };
    const name = this.#names.groupOf(key);
    this.#tails.set(this.#names.idOf(key), tail);
    this.#groups.set(name, (this.#groups.get(name) ?? new Set()).add(tail));
    return tail;
  }
}
