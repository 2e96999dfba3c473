import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { apiKeyCursor, type IdentityService, type Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import { eventually } from "../support/eventually.js";
import { IdentityWorld } from "../support/identity-world.js";
import { refusalOf } from "../support/refusal.js";

let world: IdentityWorld;
let here: IdentityService;
let there: IdentityService;
let admin: Principal;
let stranger: Principal;

beforeAll(async () => {
  world = await IdentityWorld.open();
  here = await world.replica();
  there = await world.replica();
  admin = await world.admin(here);
  stranger = await world.admin(here);
});
afterAll(() => world.close());

const service = { name: "ci", role: "SERVICE" } as const;
const revoked = { code: "UNAUTHENTICATED", reason: "TOKEN_REVOKED" };

async function lastUsedAt(id: string): Promise<Date | null | undefined> {
  return (await here.getApiKeys(admin.tenantId, [id])).get(id)?.lastUsedAt;
}

describe("createApiKey", () => {
  it("makes a service's key that stands for itself", async () => {
    const { apiKey, secret } = await here.createApiKey(admin, service);
    expect(apiKey).toMatchObject({ name: "ci", role: "SERVICE", agentId: null, lastUsedAt: null, revokedAt: null });
    expect(secret.startsWith(apiKey.prefix)).toBe(true);
    expect(await here.authenticate(secret)).toEqual({
      kind: "service",
      id: apiKey.id,
      tenantId: admin.tenantId,
      role: "SERVICE",
      credentialId: apiKey.id,
      expiresAt: null,
    });
  });

  it("makes an agent's key that stands for the agent", async () => {
    const agentId = await world.agent(admin);
    const { apiKey, secret } = await here.createApiKey(admin, { name: "second", role: "AGENT", agentId });
    expect(await here.authenticate(secret)).toMatchObject({ kind: "agent", id: agentId, credentialId: apiKey.id });
  });

  it("keeps the SHA-256 of the key only", async () => {
    const { apiKey, secret } = await here.createApiKey(admin, service);
    const { rows } = await world.test.database.pool.query<{ secret_hash: string }>(
      "SELECT * FROM api_keys WHERE id = $1",
      [apiKey.id],
    );
    expect(rows[0]?.secret_hash).toBe(createHash("sha256").update(secret).digest("base64url"));
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it("reads another tenant's agent, a removed one, and what is none, as not found", async () => {
    const [foreign, removed] = [await world.agent(stranger), await world.agent(admin)];
    await world.test.database.pool.query("UPDATE agents SET removed_at = now() WHERE id = $1", [removed]);
    for (const agentId of [foreign, removed, newId("agent"), "nonsense"]) {
      const refusal = await refusalOf(here.createApiKey(admin, { name: "x", role: "AGENT", agentId }));
      expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "AGENT_NOT_FOUND", path: ["agentId"] });
    }
  });

  it.each(["ADMIN", "VIEWER"] as const)("refuses a key with the role %s", async (role) => {
    const refusal = await refusalOf(here.createApiKey(admin, { name: "x", role }));
    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", path: ["role"] });
  });

  it("makes a key that ends by itself", async () => {
    const expiresAt = new Date(world.clock.now().getTime() + 1_000);
    const { secret } = await here.createApiKey(admin, { ...service, expiresAt });
    await expect(here.authenticate(secret)).resolves.toMatchObject({ expiresAt });
    world.clock.advance(1_000);
    await expect(here.authenticate(secret)).rejects.toMatchObject({ reason: "TOKEN_EXPIRED" });
    await expect(there.authenticate(secret)).rejects.toMatchObject({ reason: "TOKEN_EXPIRED" });
  });
});

describe("revokeApiKey", () => {
  it("ends the key at once, here and on the other replica", async () => {
    const { apiKey, secret } = await here.createApiKey(admin, service);
    await Promise.all([here.authenticate(secret), there.authenticate(secret)]);
    const [heardHere, heardThere] = [vi.fn(), vi.fn()];
    const unregister = [here.onRevoked(heardHere), there.onRevoked(heardThere)];
    const answer = await here.revokeApiKey(admin, apiKey.id);
    expect(answer).toEqual({ ...apiKey, revokedAt: expect.any(Date) as Date });
    expect(heardHere).toHaveBeenCalledExactlyOnceWith(apiKey.id);
    await eventually(() => expect(heardThere).toHaveBeenCalledExactlyOnceWith(apiKey.id));
    await expect(here.authenticate(secret)).rejects.toMatchObject(revoked);
    await expect(there.authenticate(secret)).rejects.toMatchObject(revoked);
    for (const end of unregister) end();
  });

  it("keeps the instant of the first revocation", async () => {
    const { apiKey } = await here.createApiKey(admin, service);
    const first = await here.revokeApiKey(admin, apiKey.id);
    expect(await here.revokeApiKey(admin, apiKey.id)).toEqual(first);
  });

  it("reads another tenant's key, and what is none, as not found", async () => {
    const { apiKey, secret } = await here.createApiKey(admin, service);
    for (const id of [apiKey.id, newId("key"), "nonsense"]) {
      const refusal = await refusalOf(here.revokeApiKey(stranger, id));
      expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "KEY_NOT_FOUND", path: ["id"] });
    }
    await expect(here.authenticate(secret)).resolves.toBeDefined();
    expect(await here.getApiKeys(stranger.tenantId, [apiKey.id])).toEqual(new Map());
  });
});

