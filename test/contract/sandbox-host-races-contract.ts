import { expect, it } from "vitest";
import type { Get } from "./sandbox-host-contract.js";
import { forever } from "./sandbox-host-orders.js";

const atOnce = 50;

export function sandboxRacesContract(get: Get): void {
  togetherContract(get);
  withdrawalContract(get);
  repetitionContract(get);
}

function togetherContract(get: Get): void {
  it("begins once what is ordered twice at a time, and again", async () => {
    const bench = get();
    const order = bench.order("echo ran; sleep 0.2");
    await Promise.all([bench.host.provision(order), bench.host.provision(order)]);
    await bench.host.provision(order);
    await bench.ended(order.ref);
    await bench.host.provision(order);

    expect(await bench.text(order.ref)).toBe("ran\n");
    const listed = (await bench.host.list()).filter(({ ref }) => ref === order.ref);
    expect(listed).toMatchObject([{ phase: "SUCCEEDED" }]);
  });

  it("runs many at once, each its own", async () => {
    const bench = get();
    const orders = Array.from({ length: atOnce }, (_, index) => bench.order("echo $1", { args: [String(index)] }));
    await Promise.all(orders.map((order) => bench.host.provision(order)));
    const texts = await Promise.all(orders.map(({ ref }) => bench.text(ref)));

    expect(texts).toEqual(orders.map((_, index) => `${index}\n`));
    for (const { ref } of orders) expect(await bench.ended(ref)).toMatchObject({ phase: "SUCCEEDED" });
    await Promise.all(orders.map(({ ref }) => bench.host.remove(ref, 0)));
    for (const { ref } of orders) await bench.until(ref, "GONE");
    expect(await bench.host.list()).toEqual([]);
  });
}

function withdrawalContract(get: Get): void {
  it("removes once what is removed twice, and sooner where the second says so", async () => {
    const bench = get();
    const { ref } = await bench.provision(`trap '' TERM; echo here; ${forever}`);
    const log = bench.host.logs(ref, null, new AbortController().signal)[Symbol.asyncIterator]();
    await log.next();
    await bench.host.remove(ref, 60_000);
    await bench.host.remove(ref, 0);

    await bench.until(ref, "GONE");
    await bench.host.remove(ref, 0);
    expect(await bench.listed(ref)).toBeUndefined();
  });

  it("removes what is just being provisioned", async () => {
    const bench = get();
    const orders = Array.from({ length: 10 }, () => bench.order(forever));
    await Promise.allSettled(orders.flatMap((order) => [bench.host.provision(order), bench.host.remove(order.ref, 0)]));
    // Where an order and its withdrawal pass each other on their way to the host, the second withdrawal finds it.
    for (const { ref } of orders) await bench.host.remove(ref, 0);
    for (const { ref } of orders) await bench.until(ref, "GONE");
    expect(await bench.host.list()).toEqual([]);
  });
}

function repetitionContract(get: Get): void {
  it("runs anew what was removed and is ordered again", async () => {
    const bench = get();
    const order = bench.order("echo ran");
    for (let time = 0; time < 3; time++) {
      await bench.host.provision(order);
      expect(await bench.text(order.ref)).toBe("ran\n");
      await bench.ended(order.ref);
      await bench.host.remove(order.ref, 0);
      await bench.until(order.ref, "GONE");
    }
  });

  it("is left with nothing after any order of calls", async () => {
    const bench = get();
    const orders = Array.from({ length: 6 }, (_, index) => bench.order(index % 2 ? forever : "exit 1"));
    const calls = Array.from({ length: 60 }, (_, index) => {
      const order = orders[(index * 7) % orders.length] ?? bench.order("");
      return index % 3 === 2 ? bench.host.remove(order.ref, index % 2) : bench.host.provision(order);
    });
    const outcomes = await Promise.allSettled(calls);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ name: "HostError", isPassing: true });
    }
    for (const { ref } of orders) await bench.host.remove(ref, 0);
    for (const { ref } of orders) await bench.until(ref, "GONE");
    expect(await bench.host.list()).toEqual([]);
  });
}
