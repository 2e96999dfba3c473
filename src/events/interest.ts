import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import { newId } from "../platform/ids.js";
import { Repeater } from "../platform/repeater.js";

const topic = "events.interest";
const repeatMs = 10_000;
/** What was not told again for this long is over: three messages were lost, or the replica is gone. */
const expireMs = 3 * repeatMs;
const maxTenantsPerMessage = 500;

/** A replica tells whose events it follows, and asks the others to tell theirs when it starts. */
interface Notice {
  readonly from: string;
  readonly tenantIds: readonly string[];
  readonly asks: boolean;
}

export interface InterestParts {
  readonly broker: Broker;
  readonly clock: Clock;
  readonly log: Log;
  /** Tenants that this process follows events of. */
  readonly followed: () => ReadonlySet<string>;
}

/**
 * Whose events other replicas follow: what nobody follows elsewhere need not be announced. Announcing was 7 % of a replica's
 * time under load and most of RabbitMQ's, for nothing while it was the only one. Lost notices cost a follower at most the
 * time of a sweep.
 */
export class Interest {
  readonly #parts: InterestParts;
  readonly #self = newId("replica");
  readonly #untilMs = new Map<string, number>();
  readonly #repeater: Repeater;
  #unsubscribe: (() => Promise<void>) | null = null;

  constructor(parts: InterestParts) {
    this.#parts = parts;
    this.#repeater = new Repeater({ name: "event interest", ...parts, run: () => this.#repeat() });
  }

  async start(): Promise<void> {
    this.#unsubscribe ??= await this.#parts.broker.subscribe(topic, (body) => this.#hear(body));
    this.#repeater.start();
    this.renew();
  }

  async stop(): Promise<void> {
    await this.#repeater.stop();
    await this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  /** Whether another replica follows events of the tenant. */
  has(tenantId: string): boolean {
    return this.#untilMs.has(tenantId);
  }

  /** This process now follows events of the tenant. */
  tell(tenantId: string): void {
    this.#send([tenantId], false);
  }

  /** Tells and asks all: after a start, and when the broker was away. */
  renew(): void {
    this.#tellAll(true);
  }

  #tellAll(asks: boolean): void {
    const tenantIds = [...this.#parts.followed()];
    if (asks && tenantIds.length === 0) this.#send([], true);
    for (let from = 0; from < tenantIds.length; from += maxTenantsPerMessage)
      this.#send(tenantIds.slice(from, from + maxTenantsPerMessage), asks && from === 0);
  }

  async #repeat(): Promise<number> {
    const nowMs = this.#nowMs();
    for (const [tenantId, untilMs] of this.#untilMs) if (untilMs <= nowMs) this.#untilMs.delete(tenantId);
    this.#tellAll(false);
    return repeatMs;
  }

  #send(tenantIds: readonly string[], asks: boolean): void {
    const notice: Notice = { from: this.#self, tenantIds, asks };
    try {
      this.#parts.broker.broadcast(topic, JSON.stringify(notice));
    } catch (error) {
      this.#parts.log.warn({ err: error }, "telling whose events are followed failed: it is told again");
    }
  }

  #hear(body: string): void {
    const { from, tenantIds, asks } = JSON.parse(body) as Notice;
    if (from === this.#self) return;
    const untilMs = this.#nowMs() + expireMs;
    for (const tenantId of tenantIds) this.#untilMs.set(tenantId, untilMs);
    if (asks) this.#tellAll(false);
  }

  #nowMs(): number {
    return this.#parts.clock.now().getTime();
  }
}
