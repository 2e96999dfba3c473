import { EventEmitter } from "node:events";
import type { ConfirmChannel } from "amqplib";
import { describe, expect, it, vi } from "vitest";
import { RabbitMqOutlet } from "../../src/platform/broker/rabbitmq-outlet.js";
import { defaultTiming } from "../../src/platform/broker/rabbitmq-settings.js";
import { silentLog } from "../../src/platform/log.js";
import { numbered } from "../support/inbox.js";
import { ManualClock } from "../support/manual-clock.js";

describe("RabbitMqOutlet", () => {
  it("resolves when the last message is confirmed, not before", async () => {
    const { outlet, channel } = setup();
    const onResolved = vi.fn();
    const sent = outlet.send("q", numbered(3)).then(onResolved);

    channel.confirm(2);
    await Promise.resolve();
    expect(onResolved).not.toHaveBeenCalled();
    channel.confirm(1);

    await sent;
    expect(onResolved).toHaveBeenCalledWith([]);
  });

  it("answers what the broker sent back", async () => {
    const { outlet, channel } = setup();
    const sent = outlet.send("q", numbered(3));
    channel.giveBack(1);
    channel.confirm(3);

    expect(await sent).toEqual(["m1"]);
  });

  it("never writes more than its window, and goes on as confirms come", async () => {
    const { outlet, channel } = setup();
    const sent = outlet.send("q", numbered(20_000));
    expect(channel.unconfirmed).toHaveLength(8_192);

    channel.confirm(1_000);
    expect(channel.unconfirmed).toHaveLength(8_192);
    while (channel.unconfirmed.length > 0) channel.confirm(channel.unconfirmed.length);

    await expect(sent).resolves.toEqual([]);
  });

  it("counts large messages by their size", async () => {
    const { outlet, channel } = setup();
    const sent = outlet.send(
      "q",
      Array.from({ length: 100 }, () => "x".repeat(262_144)),
    );

    expect(channel.unconfirmed).toHaveLength(32);

    while (channel.unconfirmed.length > 0) channel.confirm(1);
    await sent;
  });

  it("waits for the socket to drain", async () => {
    const { outlet, channel } = setup();
    channel.hasRoom = false;
    const sent = outlet.send("q", numbered(2));
    expect(channel.unconfirmed).toHaveLength(1);

    channel.hasRoom = true;
    channel.emit("drain");
    channel.confirm(2);

    await sent;
  });

  it("refuses more than may wait", async () => {
    const { outlet, channel } = setup();
    channel.hasRoom = false;
    const first = outlet.send("q", numbered(131_000));

    await expect(outlet.send("q", numbered(200))).rejects.toMatchObject({ reason: "BROKER_FULL" });

    outlet.close(new Error("end of the test"));
    await expect(first).rejects.toMatchObject({ reason: "BROKER_UNAVAILABLE" });
  });

  it("rejects what the broker refused, after the whole batch was answered", async () => {
    const { outlet, channel } = setup();
    const sent = outlet.send("q", numbered(2));
    const refused = expect(sent).rejects.toMatchObject({ reason: "BROKER_UNAVAILABLE" });
    channel.confirm(1, new Error("message nacked"));
    channel.confirm(1);

    await refused;
  });

  it("gives up a batch in time, and the connection only when nothing at all is confirmed", async () => {
    const { outlet, channel, clock, onStuck } = setup();
    const stuck = expect(outlet.send("leaderless", ["x"])).rejects.toMatchObject({ reason: "BROKER_UNAVAILABLE" });
    clock.advance(6_000);
    const fine = outlet.send("q", ["y"]);
    channel.confirm(1, null, 1);
    await fine;

    clock.advance(4_000);
    await stuck;
    expect(onStuck).not.toHaveBeenCalled();

    const silent = expect(outlet.send("q", ["z"])).rejects.toMatchObject({ reason: "BROKER_UNAVAILABLE" });
    clock.advance(10_000);
    await silent;
    expect(onStuck).toHaveBeenCalledOnce();
  });

  it("bears a blocked broker for a second, then refuses until it is unblocked", async () => {
    const { outlet, channel, clock } = setup();
    const inFlight = expect(outlet.send("q", ["written"])).rejects.toMatchObject({ reason: "BROKER_BLOCKED" });
    outlet.setBlocked(true);
    const waiting = expect(outlet.send("q", ["held back"])).rejects.toMatchObject({ reason: "BROKER_BLOCKED" });
    expect(channel.unconfirmed).toHaveLength(1);

    clock.advance(1_000);
    await Promise.all([inFlight, waiting]);
    await expect(outlet.send("q", ["too soon"])).rejects.toMatchObject({ reason: "BROKER_BLOCKED" });

    outlet.setBlocked(false);
    const after = outlet.send("q", ["after"]);
    channel.confirm(2);
    await after;
    expect(channel.bodies).toEqual(["written", "after"]);
  });

  it("lets a short block pass unnoticed", async () => {
    const { outlet, channel, clock } = setup();
    outlet.setBlocked(true);
    const sent = outlet.send("q", ["x"]);
    clock.advance(500);
    outlet.setBlocked(false);
    clock.advance(5_000);
    channel.confirm(1);

    await expect(sent).resolves.toEqual([]);
  });
});

type OnConfirm = (refusal: Error | null) => void;
type SendArguments = [queue: string, body: Buffer, options: { readonly messageId: string }, onConfirm: OnConfirm];

/** Keeps what is written to it until the test confirms it. */
class FakeChannel extends EventEmitter {
  hasRoom = true;
  readonly bodies: string[] = [];
  readonly unconfirmed: { readonly body: string; readonly messageId: string; readonly onConfirm: OnConfirm }[] = [];

  sendToQueue(...[, body, { messageId }, onConfirm]: SendArguments): boolean {
    this.bodies.push(body.toString());
    this.unconfirmed.push({ body: body.toString(), messageId, onConfirm });
    return this.hasRoom;
  }

  confirm(count: number, refusal: Error | null = null, from = 0): void {
    for (const { onConfirm } of this.unconfirmed.splice(from, count)) onConfirm(refusal);
  }

  giveBack(index: number): void {
    const { body = "", messageId } = this.unconfirmed[index] ?? {};
    this.emit("return", { content: Buffer.from(body), properties: { messageId } });
  }
}

function setup() {
  const channel = new FakeChannel();
  const clock = new ManualClock();
  const onStuck = vi.fn();
  const settings = { prefix: "", lasting: new Set<string>(), timing: defaultTiming, log: silentLog, clock };
  const outlet = new RabbitMqOutlet({ ...settings, channel: channel as unknown as ConfirmChannel, onStuck });
  return { outlet, channel, clock, onStuck };
}
