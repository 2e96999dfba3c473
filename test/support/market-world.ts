import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import type { Principal } from "../../src/identity/index.js";
import { digestOf, signedText, type ReleaseContent } from "../../src/marketplace/proofs/digest.js";
import type { InstallationDesk } from "../../src/marketplace/door.js";
import { createInstallationDesk } from "../../src/marketplace/installations/installations.js";
import type { ItemType, ItemVisibility, Manifest, ReleaseStatus } from "../../src/marketplace/model.js";
import { createItemReading, type ItemReading } from "../../src/marketplace/reading/reading.js";
import { parseRange } from "../../src/marketplace/installations/version-ranges.js";
import { systemClock, type Clock } from "../../src/platform/clock.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import type { Service } from "../../src/platform/service.js";
import { WorkflowWorld, type WorkflowReplica } from "./workflow-world.js";

export interface MarketReplica extends WorkflowReplica {
  readonly desk: InstallationDesk & Service;
  readonly reading: ItemReading;
}

export interface ReleasedItem {
  readonly id: string;
  readonly itemId: string;
  readonly name: string;
}

export interface ReleaseWish {
  readonly by: Principal;
  /** As `publisher/name`; both are made where they are not there. */
  readonly name: string;
  readonly version: string;
  readonly type?: ItemType;
  /** A WASM module unless said. */
  readonly definition?: unknown;
  readonly image?: string;
  readonly manifest?: Manifest;
  readonly visibility?: ItemVisibility;
  readonly sharedWith?: readonly Principal[];
  readonly status?: ReleaseStatus;
  readonly signedWith?: SigningKey;
}

export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
}

/** What a market has on offer, as its publishers left it in the tables; and replicas that read and install it. */
export class MarketWorld {
  readonly #services: Service[] = [];

  private constructor(readonly workflows: WorkflowWorld) {}

  static async open(): Promise<MarketWorld> {
    return new MarketWorld(await WorkflowWorld.open());
  }

  async close(): Promise<void> {
    for (const service of this.#services) await service.stop();
    await this.workflows.close();
  }

  async replica({ clock = systemClock }: { readonly clock?: Clock } = {}): Promise<MarketReplica> {
    const replica = await this.workflows.replica();
    const { database, broker } = this.workflows.tasks.services;
    const desk = createInstallationDesk({ ...replica, database, broker, log: silentLog });
    const reading = createItemReading({ database, clock });
    desk.onInstallationsChanged((tenantId) => reading.forget(tenantId));
    await desk.start();
    this.#services.push(desk);
    return { ...replica, desk, reading };
  }

  tenant(): Promise<Principal> {
    return this.workflows.tasks.tenant();
  }

  rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.workflows.tasks.rows<Row>(text, values);
  }

  /** Releases it as `publishRelease` leaves it in the tables. */
  async release(wish: ReleaseWish): Promise<ReleasedItem> {
    const { by, name, version, manifest = {}, status = "LISTED", signedWith } = wish;
    const type = wish.type ?? (wish.definition === undefined ? "AGENT" : "WORKFLOW");
    const itemId = await this.#item(wish, type);
    const content = await this.#content(wish);
    const digest = digestOf({ name, version, type, content, manifest, tests: [] });
    const signature = signedWith ? sign(null, Buffer.from(signedText(digest)), signedWith.privateKey) : null;
    const id = newId("release");
    await this.rows(
      `INSERT INTO releases (id, tenant_id, item_id, version, status, status_reason, manifest, binary_sha256, binary_size, image,
        definition, digest, key_id, signature, published_by)
      VALUES ($1, $2, $3, $4, $5::"ReleaseStatus", $6, $7, $8, CASE WHEN $8::text IS NOT NULL THEN 4 END, $9, $10, $11, $12, $13, $14)`,
      [
        ...[
          id,
          by.tenantId,
          itemId,
          version,
          status,
          status === "LISTED" ? null : "a reason",
          JSON.stringify(manifest),
        ],
        "binary" in content ? content.binary : null,
        "image" in content ? content.image : null,
        "definition" in content ? JSON.stringify(content.definition) : null,
        ...[digest, signedWith?.id ?? null, signature, by.id],
      ],
    );
    await this.#rank(itemId);
    return { id, itemId, name };
  }

  /** Releases of a workflow whose definitions say their versions. */
  async flows(by: Principal, name: string, versions: readonly string[]) {
    const ids: string[] = [];
    let itemId = "";
    for (const version of versions) {
      const release = await this.release({ by, name, version, definition: flowOf(version) });
      ids.push(release.id);
      itemId = release.itemId;
    }
    return { name, itemId, ids };
  }

