import type { Broker } from "../../platform/broker/broker.js";
import type { Clock } from "../../platform/clock.js";
import type { Service } from "../../platform/service.js";
import { claimedTopic, deliveredTopic } from "./topics.js";

/** A member that hears nothing within this time is none: its sandbox is made in the ordinary way. */
export const deliverMs = 2_000;

/** What is told to one member. */
interface Delivery {
  /** Names the member to whoever holds its call; resolves to whether it was told in time. */
  announce(memberId: string): Promise<boolean>;
  end(): void;
}

/** Hears from the processes that hold the members' calls which sandboxes were handed over. */
export class Deliveries implements Service {
  readonly name = "sandbox deliveries";
  readonly #broker: Broker;
  readonly #clock: Clock;
  /** By sandbox; as many as are taken at a time. */
  readonly #expected = new Map<string, (isTold: boolean) => void>();
  #unsubscribe: (() => Promise<void>) | null = null;

  constructor({ broker, clock }: { readonly broker: Broker; readonly clock: Clock }) {
    this.#broker = broker;
    this.#clock = clock;
  }

  async start(): Promise<void> {
    this.#unsubscribe = await this.#broker.subscribe(deliveredTopic, (sandboxId) =>
      this.#expected.get(sandboxId)?.(true),
    );
  }

  /** Nobody waits any more. */
  async stop(): Promise<void> {
    for (const settle of this.#expected.values()) settle(false);
    await this.#unsubscribe?.().catch(() => undefined);
    this.#unsubscribe = null;
  }

  /** From before the member is taken: it may be told at once. */
  expect(sandboxId: string): Delivery {
    let cancel = (): void => undefined;
    const told = new Promise<boolean>((resolve) => this.#expected.set(sandboxId, resolve));
    return {
      announce: (memberId) => {
        cancel = this.#clock.after(deliverMs, () => this.#expected.get(sandboxId)?.(false));
        this.#broker.broadcast(claimedTopic, memberId);
        return told;
      },
      end: () => {
        cancel();
        this.#expected.delete(sandboxId);
      },
    };
  }
}
