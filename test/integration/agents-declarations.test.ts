import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Agent, AgentService } from "../../src/agents/index.js";
import type { Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import { asAgent, AgentWorld, connect, register } from "../support/agent-world.js";
import { refusalOf } from "../support/refusal.js";

let world: AgentWorld;
let agents: AgentService;
let admin: Principal;

beforeAll(async () => {
  world = await AgentWorld.open();
  agents = await world.replica();
  admin = await world.tenant();
});

afterAll(() => world.close());

describe("registering", () => {
  it("answers the agent with a key, and logs the first event", async () => {
    const input = { name: "Größe 42", capabilities: ["b", "a", "b"], version: null, labels: { zone: "eu", "": "" } };
    expect(await refusalOf(agents.register(admin, input))).toMatchObject({
      code: "BAD_USER_INPUT",
      path: ["labels", ""],
    });
    const { agent, apiKey } = await agents.register(admin, { ...input, labels: { zone: "eu" } });
    expect(agent).toMatchObject({ name: "Größe 42", capabilities: ["b", "a"], version: null, labels: { zone: "eu" } });
    expect(agent).toMatchObject({
      tenantId: admin.tenantId,
      status: "CREATED",
      eventSeq: 1,
      removedAt: null,
      load: null,
    });
    expect(apiKey).toBe(`msk_${agent.id}`);
    expect(world.neighbours.issuedFor).toContain(agent.id);
    const data = { name: "Größe 42", capabilities: ["b", "a"], by: admin.id };
    expect(await world.eventsOf(agent.id)).toEqual([{ seq: 1, type: "AGENT_REGISTERED", data }]);
  });

  it.each([
    ["an empty name", { name: "" }, ["name"]],
    ["a blank name", { name: "  " }, ["name"]],
    ["a long name", { name: "x".repeat(101) }, ["name"]],
    ["a name of two lines", { name: "a\nb" }, ["name"]],
    ["a name with NUL", { name: "a\0" }, ["name"]],
    ["half a character", { name: "a\ud800" }, ["name"]],
    ["a capability with a space", { capabilities: ["ok", "not ok"] }, ["capabilities", 1]],
    ["an empty capability", { capabilities: [""] }, ["capabilities", 0]],
    ["101 capabilities", { capabilities: Array.from({ length: 101 }, (_, index) => `c${index}`) }, ["capabilities"]],
    ["an empty version", { version: "" }, ["version"]],
    ["a long version", { version: "1".repeat(101) }, ["version"]],
    ["labels that are a list", { labels: ["a"] }, ["labels"]],
    ["labels that are a text", { labels: "a" }, ["labels"]],
    ["a label that is a number", { labels: { size: 1 } }, ["labels", "size"]],
    ["a label with a bad key", { labels: { "a b": "c" } }, ["labels", "a b"]],
    ["a long label", { labels: { a: "x".repeat(201) } }, ["labels", "a"]],
    ["a label with NUL", { labels: { a: "\0" } }, ["labels", "a"]],
    [
      "51 labels",
      { labels: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`l${index}`, ""])) },
      ["labels"],
    ],
  ])("refuses %s and writes nothing", async (_what, bad, path) => {
    const counted = await world.rows("SELECT count(*) FROM agents");
    const refusal = await refusalOf(agents.register(admin, { name: "ok", capabilities: [], ...bad }));
    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", path });
    expect(await world.rows("SELECT count(*) FROM agents")).toEqual(counted);
  });

  it("leaves no agent behind when its key cannot be issued", async () => {
    world.neighbours.keyFailure = new Error("no keys today");
    await expect(register(agents, admin, "keyless")).rejects.toThrow("no keys today");
    const { items } = await agents.list(admin.tenantId, { page: {}, filter: { nameContains: "keyless" } });
    expect(items).toEqual([]);
    const [{ id } = { id: "" }] = await world.rows<{ id: string }>("SELECT id FROM agents WHERE name = 'keyless'");
    expect(await world.eventTypesOf(id)).toEqual(["AGENT_REGISTERED", "AGENT_REMOVED"]);
  });
});

