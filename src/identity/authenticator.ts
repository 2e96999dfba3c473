import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { AccessTokens } from "./access-tokens.js";
import { tokenExpired, tokenInvalid, tokenRevoked } from "./errors.js";
import type { KeyUse } from "./key-use.js";
import type { Principal, Role } from "./model.js";
import { PrincipalCache } from "./principal-cache.js";
import type { Revocations } from "./revocations.js";
import { hashSecret, isApiKey } from "./secrets.js";
import { findApiKey } from "./sql/find-api-key.sql.js";
import { findSignIn } from "./sql/find-sign-in.sql.js";

/** Several times what any token of ours has. */
const maxTokenChars = 2_048;

interface AuthenticatorOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly accessTokens: AccessTokens;
  readonly revocations: Revocations;
  readonly keyUse: KeyUse;
}

interface KeyRow {
  readonly id: string;
  readonly tenantId: string;
  readonly role: Role;
  readonly agentId: string | null;
  readonly expiresAt: Date | null;
  readonly taskId: string | null;
  readonly revoked: boolean;
}

export type Authenticate = (bearerToken: string) => Promise<Principal>;

/** Resolves bearer tokens. What it remembers is held at each call against the time and what was revoked of late. */
export function createAuthenticate({ clock, revocations, keyUse, ...stores }: AuthenticatorOptions): Authenticate {
  const cache = new PrincipalCache({
    clock,
    check: (token) => (isApiKey(token) ? checkKey(stores.database, token) : checkAccessToken(stores, token)),
  });
  return async (token) => {
    if (token.length === 0 || token.length > maxTokenChars) throw tokenInvalid();
    const principal = await cache.get(token);
    if (revocations.has(principal.credentialId)) throw tokenRevoked();
    if (principal.expiresAt && principal.expiresAt <= clock.now()) throw tokenExpired();
    if (principal.kind !== "user") keyUse.note(principal.credentialId);
    return principal;
  };
}

type Stores = Pick<AuthenticatorOptions, "accessTokens" | "database">;

async function checkAccessToken({ accessTokens, database }: Stores, token: string): Promise<Principal> {
  const { signInId, userId, tenantId, expiresAt } = await accessTokens.read(token);
  const [row] = await database.query<{ role: Role; revoked: boolean; disabled: boolean }>(findSignIn, [
    signInId,
    userId,
    tenantId,
  ]);
  if (!row || row.revoked || row.disabled) throw tokenRevoked();
  return { kind: "user", id: userId, tenantId, role: row.role, credentialId: signInId, expiresAt };
}

async function checkKey(database: Database, key: string): Promise<Principal> {
  const [row] = await database.query<KeyRow>(findApiKey, [hashSecret(key)]);
  if (!row) throw tokenInvalid();
  if (row.revoked) throw tokenRevoked();
  const { id, tenantId, role, agentId, expiresAt, taskId } = row;
  const who = agentId === null ? ({ kind: "service", id } as const) : ({ kind: "agent", id: agentId } as const);
  return { ...who, tenantId, role, credentialId: id, expiresAt, ...(taskId !== null && { taskId }) };
}
