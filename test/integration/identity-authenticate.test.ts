import { randomBytes } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { IdentityService, Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import { eventually } from "../support/eventually.js";
import { IdentityWorld, deafBroker } from "../support/identity-world.js";

let world: IdentityWorld;
let here: IdentityService;
let there: IdentityService;
let admin: Principal;

beforeAll(async () => {
  world = await IdentityWorld.open();
  here = await world.replica();
  there = await world.replica();
  admin = await world.admin(here);
});
afterAll(() => world.close());

const revoked = { code: "UNAUTHENTICATED", reason: "TOKEN_REVOKED" };

describe("authenticate", () => {
  it("accepts on one replica what another has issued", async () => {
    const user = await world.user(here, admin);
    const { accessToken } = await world.tokens(here, user.email);
    await expect(there.authenticate(accessToken)).resolves.toMatchObject({ id: user.id });
  });

  it.each(["", "x", "a.b.c", "x".repeat(5_000), "muster_agent_" + "a".repeat(43)])(
    "refuses what is no token: %.20j",
    async (token) => {
      await expect(here.authenticate(token)).rejects.toMatchObject({
        code: "UNAUTHENTICATED",
        reason: "TOKEN_INVALID",
      });
    },
  );

  it("refuses a token that another key has signed", async () => {
    const token = await new SignJWT({ tid: admin.tenantId, sid: admin.credentialId, role: "ADMIN" })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(admin.id)
      .setIssuer("muster")
      .setAudience("muster")
      .setExpirationTime("1h")
      .sign(randomBytes(32));
    await expect(here.authenticate(token)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
  });

  it("refuses a token whose time is over, remembered or not", async () => {
    const brief = await world.replica({ config: { accessTokenMs: 1_000 } });
    const user = await world.user(here, admin);
    const { accessToken, accessTokenExpiresAt } = await world.tokens(brief, user.email);
    await brief.authenticate(accessToken);
    world.clock.advance(accessTokenExpiresAt.getTime() - world.clock.now().getTime());
    await expect(brief.authenticate(accessToken)).rejects.toMatchObject({ reason: "TOKEN_EXPIRED" });
    await expect(here.authenticate(accessToken)).rejects.toMatchObject({ reason: "TOKEN_EXPIRED" });
  });

  it("asks the database once for a token that many calls show", async () => {
    const user = await world.user(here, admin);
    const { accessToken } = await world.tokens(here, user.email);
    const query = vi.spyOn(world.test.database, "query");
    await Promise.all(Array.from({ length: 20 }, () => here.authenticate(accessToken)));
    await here.authenticate(accessToken);
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
  });

  it("says so when the database is away, and accepts the token when it is back", async () => {
    const user = await world.user(here, admin);
    const { accessToken } = await world.tokens(here, user.email);
    const query = vi.spyOn(world.test.database, "query").mockRejectedValueOnce(new Error("down"));
    await expect(here.authenticate(accessToken)).rejects.toThrow("down");
    query.mockRestore();
    await expect(here.authenticate(accessToken)).resolves.toMatchObject({ id: user.id });
  });
});

describe("a revocation", () => {
  it("is seen at once by another replica that has just accepted the token", async () => {
    const user = await world.user(here, admin);
    const { accessToken } = await world.tokens(here, user.email);
    const principal = await there.authenticate(accessToken);
    const heard = vi.fn();
    const unregister = there.onRevoked(heard);
    await here.signOut(principal);
    await eventually(() => expect(heard).toHaveBeenCalledWith(principal.credentialId));
    await expect(there.authenticate(accessToken)).rejects.toMatchObject(revoked);
    unregister();
  });

  it("is told once on each replica", async () => {
    const user = await world.user(here, admin);
    const principal = await world.signIn(here, user.email);
    const [heardHere, heardThere] = [vi.fn(), vi.fn()];
    const unregister = [here.onRevoked(heardHere), there.onRevoked(heardThere)];
    await here.signOut(principal);
    await eventually(() => expect(heardThere).toHaveBeenCalled());
    const query = vi.spyOn(world.test.database, "query");
    world.clock.advance(5_000);
    expect(query.mock.calls.map(([{ name }]) => name)).toContain("list_revocations");
    await Promise.all(query.mock.results.map(({ value }) => value as Promise<unknown>));
    query.mockRestore();
    expect(heardHere.mock.calls).toEqual([[principal.credentialId]]);
    expect(heardThere.mock.calls).toEqual([[principal.credentialId]]);
    for (const end of unregister) end();
  });

  it("is not told to who has unregistered", async () => {
    const user = await world.user(here, admin);
    const principal = await world.signIn(here, user.email);
    const heard = vi.fn();
    here.onRevoked(heard)();
    await here.signOut(principal);
    expect(heard).not.toHaveBeenCalled();
  });

  it("is seen within two seconds where the broadcast was lost, and told within five", async () => {
    const mute = await world.replica({ broker: deafBroker(world.broker) });
    const user = await world.user(here, admin);
    const { accessToken } = await world.tokens(here, user.email);
    const principal = await there.authenticate(accessToken);
    const heard = vi.fn();
    const unregister = there.onRevoked(heard);
    await mute.signOut(principal);
    await expect(there.authenticate(accessToken)).resolves.toEqual(principal);
    world.clock.advance(2_001);
    await expect(there.authenticate(accessToken)).rejects.toMatchObject(revoked);
    expect(heard).not.toHaveBeenCalled();
    world.clock.advance(3_000);
    await eventually(() => expect(heard).toHaveBeenCalledWith(principal.credentialId));
    unregister();
  });
});

describe("the signing key", () => {
  it("may be given, and then other replicas' tokens do not count", async () => {
    const given = await world.replica({ config: { jwtSecret: "x".repeat(32) } });
    const user = await world.user(here, admin);
    const { accessToken } = await world.tokens(given, user.email);
    await expect(given.authenticate(accessToken)).resolves.toMatchObject({ id: user.id });
    await expect(here.authenticate(accessToken)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
  });

  it("must not be short", async () => {
    await expect(world.replica({ config: { jwtSecret: "x".repeat(31) } })).rejects.toThrow("at least 32 bytes");
  });

  it("is refused for a session of another tenant than the token says", async () => {
    const given = await world.replica({ config: { jwtSecret: "x".repeat(32) } });
    const token = await new SignJWT({ tid: newId("tenant"), sid: admin.credentialId })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(admin.id)
      .setIssuer("muster")
      .setAudience("muster")
      .setExpirationTime("1h")
      .sign(Buffer.from("x".repeat(32)));
    await expect(given.authenticate(token)).rejects.toMatchObject(revoked);
  });
});