describe("updating", () => {
  it("writes what is given, keeps the rest and says what changed", async () => {
    const { agent } = await register(agents, admin);
    const updated = await agents.update(admin, { id: agent.id, capabilities: ["x", "y"], version: null });
    expect(updated).toMatchObject({ capabilities: ["x", "y"], version: "1.0.0", labels: { team: "a" }, eventSeq: 2 });
    const again = await agents.update(admin, { id: agent.id, version: "2", labels: {} });
    expect(again).toMatchObject({ capabilities: ["x", "y"], version: "2", labels: {}, eventSeq: 3 });
    expect((await world.eventsOf(agent.id)).slice(1)).toEqual([
      { seq: 2, type: "AGENT_UPDATED", data: { changed: ["capabilities"] } },
      { seq: 3, type: "AGENT_UPDATED", data: { changed: ["version", "labels"] } },
    ]);
  });

  it("logs nothing when nothing differs", async () => {
    const { agent } = await register(agents, admin);
    const same = await agents.update(admin, {
      id: agent.id,
      capabilities: ["text"],
      version: "1.0.0",
      labels: { team: "a" },
    });
    expect(same).toMatchObject({ eventSeq: 1 });
    expect(await world.eventTypesOf(agent.id)).toEqual(["AGENT_REGISTERED"]);
  });

  it("lets an agent declare itself anew, without its id", async () => {
    const registration = await register(agents, admin);
    const updated = await agents.update(asAgent(registration), { capabilities: ["self"] });
    expect(updated).toMatchObject({ id: registration.agent.id, capabilities: ["self"] });
  });

  it("asks a person which agent is meant", async () => {
    expect(await refusalOf(agents.update(admin, { version: "1" }))).toMatchObject({
      code: "BAD_USER_INPUT",
      path: ["id"],
    });
  });

  it("refuses bad fields and changes nothing", async () => {
    const { agent } = await register(agents, admin);
    const bad = agents.update(admin, { id: agent.id, version: "2", capabilities: ["ok", "?"] });
    expect(await refusalOf(bad)).toMatchObject({ code: "BAD_USER_INPUT", path: ["capabilities", 1] });
    expect(await agents.get(admin.tenantId, agent.id)).toMatchObject({ version: "1.0.0", eventSeq: 1 });
  });

  it("loses no update when many write at once", async () => {
    const { agent } = await register(agents, admin);
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => agents.update(admin, { id: agent.id, version: `v${index}` })),
    );
    const events = await world.eventsOf(agent.id);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 31 }, (_, index) => index + 1));
  });
});

describe("removing", () => {
  it("revokes the keys, ends the sessions and takes the agent out of all lists, but not out of history", async () => {
    const registration = await register(agents, admin, "short-lived");
    const { id } = registration.agent;
    const { session } = await connect(agents, registration);
    const lost: string[] = [];
    const forget = agents.onSessionLost((sessionId) => lost.push(sessionId));
    const removed = await agents.remove(admin, id);
    forget();
    expect(removed).toMatchObject({ id, status: "OFFLINE", removedAt: expect.any(Date) });
    expect(world.neighbours.revokedFor).toContain(id);
    expect(lost).toEqual([session.id]);
    expect(await agents.sessionsOf(admin.tenantId, [id])).toEqual(new Map());
    expect(await agents.get(admin.tenantId, id)).toBeNull();
    expect(await agents.view(admin, id)).toBeNull();
    expect((await agents.list(admin.tenantId, { page: {}, filter: { nameContains: "short-lived" } })).items).toEqual(
      [],
    );
    expect([...(await agents.getMany(admin.tenantId, [id])).keys()]).toEqual([id]);
    const types = ["AGENT_REGISTERED", "AGENT_CONNECTED", "AGENT_DISCONNECTED", "AGENT_REMOVED"];
    expect(await world.eventTypesOf(id)).toEqual(types);
    expect(await refusalOf(connect(agents, registration))).toMatchObject({ code: "NOT_FOUND" });
    await agents.closeSession(session.id, "CLOSED");
    expect(await world.eventTypesOf(id)).toEqual(types);
  });

  it("is done once, however many ask", async () => {
    const { agent } = await register(agents, admin);
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => agents.remove(admin, agent.id)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await world.eventTypesOf(agent.id)).toEqual(["AGENT_REGISTERED", "AGENT_REMOVED"]);
  });

  it("lets an agent remove itself", async () => {
    const registration = await register(agents, admin);
    await agents.remove(asAgent(registration), registration.agent.id);
    expect(await agents.get(admin.tenantId, registration.agent.id)).toBeNull();
  });
});

