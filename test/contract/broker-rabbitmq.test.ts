import { describe, inject } from "vitest";
import { openRabbitMqWorld } from "../support/rabbitmq-world.js";
import { brokerContract } from "./broker-contract.js";

const url = inject("amqpUrl");

describe.skipIf(url === null)("with a RabbitMQ", () => {
  brokerContract("RabbitMQ", () => openRabbitMqWorld(url ?? ""));
});
