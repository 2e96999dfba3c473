import type { Service } from "../service.js";

/** A message in hand: `ack` or `requeue` is to be called; the first call counts, later ones do nothing. */
export interface Delivery {
  readonly body: string;
  /** Takes it off the queue. */
  ack(): void;
  /** Puts it back to the front of the queue, for this or another consumer; some dozens at a time keep their order. */
  requeue(): void;
}

export interface Consumer {
  /** Resolves when no further delivery will come; deliveries in hand may still be acked or requeued after it. */
  cancel(): Promise<void>;
}

export interface ConsumeOptions {
  /** Most deliveries in hand at a time, 1 to 2,000; a RangeError otherwise. */
  readonly prefetch: number;
  /**
   * Called per message, in queue order, never from within another call to the broker; perhaps before `consume` resolves.
   * Must not throw: an error is logged, and the message stays in hand for as long as the consumer lives.
   */
  readonly onDelivery: (delivery: Delivery) => void;
  /**
   * Called once when the broker ended the consumer (connection lost, queue gone), not after `cancel` or `stop`. What was in
   * hand is requeued by the broker; settling it then does nothing. RabbitMQ also ends those that hold a message for 30 min.
   */
  readonly onLost: () => void;
}

/**
 * What Muster needs of a message broker: durable work queues with confirms and manual acks, and best-effort topics.
 * Every delivery is a hint: PostgreSQL decides, so loss and repetition are repaired by the reconciler.
 *
 * Queues are declared on first use and expire when unused for an hour, save those that an adapter was told to keep. Topics are dotted words (`events.tenant_x.3`);
 * a pattern is a topic, or ends in `.*` for exactly one further word.
 */
export interface Broker extends Service {
  /** Whether queues outlive this process. If not, all that was published is to be published again after a start. */
  readonly durable: boolean;
  /** Whether calls can succeed now. */
  isConnected(): boolean;
  /** Called after each connect but the first: topics may have missed messages. The answer unregisters. */
  onReconnect(listener: () => void): () => void;
  /**
   * Resolves when the broker has confirmed every message. Rejects with UNAVAILABLE when it is not there (BROKER_UNAVAILABLE,
   * at once), takes nothing for now (BROKER_BLOCKED), has too much waiting (BROKER_FULL, nothing was published) or did not
   * confirm in time: then some or all may have been published, and come twice when the call is made again.
   */
  publish(queue: string, bodies: readonly string[]): Promise<void>;
  /** Rejects with UNAVAILABLE when the broker is not there. */
  consume(queue: string, options: ConsumeOptions): Promise<Consumer>;
  /** Messages ready in the queue, those in a consumer's hand not counted. */
  depth(queue: string): Promise<number>;
  /** Sends to whoever subscribes now; lost without an error when the broker is not there. */
  broadcast(topic: string, body: string): void;
  /**
   * Receives what is broadcast, from the moment it resolves; survives reconnects. While the broker is away it resolves too,
   * and takes effect on reconnect. The answer ends it.
   */
  subscribe(pattern: string, onMessage: (body: string, topic: string) => void): Promise<() => Promise<void>>;
}