describe("an agent's keys", () => {
  it("are issued and revoked together", async () => {
    const agentId = await world.agent(admin);
    const keys = [
      await here.issueAgentKey(admin.tenantId, agentId, "first"),
      await here.createApiKey(admin, { name: "second", role: "AGENT", agentId }),
    ];
    await there.revokeAgentKeys(stranger.tenantId, agentId);
    for (const { secret } of keys) await expect(here.authenticate(secret)).resolves.toMatchObject({ id: agentId });
    await there.revokeAgentKeys(admin.tenantId, agentId);
    for (const { secret } of keys) await expect(there.authenticate(secret)).rejects.toMatchObject(revoked);
  });

  it("are void once the agent is removed, revoked or not", async () => {
    const agentId = await world.agent(admin);
    const { secret } = await here.issueAgentKey(admin.tenantId, agentId, "first");
    await world.test.database.pool.query("UPDATE agents SET removed_at = now() WHERE id = $1", [agentId]);
    await expect(here.authenticate(secret)).rejects.toMatchObject(revoked);
  });
});

describe("last use", () => {
  it("is written once a minute, after the calls", async () => {
    const { apiKey, secret } = await here.createApiKey(admin, service);
    await here.authenticate(secret);
    const usedAt = world.clock.now();
    expect(await lastUsedAt(apiKey.id)).toBeNull();
    world.clock.advance(60_000);
    await eventually(async () => expect(await lastUsedAt(apiKey.id)).toEqual(usedAt));
  });

  it("is left alone when another replica has written it less than a minute before", async () => {
    const { apiKey, secret } = await here.createApiKey(admin, service);
    const [one, other] = [await world.replica(), await world.replica()];
    await one.authenticate(secret);
    const usedAt = world.clock.now();
    await one.stop();
    world.clock.advance(30_000);
    await other.authenticate(secret);
    await other.stop();
    expect(await lastUsedAt(apiKey.id)).toEqual(usedAt);
  });
});

describe("listApiKeys", () => {
  it("pages through the tenant's live keys, newest first, and the revoked ones when asked", async () => {
    const owner = await world.admin(here);
    const made: string[] = [];
    for (let index = 0; index < 3; index++) made.unshift((await here.createApiKey(owner, service)).apiKey.id);
    const [, middle = ""] = made;
    await here.revokeApiKey(owner, middle);
    const live = await here.listApiKeys(owner, { page: {}, includeRevoked: false });
    expect(live.items.map(({ id }) => id)).toEqual([made[0], made[2]]);
    const first = await here.listApiKeys(owner, { page: { first: 1 }, includeRevoked: true });
    const [newest] = first.items;
    if (!newest) throw new Error("The page is empty.");
    const rest = await here.listApiKeys(owner, { page: { after: apiKeyCursor(newest) }, includeRevoked: true });
    expect([newest, ...rest.items].map(({ id }) => id)).toEqual(made);
    expect(JSON.stringify(rest)).not.toContain("secretHash");
  });
});
