import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { IdentityService, Principal, SandboxKey } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import { eventually } from "../support/eventually.js";
import { IdentityWorld } from "../support/identity-world.js";
import { refusalOf } from "../support/refusal.js";

let world: IdentityWorld;
let here: IdentityService;
let there: IdentityService;
let admin: Principal;
let agentId: string;

beforeAll(async () => {
  world = await IdentityWorld.open();
  here = await world.replica();
  there = await world.replica();
  admin = await world.admin(here);
});
afterAll(() => world.close());
beforeEach(async () => {
  agentId = await world.agent(admin);
});

const revoked = { code: "UNAUTHENTICATED", reason: "TOKEN_REVOKED" };

function inMinutes(minutes: number): Date {
  return new Date(world.clock.now().getTime() + minutes * 60_000);
}

function keyOf(some: Partial<SandboxKey> = {}): SandboxKey {
  const { tenantId } = admin;
  const made = { sandboxId: newId("sandbox"), taskId: newId("task"), expiresAt: inMinutes(60) };
  return { tenantId, agentId, ...made, ...some };
}

async function rowsOf({ sandboxId }: SandboxKey): Promise<Record<string, unknown>[]> {
  const text = "SELECT * FROM api_keys WHERE name = $1";
  return (await world.test.database.pool.query<Record<string, unknown>>(text, [sandboxId])).rows;
}

describe("the key of a sandbox", () => {
  it("stands for the agent, and for one task of it", async () => {
    const wanted = keyOf();
    const secret = await here.issueSandboxKey(wanted);
    expect(secret).toMatch(/^muster_agent_[\w-]{43}$/);
    expect(await there.authenticate(secret)).toEqual({
      kind: "agent",
      id: agentId,
      tenantId: admin.tenantId,
      role: "AGENT",
      credentialId: wanted.sandboxId.replace("sandbox_", "key_"),
      expiresAt: wanted.expiresAt,
      taskId: wanted.taskId,
    });
  });

  it("is as any other of the agent when it is for no task", async () => {
    const secret = await here.issueSandboxKey(keyOf({ taskId: null }));
    expect(await here.authenticate(secret)).not.toHaveProperty("taskId");
    const { items } = await here.listApiKeys(admin, { page: {}, includeRevoked: false });
    expect(items.filter((key) => key.agentId === agentId)).toHaveLength(1);
  });

  it("is kept as a hash, and in no list while it is for a task", async () => {
    const wanted = keyOf();
    const secret = await here.issueSandboxKey(wanted);
    const [row] = await rowsOf(wanted);
    expect(row).toMatchObject({ secret_hash: createHash("sha256").update(secret).digest("base64url") });
    expect(JSON.stringify(row)).not.toContain(secret);
    const { items } = await here.listApiKeys(admin, { page: {}, includeRevoked: true });
    expect(items.map(({ name }) => name)).not.toContain(wanted.sandboxId);
  });

  it("is the same on every replica and each time, and another for another sandbox", async () => {
    const wanted = keyOf();
    const secrets = await Promise.all([here, there, here].map((replica) => replica.issueSandboxKey(wanted)));
    expect(new Set(secrets).size).toBe(1);
    expect(await rowsOf(wanted)).toHaveLength(1);
    expect(secrets).not.toContain(await here.issueSandboxKey(keyOf()));
  });

  it("ends by itself, later when it was asked for again, never earlier", async () => {
    const wanted = keyOf({ expiresAt: inMinutes(2) });
    const secret = await here.issueSandboxKey(wanted);
    await here.issueSandboxKey({ ...wanted, expiresAt: inMinutes(4) });
    await here.issueSandboxKey({ ...wanted, expiresAt: inMinutes(1) });
    world.clock.advance(3 * 60_000);
    await expect(here.authenticate(secret)).resolves.toBeDefined();
    world.clock.advance(60_000);
    await expect(here.authenticate(secret)).rejects.toMatchObject({ reason: "TOKEN_EXPIRED" });
  });

  it("is not had for an agent that is removed, another tenant's, or none", async () => {
    const foreign = await world.agent(await world.admin(here));
    await world.test.database.pool.query("UPDATE agents SET removed_at = now() WHERE id = $1", [agentId]);
    for (const id of [agentId, foreign, newId("agent"), "nonsense"]) {
      const wanted = keyOf({ agentId: id });
      const refusal = await refusalOf(here.issueSandboxKey(wanted));
      expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "AGENT_NOT_FOUND", path: ["agentId"] });
      expect(await rowsOf(wanted)).toEqual([]);
    }
  });
});

