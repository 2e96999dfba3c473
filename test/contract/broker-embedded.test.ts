import { createEmbeddedBroker } from "../../src/platform/broker/embedded-broker.js";
import type { Broker } from "../../src/platform/broker/broker.js";
import { brokerContract } from "./broker-contract.js";

brokerContract("memory", async () => {
  const made: Broker[] = [];
  const create = () => {
    const broker = createEmbeddedBroker();
    made.push(broker);
    return broker;
  };
  const broker = create();
  await broker.start();
  const close = async () => void (await Promise.all(made.map((each) => each.stop())));
  return { broker, create, name: (word) => word, close };
});
