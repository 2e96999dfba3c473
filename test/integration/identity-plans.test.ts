import { afterAll, beforeAll, expect, it } from "vitest";
import { deleteSandboxKeys } from "../../src/identity/sql/delete-sandbox-keys.sql.js";
import { deleteSignIns } from "../../src/identity/sql/delete-sign-ins.sql.js";
import { endUserSignIns } from "../../src/identity/sql/end-user-sign-ins.sql.js";
import { findApiKey } from "../../src/identity/sql/find-api-key.sql.js";
import { findCredentials } from "../../src/identity/sql/find-credentials.sql.js";
import { findSignIn } from "../../src/identity/sql/find-sign-in.sql.js";
import { issueSandboxKey } from "../../src/identity/sql/issue-sandbox-key.sql.js";
import { listRevocations } from "../../src/identity/sql/list-revocations.sql.js";
import { openSignIn } from "../../src/identity/sql/open-sign-in.sql.js";
import { revokeAgentKeys } from "../../src/identity/sql/revoke-agent-keys.sql.js";
import { revokeSandboxKeys } from "../../src/identity/sql/revoke-sandbox-keys.sql.js";
import { rotateSignIn } from "../../src/identity/sql/rotate-sign-in.sql.js";
import { touchApiKeys } from "../../src/identity/sql/touch-api-keys.sql.js";
import type { Statement } from "../../src/platform/db/database.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

const now = new Date();
/** Either finds one user: which is the cheaper depends on how many there are. */
const usersById = /users_pkey|users_tenant_id_id_idx/;
/** Any finds one agent in an empty table. */
const agentsById = /agents_pkey|agents_tenant_id_(name_)?id_idx/;
const statements: readonly (readonly [Statement, readonly unknown[], readonly (string | RegExp)[]])[] = [
  [findSignIn, ["s", "u", "t"], ["sign_ins_pkey", usersById]],
  [findApiKey, ["h"], ["api_keys_secret_hash_key", "agents_pkey"]],
  [findCredentials, ["e"], ["users_email_key"]],
  [openSignIn, ["s", "u", "t", "h", now, "p"], [usersById]],
  [rotateSignIn, ["s", "h", "h", now, now], ["sign_ins_pkey", usersById]],
  [endUserSignIns, ["t", "u", null], ["sign_ins_user_id_idx"]],
  [deleteSignIns, [now, 1_000], ["sign_ins_expires_at_idx", "sign_ins_pkey"]],
  [revokeAgentKeys, ["t", "a"], ["api_keys_agent_id_idx"]],
  [issueSandboxKey, ["k", "t", "s", "a", "p", "h", now, "x"], [agentsById, "api_keys_agent_id_idx"]],
  [revokeSandboxKeys, [["k"]], ["api_keys_pkey"]],
  [deleteSandboxKeys, [now, 1_000], ["api_keys_expires_idx", "api_keys_pkey"]],
  [touchApiKeys, [["k"], [now]], ["api_keys_pkey"]],
  [listRevocations, [35_000], ["sign_ins_revoked_idx", "api_keys_revoked_idx"]],
];

it.each(statements.map(([statement, values, indexes]) => [statement.name, { statement, values, indexes }] as const))(
  "%s finds its rows by index",
  async (_name, { statement, values, indexes }) => {
    const plan = await test.database.transaction(async (client) => {
      await client.query("SET LOCAL enable_seqscan = off");
      const { rows } = await client.query<Record<string, string>>(`EXPLAIN ${statement.text}`, [...values]);
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    });
    for (const index of indexes) expect(plan).toMatch(index);
  },
);
