import { readFileSync } from "node:fs";
import { makeExecutableSchema } from "@graphql-tools/schema";
import { graphql, type ExecutionResult } from "graphql";
import { describe, expect, it, vi } from "vitest";
import type { RequestContext } from "../../resolvers/index.js";
import { scalars } from "../../resolvers/scalars.js";
import { triggers } from "../../resolvers/triggers.js";
import type { Trigger } from "../../src/workflows/index.js";
import { badInput } from "../../src/platform/errors.js";
import { person } from "../support/agent-world.js";

const typeDefs = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");
const schema = makeExecutableSchema({ typeDefs, resolvers: [scalars, triggers] });
const principal = person("tenant_x");

const base: Trigger = {
  id: "trigger_1",
  tenantId: "tenant_x",
  workflowId: "workflow_1",
  name: "one",
  type: "WEBHOOK",
  cron: null,
  event: null,
  input: { a: 1 },
  enabled: true,
  nextAt: null,
  secretGeneration: 1,
  lastFiredAt: null,
  lastRunId: null,
  lastError: null,
  createdBy: "user_1",
  createdAt: new Date("2026-06-01T12:00:00Z"),
};
const nextAt = new Date("2026-06-01T13:00:00Z");
const cron: Trigger = {
  ...base,
  type: "CRON",
  cron: { schedule: "0 * * * *", timeZone: "UTC", missedRuns: "SKIP", overlap: "QUEUE" },
  nextAt,
  lastRunId: "run_1",
};
const event: Trigger = { ...base, type: "EVENT", event: { filter: "event.seq == 1", types: ["RUN_FAILED"] }, nextAt };

const fields = `id name type enabled input schedule timeZone missedRuns overlap filter eventTypes webhookPath nextAt
  lastFiredAt lastRun { id } lastError createdAt workflow { id }`;

function call(query: string, service: object, variables: Record<string, unknown> = {}): Promise<ExecutionResult> {
  const loaders = {
    workflow: { load: async (id: string) => ({ id }) },
    workflowRun: { load: async (id: string) => ({ id }) },
  };
  const contextValue = { principal, workflows: { triggers: service }, loaders };
  return Promise.resolve(graphql({ schema, source: query, contextValue, variableValues: variables }));
}

async function shown(trigger: Trigger): Promise<unknown> {
  const query = `mutation ($input: CreateTriggerInput!) { createTrigger(input: $input) { secret trigger { ${fields} } } }`;
  const create = async () => ({ trigger, secret: null });
  const { data, errors } = await call(query, { create }, { input: { workflow: "w", name: "one" } });
  expect(errors).toBeUndefined();
  return (data as { readonly createTrigger: { readonly trigger: unknown } }).createTrigger.trigger;
}

const nothing = {
  schedule: null,
  timeZone: null,
  missedRuns: null,
  overlap: null,
  filter: null,
  eventTypes: null,
  webhookPath: null,
  nextAt: null,
  lastRun: null,
};

describe("a trigger", () => {
  it("shows of each type what it has", async () => {
    expect(await shown(base)).toMatchObject({ ...nothing, type: "WEBHOOK", webhookPath: "/hooks/trigger_1" });
    expect(await shown(cron)).toMatchObject({
      ...nothing,
      ...cron.cron,
      nextAt: "2026-06-01T13:00:00.000Z",
      lastRun: { id: "run_1" },
      workflow: { id: "workflow_1" },
    });
    expect(await shown(event)).toMatchObject({ ...nothing, filter: "event.seq == 1", eventTypes: ["RUN_FAILED"] });
  });
});

describe("a mutation of triggers", () => {
  it("hands its input on with the contract's defaults, and answers what came of it", async () => {
    const create = vi.fn(async () => ({ trigger: base, secret: "whsec_x" }));
    const query = "mutation ($input: CreateTriggerInput!) { createTrigger(input: $input) { secret trigger { id } } }";
    const input = { workflow: "w", name: "one", cron: { schedule: "0 * * * *" } };
    expect((await call(query, { create }, { input })).data).toEqual({
      createTrigger: { secret: "whsec_x", trigger: { id: "trigger_1" } },
    });
    expect(create).toHaveBeenCalledWith(principal, {
      ...input,
      cron: { ...input.cron, timeZone: "UTC", missedRuns: "RUN_ONCE", overlap: "ALLOW" },
      enabled: true,
    });
  });

  it("places what is wrong below its argument", async () => {
    const update = async () => {
      throw badInput("No.", ["cron", "schedule"]);
    };
    const context = { principal, workflows: { triggers: { update } } } as unknown as RequestContext;
    const work = triggers.Mutation.updateTrigger({}, { input: { id: "x" } }, context);
    await expect(work).rejects.toMatchObject({ path: ["input", "cron", "schedule"] });
  });

  it("removes, and gives another secret", async () => {
    const remove = vi.fn(async () => undefined);
    const rotateSecret = async () => ({ trigger: base, secret: "whsec_y" });
    const query = 'mutation { deleteTrigger(id: "a") { id } rotateTriggerSecret(id: "b") { secret trigger { name } } }';
    expect((await call(query, { remove, rotateSecret })).data).toEqual({
      deleteTrigger: { id: "a" },
      rotateTriggerSecret: { secret: "whsec_y", trigger: { name: "one" } },
    });
    expect(remove).toHaveBeenCalledWith(principal, "a");
  });

  it("knows no types of events but the contract's", async () => {
    const query = 'mutation { createTrigger(input: {workflow: "w", name: "n", event: {types: [NOPE]}}) { secret } }';
    expect((await call(query, {})).errors?.[0]?.message).toMatch(/NOPE/);
  });
});
