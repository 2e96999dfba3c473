import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { IdentityService, Principal, User } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import { IdentityWorld, password } from "../support/identity-world.js";
import { refusalOf } from "../support/refusal.js";

let world: IdentityWorld;
let identity: IdentityService;
let admin: Principal;
let user: User;

beforeAll(async () => {
  world = await IdentityWorld.open();
  identity = await world.replica();
  admin = await world.admin(identity);
  user = await world.user(identity, admin, "DEVELOPER");
});
afterAll(() => world.close());

const signIn = (email: string, tried = password, clientAddress = "192.0.2.9") =>
  identity.signIn({ email, password: tried, clientAddress });

describe("signIn", () => {
  it("answers the user and tokens that stand for it, whatever the case of the email", async () => {
    const answer = await signIn(user.email.toUpperCase());
    expect(answer.user).toEqual(user);
    expect(await identity.authenticate(answer.accessToken)).toEqual({
      kind: "user",
      id: user.id,
      tenantId: admin.tenantId,
      role: "DEVELOPER",
      credentialId: expect.stringMatching(/^signin_/) as string,
      expiresAt: answer.accessTokenExpiresAt,
    });
  });

  it("refuses a wrong password and an unknown email in the same words", async () => {
    const wrong = await refusalOf(signIn(user.email, "not the password"));
    const unknown = await refusalOf(signIn("nobody@example.com"));
    expect(wrong).toMatchObject({ code: "UNAUTHENTICATED", reason: "CREDENTIALS_INVALID" });
    expect(unknown).toEqual(wrong);
  });

  it("refuses a disabled user", async () => {
    const other = await world.user(identity, admin);
    await identity.updateUser(admin, { id: other.id, disabled: true });
    await expect(signIn(other.email)).rejects.toMatchObject({ reason: "CREDENTIALS_INVALID" });
  });

  it("refuses an account after ten failures", async () => {
    const other = await world.user(identity, admin);
    for (let index = 0; index < 10; index++) await refusalOf(signIn(other.email, "not the password"));
    await expect(signIn(other.email)).rejects.toMatchObject({ code: "RATE_LIMITED", reason: "SIGN_IN_LIMITED" });
    await expect(signIn(user.email)).resolves.toMatchObject({ user: { id: user.id } });
  });

  it("refuses a user who is disabled while the password is being checked", async () => {
    const other = await world.user(identity, admin);
    const { database } = world.test;
    const send = database.query.bind(database);
    const query = vi.spyOn(database, "query").mockImplementation(async (statement, values) => {
      if (statement.name === "open_sign_in") await identity.updateUser(admin, { id: other.id, disabled: true });
      return send(statement, values);
    });
    await expect(signIn(other.email)).rejects.toMatchObject({ reason: "CREDENTIALS_INVALID" });
    query.mockRestore();
  });

  it("shows no password hash", async () => {
    expect(JSON.stringify(await signIn(user.email))).not.toContain("scrypt");
  });
});

describe("refresh", () => {
  it("exchanges a refresh token for the next pair of the same session", async () => {
    const first = await signIn(user.email);
    const second = await identity.refresh(first.refreshToken);
    const third = await identity.refresh(second.refreshToken);
    expect(new Set([first, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
    const [before, after] = await Promise.all([
      identity.authenticate(first.accessToken),
      identity.authenticate(third.accessToken),
    ]);
    expect(after.credentialId).toBe(before.credentialId);
  });

  it("ends the whole family when a token is used twice", async () => {
    const first = await signIn(user.email);
    const second = await identity.refresh(first.refreshToken);
    await identity.authenticate(second.accessToken);
    await expect(identity.refresh(first.refreshToken)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      reason: "REFRESH_TOKEN_REUSED",
    });
    await expect(identity.refresh(second.refreshToken)).rejects.toMatchObject({ reason: "TOKEN_REVOKED" });
    await expect(identity.authenticate(second.accessToken)).rejects.toMatchObject({ reason: "TOKEN_REVOKED" });
  });

  it("leaves the user's other sessions alone when one family ends", async () => {
    const [stolen, other] = [await signIn(user.email), await signIn(user.email)];
    await identity.refresh(stolen.refreshToken);
    await refusalOf(identity.refresh(stolen.refreshToken));
    await expect(identity.refresh(other.refreshToken)).resolves.toBeDefined();
  });

  it("lets one of two calls made together win", async () => {
    for (let round = 0; round < 5; round++) {
      const { refreshToken } = await signIn(user.email);
      const outcomes = await Promise.allSettled([identity.refresh(refreshToken), identity.refresh(refreshToken)]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    }
  });

  it("refuses an invented token and leaves the session alone", async () => {
    const { accessToken, refreshToken } = await signIn(user.email);
    const [id = ""] = refreshToken.split(".");
    const invented = `${id}.${"a".repeat(43)}.${"a".repeat(43)}`;
    await expect(identity.refresh(invented)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      reason: "TOKEN_INVALID",
    });
    await expect(identity.refresh("")).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
    await expect(identity.authenticate(accessToken)).resolves.toBeDefined();
  });

  it("keeps only hashes", async () => {
    const { refreshToken } = await signIn(user.email);
    const { rows } = await world.test.database.pool.query("SELECT * FROM sign_ins");
    expect(JSON.stringify(rows)).not.toContain(refreshToken.split(".")[1]);
  });

  it("refuses a token whose time is over", async () => {
    const brief = await world.replica({ config: { refreshTokenMs: 1_000 } });
    const { refreshToken } = await world.tokens(brief, user.email);
    world.clock.advance(1_000);
    await expect(brief.refresh(refreshToken)).rejects.toMatchObject({ reason: "TOKEN_EXPIRED" });
  });
});

describe("signOut", () => {
  it("ends the session's tokens at once", async () => {
    const { accessToken, refreshToken } = await signIn(user.email);
    const principal = await identity.authenticate(accessToken);
    expect(await identity.signOut(principal)).toBe(true);
    await expect(identity.authenticate(accessToken)).rejects.toMatchObject({ reason: "TOKEN_REVOKED" });
    await expect(identity.refresh(refreshToken)).rejects.toMatchObject({ reason: "TOKEN_REVOKED" });
    expect(await identity.signOut(principal)).toBe(false);
  });

  it("cannot end another tenant's session", async () => {
    const { accessToken } = await signIn(user.email);
    const principal = await identity.authenticate(accessToken);
    expect(await identity.signOut({ ...principal, tenantId: newId("tenant") })).toBe(false);
    await expect(identity.authenticate(accessToken)).resolves.toEqual(principal);
  });
});

describe("sweep", () => {
  it("deletes the sessions that have ended, and only these", async () => {
    await identity.sweep();
    const brief = await world.replica({ config: { refreshTokenMs: 1_000 } });
    await world.tokens(brief, user.email);
    const lasting = await signIn(user.email);
    world.clock.advance(1_001);
    expect(await identity.sweep()).toBe(1);
    expect(await identity.sweep()).toBe(0);
    await expect(identity.refresh(lasting.refreshToken)).resolves.toBeDefined();
  });
});
