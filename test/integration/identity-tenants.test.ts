import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it, vi } from "vitest";
import type { IdentityService } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import { IdentityWorld, password } from "../support/identity-world.js";
import { refusalOf } from "../support/refusal.js";

const email = "first@example.com";

describe("bootstrap", () => {
  let world: IdentityWorld;
  let identity: IdentityService;

  beforeEach(async () => {
    world = await IdentityWorld.open();
    identity = await world.replica();
  });
  afterEach(() => world.close());

  const signIn = (given: string) => identity.signIn({ email, password: given, clientAddress: "192.0.2.1" });

  it("makes the operator's tenant and its admin", async () => {
    expect(await identity.bootstrap({ email, password })).toEqual({ email, password: null, created: true });
    const { user } = await signIn(password);
    expect(user).toMatchObject({ email, role: "ADMIN" });
    expect(await identity.getTenant(user.tenantId)).toMatchObject({ name: "default", isOperator: true });
  });

  it("makes a password where none is given", async () => {
    const { password: made } = await identity.bootstrap({ email, password: null });
    expect(made).toMatch(/^[\w-]{24}$/);
    await expect(signIn(made ?? "")).resolves.toMatchObject({ user: { email } });
  });

  it("does nothing at the next start, whatever it is told", async () => {
    await identity.bootstrap({ email, password });
    const again = await identity.bootstrap({ email: "other@example.com", password: null });
    expect(again).toEqual({ email: "other@example.com", password: null, created: false });
    await expect(signIn(password)).resolves.toBeDefined();
  });

  it("is done once by replicas that start together", async () => {
    const replicas = [identity, await world.replica(), await world.replica()];
    const keepPassword = vi.fn(async () => undefined);
    const outcomes = await Promise.all(
      replicas.map((replica) => replica.bootstrap({ email, password: null, keepPassword })),
    );
    const [made, ...others] = outcomes.filter(({ created }) => created);
    expect(others).toEqual([]);
    expect(keepPassword).toHaveBeenCalledExactlyOnceWith(made?.password);
    await expect(signIn(made?.password ?? "")).resolves.toBeDefined();
  });

  it("makes nothing when the password cannot be kept", async () => {
    const keepPassword = () => Promise.reject(new Error("disk full"));
    await expect(identity.bootstrap({ email, password: null, keepPassword })).rejects.toThrow("disk full");
    expect(await identity.bootstrap({ email, password })).toMatchObject({ created: true });
  });

  it.each([
    ["email", { email: "nonsense", password }],
    ["password", { email, password: "short" }],
  ])("refuses a bad %s", async (field, input) => {
    expect(await refusalOf(identity.bootstrap(input))).toMatchObject({ code: "BAD_USER_INPUT", path: [field] });
  });
});

describe("createTenant", () => {
  let world: IdentityWorld;
  let identity: IdentityService;

  beforeAll(async () => {
    world = await IdentityWorld.open();
    identity = await world.replica();
  });
  afterAll(() => world.close());

  const input = () => ({ name: "Acme", adminEmail: world.newEmail(), adminPassword: password });

  it("makes a tenant with an admin who can sign in", async () => {
    const { tenant, admin } = await identity.createTenant(await world.operator(identity), input());
    expect(tenant).toMatchObject({ name: "Acme", isOperator: false });
    expect(admin).toMatchObject({ tenantId: tenant.id, role: "ADMIN" });
    expect(await world.signIn(identity, admin.email)).toMatchObject({ tenantId: tenant.id, role: "ADMIN" });
  });

  it("is for the operator's admins only", async () => {
    const operator = await world.operator(identity);
    const forbidden = [
      await world.admin(identity),
      { ...operator, role: "SUPERVISOR" } as const,
      { ...operator, tenantId: newId("tenant") },
    ];
    for (const principal of forbidden) {
      const refusal = await refusalOf(identity.createTenant(principal, input()));
      expect(refusal).toMatchObject({ code: "FORBIDDEN", reason: "TENANT_NOT_OPERATOR" });
    }
  });

  it("makes no tenant when the admin's email is taken", async () => {
    const operator = await world.operator(identity);
    const taken = input();
    await identity.createTenant(operator, taken);
    const count = () => world.test.database.prisma.tenant.count();
    const before = await count();
    const refusal = await refusalOf(identity.createTenant(operator, taken));
    expect(refusal).toMatchObject({ code: "CONFLICT", reason: "USER_EMAIL_TAKEN", path: ["adminEmail"] });
    expect(await count()).toBe(before);
  });

  it.each([
    ["name", { name: "" }],
    ["adminEmail", { adminEmail: "nonsense" }],
    ["adminPassword", { adminPassword: "short" }],
  ])("refuses a bad %s", async (field, bad) => {
    const refusal = await refusalOf(identity.createTenant(await world.operator(identity), { ...input(), ...bad }));
    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", path: [field] });
  });
});
