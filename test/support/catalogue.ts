import type { Principal } from "../../src/identity/index.js";
import type { ItemType, ItemVisibility, MarketplaceItem } from "../../src/marketplace/index.js";
import { itemColumns } from "../../src/marketplace/sql/columns.js";
import type { Database } from "../../src/platform/db/database.js";
import { newId } from "../../src/platform/ids.js";

export interface CataloguedItem {
  /** As `publisher/name`; the publisher is made where there is none, of the tenant. */
  readonly name: string;
  readonly tenantId: string;
  readonly type?: ItemType;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly capabilities?: readonly string[];
  readonly pricePerRun?: number;
  readonly visibility?: ItemVisibility;
  readonly sharedWith?: readonly string[];
  readonly runs?: number;
  readonly rating?: number | null;
  /** Null for an item without a release. */
  readonly releasedAt?: Date | null;
}

const insertItem = `
WITH item AS (SELECT $1::text AS id, $2::text AS tenant_id, $3::text AS release_id, $4::timestamptz AS released_at),
released AS (
  INSERT INTO releases (id, tenant_id, item_id, version, status, manifest, image, digest, published_by)
  SELECT release_id, tenant_id, id, '1.0.0', 'LISTED', '{}', 'an-image', repeat('0', 64), 'user_1' FROM item
  WHERE released_at IS NOT NULL
)
INSERT INTO marketplace_items (id, tenant_id, publisher_id, name, type, description, tags, capabilities, price_per_run, visibility,
  shared_with, runs, rating, latest_release_id, latest_released_at)
SELECT id, tenant_id, $5, $6, $7::"ItemType", $8, $9, $10, $11, $12::"ItemVisibility", $13, $14, $15,
  CASE WHEN released_at IS NOT NULL THEN release_id END, released_at FROM item`;

/** Tenants, publishers and items as the database has them, whoever has published them. */
export class Catalogue {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async tenant(): Promise<string> {
    const id = newId("tenant");
    await this.#database.pool.query("INSERT INTO tenants (id, name) VALUES ($1, 'a tenant')", [id]);
    return id;
  }

  /** Somebody of the tenant. */
  principalOf(tenantId: string): Principal {
    const id = newId("user");
    return { kind: "user", id, tenantId, role: "ADMIN", credentialId: newId("signin"), expiresAt: null };
  }

  /** Answers the item's id; its release has the same behind `release_`. */
  async item(item: CataloguedItem): Promise<string> {
    const id = newId("item");
    const { releasedAt = new Date(), visibility = "PUBLIC", runs = 0, rating = null, pricePerRun = 0 } = item;
    const { description = "Does something.", tags = [], capabilities = [], sharedWith = [], type = "AGENT" } = item;
    await this.#database.pool.query(insertItem, [
      ...[id, item.tenantId, releaseOf(id), releasedAt, await this.#publisher(item), item.name, type, description],
      ...[tags, capabilities, pricePerRun, visibility, sharedWith, runs, rating],
    ]);
    return id;
  }

  async read(id: string): Promise<MarketplaceItem> {
    const { rows } = await this.#database.pool.query<MarketplaceItem>(
      `SELECT ${itemColumns} FROM marketplace_items i WHERE i.id = $1`,
      [id],
    );
    const [item] = rows;
    if (!item) throw new Error(`no item ${id}`);
    return item;
  }

  /** A run that has ended. */
  async use(itemId: string, tenantId: string, { succeeded = true, durationMs = 10 } = {}): Promise<void> {
    await this.#database.pool.query(
      "INSERT INTO item_uses (release_id, tenant_id, succeeded, duration_ms) VALUES ($1, $2, $3, $4)",
      [releaseOf(itemId), tenantId, succeeded, durationMs],
    );
  }

  async #publisher({ name, tenantId }: CataloguedItem): Promise<string> {
    const [publisher = ""] = name.split("/");
    const { rows } = await this.#database.pool.query<{ id: string }>(
      `INSERT INTO publishers (id, tenant_id, name, display_name, created_by) VALUES ($1, $2, $3, $4, 'user_1')
      ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`,
      [newId("publisher"), tenantId, publisher, `${publisher} of Somewhere`],
    );
    return rows[0]?.id ?? "";
  }
}

/** The release of an item of the catalogue. */
export function releaseOf(itemId: string): string {
  return itemId.replace("item_", "release_");
}
