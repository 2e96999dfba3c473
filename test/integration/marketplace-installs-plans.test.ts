import { afterAll, beforeAll, expect, it } from "vitest";
import {
  findInstallations,
  findInstallationsOf,
  findTenantsWithKinds,
  listInstallations,
} from "../../src/marketplace/sql/find-installations.sql.js";
import { readItem, readItems } from "../../src/marketplace/sql/read-items.sql.js";
import { readReleases, readVersions } from "../../src/marketplace/sql/read-releases.sql.js";
import { readRunnable } from "../../src/marketplace/sql/read-runnable.sql.js";
import {
  deleteInstallation,
  findReleaseOfItem,
  holdRelease,
  insertInstallation,
  lockInstallation,
  settleInstallation,
} from "../../src/marketplace/sql/write-installation.sql.js";
import type { Statement } from "../../src/platform/db/database.js";
import { findEnds, nameRelease } from "../../src/workflows/sql/define-workflow.sql.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";
import { genericPlanOf } from "../support/plan.js";

/** 20 publishers of 100 items of 10 releases, of which 100 tenants have installed 20 each. */
const fill = `
INSERT INTO tenants (id, name) SELECT 'tenant_' || n, 'T' FROM generate_series(1, 100) n;
INSERT INTO publishers (id, tenant_id, name, display_name, created_by)
  SELECT 'publisher_' || n, 'tenant_' || n, 'p' || n, 'P', 'user_1' FROM generate_series(1, 20) n;
INSERT INTO publisher_keys (id, tenant_id, publisher_id, name, public_key, created_by)
  SELECT 'pubkey_' || n, 'tenant_' || n, 'publisher_' || n, 'k', sha256(n::text::bytea), 'user_1' FROM generate_series(1, 20) n;
INSERT INTO marketplace_items (id, tenant_id, publisher_id, name, type, description, visibility, latest_released_at)
  SELECT 'item_' || n, 'tenant_' || 1 + n % 20, 'publisher_' || 1 + n % 20, 'p' || 1 + n % 20 || '/i' || n, 'AGENT', 'd',
    (enum_range(NULL::"ItemVisibility"))[1 + n % 3], now()
  FROM generate_series(1, 2000) n;
INSERT INTO releases (id, tenant_id, item_id, version, status, manifest, image, digest, published_by)
  SELECT 'release_' || n || '_' || v, 'tenant_' || 1 + n % 20, 'item_' || n, v || '.0.0', 'LISTED', '{}', 'i', repeat('0', 64), 'user_1'
  FROM generate_series(1, 2000) n, generate_series(1, 10) v;
UPDATE marketplace_items SET latest_release_id = 'release_' || substr(id, 6) || '_10';
INSERT INTO installations (id, tenant_id, item_id, range, release_id, kind, installed_by)
  SELECT 'installation_' || t || '_' || n, 'tenant_' || t, 'item_' || t * 20 - n, '*', 'release_' || t * 20 - n || '_1',
    CASE WHEN n % 2 = 0 THEN 'wasm:x/y' END, 'user_1'
  FROM generate_series(1, 100) t, generate_series(0, 19) n;
INSERT INTO workflows (id, tenant_id, name, latest_version)
  SELECT 'workflow_' || n, 'tenant_' || 1 + n % 100, 'w' || n, 10 FROM generate_series(1, 1000) n;
INSERT INTO workflow_versions (id, tenant_id, workflow_id, number, definition, content_hash, created_by)
  SELECT 'version_' || n || '_' || v, 'tenant_' || 1 + n % 100, 'workflow_' || n, v, '{}', v, 'user_1'
  FROM generate_series(1, 1000) n, generate_series(1, 10) v;
ANALYZE`;

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
  await test.database.pool.query(fill);
});
afterAll(() => test.close());

const tenant = "tenant_1";
const item = "item_20";
const release = "release_20_1";
const installation = "installation_1_0";
const installed = /installations_tenant_id_item_id_key/;
const ownItem = /marketplace_items_pkey/;
const ownRelease = /releases_pkey/;

it.each<[Statement, Parameters<typeof genericPlanOf>[2], (string | RegExp)[]]>([
  [readItem, [tenant, "p1/i20"], ["marketplace_items_name_key", ownItem, installed]],
  [readItems, [tenant, [item]], [ownItem, installed]],
  [readReleases, [[tenant], [release]], [ownRelease, ownItem, installed]],
  [readVersions, [[tenant], [item]], [ownItem, "releases_item_id_version_key", installed]],
  [
    readRunnable,
    [tenant, "p1/i20", "1.0.0", null],
    [
      "marketplace_items_name_key",
      ownItem,
      installed,
      ownRelease,
      "releases_item_id_version_key",
      "publisher_keys_pkey",
    ],
  ],
  [findInstallations, [tenant, [installation]], [/installations_(pkey|tenant_id_id_idx)/]],
  [findInstallationsOf, [tenant, [item]], [installed]],
  [listInstallations, [tenant, null, 21], ["installations_tenant_id_id_idx"]],
  [findTenantsWithKinds, ["tenant_1", 1000], ["installations_kinds_idx"]],
  [lockInstallation, [tenant, installation], [/installations_(pkey|tenant_id_id_idx)/]],
  [settleInstallation, [tenant, installation, "*", release, null, null], [/installations_(pkey|tenant_id_id_idx)/]],
  [deleteInstallation, [tenant, installation], [/installations_(pkey|tenant_id_id_idx)/]],
  [holdRelease, [tenant, release], [ownRelease, ownItem, "publisher_keys_publisher_id_public_key_key"]],
  [findReleaseOfItem, [release, item], [/releases_(pkey|item_id_version_key)/]],
  [findEnds, ["workflow_1"], ["workflows_pkey", "workflow_versions_workflow_id_number_key"]],
  [nameRelease, ["version_1_1", null], ["workflow_versions_pkey"]],
])("$name finds its rows by indexes", async (statement, values, indexes) => {
  const plan = await genericPlanOf(test.database, statement, values);
  for (const index of indexes) expect(plan).toMatch(index);
  expect(plan).not.toContain("Seq Scan");
});

it("installs what is not installed, and sees at the unique index what is", async () => {
  const plan = await genericPlanOf(test.database, insertInstallation, [
    ...["installation_new", tenant, item, "*", release, "user_1"],
  ]);
  expect(plan).toContain("installations_tenant_id_item_id_key");
});

it("steps from tenant to tenant, and sorts no page of installations", async () => {
  for (const [statement, values] of [
    [findTenantsWithKinds, ["tenant_1", 1000]],
    [listInstallations, [tenant, "installation_5", 21]],
  ] as const) {
    expect(await genericPlanOf(test.database, statement, values)).not.toContain("Sort");
  }
});
