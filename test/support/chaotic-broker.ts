import type { Broker, Consumer } from "../../src/platform/broker/broker.js";

interface Listener {
  readonly pattern: string;
  readonly onMessage: (body: string, topic: string) => void;
}

export interface Chaos {
  /** Share of broadcasts that are lost to a listener, 0 to 1. */
  readonly lost: number;
  /** Share that comes twice. */
  readonly repeated: number;
  /** Most milliseconds that one is late, by which others overtake it. */
  readonly lateMs: number;
}

/** Topics only, as bad as they may be: broadcasts are lost, repeated, late and out of order. */
export class ChaoticBroker implements Broker {
  readonly name = "chaotic-broker";
  readonly durable = false;
  chaos: Chaos = { lost: 0, repeated: 0, lateMs: 0 };
  /** All that was broadcast. */
  readonly sent: { readonly topic: string; readonly body: string }[] = [];
  readonly #listeners = new Set<Listener>();
  readonly #onReconnect = new Set<() => void>();

  /** What is listened to for as long as somebody follows it, in order of name. */
  get patterns(): readonly string[] {
    const patterns = [...this.#listeners].map(({ pattern }) => pattern);
    return patterns.filter((pattern) => pattern !== "events.interest").toSorted();
  }

  broadcast(topic: string, body: string): void {
    this.sent.push({ topic, body });
    for (const listener of this.#listeners) {
      if (!matches(listener.pattern, topic)) continue;
      const copies = Math.random() < this.chaos.lost ? 0 : Math.random() < this.chaos.repeated ? 2 : 1;
      for (let copy = 0; copy < copies; copy++) void this.#deliver(listener, topic, body);
    }
  }

  async subscribe(pattern: string, onMessage: Listener["onMessage"]): Promise<() => Promise<void>> {
    const listener = { pattern, onMessage };
    await this.#late();
    this.#listeners.add(listener);
    return async () => {
      await this.#late();
      this.#listeners.delete(listener);
    };
  }

  onReconnect(listener: () => void): () => void {
    this.#onReconnect.add(listener);
    return () => this.#onReconnect.delete(listener);
  }

  reconnect(): void {
    for (const listener of this.#onReconnect) listener();
  }

  async #deliver(listener: Listener, topic: string, body: string): Promise<void> {
    await this.#late();
    if (this.#listeners.has(listener)) listener.onMessage(body, topic);
  }

  #late(): Promise<void> {
    const { lateMs } = this.chaos;
    return new Promise((resolve) => {
      if (lateMs > 0) setTimeout(resolve, Math.random() * lateMs);
      else setImmediate(resolve);
    });
  }

  isConnected(): boolean {
    return true;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  publish(): Promise<void> {
    throw new Error("This broker has no queues.");
  }

  consume(): Promise<Consumer> {
    throw new Error("This broker has no queues.");
  }

  depth(): Promise<number> {
    throw new Error("This broker has no queues.");
  }
}

function matches(pattern: string, topic: string): boolean {
  return pattern.endsWith(".*") ? topic.startsWith(pattern.slice(0, -1)) : pattern === topic;
}
