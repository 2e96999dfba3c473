import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import { sandboxStatuses, type RequestSandboxInput } from "../../src/sandboxes/index.js";
import type { SandboxLedger } from "../../src/sandboxes/ledger.js";
import type { SandboxDesk } from "../../src/sandboxes/desk.js";
import { changesTopic } from "../../src/sandboxes/topics.js";
import { eventually } from "../support/eventually.js";
import { refusalOf } from "../support/refusal.js";
import { sandboxPolicy, specOf } from "../support/sandbox-specs.js";
import { SandboxWorld } from "../support/sandbox-world.js";

let world: SandboxWorld;
let desk: SandboxDesk;
let admin: Principal;

beforeAll(async () => {
  world = await SandboxWorld.open();
  desk = world.desk();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.rows("DELETE FROM sandboxes");
  world.tasks.onMoved = async () => undefined;
  admin = await world.tenant();
});

const request = (input: RequestSandboxInput = {}, by = admin) => desk.request(by, input);
const rows = () => world.rows<{ id: string; status: string }>("SELECT id, status FROM sandboxes ORDER BY id");

/** A ledger in whose process the power fails as it is to add a sandbox. */
function dying(): Pick<SandboxLedger, "insert" | "move"> {
  return {
    insert: () => Promise.reject(new Error("the process is gone")),
    move: () => Promise.reject(new Error("the process is gone")),
  };
}

describe("a request", () => {
  it("is kept as it was checked, without what is secret in what is shown", async () => {
    const input = { image: "a/b:1", env: { A: "secret" }, files: [{ path: "a", text: "b" }], labels: { team: "a" } };
    const sandbox = await request(input);
    expect(sandbox).toMatchObject({
      ...{ tenantId: admin.tenantId, status: "PENDING", taskId: null, agentId: null, releaseId: null, host: null },
      ...{ createdBy: admin.id, eventSeq: 1, isFromPool: false, provisioningAt: null, cost: null, logSeq: 0 },
      spec: { ...specOf(input), env: { A: "" }, files: [{ path: "a", base64: "" }] },
    });
    expect(sandbox.createdAt).toBeInstanceOf(Date);
    const [row] = await world.rows("SELECT spec, labels FROM sandboxes");
    expect(row).toEqual({ spec: specOf(input), labels: { team: "a" } });
    expect((await world.eventsOf(sandbox.id)).map(({ type, data }) => [type, data])).toEqual([
      ["SANDBOX_REQUESTED", { image: "a/b:1", by: admin.id }],
    ]);
  });

  it("for an agent names it", async () => {
    const agentId = world.agent(admin, ["gpu"]);
    const sandbox = await request({ agentId });
    expect(sandbox).toMatchObject({ agentId, taskId: null });
    expect((await world.eventsOf(sandbox.id))[0]?.data).toMatchObject({ agentId });
  });

  it.each<[string, () => Promise<RequestSandboxInput>, object]>([
    ["a bad place", async () => ({ image: "?" }), { code: "BAD_USER_INPUT", path: ["image"] }],
    ["a bad key", async () => ({ idempotencyKey: "" }), { code: "BAD_USER_INPUT", path: ["idempotencyKey"] }],
    ["a key that cannot be kept", async () => ({ idempotencyKey: "\0" }), { path: ["idempotencyKey"] }],
    [
      "a task and an agent",
      async () => ({ taskId: world.tasks.add(admin), agentId: world.agent(admin) }),
      { code: "BAD_USER_INPUT", reason: "SANDBOX_SUBJECT_TWICE", path: ["agentId"] },
    ],
    ["no such agent", async () => ({ agentId: newId("agent") }), { code: "NOT_FOUND", path: ["agentId"] }],
    ["what is no agent", async () => ({ agentId: "\0" }), { code: "NOT_FOUND", path: ["agentId"] }],
    [
      "another tenant's agent",
      async () => ({ agentId: world.agent(await world.tenant()) }),
      { code: "NOT_FOUND", reason: "AGENT_NOT_FOUND", path: ["agentId"] },
    ],
    [
      "an agent that is built in",
      async () => ({ agentId: world.agent(admin, ["muster:wasm"]) }),
      { code: "INVALID_STATE", reason: "AGENT_BUILT_IN", path: ["agentId"] },
    ],
    ["no such task", async () => ({ taskId: newId("task") }), { code: "NOT_FOUND", path: ["taskId"] }],
    ["what is no task", async () => ({ taskId: "\0" }), { code: "NOT_FOUND", path: ["taskId"] }],
    [
      "another tenant's task",
      async () => ({ taskId: world.tasks.add(await world.tenant()) }),
      { code: "NOT_FOUND", reason: "TASK_NOT_FOUND", path: ["taskId"] },
    ],
    [
      "a task that is under way",
      async () => ({ taskId: world.tasks.add(admin, { status: "RUNNING" }) }),
      { code: "INVALID_STATE", reason: "TASK_NOT_WAITING", path: ["taskId"] },
    ],
    [
      "a task that has another place",
      async () => ({ taskId: world.tasks.add(admin, { spec: specOf({ image: "other:1" }) }) }),
      { code: "INVALID_STATE", reason: "TASK_HAS_SANDBOX", path: ["taskId"] },
    ],
  ])("is refused for %s, and nothing is left of it", async (_what, input, expected) => {
    expect(await refusalOf(request(await input()))).toMatchObject(expected);
    expect(await rows()).toEqual([]);
  });

  it("is refused where no host is configured, and for images that are not allowed", async () => {
    const off = world.desk({ policy: { ...sandboxPolicy, isOff: true } });
    expect(await refusalOf(off.request(admin, {}))).toMatchObject({ code: "UNAVAILABLE", reason: "SANDBOXES_OFF" });
    expect(() => off.check({})).toThrow(expect.objectContaining({ reason: "SANDBOXES_OFF" }));
    const own = world.desk({ policy: { ...sandboxPolicy, imagePatterns: ["own/*"] } });
    expect(await refusalOf(own.request(admin, { image: "a" }))).toMatchObject({ code: "FORBIDDEN", path: ["image"] });
    expect(own.check({ image: "own/a" })).toEqual(specOf({ image: "own/a" }));
  });

  it("beyond what a tenant may have waiting is refused, and no other tenant's is", async () => {
    const few = world.desk({ maxWaiting: 2 });
    const taskId = world.tasks.add(admin);
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => few.request(admin, {})));
    const refused = all.flatMap((one) => (one.status === "rejected" ? [one.reason as object] : []));
    expect(refused).toHaveLength(4);
    for (const one of refused) expect(one).toMatchObject({ code: "QUOTA_EXCEEDED", reason: "SANDBOX_QUOTA" });
    expect(await refusalOf(few.request(admin, { taskId }))).toMatchObject({ code: "QUOTA_EXCEEDED" });
    expect(await world.tasks.specsOf([taskId])).toEqual(new Map());
    await few.request(await world.tenant(), {});
    await world.ledger().claim(await world.process(), 1);
    await few.request(admin, {});
  });
});

