import type { Database } from "../platform/db/database.js";
import { notFound } from "../platform/errors.js";
import { isId, newId } from "../platform/ids.js";
import type { Page, PageArguments } from "../platform/page.js";
import { passwordIncorrect, userEmailTaken, userLastAdmin } from "./errors.js";
import { newUserInput, parseInput, passwordChangeInput, userChangeInput } from "./inputs.js";
import type { Principal, Role, User } from "./model.js";
import type { Passwords } from "./passwords.js";
import type { Revocations } from "./revocations.js";
import type { SignInLimiter } from "./sign-in-limiter.js";
import { changePassword } from "./sql/change-password.sql.js";
import { changeUser } from "./sql/change-user.sql.js";
import { endUserSignIns } from "./sql/end-user-sign-ins.sql.js";
import { findPassword } from "./sql/find-password.sql.js";
import { findUser } from "./sql/find-user.sql.js";
import { insertUser } from "./sql/insert-user.sql.js";
import { lockTenant } from "./sql/lock-tenant.sql.js";
import { readUserPage } from "./store.js";
import { inTransaction, type Run } from "./transaction.js";

export interface NewUserInput {
  readonly email: string;
  readonly name: string;
  /** One of a person's: not AGENT, not SERVICE. */
  readonly role: Role;
  readonly password: string;
}

/** What is left out or null stays. */
export interface UserChangeInput {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly role?: Role | null | undefined;
  readonly disabled?: boolean | null | undefined;
}

export interface PasswordChangeInput {
  readonly currentPassword: string;
  readonly newPassword: string;
}

interface UserOptions {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly limiter: SignInLimiter;
  readonly revocations: Revocations;
}

/** The people of a tenant. */
export class Users {
  readonly #options: UserOptions;

  constructor(options: UserOptions) {
    this.#options = options;
  }

  /** CONFLICT when the email is taken, be it in another tenant. */
  async create({ tenantId }: Principal, input: NewUserInput): Promise<User> {
    const { email, name, role, password } = parseInput(newUserInput, input);
    const hash = await this.#options.passwords.hash(password);
    const [user] = await this.#options.database.query<User>(insertUser, [
      newId("user"),
      tenantId,
      email,
      name,
      role,
      hash,
    ]);
    if (!user) throw userEmailTaken(["email"]);
    return user;
  }

  /** A new role and disabling end the user's sessions: no token may outlive what it was given for. */
  async update({ tenantId }: Principal, input: UserChangeInput): Promise<User> {
    const change = parseInput(userChangeInput, input);
    if (!isId("user", change.id)) throw notFound("user", change.id);
    const { user, ended } = await inTransaction(this.#options.database, async (run) => {
      await run(lockTenant, [tenantId]);
      const before = await findFor(run, tenantId, change.id);
      refuseLossOfLastAdmin(before, change);
      const values = [change.id, tenantId, change.name, change.role, change.disabled];
      const [after] = await run<User>(changeUser, values);
      if (!after) throw notFound("user", change.id);
      const endsSessions = after.role !== before.role || (after.disabled && !before.disabled);
      const rows = endsSessions ? await run<{ id: string }>(endUserSignIns, [tenantId, change.id, null]) : [];
      return { user: after, ended: rows.map(({ id }) => id) };
    });
    this.#options.revocations.announce(ended);
    return user;
  }

  /** Ends the caller's other sessions. Wrong tries count like failed sign-ins: a stolen token must not find it out. */
  async changePassword({ id, tenantId, credentialId }: Principal, input: PasswordChangeInput): Promise<User> {
    const { currentPassword, newPassword } = parseInput(passwordChangeInput, input);
    const { database, limiter, passwords, revocations } = this.#options;
    const currentHash = await limiter.guard({ account: id, address: null }, async () => {
      const [found] = await database.query<{ passwordHash: string }>(findPassword, [id, tenantId]);
      const matches = await passwords.verify(currentPassword, found?.passwordHash ?? null);
      return found && matches ? found.passwordHash : null;
    });
    if (currentHash === null) throw passwordIncorrect(["currentPassword"]);
    const nextHash = await passwords.hash(newPassword);
    const { user, ended } = await inTransaction(database, async (run) => {
      const [changed] = await run<User>(changePassword, [id, tenantId, currentHash, nextHash]);
      if (!changed) throw passwordIncorrect(["currentPassword"]);
      return { user: changed, ended: await run<{ id: string }>(endUserSignIns, [tenantId, id, credentialId]) };
    });
    revocations.announce(ended.map((row) => row.id));
    return user;
  }

  /** By age, oldest first. */
  list({ tenantId }: Principal, page: PageArguments): Promise<Page<User>> {
    return readUserPage(this.#options.database, tenantId, page);
  }
}

type FoundUser = User & { readonly otherAdmins: number };

async function findFor(run: Run, tenantId: string, id: string): Promise<FoundUser> {
  const [user] = await run<FoundUser>(findUser, [id, tenantId]);
  if (!user) throw notFound("user", id);
  return user;
}

/** Only right under the tenant's lock: else two admins could demote each other at the same time. */
function refuseLossOfLastAdmin(
  before: FoundUser,
  { role, disabled }: Pick<UserChangeInput, "role" | "disabled">,
): void {
  if (before.role !== "ADMIN" || before.disabled || before.otherAdmins > 0) return;
  if (role && role !== "ADMIN") throw userLastAdmin(["role"]);
  if (disabled) throw userLastAdmin(["disabled"]);
}
