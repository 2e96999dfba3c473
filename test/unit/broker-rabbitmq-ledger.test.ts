import type { Channel, ConsumeMessage } from "amqplib";
import { describe, expect, it, vi } from "vitest";
import { DeliveryLedger } from "../../src/platform/broker/rabbitmq-ledger.js";

describe("DeliveryLedger", () => {
  it("acks what lies below the lowest in hand with one frame, and each above it with one", () => {
    const { ledger, frames, take } = setup();
    const held = [1, 2, 3, 4, 5, 6, 7].map(take);
    for (const index of [6, 1, 0, 2, 4]) held[index]?.ack();

    ledger.flush();

    expect(frames).toEqual(["ack all up to 3", "ack 5", "ack 7"]);
  });

  it("collects the acks of one turn", async () => {
    const { frames, take } = setup();
    const held = [1, 2, 3].map(take);
    for (const delivery of held) delivery.ack();
    expect(frames).toEqual([]);

    await vi.waitFor(() => expect(frames).toEqual(["ack all up to 3"]));
  });

  it("never acks with others what is requeued, and tells in the order of delivery", () => {
    const { ledger, frames, take } = setup();
    const [first, second, third, fourth, , sixth] = [1, 2, 3, 4, 5, 6].map(take);
    fourth?.ack();
    second?.requeue();
    third?.requeue();
    first?.ack();
    sixth?.requeue();

    ledger.flush();

    expect(frames).toEqual(["ack all up to 1", "requeue all up to 3", "ack all up to 4", "requeue 6"]);
  });

  it("requeues no more than 32 with one frame", () => {
    const { ledger, frames, take } = setup();
    const held = Array.from({ length: 70 }, (_, index) => take(index + 1));
    for (const delivery of held) delivery.requeue();

    ledger.flush();

    expect(frames).toEqual(["requeue all up to 32", "requeue all up to 64", "requeue all up to 70"]);
  });

  it("counts the first settlement of a delivery only", () => {
    const { ledger, frames, take } = setup();
    const delivery = take(1);
    delivery.requeue();
    delivery.requeue();
    delivery.ack();

    ledger.flush();

    expect(frames).toEqual(["requeue all up to 1"]);
  });

  it("tells when the last is settled", () => {
    const { ledger, onEmpty, take } = setup();
    const [first, second] = [1, 2].map(take);
    first?.ack();
    ledger.flush();
    expect(onEmpty).not.toHaveBeenCalled();

    second?.requeue();
    ledger.flush();

    expect(onEmpty).toHaveBeenCalledOnce();
  });

  it("sends what is collected when it closes, and nothing after", () => {
    const { ledger, frames, take } = setup();
    const [first, second] = [1, 2].map(take);
    first?.ack();

    ledger.close();
    second?.ack();
    ledger.flush();

    expect(frames).toEqual(["ack all up to 1"]);
  });

  it("bears a channel that is closed", () => {
    const { ledger, frames, take } = setup(() => {
      throw new Error("Channel closed");
    });
    const [first, second] = [1, 2].map(take);

    first?.requeue();
    second?.ack();
    ledger.close();

    expect(frames).toEqual([]);
  });
});

function setup(onFrame: () => void = () => {}) {
  const frames: string[] = [];
  const note = (frame: string) => {
    onFrame();
    frames.push(frame);
  };
  const channel = {
    ack: ({ fields }: ConsumeMessage, allUpTo = false) =>
      note(`ack ${allUpTo ? "all up to " : ""}${fields.deliveryTag}`),
    nack: ({ fields }: ConsumeMessage, allUpTo = false) =>
      note(`requeue ${allUpTo ? "all up to " : ""}${fields.deliveryTag}`),
  };
  const onEmpty = vi.fn();
  const ledger = new DeliveryLedger(channel as unknown as Channel, onEmpty);
  const message = (deliveryTag: number) => ({ fields: { deliveryTag }, content: Buffer.from("x") });
  const take = (deliveryTag: number) => ledger.take(message(deliveryTag) as ConsumeMessage);
  return { ledger, frames, onEmpty, take };
}