describe("a request with a key", () => {
  const keyed = { idempotencyKey: "once", image: "a:1", labels: { a: "b" } };

  it("made again answers the same sandbox, whatever has become of it", async () => {
    const first = await request(keyed);
    expect(await request({ ...keyed, labels: { a: "b" } })).toEqual(first);
    await desk.terminate(admin, first.id);
    expect(await request({ ...keyed, args: null })).toMatchObject({ id: first.id, status: "TERMINATED" });
    expect(await rows()).toHaveLength(1);
    // Also where no further one may wait.
    expect(await world.desk({ maxWaiting: 0 }).request(admin, keyed)).toMatchObject({ id: first.id });
  });

  it("made at once by many is one sandbox with one event", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => request(keyed)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await world.eventTypesOf(all[0]?.id ?? "")).toEqual(["REQUESTED"]);
  });

  it("with another input is refused, for another tenant it is another", async () => {
    const first = await request(keyed);
    for (const other of [{ image: "a:2" }, { agentId: world.agent(admin) }, { taskId: world.tasks.add(admin) }]) {
      const refusal = await refusalOf(request({ ...keyed, ...other }));
      expect(refusal).toMatchObject({ code: "CONFLICT", reason: "IDEMPOTENCY_KEY_REUSED", path: ["idempotencyKey"] });
    }
    expect((await request(keyed, await world.tenant())).id).not.toBe(first.id);
  });
});

