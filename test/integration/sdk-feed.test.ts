import { afterAll, beforeAll, expect, it } from "vitest";
import { MusterClient, type FeedEvent } from "../../sdk/src/index.js";
import { startAppWorld, type AppWorld } from "../support/app-world.js";
import { eventually } from "../support/eventually.js";
import { silent } from "../support/fake-fleet.js";
import { createTcpProxy, type TcpProxy } from "../support/tcp-proxy.js";

let world: AppWorld;
let proxy: TcpProxy;
/** Goes straight to the server. */
let direct: MusterClient;
/** Goes through what breaks. */
let client: MusterClient;

beforeAll(async () => {
  world = await startAppWorld();
  proxy = await createTcpProxy({ host: "127.0.0.1", port: Number(new URL(world.app.url).port) });
  const { email, password } = world.app.firstSignIn;
  direct = new MusterClient({ url: world.app.url, logger: silent });
  const { token } = await direct.signIn({ email, password: password ?? "" });
  client = new MusterClient({ url: proxy.through(world.app.url), token, logger: silent });
  await direct.defineTaskKind({ name: "echo" });
});

afterAll(async () => {
  await proxy.close();
  await world.close();
});

async function subscriptions(): Promise<number> {
  const { values } = (await world.app.metrics.registry.getSingleMetric("muster_subscriptions_open")?.get()) ?? {};
  return values?.[0]?.value ?? 0;
}

const create = async (): Promise<string> => (await direct.createTask({ kind: "echo" })).id;

async function take(events: AsyncGenerator<FeedEvent, void>, count: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const event of events) {
    if (event.__typename === "TaskEvent") ids.push(event.taskId);
    if (ids.length === count) break;
  }
  return ids;
}

it("loses nothing of the feed when its first socket breaks before the first event", async () => {
  await create();
  const taken = take(client.events({ types: ["TASK_CREATED"] }), 4);
  await eventually(async () => expect(await subscriptions()).toBe(1));
  proxy.cut();
  const created = [await create(), await create()];
  await eventually(async () => expect(await subscriptions()).toBe(0));
  created.push(await create());
  proxy.restore();
  await eventually(async () => expect(await subscriptions()).toBe(1));
  created.push(await create());
  expect(await taken).toEqual(created);
});
