import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FastifyInstance } from "fastify";
import { MusterError, unavailable } from "../../src/platform/errors.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import { createHttp } from "../../src/server/http.js";
import { createServerMetrics } from "../../src/server/server-metrics.js";
import { addWebhooks } from "../../src/server/webhooks.js";
import type { Trigger } from "../../src/workflows/model.js";
import { TriggerWorld, type Owner, type TriggerReplica } from "../support/trigger-world.js";

let world: TriggerWorld;
let replica: TriggerReplica;
let owner: Owner;
let http: FastifyInstance;
let hook: { readonly trigger: Trigger; readonly secret: string };
let isDraining = false;
let messages = 0;

beforeAll(async () => {
  world = await TriggerWorld.open();
  replica = await world.replica();
});

afterAll(() => world.close());

beforeEach(async () => {
  world.runs.refuse = () => undefined;
  isDraining = false;
  owner = await world.owner(replica);
  http = serve();
  hook = await create();
});

/** A server without GraphQL: what has refused too much is forgotten with it. */
function serve(): FastifyInstance {
  const metrics = createServerMetrics(createMetrics(), { sockets: () => 0, subscriptions: () => 0 });
  const app = createHttp({ maxBodyBytes: 1_000_000, trustedProxies: [], log: silentLog, metrics });
  const limits = { maxTaskBytes: 10_000, maxOperations: 100 };
  addWebhooks(app, { triggers: replica.triggers, ...limits, isDraining: () => isDraining, log: silentLog, metrics });
  return app;
}

async function create(input?: unknown): Promise<{ readonly trigger: Trigger; readonly secret: string }> {
  const name = `hook ${++messages}`;
  const created = await replica.triggers.create(owner.principal, { workflow: owner.workflowId, name, input });
  return { trigger: created.trigger, secret: created.secret ?? "" };
}

interface Message {
  readonly body?: string;
  readonly id?: string;
  readonly ageSeconds?: number;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly body: { readonly runId?: string; readonly errors?: readonly { readonly extensions: object }[] };
  readonly headers: Readonly<Record<string, unknown>>;
}

/** As the standard says: HMAC-SHA256 of `id.timestamp.body` with the secret's bytes, in base64. */
function sign(secret: string, text: string): string {
  return createHmac("sha256", Buffer.from(secret.replace("whsec_", ""), "base64"))
    .update(text)
    .digest("base64");
}

