import { expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { ApiWorld, podsPath, secretOf, secretsPath } from "../support/kubernetes-api-world.js";

const of = { verb: "create", resource: "secrets" } as const;
const create = (world: ApiWorld, name = "a") => world.ask("POST", secretsPath, { body: secretOf(name) });

test("fails the next requests that match, and no others", async () => {
  const world = await ApiWorld.start();
  world.api.faults.next(of, { kind: "status", code: 429, retryAfterSeconds: 3 }, 2);
  expect((await world.ask("GET", podsPath)).code).toBe(200);
  for (let time = 0; time < 2; time++) {
    const { code, body, headers } = await create(world);
    expect({ code, body }).toMatchObject({
      code: 429,
      body: { reason: "TooManyRequests", details: { retryAfterSeconds: 3 } },
    });
    expect(headers["retry-after"]).toBe("3");
  }
  expect((await create(world)).code).toBe(201);
});

test.each([
  [500, "InternalError"],
  [503, "ServiceUnavailable"],
  [504, "Timeout"],
])("answers %i as the real server does, by name and until it is lifted", async (code, reason) => {
  const world = await ApiWorld.start();
  const lift = world.api.faults.always({ name: "a" }, { kind: "status", code });
  for (let time = 0; time < 3; time++)
    expect(await world.ask("GET", `${secretsPath}/a`)).toMatchObject({ code, body: { reason } });
  expect((await world.ask("GET", `${secretsPath}/b`)).code).toBe(404);
  lift();
  expect((await world.ask("GET", `${secretsPath}/a`)).code).toBe(404);
});

test("carries a request out that nobody hears of", async () => {
  const world = await ApiWorld.start();
  world.api.faults.next(of, { kind: "lost" });
  await expect(create(world)).rejects.toMatchObject({ code: "ECONNRESET" });
  expect((await create(world)).code).toBe(409);
});

test("answers half, then resets the connection", async () => {
  const world = await ApiWorld.start();
  world.api.faults.next(of, { kind: "half" });
  await expect(create(world)).rejects.toMatchObject({ code: "ECONNRESET" });
  expect((await create(world)).code).toBe(409);
});

test("resets a connection before anything is carried out", async () => {
  const world = await ApiWorld.start();
  world.api.faults.next(of, { kind: "reset" });
  await expect(create(world)).rejects.toMatchObject({ code: "ECONNRESET" });
  expect((await create(world)).code).toBe(201);
});

test("does not answer at all, as long as the client waits", async () => {
  const world = await ApiWorld.start();
  world.api.faults.next(of, { kind: "hang" });
  let answer: unknown = null;
  const hung = create(world).catch((error: unknown) => error);
  void hung.then((said) => (answer = said));
  await eventually(() => expect(world.api.requests.count("create", "secrets")).toBe(1));
  expect((await create(world)).code).toBe(201);
  expect(answer).toBeNull();
  await world.api.refuseConnections();
  expect(await hung).toMatchObject({ code: "ECONNRESET" });
  await world.api.acceptConnections();
});

test("answers late, once or each time", async () => {
  const world = await ApiWorld.start();
  const timed = async (): Promise<number> => {
    const start = performance.now();
    await world.ask("GET", podsPath);
    return performance.now() - start;
  };
  world.api.faults.next({ verb: "list" }, { kind: "slow", delayMs: 150 });
  expect(await timed()).toBeGreaterThan(140);
  world.api.faults.delayMs = 100;
  expect(await timed()).toBeGreaterThan(90);
  world.api.faults.clear();
  expect(world.api.faults.delayMs).toBe(0);
});

test("answers what is no JSON", async () => {
  const world = await ApiWorld.start();
  world.api.faults.next({ verb: "list" }, { kind: "garbage" });
  expect((await world.ask("GET", podsPath)).text).toContain("<html>");
});

test("refuses connections, and takes them again at the same place", async () => {
  const world = await ApiWorld.start();
  await create(world);
  await world.api.refuseConnections();
  await expect(world.ask("GET", podsPath)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await world.api.acceptConnections();
  expect((await world.ask("GET", `${secretsPath}/a`)).code).toBe(200);
});

test("has a clock of its own", async () => {
  const world = await ApiWorld.start();
  world.api.skewClock(-86_400_000);
  const { headers, body } = await create(world);
  for (const instant of [headers["date"], body.metadata.creationTimestamp])
    expect(Math.abs(Date.parse(String(instant)) + 86_400_000 - Date.now())).toBeLessThan(60_000);
});
