import { expect, it } from "vitest";
import type { Broker } from "../../src/platform/broker/broker.js";
import { eventually } from "../support/eventually.js";
import { Inbox, numbered } from "../support/inbox.js";
import type { Get } from "./broker-contract.js";

const gone = { code: "UNAVAILABLE", reason: "BROKER_UNAVAILABLE" };

export function brokerLifecycleContract(get: Get): void {
  refusalContract(get);
  stopContract(get);
}

function refusalContract(get: Get): void {
  it("refuses calls before its start", async () => {
    await expectRefusal(get().create());
  });

  it("refuses calls after its stop, and bears further stops", async () => {
    const { broker } = get();

    await broker.stop();
    await Promise.all([broker.stop(), broker.stop()]);

    await expectRefusal(broker);
  });

  it("stays down when it is stopped before its start", async () => {
    const broker = get().create();

    await broker.stop();
    await broker.start();

    expect(broker.isConnected()).toBe(false);
  });
}

function stopContract(get: Get): void {
  it("tells no consumer that it is lost when we stop, and ignores what is settled later", async () => {
    const { broker, name } = get();
    const queue = name("stopping");
    await broker.publish(queue, numbered(2));
    const inbox = await Inbox.open(broker, queue);
    const [first, second] = await inbox.holds(2);

    await broker.stop();
    first?.ack();
    second?.requeue();
    await inbox.consumer?.cancel();

    expect(inbox.lostCount).toBe(0);
    expect(inbox.received).toHaveLength(2);
  });

  it("leaves no timer, socket or turn behind, whenever it is stopped", async () => {
    const { create, name } = get();
    const before = handles();

    for (let round = 0; round < 10; round += 1) {
      const broker = create();
      const starting = broker.start();
      if (round % 2 === 0) await starting;
      const calls = Promise.allSettled([broker.publish(name("stress"), ["x"]), broker.subscribe(name("t"), () => {})]);
      broker.broadcast(name("t"), "x");
      await Promise.all([broker.stop(), broker.stop(), starting, calls]);
    }

    await eventually(() => expect(handles()).toEqual(before));
  });
}

async function expectRefusal(broker: Broker): Promise<void> {
  expect(broker.isConnected()).toBe(false);
  await expect(broker.publish("q", ["x"])).rejects.toMatchObject(gone);
  await expect(broker.depth("q")).rejects.toMatchObject(gone);
  await expect(Inbox.open(broker, "q")).rejects.toMatchObject(gone);
  broker.broadcast("t", "lost without an error");
}

/** What keeps the process busy, but for what the runner itself needs for its waiting. */
function handles(): string[] {
  const ours = new Set(["TCPSocketWrap", "TCPConnectWrap", "Immediate", "GetAddrInfoReqWrap", "TLSWrap"]);
  return process.getActiveResourcesInfo().filter((name) => ours.has(name));
}
