import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Webhook } from "standardwebhooks";
import { payloadOf, startAppWorld, type AppWorld } from "../support/app-world.js";
import { eventually } from "../support/eventually.js";

let world: AppWorld;

beforeAll(async () => {
  world = await startAppWorld();
});

afterAll(() => world.close());

interface Run {
  readonly id: string;
  readonly status: string;
  readonly input: unknown;
  readonly output: unknown;
  readonly trigger: { readonly type: string; readonly trigger: { readonly name: string }; readonly context: unknown };
}

/** A workflow whose runs end at once and give back what they were given. */
async function echo(name: string): Promise<string> {
  const definition = { output: { got: "${input}" }, steps: [{ id: "only", type: "join" }] };
  const query = "mutation ($input: DefineWorkflowInput!) { defineWorkflow(input: $input) { workflow { name } } }";
  payloadOf(await world.asAdmin(query, { input: { name, definition } }), "defineWorkflow");
  return name;
}

interface Created {
  readonly trigger: { readonly id: string; readonly webhookPath: string | null };
  readonly secret: string | null;
}

async function create(input: Record<string, unknown>): Promise<Created> {
  const query =
    "mutation ($input: CreateTriggerInput!) { createTrigger(input: $input) { trigger { id webhookPath } secret } }";
  return payloadOf(await world.asAdmin(query, { input: { name: "it", ...input } }), "createTrigger") as Created;
}

async function runsOf(workflow: string): Promise<readonly Run[]> {
  const query = `query ($name: String!) { workflow(name: $name) { runs(first: 100) { nodes {
    id status input output trigger { type context trigger { name } } } } } }`;
  const found = payloadOf(await world.asAdmin(query, { name: workflow }), "workflow");
  return (found as { readonly runs: { readonly nodes: readonly Run[] } }).runs.nodes;
}

async function triggerOf(workflow: string): Promise<unknown> {
  const query = "query ($name: String!) { workflow(name: $name) { triggers { lastError nextAt lastRun { id } } } }";
  const found = payloadOf(await world.asAdmin(query, { name: workflow }), "workflow");
  return (found as { readonly triggers: readonly unknown[] }).triggers[0];
}

describe("a trigger", () => {
  it("fires by the clock", async () => {
    const workflow = await echo("by-clock");
    const { trigger } = await create({
      workflow,
      cron: { schedule: "* * * * * *" },
      input: { at: "${trigger.scheduledAt}" },
    });
    const [run] = await eventually(async () => {
      const runs = await runsOf(workflow);
      expect(runs.filter(({ status }) => status === "COMPLETED").length).toBeGreaterThan(1);
      return runs;
    });
    const removed = await world.asAdmin("mutation ($id: ID!) { deleteTrigger(id: $id) { id } }", { id: trigger.id });
    expect(payloadOf(removed, "deleteTrigger")).toEqual({ id: trigger.id });
    expect(run).toMatchObject({ input: { at: expect.stringMatching(/:\d\d\.000Z$/) }, trigger: { type: "CRON" } });
    const instants = (await runsOf(workflow)).map(({ input }) => (input as { readonly at: string }).at);
    expect(new Set(instants).size).toBe(instants.length);
  });

  it("fires by a signed call, once per message", async () => {
    const workflow = await echo("by-call");
    const { trigger, secret } = await create({ workflow, input: { order: "${trigger.body.order.id}" } });
    const call = async () => {
      const [body, at] = ['{"order":{"id":7}}', new Date()];
      return fetch(world.app.url + trigger.webhookPath, {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json",
          "webhook-id": "msg_1",
          "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
          "webhook-signature": new Webhook(secret ?? "").sign("msg_1", at, body),
        },
      });
    };
    const first = await call();
    expect(first.status).toBe(202);
    const again = await call();
    expect([again.status, await again.json()]).toEqual([200, await first.json()]);
    await eventually(async () =>
      expect(await runsOf(workflow)).toMatchObject([
        {
          status: "COMPLETED",
          input: { order: 7 },
          output: { got: { order: 7 } },
          trigger: { trigger: { name: "it" } },
        },
      ]),
    );
    const unsigned = await fetch(world.app.url + trigger.webhookPath, { method: "POST" });
    expect(unsigned.status).toBe(401);
  });

  it("fires by an event, and not by what its own runs bring about", async () => {
    const [cause, effect] = [await echo("cause"), await echo("effect")];
    await create({
      workflow: effect,
      event: { types: ["RUN_COMPLETED"], filter: 'has(event.data.output) && event.data.output.got.kind == "scan"' },
      input: { kind: "scan", of: "${trigger.event.streamId}" },
    });
    const start = "mutation ($input: StartWorkflowRunInput!) { startWorkflowRun(input: $input) { run { id } } }";
    const run = async (kind: string): Promise<string> => {
      const answer = await world.asAdmin(start, { input: { workflow: cause, input: { kind } } });
      return (payloadOf(answer, "startWorkflowRun") as { readonly run: { readonly id: string } }).run.id;
    };
    const [scan] = [await run("scan"), await run("other")];
    await eventually(async () =>
      expect(await runsOf(effect)).toMatchObject([
        { status: "COMPLETED", input: { kind: "scan", of: scan }, trigger: { type: "EVENT", context: { depth: 1 } } },
      ]),
    );
    // The end of its own run stands before this one's in the feed.
    const last = await run("scan");
    await eventually(async () =>
      expect((await runsOf(effect)).map(({ input }) => input)).toEqual([
        { kind: "scan", of: last },
        { kind: "scan", of: scan },
      ]),
    );
    expect(await triggerOf(effect)).toMatchObject({ lastError: null });
  });

  it("says why it could not start its run", async () => {
    const workflow = await echo("at-fault");
    await create({ workflow, cron: { schedule: "* * * * * *" }, input: "${trigger.nothing}" });
    await eventually(async () =>
      expect(await triggerOf(workflow)).toMatchObject({ lastRun: null, lastError: expect.stringContaining("nothing") }),
    );
  });

  it("is refused with the place of what is wrong", async () => {
    const workflow = await echo("refused");
    const query = "mutation ($input: CreateTriggerInput!) { createTrigger(input: $input) { secret } }";
    const wrong: [Record<string, unknown>, string, (string | number)[]][] = [
      [{ event: { types: ["RUN_FAILED"], filter: "event.seq +" } }, "EXPRESSION_INVALID", ["input", "event", "filter"]],
      [{ event: { types: ["RUN_FAILED"], filter: "input.x" } }, "EXPRESSION_INVALID", ["input", "event", "filter"]],
      [{ event: { types: ["RUN_FAILED"], filter: "1 + 1" } }, "EXPRESSION_INVALID", ["input", "event", "filter"]],
      [{ input: { lines: ["a", "${steps.a.output}"] } }, "EXPRESSION_INVALID", ["input", "input", "lines", 1]],
      [{ cron: { schedule: "61 * * * *" } }, "SCHEDULE_INVALID", ["input", "cron", "schedule"]],
    ];
    for (const [input, reason, path] of wrong) {
      const { errors } = await world.asAdmin(query, { input: { workflow, name: "x", ...input } });
      expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", reason, path });
    }
  });
});