describe("the border between tenants, and around an agent", () => {
  /** Everything that names an agent, tried by somebody who must not. */
  const attempts = (by: Principal, { id, tenantId }: Agent): Record<string, () => Promise<unknown>> => ({
    update: () => agents.update(by, { id, version: "stolen" }),
    pause: () => agents.pause(by, id),
    resume: () => agents.resume(by, id),
    drain: () => agents.drain(by, id),
    remove: () => agents.remove(by, id),
    ...(by.tenantId !== tenantId && {
      openSession: () => agents.openSession({ tenantId: by.tenantId, agentId: id, capacity: 1, kinds: null }),
    }),
  });

  it("reads what is another tenant's as not found, and changes nothing", async () => {
    const registration = await register(agents, admin, "mine");
    await connect(agents, registration);
    const { id } = registration.agent;
    const before = await agents.get(admin.tenantId, id);
    const stranger = await world.tenant();
    for (const [name, attempt] of Object.entries(attempts(stranger, registration.agent))) {
      expect(await refusalOf(attempt()), name).toMatchObject({ code: "NOT_FOUND", message: `No agent ${id}.` });
    }
    expect(await agents.view(stranger, id)).toBeNull();
    expect(await agents.get(stranger.tenantId, id)).toBeNull();
    expect(await agents.getMany(stranger.tenantId, [id])).toEqual(new Map());
    expect(await agents.sessionsOf(stranger.tenantId, [id])).toEqual(new Map());
    expect((await agents.list(stranger.tenantId, { page: {} })).items).toEqual([]);
    expect(await agents.get(admin.tenantId, id)).toEqual(before);
    expect(world.neighbours.revokedFor).not.toContain(id);
  });

  it("lets an agent reach itself only", async () => {
    const [self, other] = [await register(agents, admin), await register(agents, admin)];
    const principal = asAgent(self);
    for (const [name, attempt] of Object.entries(attempts(principal, other.agent))) {
      expect(await refusalOf(attempt()), name).toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await agents.view(principal, other.agent.id)).toBeNull();
    expect(await agents.view(principal, self.agent.id)).toMatchObject({ id: self.agent.id });
  });

  it.each([
    "",
    "agent_",
    "agent_0",
    "task_01h455vb4pex5vsknk084sn02q",
    "agent_01h455vb4pex5vsknk084sn02\0",
    "x".repeat(10_000),
  ])("reads the id %j as one of nobody", async (id) => {
    expect(await agents.view(admin, id)).toBeNull();
    for (const [name, attempt] of Object.entries(attempts(admin, { id, tenantId: "" } as Agent))) {
      expect(await refusalOf(attempt()), name).toMatchObject({ code: "NOT_FOUND" });
    }
  });

  it("tells a well-formed id of nobody and a stranger's apart in nothing", async () => {
    const nobody = newId("agent");
    expect(await refusalOf(agents.pause(admin, nobody))).toMatchObject({
      code: "NOT_FOUND",
      reason: "AGENT_NOT_FOUND",
      path: ["id"],
    });
  });
});
