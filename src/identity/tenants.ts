import type { Database } from "../platform/db/database.js";
import { newId } from "../platform/ids.js";
import { operatorRequired, userEmailTaken } from "./errors.js";
import { parseInput, tenantInput } from "./inputs.js";
import type { Principal, Tenant, User } from "./model.js";
import type { Passwords } from "./passwords.js";
import { insertTenant } from "./sql/insert-tenant.sql.js";
import { insertUser } from "./sql/insert-user.sql.js";
import { readTenant } from "./store.js";
import { inTransaction, type Run } from "./transaction.js";

export interface NewTenantInput {
  readonly name: string;
  readonly adminEmail: string;
  readonly adminPassword: string;
}

export interface TenantAndAdmin {
  readonly tenant: Tenant;
  readonly admin: User;
}

interface FirstAdmin {
  readonly name: string;
  readonly isOperator: boolean;
  readonly email: string;
  readonly passwordHash: string;
}

/** A tenant with its first admin; CONFLICT when the email is taken, and then neither is there. */
export async function createTenant(
  { database, passwords }: { readonly database: Database; readonly passwords: Passwords },
  principal: Principal,
  input: NewTenantInput,
): Promise<TenantAndAdmin> {
  const operator = principal.role === "ADMIN" ? await readTenant(database, principal.tenantId) : null;
  if (!operator?.isOperator) throw operatorRequired();
  const { name, adminEmail, adminPassword } = parseInput(tenantInput, input);
  const passwordHash = await passwords.hash(adminPassword);
  return inTransaction(database, (run) => addTenant(run, { name, isOperator: false, email: adminEmail, passwordHash }));
}

/** The admin's name is the email until somebody changes it. */
export async function addTenant(
  run: Run,
  { name, isOperator, email, passwordHash }: FirstAdmin,
): Promise<TenantAndAdmin> {
  const [tenant] = await run<Tenant>(insertTenant, [newId("tenant"), name, isOperator]);
  if (!tenant) throw new Error("A tenant was inserted without an answer.");
  const values = [newId("user"), tenant.id, email, email.slice(0, 100), "ADMIN", passwordHash];
  const [admin] = await run<User>(insertUser, values);
  if (!admin) throw userEmailTaken(["adminEmail"]);
  return { tenant, admin };
}
