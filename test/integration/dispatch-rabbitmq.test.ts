import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { todoQueue } from "../../src/dispatch/index.js";
import type { Principal } from "../../src/identity/index.js";
import type { Broker } from "../../src/platform/broker/broker.js";
import { poolOf } from "../../src/tasks/pools.js";
import { eventually } from "../support/eventually.js";
import { openRabbitMqWorld, type RabbitMqWorld } from "../support/rabbitmq-world.js";
import { only, TaskWorld, type Replica } from "../support/task-world.js";
import { createTcpProxy, type TcpProxy } from "../support/tcp-proxy.js";
import { Worker } from "../support/worker.js";

const amqpUrl = inject("amqpUrl");

describe.runIf(amqpUrl !== null)("a RabbitMQ behind a bad network", () => {
  let world: TaskWorld;
  let rabbit: RabbitMqWorld;
  let proxy: TcpProxy;
  let broker: Broker;
  let replica: Replica;
  let admin: Principal;

  beforeAll(async () => {
    const url = amqpUrl ?? "";
    const { hostname, port } = new URL(url);
    world = await TaskWorld.open();
    rabbit = await openRabbitMqWorld(url);
    proxy = await createTcpProxy({ host: hostname, port: Number(port || 5672) });
    broker = rabbit.createWith({ url: proxy.through(url) });
    await broker.start();
    replica = await world.replica({ broker, times: { reconcilerTimes: { everyMs: 100, staleMs: 1_000 } } });
  });
  afterAll(async () => {
    await world.close();
    await rabbit.close();
    await proxy.close();
  });
  beforeEach(async () => {
    proxy.restore();
    await eventually(() => expect(broker.isConnected()).toBe(true));
    admin = await world.tenant();
    rabbit.name(todoQueue(poolOf(admin.tenantId, "echo", []).id));
    await replica.tasks.defineKind(admin, { name: "echo" });
  });

  it("takes tasks while it is away and lets them flow when it is back", async () => {
    const agent = await world.agent(replica, admin);
    proxy.cut();
    await eventually(() => expect(broker.isConnected()).toBe(false));
    const task = await replica.tasks.create(admin, { kind: "echo" });
    expect(task.status).toBe("QUEUED");
    proxy.restore();
    expect(only(await agent.next()).task.id).toBe(task.id);
    await agent.leave();
  });

  it("loses no task and repeats none while its connections are reset in the middle of the work", async () => {
    const workers = await Promise.all(
      [1, 2, 3].map(async () => new Worker(replica, await world.agent(replica, admin, { capacity: 3 }))),
    );
    const done = () => workers.flatMap((worker) => worker.done);
    const ids: string[] = [];
    for (let n = 1; n <= 5; n++) {
      ids.push(
        ...(
          await replica.tasks.createMany(
            admin,
            Array.from({ length: 60 }, () => ({ kind: "echo" })),
          )
        ).map(({ id }) => id),
      );
      proxy.drop();
      await eventually(() => expect(done().length).toBeGreaterThan(n * 20));
    }
    await expect.poll(() => done().length, { timeout: 30_000, interval: 50 }).toBe(ids.length);
    expect(new Set(done())).toEqual(new Set(ids));
    for (const worker of workers) await worker.stop();
  }, 60_000);
});