  /** What the latest version of a workflow says, and of which release each version is. */
  async workflowOf(workflowId: string | null) {
    const rows = await this.rows<{ description: string; releaseId: string | null; isLatest: boolean }>(
      `SELECT v.definition ->> 'description' AS description, v.release_id AS "releaseId", v.number = w.latest_version AS "isLatest"
      FROM workflow_versions v JOIN workflows w ON w.id = v.workflow_id WHERE w.id = $1 ORDER BY v.number`,
      [workflowId],
    );
    return {
      latest: rows.find(({ isLatest }) => isLatest)?.description,
      releases: rows.map(({ releaseId }) => releaseId),
    };
  }

  async setStatus(releaseId: string, status: ReleaseStatus, reason: string | null = null): Promise<void> {
    const [row] = await this.rows<{ itemId: string }>(
      `UPDATE releases SET status = $2::"ReleaseStatus", status_reason = $3 WHERE id = $1 RETURNING item_id AS "itemId"`,
      [releaseId, status, reason],
    );
    if (!row) throw new Error(`no release ${releaseId}`);
    await this.#rank(row.itemId);
  }

  async setVisibility(
    itemId: string,
    visibility: ItemVisibility,
    sharedWith: readonly Principal[] = [],
  ): Promise<void> {
    await this.rows(`UPDATE marketplace_items SET visibility = $2::"ItemVisibility", shared_with = $3 WHERE id = $1`, [
      itemId,
      visibility,
      sharedWith.map(({ tenantId }) => tenantId),
    ]);
  }

  /** A key of the publisher of that name: from now on it signs. */
  async key(by: Principal, publisher: string): Promise<SigningKey> {
    const publisherId = await this.#publisher(by, publisher);
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const { x = "" } = publicKey.export({ format: "jwk" });
    const id = newId("pubkey");
    await this.rows(
      `INSERT INTO publisher_keys (id, tenant_id, publisher_id, name, public_key, created_by) VALUES ($1, $2, $3, 'k', $4, $5)`,
      [id, by.tenantId, publisherId, Buffer.from(x, "base64url"), by.id],
    );
    return { id, privateKey };
  }

  async revoke({ id }: SigningKey): Promise<void> {
    await this.rows(`UPDATE publisher_keys SET revoked_at = now() WHERE id = $1`, [id]);
  }

  async #publisher(by: Principal, name: string): Promise<string> {
    await this.rows(
      `INSERT INTO publishers (id, tenant_id, name, display_name, created_by) VALUES ($1, $2, $3, $3, $4) ON CONFLICT DO NOTHING`,
      [newId("publisher"), by.tenantId, name, by.id],
    );
    const [row] = await this.rows<{ id: string }>(`SELECT id FROM publishers WHERE name = $1`, [name]);
    if (!row) throw new Error(`no publisher ${name}`);
    return row.id;
  }

  async #item({ by, name, visibility = "PUBLIC", sharedWith = [] }: ReleaseWish, type: ItemType): Promise<string> {
    const publisherId = await this.#publisher(by, name.split("/")[0] ?? "");
    const shared = sharedWith.map(({ tenantId }) => tenantId);
    await this.rows(
      `INSERT INTO marketplace_items (id, tenant_id, publisher_id, name, type, description, visibility, shared_with)
      VALUES ($1, $2, $3, $4, $5::"ItemType", 'What it is for.', $6::"ItemVisibility", $7) ON CONFLICT DO NOTHING`,
      [newId("item"), by.tenantId, publisherId, name, type, visibility, shared],
    );
    const [row] = await this.rows<{ id: string }>(`SELECT id FROM marketplace_items WHERE name = $1`, [name]);
    if (!row) throw new Error(`no item ${name}`);
    return row.id;
  }

  async #content({ by, definition, image, name, version }: ReleaseWish): Promise<ReleaseContent> {
    if (definition !== undefined) return { definition };
    if (image !== undefined) return { image };
    const sha256 = createHash("sha256").update(`${name} ${version}`).digest("hex");
    await this.rows(`INSERT INTO blobs (sha256, size) VALUES ($1, 4) ON CONFLICT DO NOTHING`, [sha256]);
    await this.rows(
      `INSERT INTO binaries (id, tenant_id, sha256, size, media_type, created_by) VALUES ($1, $2, $3, 4, 'application/wasm', $4)
      ON CONFLICT DO NOTHING`,
      [newId("binary"), by.tenantId, sha256, by.id],
    );
    return { binary: sha256 };
  }

  /** What an item keeps of its latest release. */
  async #rank(itemId: string): Promise<void> {
    const releases = await this.rows<{ id: string; version: string }>(
      `SELECT id, version FROM releases WHERE item_id = $1 AND status IN ('LISTED', 'DEPRECATED')`,
      [itemId],
    );
    const latest = parseRange("*", []).highestOf(releases)?.id ?? null;
    await this.rows(
      `UPDATE marketplace_items SET latest_release_id = $2,
        latest_released_at = (SELECT created_at FROM releases WHERE id = $2) WHERE id = $1`,
      [itemId, latest],
    );
  }
}

/** A workflow of one step, which says what it is. */
export function flowOf(description: string): unknown {
  return { description, steps: [{ id: "only", type: "task", kind: "work" }] };
}
