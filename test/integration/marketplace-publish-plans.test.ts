import { afterAll, beforeAll, expect, it } from "vitest";
import {
  countReleases,
  findItemToPublish,
  lockItemToPublish,
  lockOwnItem,
} from "../../src/marketplace/sql/find-items-to-publish.sql.js";
import { findPublisherKeys, listPublisherKeys } from "../../src/marketplace/sql/find-publisher-keys.sql.js";
import {
  findPublisher,
  findPublishersById,
  listPublishers,
  sharePublisher,
} from "../../src/marketplace/sql/find-publishers.sql.js";
import { findReleaseDefinitions, findSubstances } from "../../src/marketplace/sql/find-substances.sql.js";
import { countPublisherKeys, lockPublisher } from "../../src/marketplace/sql/insert-publisher-key.sql.js";
import { countPublishers, lockPublishingTenant } from "../../src/marketplace/sql/insert-publisher.sql.js";
import {
  deprecateRelease,
  findOwnRelease,
  lockItemOfRelease,
  restoreRelease,
  signRelease,
  yankRelease,
} from "../../src/marketplace/sql/move-releases.sql.js";
import { findListedReleases, setLatestRelease } from "../../src/marketplace/sql/rank-releases.sql.js";
import { revokePublisherKey } from "../../src/marketplace/sql/revoke-publisher-key.sql.js";
import { updateItem } from "../../src/marketplace/sql/write-item.sql.js";
import { MarketplaceWorld } from "../support/marketplace-world.js";
import { genericPlanOf } from "../support/plan.js";

let world: MarketplaceWorld;

/** Enough rows that the planner prefers the index that it should. */
beforeAll(async () => {
  world = await MarketplaceWorld.open();
  await world.rows("INSERT INTO tenants (id, name) SELECT 'tenant_' || n, 'T' FROM generate_series(0, 59) n");
  await world.rows(
    `INSERT INTO publishers (id, tenant_id, name, display_name, created_by)
     SELECT 'publisher_' || n, 'tenant_' || n % 60, 'p' || n, 'P', 'user' FROM generate_series(1, 300) n`,
  );
  await world.rows(
    `INSERT INTO publisher_keys (id, tenant_id, publisher_id, name, public_key, created_by)
     SELECT 'pubkey_' || n, 'tenant_' || n % 60, 'publisher_' || (1 + n % 300), 'key', decode(lpad(to_hex(n), 64, '0'), 'hex'), 'user'
     FROM generate_series(1, 900) n`,
  );
  await world.rows(
    `INSERT INTO marketplace_items (id, tenant_id, publisher_id, name, type, description)
     SELECT 'item_' || n, 'tenant_' || n % 60, 'publisher_' || (1 + n % 300), 'p' || (1 + n % 300) || '/i' || n, 'AGENT', 'Works.'
     FROM generate_series(1, 900) n`,
  );
  await world.rows(
    `INSERT INTO releases (id, tenant_id, item_id, version, status, manifest, image, digest, published_by)
     SELECT 'release_' || n, 'tenant_' || n % 60, 'item_' || (1 + n % 900), '1.0.' || n, 'LISTED', '{}', 'a', repeat('0', 64), 'user'
     FROM generate_series(1, 5000) n`,
  );
  await world.rows("ANALYZE tenants, publishers, publisher_keys, marketplace_items, releases");
});

afterAll(() => world.close());

const ids = ["release_1", "release_2"];
const versions = "releases_item_id_version_key";

it.each([
  [findPublisher, ["p1"], ["publishers_name_key"]],
  [sharePublisher, ["p1"], ["publishers_name_key"]],
  [lockPublisher, ["p1"], ["publishers_name_key"]],
  [findPublishersById, [["publisher_1"]], ["publishers_pkey"]],
  [listPublishers, ["tenant"], ["publishers_tenant_id_id_idx"]],
  [lockPublishingTenant, ["tenant"], ["tenants_pkey"]],
  [countPublishers, ["tenant"], ["publishers_tenant_id_id_idx"]],
  [listPublisherKeys, [["publisher_1"]], ["publisher_keys_publisher_id_public_key_key"]],
  [findPublisherKeys, [["pubkey_1"]], ["publisher_keys_pkey"]],
  [countPublisherKeys, ["publisher_1"], ["publisher_keys_publisher_id_public_key_key"]],
  [revokePublisherKey, ["tenant", "pubkey_1"], ["publisher_keys_pkey"]],
  [findItemToPublish, ["p1/i1"], ["marketplace_items_name_key"]],
  [lockItemToPublish, ["p1/i1"], ["marketplace_items_name_key"]],
  [lockOwnItem, ["tenant", "p1/i1"], ["marketplace_items_pkey", "marketplace_items_name_key"]],
  [countReleases, ["item_1", "1.0.0"], [versions]],
  [updateItem, ["item_1", "Works.", [], null, null, 0, "PUBLIC", []], ["marketplace_items_pkey"]],
  [findListedReleases, ["item_1"], [versions]],
  [setLatestRelease, ["item_1", "release_1"], ["marketplace_items_pkey", "releases_pkey"]],
  [lockItemOfRelease, ["tenant", "release_1"], ["marketplace_items_tenant_id_id_idx", "releases_pkey"]],
  [findOwnRelease, ["tenant", "release_1"], ["releases_pkey"]],
  [deprecateRelease, ["tenant", "release_1", "Old."], ["releases_pkey"]],
  [yankRelease, ["tenant", "release_1", "Old."], ["releases_pkey"]],
  [restoreRelease, ["tenant", "release_1", null], ["releases_pkey"]],
  [signRelease, ["tenant", "release_1", "pubkey_1", null], ["releases_pkey"]],
  [findSubstances, [ids], ["releases_pkey", "marketplace_items_pkey"]],
  [findReleaseDefinitions, [ids], ["releases_pkey"]],
])("$name finds its rows by an index", async (statement, values, indexes) => {
  const plan = await genericPlanOf(world.database, statement, values);
  for (const index of indexes) expect(plan).toContain(index);
  expect(plan).not.toMatch(/Seq Scan/);
});
