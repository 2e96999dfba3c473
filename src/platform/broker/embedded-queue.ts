import TinyQueue from "tinyqueue";
import type { ConsumeOptions, Delivery } from "./broker.js";
import { Deque } from "./deque.js";

interface Message {
  /** Place in the queue, kept when the message is requeued. */
  readonly position: number;
  readonly body: string;
}

/** One consumer of an embedded queue, as the queue sees it. */
export interface Seat extends ConsumeOptions {
  inHand: number;
  isCancelled: boolean;
  /** Whether it stands in the line of those that can take a message. */
  isInLine: boolean;
}

/**
 * One queue in memory. It never calls a consumer on its own: `deliver` does, and the broker calls that once per turn of
 * the event loop, so that no consumer runs inside its own `ack` or inside somebody's `publish`.
 */
export class EmbeddedQueue {
  readonly #ready = new Deque<Message>();
  /** Requeued messages; all stood before those in `#ready`, so they go out first, oldest first. */
  readonly #returned = new TinyQueue<Message>([], (a, b) => a.position - b.position);
  /** Consumers with room in hand, in turn. May hold cancelled ones, which are skipped. */
  readonly #line = new Deque<Seat>();
  #lastPosition = 0;
  #seats = 0;
  #inHand = 0;
  usedAt: number;

  constructor(
    private readonly wake: (queue: EmbeddedQueue) => void,
    nowMs: number,
  ) {
    this.usedAt = nowMs;
  }

  get depth(): number {
    return this.#ready.length + this.#returned.length;
  }

  get isAttended(): boolean {
    return this.#seats > 0 || this.#inHand > 0;
  }

  push(bodies: readonly string[]): void {
    for (const body of bodies) this.#ready.push({ position: (this.#lastPosition += 1), body });
    this.wake(this);
  }

  seat(options: ConsumeOptions): Seat {
    const { prefetch, onDelivery, onLost } = options;
    const seat = { prefetch, onDelivery, onLost, inHand: 0, isCancelled: false, isInLine: false };
    this.#seats += 1;
    this.#lineUp(seat);
    return seat;
  }

  unseat(seat: Seat): void {
    if (seat.isCancelled) return;
    seat.isCancelled = true;
    this.#seats -= 1;
  }

  /** Drops all that is ready; a turn that is under way hands out nothing further. */
  clear(): void {
    this.#ready.clear();
    while (this.#returned.length > 0) this.#returned.pop();
  }

  /** Hands out at most `limit` messages; whether more could be handed out now. */
  deliver(limit: number, onThrown: (error: unknown) => void): boolean {
    for (let handed = 0; handed < limit; handed += 1) {
      const seat = this.#nextSeat();
      const message = seat && this.#nextMessage();
      if (!message) return false;
      this.#hand(seat, message, onThrown);
    }
    return this.depth > 0 && this.#line.length > 0;
  }

  #nextSeat(): Seat | undefined {
    for (let seat = this.#line.peek(); seat; seat = this.#line.peek()) {
      if (!seat.isCancelled) return seat;
      this.#line.shift();
    }
    return undefined;
  }

  #nextMessage(): Message | undefined {
    return this.#returned.pop() ?? this.#ready.shift();
  }

  #hand(seat: Seat, message: Message, onThrown: (error: unknown) => void): void {
    this.#line.shift();
    seat.isInLine = false;
    seat.inHand += 1;
    this.#inHand += 1;
    this.#lineUp(seat);
    try {
      seat.onDelivery(this.#delivery(seat, message));
    } catch (error) {
      onThrown(error);
    }
  }

  #delivery(seat: Seat, message: Message): Delivery {
    let isSettled = false;
    const settle = (isRequeued: boolean) => {
      if (isSettled) return;
      isSettled = true;
      seat.inHand -= 1;
      this.#inHand -= 1;
      if (isRequeued) this.#returned.push(message);
      this.#lineUp(seat);
    };
    return { body: message.body, ack: () => settle(false), requeue: () => settle(true) };
  }

  #lineUp(seat: Seat): void {
    if (!seat.isInLine && !seat.isCancelled && seat.inHand < seat.prefetch) {
      seat.isInLine = true;
      this.#line.push(seat);
    }
    if (this.depth > 0) this.wake(this);
  }
}
