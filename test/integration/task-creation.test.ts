import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { CreateTaskInput } from "../../src/tasks/index.js";
import { refusalOf } from "../support/refusal.js";
import { TaskWorld, type Replica } from "../support/task-world.js";

describe("creating tasks", () => {
  let world: TaskWorld;
  let replica: Replica;
  let admin: Principal;

  beforeAll(async () => {
    world = await TaskWorld.open();
    replica = await world.replica();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    admin = await world.tenant();
    await replica.tasks.defineKind(admin, {
      name: "sum",
      inputSchema: {
        type: "object",
        required: ["terms"],
        properties: { terms: { type: "array", items: { type: "number" } } },
      },
      outputSchema: { type: "number" },
      defaultPriority: "HIGH",
      defaultMaxRetries: 7,
      requiredCapabilities: ["math"],
    });
  });

  const valid = { kind: "sum", input: { terms: [1, 2] } };
  const countTasks = async () =>
    (await world.rows<{ n: number }>("SELECT count(*)::int AS n FROM tasks WHERE tenant_id = $1", [admin.tenantId]))[0]
      ?.n;

  it("fills in the kind's defaults", async () => {
    expect(await replica.tasks.create(admin, valid)).toMatchObject({
      priority: "HIGH",
      maxRetries: 7,
      requiredCapabilities: ["math"],
      status: "QUEUED",
      attempt: 0,
    });
  });

  it("answers what is in the database", async () => {
    const created = await replica.tasks.create(admin, {
      ...valid,
      labels: { team: "a" },
      requiredCapabilities: ["fast"],
    });
    expect(await replica.tasks.get(admin.tenantId, created.id)).toEqual(created);
  });

  it.each<[string, CreateTaskInput, string, (string | number)[]]>([
    ["an unknown kind", { kind: "nope" }, "KIND_UNKNOWN", ["kind"]],
    [
      "an input that misses the schema",
      { kind: "sum", input: { terms: [1, "2"] } },
      "SCHEMA_MISFIT",
      ["input", "terms", 1],
    ],
    ["no input where the schema wants one", { kind: "sum" }, "SCHEMA_MISFIT", ["input"]],
    ["negative retries", { ...valid, maxRetries: -1 }, "NUMBER_OUT_OF_RANGE", ["maxRetries"]],
    ["absurd retries", { ...valid, maxRetries: 2_147_483_647 }, "NUMBER_OUT_OF_RANGE", ["maxRetries"]],
    ["no time at all", { ...valid, timeoutMs: 0 }, "NUMBER_OUT_OF_RANGE", ["timeoutMs"]],
    [
      "a due time in ten years",
      { ...valid, scheduledAt: new Date(Date.now() + 3e11) },
      "TIME_OUT_OF_RANGE",
      ["scheduledAt"],
    ],
    ["a deadline in the past", { ...valid, deadlineAt: new Date(0) }, "TIME_OUT_OF_RANGE", ["deadlineAt"]],
    [
      "a capability with a blank",
      { ...valid, requiredCapabilities: ["ok", "not ok"] },
      "NAME_INVALID",
      ["requiredCapabilities", 1],
    ],
    ["labels that are a list", { ...valid, labels: ["a"] }, "LABELS_INVALID", ["labels"]],
    ["a label that is a number", { ...valid, labels: { a: 1 } }, "LABELS_INVALID", ["labels", "a"]],
    ["an empty idempotency key", { ...valid, idempotencyKey: "" }, "KEY_INVALID", ["idempotencyKey"]],
    [
      "text that PostgreSQL cannot keep",
      { kind: "sum", input: { terms: [], note: "a\u0000b" } },
      "TEXT_UNSTORABLE",
      ["input"],
    ],
  ])("refuses %s and creates nothing", async (_what, input, reason, path) => {
    const refusal = await refusalOf(replica.tasks.create(admin, input));
    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", reason, path });
    expect(await countTasks()).toBe(0);
  });

  it("refuses an input of more bytes than allowed", async () => {
    const refusal = await refusalOf(
      replica.tasks.create(admin, { kind: "sum", input: { terms: [], pad: "x".repeat(300_000) } }),
    );
    expect(refusal).toMatchObject({ code: "PAYLOAD_TOO_LARGE", path: ["input"] });
  });

  it("creates all of a call or none of it, and names the bad one", async () => {
    const refusal = await refusalOf(replica.tasks.createMany(admin, [valid, valid, { kind: "sum", input: 1 }]));
    expect(refusal.path).toEqual([2, "input"]);
    expect(await countTasks()).toBe(0);
  });

  it("takes 1,000 inputs in a call and refuses 1,001", async () => {
    const tasks = await replica.tasks.createMany(
      admin,
      Array.from({ length: 1_000 }, () => valid),
    );
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(1_000);
    expect(
      await refusalOf(
        replica.tasks.createMany(
          admin,
          Array.from({ length: 1_001 }, () => valid),
        ),
      ),
    ).toMatchObject({ reason: "LIST_TOO_LONG" });
    expect(await countTasks()).toBe(1_000);
  });

  it("answers the same task for the same key and input, in whatever order its fields are", async () => {
    const first = await replica.tasks.create(admin, { ...valid, labels: { a: "1", b: "2" }, idempotencyKey: "k" });
    const again = await replica.tasks.create(admin, { idempotencyKey: "k", labels: { b: "2", a: "1" }, ...valid });
    expect(again.id).toBe(first.id);
    expect(await countTasks()).toBe(1);
  });

  it("refuses the same key with another input", async () => {
    await replica.tasks.create(admin, { ...valid, idempotencyKey: "k" });
    const refusal = await refusalOf(replica.tasks.create(admin, { ...valid, priority: "LOW", idempotencyKey: "k" }));
    expect(refusal).toMatchObject({ code: "CONFLICT", reason: "IDEMPOTENCY_KEY_REUSED", path: ["idempotencyKey"] });
  });

  it("creates one task for a key that many calls race for", async () => {
    const other = await world.replica({ roles: ["api"] });
    const calls = Array.from({ length: 20 }, (_, n) =>
      (n % 2 ? replica : other).tasks.create(admin, { ...valid, idempotencyKey: "race" }),
    );
    expect(new Set((await Promise.all(calls)).map(({ id }) => id)).size).toBe(1);
    expect(await countTasks()).toBe(1);
  });

  it("answers one task for a key that stands twice in a call", async () => {
    const twice = { ...valid, idempotencyKey: "twice" };
    const [a, b] = await replica.tasks.createMany(admin, [twice, twice]);
    expect(a?.id).toBe(b?.id);
    expect(await countTasks()).toBe(1);
  });

  it("forgets a key after its day", async () => {
    const first = await replica.tasks.create(admin, { ...valid, idempotencyKey: "day" });
    await world.rows("UPDATE idempotency_keys SET expires_at = now() - interval '1 second' WHERE task_id = $1", [
      first.id,
    ]);
    expect((await replica.tasks.create(admin, { ...valid, idempotencyKey: "day" })).id).not.toBe(first.id);
  });

  it("keeps a key to its tenant", async () => {
    const mine = await replica.tasks.create(admin, { ...valid, idempotencyKey: "k" });
    const stranger = await world.tenant();
    await replica.tasks.defineKind(stranger, { name: "sum" });
    const theirs = await replica.tasks.create(stranger, { ...valid, idempotencyKey: "k" });
    expect(theirs.id).not.toBe(mine.id);
  });

  it("lets only the guilty call fail when calls are coalesced", async () => {
    const calls = await Promise.allSettled([
      replica.tasks.create(admin, valid),
      replica.tasks.create(admin, { kind: "sum", input: "bad" }),
      replica.tasks.create(admin, valid),
    ]);
    expect(calls.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("refuses a schema that is none, and a pattern that could hang", async () => {
    const define = (inputSchema: unknown) => refusalOf(replica.tasks.defineKind(admin, { name: "bad", inputSchema }));
    expect(await define({ type: "wrong" })).toMatchObject({
      code: "BAD_USER_INPUT",
      reason: "SCHEMA_INVALID",
      path: ["inputSchema"],
    });
    expect(await define({ pattern: "(?=a)b" })).toMatchObject({ reason: "SCHEMA_INVALID" });
    expect(await define("text")).toMatchObject({ reason: "SCHEMA_INVALID" });
  });

  it("checks a text against a nested pattern in linear time", async () => {
    await replica.tasks.defineKind(admin, { name: "evil", inputSchema: { type: "string", pattern: "^(a+)+$" } });
    const refusal = await refusalOf(replica.tasks.create(admin, { kind: "evil", input: `${"a".repeat(50_000)}!` }));
    expect(refusal.reason).toBe("SCHEMA_MISFIT");
  });
});
