import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createRabbitMqBroker } from "../../src/platform/broker/rabbitmq-broker.js";
import { brokerAddress, brokerUrl } from "../../src/platform/broker/rabbitmq-url.js";
import { silentLog } from "../../src/platform/log.js";

describe("the broker's URL", () => {
  it("gets our heartbeat unless it names one", () => {
    expect(brokerUrl("amqp://u:p@host:5672/v", 7)).toBe("amqp://u:p@host:5672/v?heartbeat=7");
    expect(brokerUrl("amqps://host?heartbeat=30", 7)).toBe("amqps://host?heartbeat=30");
  });

  it("is shown without user, password and options", () => {
    expect(brokerAddress("amqp://user:hush@host:5672/tenants?password=hush")).toBe("amqp://host:5672/tenants");
  });

  it.each(["http://u:hush@host", "amqp//u:hush@host", "u:hush", "amqp://"])("is refused, not repeated: %s", (url) => {
    const create = () => createRabbitMqBroker({ url, log: silentLog });

    expect(create).toThrow("amqp://... or amqps://...");
    expect(inspect(caught(create))).not.toContain("hush");
  });
});

function caught(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