async function call(triggerId: string, message: Message = {}): Promise<Answer> {
  const { body = '{"a":1}', id = `msg_${++messages}`, ageSeconds = 0, secret = hook.secret } = message;
  const timestamp = String(Math.floor(Date.now() / 1_000) - ageSeconds);
  const response = await http.inject({
    method: "POST",
    url: `/hooks/${triggerId}`,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${sign(secret, `${id}.${timestamp}.${body}`)}`,
      ...message.headers,
    },
    payload: body,
  });
  return { status: response.statusCode, body: response.json(), headers: response.headers };
}

const refusal = {
  errors: [
    {
      message: "There is no such webhook, or the signature is not right.",
      extensions: { code: "UNAUTHENTICATED", reason: "WEBHOOK_REFUSED" },
    },
  ],
};

describe("a signed call", () => {
  it("starts a run that sees the body and what it may of the headers", async () => {
    const { trigger, secret } = await create({ order: "${trigger.body.order.id}", from: "${trigger.headers}" });
    const body = '{ "order": { "id": 7 } }';
    const headers = { "user-agent": "shop/1", authorization: "Bearer x", cookie: "a=b" };
    const answer = await call(trigger.id, { secret, body, id: "msg_order", headers });
    expect(answer).toMatchObject({ status: 202, body: { runId: world.runs.runIds.at(-1) } });
    const [order] = world.runs.ordersOf(trigger.id);
    expect(order).toMatchObject({
      tenantId: trigger.tenantId,
      workflowId: owner.workflowId,
      by: trigger.id,
      once: { scope: trigger.id, key: "hook:msg_order" },
      trigger: { type: "WEBHOOK", triggerId: trigger.id },
      input: { order: 7 },
    });
    expect(order?.trigger.context).toEqual({
      messageId: "msg_order",
      receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      body: { order: { id: 7 } },
      headers: {
        "content-type": "application/json",
        "user-agent": "shop/1",
        "webhook-id": "msg_order",
        "webhook-timestamp": expect.stringMatching(/^\d+$/),
      },
    });
    expect(await world.seen(trigger, replica)).toMatchObject({ lastRunId: answer.body.runId, lastError: null });
  });

  it("that comes again is answered with the run that it has started", async () => {
    const first = await call(hook.trigger.id, { id: "msg_same" });
    const again = await Promise.all([1, 2, 3].map(() => call(hook.trigger.id, { id: "msg_same" })));
    expect(first.status).toBe(202);
    expect(again.map(({ status, body }) => [status, body.runId])).toEqual(again.map(() => [200, first.body.runId]));
    expect(world.runs.ordersOf(hook.trigger.id)).toHaveLength(1);
  });

  it("may bring several signatures, as while a secret is changed", async () => {
    const body = "{}";
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const right = sign(hook.secret, `msg_two.${timestamp}.${body}`);
    const headers = { "webhook-timestamp": timestamp, "webhook-signature": `v1,AAAA v1a,x v1,${right}` };
    expect((await call(hook.trigger.id, { id: "msg_two", body, headers })).status).toBe(202);
  });

  it("with what is no JSON, or with an id that could be read in two ways, is refused for that", async () => {
    expect(await call(hook.trigger.id, { body: "{" })).toMatchObject({
      status: 422,
      body: { errors: [{ extensions: { code: "BAD_USER_INPUT", reason: "JSON_INVALID", path: ["body"] } }] },
    });
    expect(await call(hook.trigger.id, { id: "msg.1" })).toMatchObject({ status: 422 });
  });

  it("is told why the workflow refuses it, and so is the trigger's owner", async () => {
    world.runs.refuse = () => {
      throw new MusterError("BAD_USER_INPUT", "Does not fit.", { reason: "INPUT_MISFIT", path: ["input"] });
    };
    expect((await call(hook.trigger.id)).status).toBe(422);
    expect(await world.seen(hook.trigger, replica)).toMatchObject({ lastError: "Does not fit.", lastRunId: null });
    world.runs.refuse = () => {
      throw new MusterError("CONFLICT", "Enough runs are open.", { reason: "WORKFLOW_FULL" });
    };
    expect((await call(hook.trigger.id)).status).toBe(409);
    const { trigger, secret } = await create("${trigger.body.missing}");
    expect((await call(trigger.id, { secret })).status).toBe(422);
  });

  it("may be made again when something is away", async () => {
    world.runs.refuse = () => {
      throw unavailable("Away.", "DATABASE_UNAVAILABLE");
    };
    const answer = await call(hook.trigger.id, { id: "msg_late" });
    expect([answer.status, answer.headers["retry-after"]]).toEqual([503, "1"]);
    world.runs.refuse = () => undefined;
    expect((await call(hook.trigger.id, { id: "msg_late" })).status).toBe(202);
    isDraining = true;
    expect((await call(hook.trigger.id)).status).toBe(503);
  });
});

describe("a call that is not to be trusted", () => {
  const forged = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

  it.each([
    ["signed with another secret", { secret: forged }],
    ["older than five minutes", { ageSeconds: 301 }],
    ["from the future", { ageSeconds: -360 }],
    ["without a signature", { headers: { "webhook-signature": "" } }],
    ["with a signature of another sort", { headers: { "webhook-signature": "v2,AAAA" } }],
    ["with a time that is none", { headers: { "webhook-timestamp": "soon" } }],
  ])("%s is refused", async (_name, message) => {
    expect(await call(hook.trigger.id, message)).toMatchObject({ status: 401, body: refusal });
    expect(world.runs.ordersOf(hook.trigger.id)).toEqual([]);
  });

  it("is refused in the same words when there is no such webhook, or it is off", async () => {
    const cron = await owner.create({ cron: { schedule: "0 0 1 1 *" } });
    await replica.triggers.update(owner.principal, { id: hook.trigger.id, enabled: false });
    for (const id of [newId("trigger"), cron.id, hook.trigger.id, "nonsense", "%00"])
      expect(await call(id)).toMatchObject({ status: 401, body: refusal });
  });

  it("cannot use the secret of another webhook, nor one that was replaced", async () => {
    const { secret } = await create();
    expect((await call(hook.trigger.id, { secret })).status).toBe(401);
    const rotated = await replica.triggers.rotateSecret(owner.principal, hook.trigger.id);
    expect((await call(hook.trigger.id)).status).toBe(401);
    expect((await call(hook.trigger.id, { secret: rotated.secret })).status).toBe(202);
  });

  it("is limited per address, as long as it is refused", async () => {
    for (let count = 0; count < 100; count++)
      expect((await call(hook.trigger.id, { secret: forged })).status).toBe(401);
    const limited = await call(hook.trigger.id);
    expect(limited).toMatchObject({
      status: 429,
      body: { errors: [{ extensions: { code: "RATE_LIMITED", reason: "WEBHOOKS_LIMITED" } }] },
    });
    expect(limited.headers["retry-after"]).toBe("60");
  });
});

describe("a call that is too much", () => {
  it("or of another type than JSON is refused before it is read", async () => {
    const large = await call(hook.trigger.id, { body: JSON.stringify("x".repeat(10_000)) });
    expect(large).toMatchObject({ status: 413, body: { errors: [{ extensions: { reason: "BODY_TOO_LARGE" } }] } });
    expect((await call(hook.trigger.id, { headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect(world.runs.ordersOf(hook.trigger.id)).toEqual([]);
  });
});

describe("a secret", () => {
  it("is the same on every replica, is shown once, and is nowhere stored", async () => {
    const other = await world.replica();
    const { secret } = await other.triggers.rotateSecret(owner.principal, hook.trigger.id);
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect((await call(hook.trigger.id, { secret })).status).toBe(202);
    const rows = JSON.stringify(await world.rows("SELECT * FROM workflow_triggers"));
    expect(rows).not.toContain(secret.slice(6, 20));
  });
});
