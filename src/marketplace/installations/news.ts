import { randomUUID } from "node:crypto";
import type { Broker } from "../../platform/broker/broker.js";
import type { Log } from "../../platform/log.js";
import type { Service } from "../../platform/service.js";
import { Signal } from "../../platform/signal.js";

const topicPrefix = "installations.";

/**
 * Tells every process of tenants whose installations have changed: this one at once, the others over the broker, which may lose it.
 * Whoever must not miss anything looks for himself from time to time.
 */
export class InstallationNews implements Service {
  readonly name = "installation news";
  readonly changed = new Signal<string>();
  readonly #broker: Broker;
  readonly #log: Log;
  /** Marks what this process has sent, which comes back. */
  readonly #self = randomUUID();
  #unsubscribe: () => Promise<void> = async () => undefined;

  constructor({ broker, log }: { readonly broker: Broker; readonly log: Log }) {
    this.#broker = broker;
    this.#log = log;
  }

  async start(): Promise<void> {
    this.#unsubscribe = await this.#broker.subscribe(`${topicPrefix}*`, (body, topic) => {
      if (body !== this.#self) this.changed.emit(topic.slice(topicPrefix.length));
    });
  }

  async stop(): Promise<void> {
    const unsubscribe = this.#unsubscribe;
    this.#unsubscribe = async () => undefined;
    await unsubscribe().catch((error: unknown) => this.#log.warn({ err: error }, "a subscription did not end"));
  }

  /** Call it after the commit. */
  tell(tenantId: string): void {
    this.changed.emit(tenantId);
    this.#broker.broadcast(`${topicPrefix}${tenantId}`, this.#self);
  }
}
