import { randomBytes } from "node:crypto";
import type { Database } from "../platform/db/database.js";
import { bootstrapInput, parseInput } from "./inputs.js";
import type { Passwords } from "./passwords.js";
import { findOperator } from "./sql/find-operator.sql.js";
import { lockBootstrap } from "./sql/lock-bootstrap.sql.js";
import { addTenant } from "./tenants.js";
import { inTransaction } from "./transaction.js";

export interface BootstrapInput {
  /** Of the first admin. */
  readonly email: string;
  /** Of the first admin; null to have one made. */
  readonly password: string | null;
  /**
   * Stores a password that was made, before anything is committed: when it rejects, or the process dies, there is no
   * admin yet whose password nobody knows.
   */
  readonly keepPassword?: (password: string) => Promise<void>;
}

export interface BootstrapOutcome {
  readonly email: string;
  /** The password, only when this call made it. */
  readonly password: string | null;
  /** False when a tenant was there already, and so nothing was done. */
  readonly created: boolean;
}

interface BootstrapOptions {
  readonly database: Database;
  readonly passwords: Passwords;
}

/** Makes the operator's tenant and its admin once: of replicas that start together one does, later starts do not. */
export async function bootstrap(
  { database, passwords }: BootstrapOptions,
  input: BootstrapInput,
): Promise<BootstrapOutcome> {
  const { email, password } = parseInput(bootstrapInput, { email: input.email, password: input.password });
  const nothing = { email, password: null, created: false };
  const before = await database.query(findOperator, []);
  if (before.length > 0) return nothing;
  const chosen = password ?? newPassword();
  const made = password === null ? chosen : null;
  const passwordHash = await passwords.hash(chosen);
  return inTransaction(database, async (run) => {
    await run(lockBootstrap, []);
    const present = await run(findOperator, []);
    if (present.length > 0) return nothing;
    await addTenant(run, { name: "default", isOperator: true, email, passwordHash });
    if (made !== null) await input.keepPassword?.(made);
    return { email, password: made, created: true };
  });
}

/** 144 random bits, to be copied by hand if need be. */
function newPassword(): string {
  return randomBytes(18).toString("base64url");
}
