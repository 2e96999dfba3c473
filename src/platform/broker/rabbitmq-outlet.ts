import type { ConfirmChannel, Message } from "amqplib";
import { brokerBlocked, brokerFull, brokerUnavailable } from "./broker-errors.js";
import { Deque } from "./deque.js";
import { RabbitMqBatch } from "./rabbitmq-batch.js";
import type { RabbitMqSettings } from "./rabbitmq-settings.js";

/** Written and not confirmed, in units of RabbitMqBatch. Above some thousand messages throughput does not grow. */
const maxUnitsInFlight = 8_192;
/** Not yet written; above, publishes are refused. */
const maxUnitsWaiting = 131_072;

interface OutletOptions extends RabbitMqSettings {
  readonly channel: ConfirmChannel;
  /** Nothing at all was confirmed for the length of a deadline. */
  readonly onStuck: (cause: Error) => void;
}

/**
 * Writes batches to one confirm channel, in order, never more than the window, and never faster than the socket takes
 * them. Ends with its channel.
 */
export class RabbitMqOutlet {
  readonly #waiting = new Deque<RabbitMqBatch>();
  /** By id: all that have not settled, or have messages in flight. */
  readonly #batches = new Map<string, RabbitMqBatch>();
  #lastId = 0;
  #unitsWaiting = 0;
  #unitsInFlight = 0;
  #isCongested = false;
  #isClosed = false;
  #blocked: "no" | "waiting" | "refusing" = "no";
  #cancelBlocked: () => void = () => {};
  #progressAt: number;

  constructor(private readonly options: OutletOptions) {
    this.#progressAt = options.clock.now().getTime();
    options.channel.on("drain", () => {
      this.#isCongested = false;
      this.#pump();
    });
    options.channel.on("return", (message: Message) => {
      this.#batches.get(String(message.properties.messageId))?.returned.push(message.content.toString());
    });
  }

  /** Resolves when the broker has all of them, with those that it sent back since no queue of the name exists. */
  async send(queue: string, bodies: readonly string[]): Promise<readonly string[]> {
    if (this.#isClosed) throw brokerUnavailable();
    if (this.#blocked === "refusing") throw brokerBlocked();
    const batch = new RabbitMqBatch(queue, bodies, String((this.#lastId += 1)));
    if (this.#unitsWaiting > 0 && this.#unitsWaiting + batch.units > maxUnitsWaiting) throw brokerFull("the publisher");
    this.#admit(batch);
    this.#pump();
    return batch.outcome;
  }

  setBlocked(isBlocked: boolean): void {
    this.#cancelBlocked();
    this.#blocked = isBlocked ? "waiting" : "no";
    this.#progressAt = this.options.clock.now().getTime();
    if (!isBlocked) return this.#pump();
    this.#cancelBlocked = this.options.clock.after(this.options.timing.blockedTimeoutMs, () => {
      this.#blocked = "refusing";
      this.#failAll(brokerBlocked());
    });
  }

  close(cause: Error): void {
    this.#isClosed = true;
    this.#cancelBlocked();
    this.#failAll(brokerUnavailable(cause));
  }

  #admit(batch: RabbitMqBatch): void {
    const { clock, timing } = this.options;
    const cancelDeadline = clock.after(timing.confirmTimeoutMs, () => this.#expire(batch));
    batch.onSettled(() => {
      cancelDeadline();
      this.#forgetWhenDone(batch);
    });
    batch.onConfirm = (refusal) => {
      this.#confirmOne(batch, refusal);
      this.#pump();
    };
    this.#batches.set(batch.id, batch);
    this.#waiting.push(batch);
    this.#unitsWaiting += batch.units;
  }

  #pump(): void {
    for (let batch = this.#waiting.peek(); batch && this.#mayWrite(); batch = this.#waiting.peek()) {
      if (batch.hasMoreToWrite) this.#writeNext(batch);
      if (batch.hasMoreToWrite) continue;
      this.#waiting.shift();
      this.#unitsWaiting -= batch.units;
    }
  }

  #mayWrite(): boolean {
    return !this.#isClosed && !this.#isCongested && this.#blocked === "no" && this.#unitsInFlight < maxUnitsInFlight;
  }

  #writeNext(batch: RabbitMqBatch): void {
    this.#unitsInFlight += batch.unitsEach;
    const body = batch.next();
    try {
      const hasRoom = this.options.channel.sendToQueue(batch.queue, body, batch.options, batch.onConfirm);
      this.#isCongested = !hasRoom;
    } catch (error) {
      // A channel that closes; its end will be told in a moment.
      this.#confirmOne(batch, error instanceof Error ? error : new Error(String(error)));
    }
  }

  #confirmOne(batch: RabbitMqBatch, refusal: Error | null): void {
    this.#unitsInFlight -= batch.unitsEach;
    this.#progressAt = this.options.clock.now().getTime();
    batch.confirm(refusal && brokerUnavailable(refusal));
    this.#forgetWhenDone(batch);
  }

  #forgetWhenDone(batch: RabbitMqBatch): void {
    if (batch.isSettled && !batch.isInFlight) this.#batches.delete(batch.id);
  }

  /** One queue that has lost its majority must not cost the others their connection; a silent broker does. */
  #expire(batch: RabbitMqBatch): void {
    const { clock, timing, onStuck } = this.options;
    const cause = new Error(`no confirm in ${timing.confirmTimeoutMs} ms`);
    batch.fail(brokerUnavailable(cause));
    const isSilent = clock.now().getTime() - this.#progressAt >= timing.confirmTimeoutMs;
    if (isSilent && this.#blocked === "no" && !this.#isClosed) onStuck(cause);
  }

  #failAll(error: unknown): void {
    for (const batch of [...this.#batches.values()]) batch.fail(error);
  }
}