describe("revoking the keys of sandboxes", () => {
  it("ends them at once on every replica, for good", async () => {
    const wanted = [keyOf(), keyOf()];
    const secrets = await Promise.all(wanted.map((key) => here.issueSandboxKey(key)));
    await Promise.all(secrets.map((secret) => there.authenticate(secret)));
    const heard = vi.fn();
    const unregister = there.onRevoked(heard);
    await here.revokeSandboxKeys([...wanted.map(({ sandboxId }) => sandboxId), newId("sandbox"), "nonsense"]);
    await eventually(() => expect(heard).toHaveBeenCalledTimes(2));
    unregister();
    for (const secret of secrets) await expect(there.authenticate(secret)).rejects.toMatchObject(revoked);
    for (const key of wanted) {
      expect(await refusalOf(there.issueSandboxKey(key))).toMatchObject({
        code: "INVALID_STATE",
        reason: "KEY_REVOKED",
      });
    }
    for (const secret of secrets) await expect(here.authenticate(secret)).rejects.toMatchObject(revoked);
  });

  it("leaves every other key alone", async () => {
    const { apiKey, secret } = await here.createApiKey(admin, { name: "by hand", role: "AGENT", agentId });
    await here.revokeSandboxKeys([apiKey.id.replace("key_", "sandbox_")]);
    await expect(here.authenticate(secret)).resolves.toBeDefined();
  });

  it("happens to the earlier ones of a task when another sandbox gets one, and to no other task's", async () => {
    const taskId = newId("task");
    const [first, other] = [await here.issueSandboxKey(keyOf({ taskId })), await here.issueSandboxKey(keyOf())];
    await there.authenticate(first);
    const second = await here.issueSandboxKey(keyOf({ taskId }));
    await expect(here.authenticate(first)).rejects.toMatchObject(revoked);
    await eventually(() => expect(there.authenticate(first)).rejects.toMatchObject(revoked));
    for (const secret of [second, other]) await expect(there.authenticate(secret)).resolves.toBeDefined();
  });
});

describe("sweeping", () => {
  // Revocations are dated by PostgreSQL, of whose time the clock of the tests is a few minutes ahead by now.
  it("deletes the keys of sandboxes a while after their end, and none that people made", async () => {
    const [ended, gone, live] = [keyOf({ expiresAt: inMinutes(1) }), keyOf({ taskId: null }), keyOf()];
    for (const key of [ended, gone, live]) await here.issueSandboxKey(key);
    const made = await here.createApiKey(admin, { name: "by hand", role: "SERVICE", expiresAt: inMinutes(1) });
    await here.revokeSandboxKeys([gone.sandboxId]);
    const left = async () => (await Promise.all([ended, gone, live].map(rowsOf))).map(({ length }) => length);
    world.clock.advance(5 * 60_000);
    await here.sweep();
    expect(await left()).toEqual([1, 1, 1]);
    world.clock.advance(7 * 60_000);
    await Promise.all([here.sweep(), there.sweep()]);
    expect(await left()).toEqual([0, 0, 1]);
    expect(await here.getApiKeys(admin.tenantId, [made.apiKey.id])).toHaveProperty("size", 1);
  });
});
