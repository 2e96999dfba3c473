type OnMessage = (body: string, topic: string) => void;

/**
 * Who listens to which pattern in this process. A pattern is a topic (`agent.agent_x`), or ends in `.*` for exactly one
 * further word (`events.tenant_x.*`), so a message meets at most two patterns and dispatch is two look-ups.
 */
export class TopicTable {
  readonly #listeners = new Map<string, Set<{ readonly onMessage: OnMessage }>>();

  constructor(private readonly onThrown: (error: unknown) => void) {}

  /** Every pattern that has a listener. */
  patterns(): string[] {
    return [...this.#listeners.keys()];
  }

  has(pattern: string): boolean {
    return this.#listeners.has(pattern);
  }

  /** The answer takes the listener out; calling it again does nothing. */
  add(pattern: string, onMessage: OnMessage): () => void {
    const listener = { onMessage };
    const listeners = this.#listeners.get(pattern) ?? new Set();
    this.#listeners.set(pattern, listeners.add(listener));
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) this.#listeners.delete(pattern);
    };
  }

  dispatch(topic: string, body: string): void {
    this.#tell(topic, topic, body);
    const lastDot = topic.lastIndexOf(".");
    if (lastDot > 0) this.#tell(`${topic.slice(0, lastDot)}.*`, topic, body);
  }

  clear(): void {
    this.#listeners.clear();
  }

  #tell(pattern: string, topic: string, body: string): void {
    for (const { onMessage } of this.#listeners.get(pattern) ?? []) {
      try {
        onMessage(body, topic);
      } catch (error) {
        this.onThrown(error);
      }
    }
  }
}
