import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../src/platform/ids.js";
import type { CreateTriggerInput, UpdateTriggerInput } from "../../src/workflows/index.js";
import { refusalOf } from "../support/refusal.js";
import { TriggerWorld, type Owner, type TriggerReplica } from "../support/trigger-world.js";

let world: TriggerWorld;
let replica: TriggerReplica;
let owner: Owner;

beforeAll(async () => {
  world = await TriggerWorld.open();
  replica = await world.replica();
});

afterAll(() => world.close());

beforeEach(async () => {
  owner = await world.owner(replica);
});

const cron = { schedule: "0 9 * * MON-FRI", timeZone: "Europe/Berlin" };
const event = { types: ["TASK_COMPLETED"] } as const;

describe("a new trigger", () => {
  it("is what its input says, with what was left out filled in", async () => {
    const { trigger, secret } = await replica.triggers.create(owner.principal, {
      workflow: owner.workflowId,
      name: "each morning",
      cron,
      input: { day: "${trigger.scheduledAt}" },
    });
    expect(secret).toBeNull();
    expect(trigger).toEqual({
      id: expect.stringMatching(/^trigger_/),
      tenantId: owner.principal.tenantId,
      workflowId: owner.workflowId,
      name: "each morning",
      type: "CRON",
      cron: { ...cron, missedRuns: "RUN_ONCE", overlap: "ALLOW" },
      event: null,
      input: { day: "${trigger.scheduledAt}" },
      enabled: true,
      nextAt: new Date("2026-06-02T07:00:00Z"),
      secretGeneration: 1,
      lastFiredAt: null,
      lastRunId: null,
      lastError: null,
      createdBy: owner.principal.id,
      createdAt: expect.any(Date),
    });
  });

  it("is of the type that its input makes it, and a webhook has a secret", async () => {
    expect(await owner.create({ event: { types: ["TASK_COMPLETED", "TASK_COMPLETED"], filter: " " } })).toMatchObject({
      type: "EVENT",
      event: { filter: null, types: ["TASK_COMPLETED"] },
      cron: null,
    });
    const hook = await replica.triggers.create(owner.principal, { workflow: owner.workflowId, name: "hook" });
    expect(hook).toMatchObject({
      trigger: { type: "WEBHOOK", nextAt: null },
      secret: expect.stringMatching(/^whsec_/),
    });
  });

  it("finds its workflow by name too, an id before a name", async () => {
    const { tenantId } = owner.principal;
    const named = await world.workflow(tenantId, "by name");
    await world.workflow(tenantId, owner.workflowId);
    const create = async (workflow: string) =>
      (await replica.triggers.create(owner.principal, { workflow, name: "x" })).trigger.workflowId;
    expect(await create("by name")).toBe(named);
    expect(await create(owner.workflowId)).toBe(owner.workflowId);
  });

  it("that is off has no next time", async () => {
    expect(await owner.create({ cron, enabled: false })).toMatchObject({ enabled: false, nextAt: null });
  });

  const bad: [string, Omit<Partial<CreateTriggerInput>, "workflow">, string, (string | number)[]][] = [
    ["both a schedule and events", { cron, event }, "TRIGGER_AMBIGUOUS", ["event"]],
    ["a schedule that is none", { cron: { schedule: "hourly" } }, "SCHEDULE_INVALID", ["cron", "schedule"]],
    ["a schedule that never comes", { cron: { schedule: "0 0 30 2 *" } }, "SCHEDULE_INVALID", ["cron", "schedule"]],
    [
      "an endless schedule",
      { cron: { schedule: `${"0,".repeat(200)}0 * * * *` } },
      "SCHEDULE_INVALID",
      ["cron", "schedule"],
    ],
    ["a zone that is none", { cron: { ...cron, timeZone: "Mars/Base" } }, "TIME_ZONE_UNKNOWN", ["cron", "timeZone"]],
    ["no types", { event: { types: [] } }, "EVENT_TYPES_INVALID", ["event", "types"]],
    ["a filter that is none", { event: { ...event, filter: "((" } }, "EXPRESSION_INVALID", ["event", "filter"]],
    [
      "a filter of something else",
      { event: { ...event, filter: "input.x" } },
      "EXPRESSION_INVALID",
      ["event", "filter"],
    ],
    ["an input of something else", { input: "${steps.a}" }, "EXPRESSION_INVALID", ["input"]],
    ["an input that is too large", { input: "x".repeat(10_001) }, "JSON_TOO_LARGE", ["input"]],
    ["an input that cannot be kept", { input: "\u0000" }, "TEXT_UNSTORABLE", ["input"]],
    ["no name", { name: " " }, "TEXT_INVALID", ["name"]],
    ["a name of two lines", { name: "a\nb" }, "TEXT_INVALID", ["name"]],
    ["a long name", { name: "x".repeat(101) }, "TEXT_INVALID", ["name"]],
  ];

  it.each(bad)("is refused with %s", async (_what, input, reason, path) => {
    const work = replica.triggers.create(owner.principal, { workflow: owner.workflowId, name: "x", ...input });
    expect(await refusalOf(work)).toMatchObject({ reason, path });
  });

  it("needs a name of its own in its workflow", async () => {
    await owner.create({ name: "taken" });
    expect(await refusalOf(owner.create({ name: "taken" }))).toMatchObject({
      code: "CONFLICT",
      reason: "TRIGGER_NAME_TAKEN",
      path: ["name"],
    });
    const elsewhere = await world.workflow(owner.principal.tenantId);
    await replica.triggers.create(owner.principal, { workflow: elsewhere, name: "taken" });
  });

  it("is one of a hundred at most, however many come at once", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 105 }, () => owner.create({})));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(100);
    expect(await refusalOf(owner.create({}))).toMatchObject({
      code: "QUOTA_EXCEEDED",
      reason: "TRIGGER_QUOTA_EXCEEDED",
    });
  });

  it.each(["no such name", newId("workflow"), "\0"])("needs a workflow of its tenant: %j", async (workflow) => {
    const work = replica.triggers.create(owner.principal, { workflow, name: "x" });
    expect(await refusalOf(work)).toMatchObject({
      code: "NOT_FOUND",
      reason: "WORKFLOW_NOT_FOUND",
      path: ["workflow"],
    });
  });
});