describe("a request for a task", () => {
  it("makes the task ask for the place, and is the sandbox of its try", async () => {
    const taskId = world.tasks.add(admin);
    const sandbox = await request({ taskId, image: "a:1" });
    expect(world.tasks.asksFor(taskId, specOf({ image: "a:1" }))).toBe(true);
    expect(sandbox).toMatchObject({ taskId, agentId: null, status: "PENDING" });
    expect(await desk.ofTasks(admin.tenantId, [taskId])).toEqual(new Map([[taskId, sandbox]]));
    expect((await world.eventsOf(sandbox.id))[0]?.data).toEqual({ image: "a:1", taskId, by: admin.id });
  });

  it("is refused for a task that has one already", async () => {
    const taskId = world.tasks.add(admin);
    await request({ taskId });
    expect(await refusalOf(request({ taskId }))).toMatchObject({ reason: "TASK_HAS_SANDBOX" });
    expect(await rows()).toHaveLength(1);
  });

  it.each([{ idempotencyKey: "once" }, {}])(
    "whose process dies between the task's move and its own is followed by the same call once more: %j",
    async (key) => {
      const input = { taskId: world.tasks.add(admin), image: "a:1", ...key };
      await expect(world.desk({ ledger: dying() }).request(admin, input)).rejects.toThrow("gone");
      expect(await rows()).toEqual([]);
      const sandbox = await request(input);
      expect(sandbox).toMatchObject({ taskId: input.taskId, status: "PENDING" });
      expect(await world.eventTypesOf(sandbox.id)).toEqual(["REQUESTED"]);
    },
  );

  it("whose process died so is refused to who asks for something else", async () => {
    const taskId = world.tasks.add(admin);
    await expect(world.desk({ ledger: dying() }).request(admin, { taskId })).rejects.toThrow("gone");
    expect(await refusalOf(request({ taskId, image: "other:1" }))).toMatchObject({ reason: "TASK_HAS_SANDBOX" });
  });

  it("whose try begins before the sandbox is added answers the sandbox of the try, which has the key", async () => {
    const leaseToken = newId("key");
    const attempt = { tenantId: admin.tenantId, leaseToken, releaseId: null, createdBy: "u" };
    const keeping = await world.process();
    world.tasks.onMoved = async (taskId, spec) =>
      void (await world.ledger().beginTask(keeping, { ...attempt, taskId, spec }));
    const input = { taskId: world.tasks.add(admin), idempotencyKey: "early" };
    const sandbox = await request(input);
    expect(sandbox).toMatchObject({ status: "PROVISIONING", eventSeq: 2 });
    expect(await request(input)).toEqual(sandbox);
    expect(await rows()).toHaveLength(1);
  });

  it("made at once by many with one key is one sandbox", async () => {
    const input = { taskId: world.tasks.add(admin), idempotencyKey: "many" };
    const all = await Promise.all(Array.from({ length: 8 }, () => request(input)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await rows()).toHaveLength(1);
  });
});

/** What processes hear. */
async function heard(): Promise<{ messages: unknown[]; stop: () => Promise<void> }> {
  const messages: unknown[] = [];
  const { broker } = world.services;
  const stop = await broker.subscribe(changesTopic, (body) => messages.push(JSON.parse(body)));
  // The words of earlier tests may be on their way yet: they come before this one.
  broker.broadcast(changesTopic, '"from now on"');
  await eventually(() => expect(messages).toContain("from now on"));
  messages.length = 0;
  return { messages, stop };
}

it("tells those who make sandboxes that there is a new one, unless it waits for a task or was there before", async () => {
  const { messages, stop } = await heard();
  await request({ taskId: world.tasks.add(admin) });
  await request({ idempotencyKey: "told" });
  await request({ idempotencyKey: "told" });
  const { id } = await world.at("READY", admin);
  await desk.terminate(admin, id);
  await eventually(() => expect(messages).toEqual([{}, expect.objectContaining({ id })]));
  await stop();
});

describe("the end of a sandbox that somebody asks for", () => {
  it.each(sandboxStatuses)("comes about as the moves say where it is %s, once, and by whom", async (status) => {
    const sandbox = await world.at(status, admin);
    const { id } = sandbox;
    const expected = { PENDING: "TERMINATED", PROVISIONING: "TERMINATING", READY: "TERMINATING" } as const;
    const becomes = status in expected ? expected[status as keyof typeof expected] : status;
    const all = await Promise.all(Array.from({ length: 4 }, () => desk.terminate(admin, id)));
    for (const one of all) expect(one).toMatchObject({ id, status: becomes });
    const events = await world.eventsOf(id);
    expect(events).toHaveLength(sandbox.eventSeq + (becomes === status ? 0 : 1));
    if (becomes === status) return;
    expect(events.at(-1)?.data).toMatchObject({ reason: "REQUESTED", by: admin.id });
    expect(all[0]).toMatchObject({ reason: "REQUESTED" });
  });

  it("is told to who looks after it", async () => {
    const sandbox = await world.at("READY", admin);
    const { messages, stop } = await heard();
    await desk.terminate(admin, sandbox.id);
    await eventually(() => expect(messages).toEqual([{ id: sandbox.id, ownerId: sandbox.ownerId }]));
    await stop();
  });

  it("meets a claim, and one of the two comes first", async () => {
    const ledger = world.ledger();
    const keeping = await world.process();
    for (let round = 0; round < 10; round++) {
      const { id } = await world.waiting(admin);
      const [ended] = await Promise.all([desk.terminate(admin, id), ledger.claim(keeping, 1)]);
      expect(["TERMINATED", "TERMINATING"]).toContain(ended.status);
      const types = await world.eventTypesOf(id);
      expect([
        ["REQUESTED", "TERMINATED"],
        ["REQUESTED", "PROVISIONING", "TERMINATING"],
      ]).toContainEqual(types);
    }
  });

  it("is nobody else's to ask for", async () => {
    const { id } = await world.at("READY", admin);
    const missing = { code: "NOT_FOUND", reason: "SANDBOX_NOT_FOUND", path: ["id"] };
    expect(await refusalOf(desk.terminate(await world.tenant(), id))).toMatchObject(missing);
    expect(await refusalOf(desk.terminate(admin, "\0"))).toMatchObject(missing);
    expect(await refusalOf(desk.terminate(admin, newId("sandbox")))).toMatchObject(missing);
    expect(await rows()).toEqual([{ id, status: "READY" }]);
  });
});
