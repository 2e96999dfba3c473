import { setImmediate as nextTurn } from "node:timers/promises";
import type { Duplex } from "node:stream";
import { connect, type ChannelModel } from "amqplib";
import { createCork } from "../cork.js";
import { within } from "./deadline.js";
import type { RabbitMqSettings } from "./rabbitmq-settings.js";

/** Something that lives on a connection and is opened anew on each. */
export interface LinkPart {
  /** Opens channels and declares; a rejection gives the connection up. `drop` gives it up later. */
  open(connection: ChannelModel, drop: (cause: Error) => void): Promise<void>;
  /**
   * Before a stop: tells the broker what it should still hear. amqplib sends the end of a connection ahead of what its
   * channels have yet to write. Takes as long as the broker lets it.
   */
  finish?(): Promise<unknown>;
  /** The connection is gone or is about to be closed; also called when `open` had not finished. Never throws. */
  close(cause: Error): void;
}

interface LinkOptions extends RabbitMqSettings {
  readonly url: string;
  /** Shown in the broker's list of connections. */
  readonly name: string;
  readonly parts: readonly LinkPart[];
  readonly onChange: () => void;
}

/**
 * One connection that comes back by itself. amqplib has a recovery option, but a connection that breaks while its `setup`
 * runs has no error listener there (an uncaught exception), and a dead peer's socket is never destroyed.
 */
export class Link {
  /** Destroys the socket of the attempt or connection at hand; undefined between attempts. */
  #socket: AbortController | undefined;
  #connection: ChannelModel | undefined;
  #isUp = false;
  #failures = 0;
  #attempt: Promise<void> = Promise.resolve();
  #cancelRetry: () => void = () => {};
  #stopping: Promise<void> | undefined;

  constructor(private readonly options: LinkOptions) {}

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Resolves after the first attempt, whether it connected or not. */
  async start(): Promise<void> {
    this.#try();
    await this.#attempt;
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /** One after the other: what is left of the last attempt must not close what this one opens. */
  #try(): void {
    this.#attempt = this.#attempt.then(() => (this.#stopping ? undefined : this.#connect()));
  }

  async #connect(): Promise<void> {
    const { clock, timing } = this.options;
    const socket = new AbortController();
    this.#socket = socket;
    const drop = (cause: Error) => this.#lost(socket, cause);
    const cancelDeadline = clock.after(timing.connectTimeoutMs, () => drop(new Error("no connection in time")));
    try {
      await this.#open(socket, drop);
    } catch (error) {
      drop(error instanceof Error ? error : new Error(String(error)));
    } finally {
      cancelDeadline();
    }
  }

  async #open(socket: AbortController, drop: (cause: Error) => void): Promise<void> {
    const connection = await connect(this.options.url, socketOptions(socket.signal, this.options.name));
    // The channels of a broken connection close before it, and know less of why.
    let reason: Error | undefined;
    const give = (cause: Error) => drop(reason ?? cause);
    connection.on("error", (error) => (reason = error));
    connection.on("close", (error) => give(error ?? new Error("connection closed")));
    if (this.#socket !== socket) return;
    gatherWrites(connection);
    this.#connection = connection;
    for (const part of this.options.parts) {
      await part.open(connection, give);
      if (this.#socket !== socket) return part.close(reason ?? new Error("connection closed"));
    }
    this.#isUp = true;
    this.#failures = 0;
    this.options.log.info({ link: this.options.name }, "connected to the broker");
    this.options.onChange();
  }

  /** Once per attempt or connection: whatever comes later of the same socket is an echo. */
  #lost(socket: AbortController, cause: Error): void {
    if (this.#socket !== socket) return;
    this.#detach(cause);
    socket.abort();
    if (this.#stopping) return;
    const delayMs = this.#nextDelayMs();
    this.options.log.warn({ link: this.options.name, err: cause, delayMs }, "broker connection lost, will try again");
    this.#cancelRetry = this.options.clock.after(delayMs, () => this.#try());
  }

  #detach(cause: Error): void {
    const wasUp = this.#isUp;
    this.#socket = undefined;
    this.#connection = undefined;
    this.#isUp = false;
    for (const part of this.options.parts) part.close(cause);
    if (wasUp) this.options.onChange();
  }

  /** Half of the delay is random, so that the replicas of a fleet do not come back at once. */
  #nextDelayMs(): number {
    const { minBackoffMs, maxBackoffMs } = this.options.timing;
    const fullMs = Math.min(maxBackoffMs, minBackoffMs * 2 ** this.#failures);
    this.#failures += 1;
    return Math.round(fullMs / 2 + (Math.random() * fullMs) / 2);
  }

  async #stop(): Promise<void> {
    this.#cancelRetry();
    const socket = this.#socket;
    if (this.#isUp) await this.#inTime(Promise.all(this.options.parts.map(async (part) => part.finish?.())));
    const connection = this.#isUp ? this.#connection : undefined;
    if (this.#socket) this.#detach(new Error("the broker client was stopped"));
    if (connection) await this.#inTime(connection.close());
    socket?.abort();
    await this.#attempt;
    await nextTurn();
  }

  /** A broker that does not answer at the end is left without having answered. */
  async #inTime(farewell: Promise<unknown>): Promise<void> {
    await within(this.options.clock, this.options.timing.closeTimeoutMs, farewell).catch(() => {});
  }
}

/** `signal` is handed to `net.connect` and `tls.connect`, which destroy the socket with it; amqplib itself only ends it. */
function socketOptions(signal: AbortSignal, name: string) {
  return { signal, noDelay: true, keepAlive: true, clientProperties: { connection_name: name } };
}

/** amqplib writes each frame by itself: a publish and an ack per task were two thirds of the process's system calls. */
function gatherWrites({ connection }: ChannelModel): void {
  // The socket, which amqplib's types do not tell of.
  const { stream } = connection as unknown as { readonly stream: Duplex };
  const cork = createCork(stream);
  const write = stream.write.bind(stream);
  stream.write = ((...frame: Parameters<typeof write>) => {
    cork();
    return write(...frame);
  }) as typeof write;
}
