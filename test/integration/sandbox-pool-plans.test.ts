import { afterAll, beforeAll, expect, it } from "vitest";
import type { Statement } from "../../src/platform/db/database.js";
import { claimWarm, giveUpWarm } from "../../src/sandboxes/sql/warm-claim.sql.js";
import { awaitWarm, deliverWarm, findClaimedWarm, readWarmClaim } from "../../src/sandboxes/sql/warm-deliver.sql.js";
import { expireWarm, forgetAbsentWarm, forgetWarm } from "../../src/sandboxes/sql/warm-forget.sql.js";
import { insertWarm } from "../../src/sandboxes/sql/warm-insert.sql.js";
import { adoptWarm, findKnownWarm, surveyWarm } from "../../src/sandboxes/sql/warm-survey.sql.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";
import { genericPlanOf } from "../support/plan.js";

const fill = `
INSERT INTO tenants (id, name) VALUES ('tenant_1', 'T');
INSERT INTO replicas (id, roles) SELECT 'replica_' || n, '{}' FROM generate_series(1, 10) n;
INSERT INTO sandboxes (id, tenant_id, status, spec, host, host_ref, created_by)
  SELECT 'sandbox_' || n, 'tenant_1', 'PROVISIONING', '{}', 'host_' || n % 10, 'warm_' || n, 'user' FROM generate_series(1, 2000) n;
INSERT INTO warm_sandboxes (id, image, host, owner_id, key_hash, ready_at, sandbox_id)
  SELECT 'warm_' || n, 'image_' || n % 3, 'host_' || n % 10, 'replica_' || n % 20, 'hash_' || n, now(),
    CASE WHEN n % 2 = 0 THEN 'sandbox_' || n END
  FROM generate_series(1, 2000) n;
ANALYZE`;

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
  await test.database.pool.query(fill);
});
afterAll(() => test.close());

const ids = ["warm_1", "warm_2"];
/** Ids are found as well by an index that begins with the host, when there are few of these. */
const member = /warm_sandboxes_(pkey|host_id_idx)/;
const ready = "warm_sandboxes_ready_idx";

it.each<[Statement, Parameters<typeof genericPlanOf>[2], (string | RegExp)[]]>([
  [claimWarm, ["host_1", "image_1", "sandbox_1", 1000], [ready, member, "warm_sandboxes_sandbox_id_key"]],
  [giveUpWarm, ["warm_1"], [member]],
  [awaitWarm, ["hash_1"], ["warm_sandboxes_key_hash_key"]],
  [findClaimedWarm, [ids], [member]],
  [readWarmClaim, ["warm_1"], [member, "sandboxes_pkey"]],
  [deliverWarm, ["warm_1", "sandbox_1"], [/warm_sandboxes_(pkey|sandbox_id_key)/, "sandboxes_pkey"]],
  [insertWarm, [ids, ["a", "b"], "image_1", "host_1", "replica_1", 3], [ready]],
  [surveyWarm, ["host_1"], [ready]],
  [adoptWarm, ["host_1", "replica_1"], [/warm_sandboxes_(ready|host_id)_idx/, member, "replicas_pkey"]],
  [findKnownWarm, ["host_1", ids], [member, "sandboxes_host_idx"]],
  [forgetWarm, [ids], [member]],
  [expireWarm, ["host_1", "replica_1", 1000, 1000, ["image_1"]], [/warm_sandboxes_(ready|host_id)_idx/, member]],
  [forgetAbsentWarm, ["host_1", ids], ["warm_sandboxes_host_id_idx"]],
])("$name finds its rows by the index that it names, whatever its values", async (statement, values, indexes) => {
  const plan = await genericPlanOf(test.database, statement, values);
  expect(plan).not.toContain("Seq Scan on");
  for (const index of indexes) expect(plan).toMatch(index);
});
