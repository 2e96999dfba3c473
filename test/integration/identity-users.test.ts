import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IdentityService, Principal } from "../../src/identity/index.js";
import { userCursor } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import { IdentityWorld, password } from "../support/identity-world.js";
import { refusalOf } from "../support/refusal.js";

let world: IdentityWorld;
let identity: IdentityService;
let admin: Principal;
let stranger: Principal;

beforeAll(async () => {
  world = await IdentityWorld.open();
  identity = await world.replica();
  admin = await world.admin(identity);
  stranger = await world.admin(identity);
});
afterAll(() => world.close());

const newUser = () => ({ email: world.newEmail(), name: "Ada", role: "VIEWER", password }) as const;
const revoked = { code: "UNAUTHENTICATED", reason: "TOKEN_REVOKED" };

describe("createUser", () => {
  it("makes a user of the caller's tenant", async () => {
    const input = newUser();
    const user = await identity.createUser(admin, { ...input, email: input.email.toUpperCase() });
    expect(user).toEqual({
      id: expect.stringMatching(/^user_/) as string,
      tenantId: admin.tenantId,
      email: input.email,
      name: "Ada",
      role: "VIEWER",
      disabled: false,
      createdAt: expect.any(Date) as Date,
    });
    expect(await identity.getUsers(admin.tenantId, [user.id])).toEqual(new Map([[user.id, user]]));
  });

  it("refuses an email that is taken, in whatever case and tenant", async () => {
    const { email } = await world.user(identity, admin);
    for (const principal of [admin, stranger]) {
      const refusal = await refusalOf(identity.createUser(principal, { ...newUser(), email: email.toUpperCase() }));
      expect(refusal).toMatchObject({ code: "CONFLICT", reason: "USER_EMAIL_TAKEN", path: ["email"] });
    }
  });

  it("gives the email to one of two who ask at the same time", async () => {
    const input = newUser();
    const outcomes = await Promise.allSettled([
      identity.createUser(admin, input),
      identity.createUser(stranger, input),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it.each(["AGENT", "SERVICE"] as const)("refuses the role %s", async (role) => {
    const refusal = await refusalOf(identity.createUser(admin, { ...newUser(), role }));
    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", path: ["role"] });
  });
});

describe("updateUser", () => {
  it("changes what is named and leaves the rest", async () => {
    const user = await world.user(identity, admin);
    const changed = await identity.updateUser(admin, { id: user.id, name: "Grace", role: null });
    expect(changed).toEqual({ ...user, name: "Grace" });
  });

  it("leaves the sessions alone for a new name", async () => {
    const user = await world.user(identity, admin);
    const { accessToken } = await world.tokens(identity, user.email);
    await identity.updateUser(admin, { id: user.id, name: "Grace", role: user.role, disabled: false });
    await expect(identity.authenticate(accessToken)).resolves.toMatchObject({ id: user.id });
  });

  it.each([{ role: "SUPERVISOR" }, { disabled: true }] as const)("ends the user's sessions for %j", async (change) => {
    const user = await world.user(identity, admin);
    const { accessToken, refreshToken } = await world.tokens(identity, user.email);
    await identity.authenticate(accessToken);
    await identity.updateUser(admin, { id: user.id, ...change });
    await expect(identity.authenticate(accessToken)).rejects.toMatchObject(revoked);
    await expect(identity.refresh(refreshToken)).rejects.toMatchObject(revoked);
  });

  it("gives the new role to the next session", async () => {
    const user = await world.user(identity, admin);
    await identity.updateUser(admin, { id: user.id, role: "SUPERVISOR" });
    expect(await world.signIn(identity, user.email)).toMatchObject({ role: "SUPERVISOR" });
  });

  it("lets an enabled user sign in again", async () => {
    const user = await world.user(identity, admin);
    await identity.updateUser(admin, { id: user.id, disabled: true });
    await identity.updateUser(admin, { id: user.id, disabled: false });
    await expect(world.signIn(identity, user.email)).resolves.toMatchObject({ id: user.id });
  });

  it("reads another tenant's user, and what is no user, as not found", async () => {
    const user = await world.user(identity, admin);
    for (const id of [user.id, newId("user"), newId("task"), "nonsense", "\0"]) {
      const refusal = await refusalOf(identity.updateUser(stranger, { id, name: "Mallory" }));
      expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "USER_NOT_FOUND", path: ["id"] });
    }
    expect((await identity.getUsers(admin.tenantId, [user.id])).get(user.id)).toEqual(user);
  });

  it.each([
    ["role", { role: "VIEWER" }],
    ["disabled", { disabled: true }],
  ] as const)("keeps the last active admin from a change of %s", async (field, change) => {
    const alone = await world.admin(identity);
    const idle = await world.user(identity, alone, "ADMIN");
    await identity.updateUser(alone, { id: idle.id, disabled: true });
    const refusal = await refusalOf(identity.updateUser(alone, { id: alone.id, ...change }));
    expect(refusal).toMatchObject({ code: "INVALID_STATE", reason: "USER_LAST_ADMIN", path: [field] });
    expect((await identity.getUsers(alone.tenantId, [alone.id])).get(alone.id)).toMatchObject({
      role: "ADMIN",
      disabled: false,
    });
  });

  it("leaves one of two admins who demote each other at the same time", async () => {
    const one = await world.admin(identity);
    const other = await world.user(identity, one, "ADMIN");
    for (let round = 0; round < 10; round++) {
      const outcomes = await Promise.allSettled([
        identity.updateUser(one, { id: one.id, role: "VIEWER" }),
        identity.updateUser(one, { id: other.id, disabled: true }),
      ]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      await identity.updateUser(one, { id: one.id, role: "ADMIN" });
      await identity.updateUser(one, { id: other.id, disabled: false });
    }
  });
});

describe("changePassword", () => {
  const next = "another long password";

  it("ends the other sessions and keeps the one that asked", async () => {
    const user = await world.user(identity, admin);
    const [here, there] = [await world.tokens(identity, user.email), await world.tokens(identity, user.email)];
    const principal = await identity.authenticate(here.accessToken);
    await identity.changePassword(principal, { currentPassword: password, newPassword: next });
    await expect(identity.authenticate(here.accessToken)).resolves.toEqual(principal);
    await expect(identity.authenticate(there.accessToken)).rejects.toMatchObject(revoked);
    const clientAddress = "192.0.2.1";
    await expect(identity.signIn({ email: user.email, password, clientAddress })).rejects.toMatchObject({
      reason: "CREDENTIALS_INVALID",
    });
    await expect(identity.signIn({ email: user.email, password: next, clientAddress })).resolves.toBeDefined();
  });

  it("refuses a wrong current password, and after ten of them any", async () => {
    const principal = await world.signIn(identity, (await world.user(identity, admin)).email);
    const attempt = (currentPassword: string) =>
      refusalOf(identity.changePassword(principal, { currentPassword, newPassword: next }));
    const wrong = { code: "BAD_USER_INPUT", reason: "PASSWORD_INCORRECT", path: ["currentPassword"] };
    for (let index = 0; index < 10; index++) expect(await attempt("wrong")).toMatchObject(wrong);
    expect(await attempt(password)).toMatchObject({ code: "RATE_LIMITED" });
  });

  it("refuses a new password that is too short", async () => {
    const input = { currentPassword: password, newPassword: "short" };
    const refusal = await refusalOf(identity.changePassword(admin, input));
    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", path: ["newPassword"] });
  });
});

describe("listUsers", () => {
  it("pages through the tenant's own users, oldest first", async () => {
    const owner = await world.admin(identity);
    const made = [owner.id];
    for (let index = 0; index < 3; index++) made.push((await world.user(identity, owner)).id);
    const first = await identity.listUsers(owner, { first: 3 });
    expect(first).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const last = first.items.at(-1);
    if (!last) throw new Error("The page is empty.");
    const second = await identity.listUsers(owner, { first: 3, after: userCursor(last) });
    expect(second).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made);
    expect(JSON.stringify(first)).not.toContain("scrypt");
  });
});

describe("getUsers", () => {
  it("finds nothing of another tenant", async () => {
    const user = await world.user(identity, admin);
    expect(await identity.getUsers(stranger.tenantId, [user.id, "nonsense"])).toEqual(new Map());
  });
});