describe("a change", () => {
  const change = (input: UpdateTriggerInput) => replica.triggers.update(owner.principal, input);

  it("leaves what it leaves out", async () => {
    const trigger = await owner.create({ cron, input: { a: 1 } });
    expect(await change({ id: trigger.id, name: "renamed", cron: null, enabled: null })).toEqual({
      ...trigger,
      name: "renamed",
    });
    expect(await change({ id: trigger.id, input: null })).toMatchObject({ name: "renamed", input: null });
  });

  it("of the schedule moves the next time, one of another field does not", async () => {
    const trigger = await owner.create({ cron: { schedule: "0 13 * * *" } });
    world.now = new Date("2026-06-01T14:00:00Z");
    const same = await change({ id: trigger.id, cron: { schedule: "0 13 * * *", overlap: "SKIP" } });
    expect(same).toMatchObject({ nextAt: trigger.nextAt, cron: { overlap: "SKIP" } });
    const moved = await change({ id: trigger.id, cron: { schedule: "0 15 * * *" } });
    expect(moved.nextAt).toEqual(new Date("2026-06-01T15:00:00Z"));
    world.now = new Date("2026-06-01T12:00:00.250Z");
  });

  it("does not make another type of it", async () => {
    const hook = await owner.create({});
    expect(await refusalOf(change({ id: hook.id, cron }))).toMatchObject({
      reason: "TRIGGER_TYPE_MISFIT",
      path: ["cron"],
    });
    expect(await refusalOf(change({ id: hook.id, event }))).toMatchObject({
      reason: "TRIGGER_TYPE_MISFIT",
      path: ["event"],
    });
    expect(
      await refusalOf(replica.triggers.rotateSecret(owner.principal, (await owner.create({ cron })).id)),
    ).toMatchObject({
      reason: "TRIGGER_TYPE_MISFIT",
    });
  });

  it("to a name that is taken is refused", async () => {
    const [first, second] = [await owner.create({}), await owner.create({})];
    expect(await refusalOf(change({ id: second.id, name: first.name }))).toMatchObject({
      reason: "TRIGGER_NAME_TAKEN",
    });
  });
});

describe("another tenant's trigger", () => {
  it("is not there", async () => {
    const foreign = await world.owner(replica);
    const trigger = await foreign.create({});
    const { principal } = owner;
    const missing = { code: "NOT_FOUND", reason: "TRIGGER_NOT_FOUND" };
    expect(await refusalOf(replica.triggers.update(principal, { id: trigger.id, name: "mine" }))).toMatchObject(
      missing,
    );
    expect(await refusalOf(replica.triggers.remove(principal, trigger.id))).toMatchObject(missing);
    expect(await refusalOf(replica.triggers.rotateSecret(principal, trigger.id))).toMatchObject(missing);
    expect(await refusalOf(replica.triggers.remove(principal, "nonsense"))).toMatchObject(missing);
    expect(await replica.triggers.getMany(principal.tenantId, [trigger.id, "nonsense"])).toEqual(new Map());
    expect(await replica.triggers.list(principal.tenantId, foreign.workflowId)).toEqual([]);
    expect(await replica.triggers.list(foreign.principal.tenantId, foreign.workflowId)).toEqual([trigger]);
  });
});

describe("a trigger that is removed", () => {
  it("is gone, and leaves the others", async () => {
    const [first, second, third] = [
      await owner.create({}),
      await owner.create({ cron }),
      await owner.create({ event }),
    ];
    await replica.triggers.remove(owner.principal, second.id);
    expect(await replica.triggers.list(owner.principal.tenantId, owner.workflowId)).toEqual([first, third]);
    expect(await refusalOf(replica.triggers.remove(owner.principal, second.id))).toMatchObject({ code: "NOT_FOUND" });
  });
});
