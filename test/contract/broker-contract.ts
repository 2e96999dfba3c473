import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { brokerLifecycleContract } from "./broker-lifecycle-contract.js";
import { brokerQueueContract } from "./broker-queue-contract.js";
import { brokerSettlingContract } from "./broker-settling-contract.js";
import { brokerTopicContract } from "./broker-topic-contract.js";
import type { Broker } from "../../src/platform/broker/broker.js";

/** A started broker, and the means to make more like it. */
export interface BrokerWorld {
  readonly broker: Broker;
  /** Not started; stopped by `close`. */
  create(): Broker;
  /** Names a queue or topic that no other test uses. */
  name(word: string): string;
  close(): Promise<void>;
}

/** Reads the world of the running test. */
export type Get = () => BrokerWorld;

/** What every adapter of the port promises; `setup` is called for each test. */
export function brokerContract(adapter: string, setup: () => Promise<BrokerWorld>): void {
  describe(`broker port on ${adapter}`, () => {
    let world: BrokerWorld;
    beforeEach(async () => {
      world = await setup();
    });
    afterEach(() => world.close());
    const get: Get = () => world;

    it("is connected once started", () => {
      expect(world.broker.isConnected()).toBe(true);
    });
    describe("queues", () => brokerQueueContract(get));
    describe("settling", () => brokerSettlingContract(get));
    describe("topics", () => brokerTopicContract(get));
    describe("lifecycle", () => brokerLifecycleContract(get));
  });
}
