import { createHmac, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { createBinaryService, type Binary, type BinaryService } from "../../src/binaries/index.js";
import { Collector } from "../../src/binaries/collector.js";
import { BinaryMetrics } from "../../src/binaries/metrics.js";
import type { Principal } from "../../src/identity/index.js";
import type { BlobStore } from "../../src/platform/blobs/index.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import { person } from "./agent-world.js";
import { openTestDatabase, type TestDatabase } from "./database.js";
import { FakeBlobs, sha256Of } from "./fake-blobs.js";
import { ManualClock } from "./manual-clock.js";

export const maxBinaryBytes = 1_000;
export const quotaBytes = 5_000;
export const baseUrl = "https://muster.example";

export interface SentBytes {
  readonly bytes: Uint8Array;
  /** Of what was announced; of the bytes unless said. */
  readonly sha256: string;
  readonly size: number;
}

/** One process, with its store. */
export interface BinaryReplica {
  readonly binaries: BinaryService;
  readonly metrics: ReturnType<typeof createMetrics>;
}

export interface BinaryWorldOptions {
  readonly blobs?: BlobStore;
  /** Of a binary, and of all of a tenant. */
  readonly maxBytes?: number;
}

/** A database, a store in memory, a clock that stands still, and any number of replicas. */
export class BinaryWorld {
  /** What the replicas store in, unless another store is said. */
  readonly blobs = new FakeBlobs();
  readonly clock = new ManualClock();
  readonly #services: BinaryService[] = [];

  private constructor(
    readonly test: TestDatabase,
    readonly options: BinaryWorldOptions,
  ) {}

  static async open(options: BinaryWorldOptions = {}): Promise<BinaryWorld> {
    return new BinaryWorld(await openTestDatabase(), options);
  }

  async close(): Promise<void> {
    for (const service of this.#services) await service.stop();
    await this.test.close();
  }

  replica(): BinaryReplica {
    const metrics = createMetrics();
    const { blobs, maxBytes } = this.options;
    const binaries = createBinaryService({
      database: this.test.database,
      blobs: blobs ?? this.blobs,
      identity: { deriveSecret: (purpose) => createHmac("sha256", "a key").update(purpose).digest() },
      clock: this.clock,
      log: silentLog,
      metrics,
      baseUrl: () => baseUrl,
      collects: false,
      config: { maxBinaryBytes: maxBytes ?? maxBinaryBytes, quotaBytes: maxBytes ?? quotaBytes },
    });
    this.#services.push(binaries);
    return { binaries, metrics };
  }

  /** The collector of one process, its turns to be called by the test. */
  collector(graceMs?: number): Collector {
    const { clock, options } = this;
    const blobs = options.blobs ?? this.blobs;
    const { database } = this.test;
    const metrics = new BinaryMetrics(undefined);
    return new Collector({
      database,
      blobs,
      clock,
      log: silentLog,
      metrics,
      ...(graceMs !== undefined && { graceMs }),
    });
  }

  /** Somebody of a tenant of its own. */
  async owner(): Promise<Principal> {
    const id = newId("tenant");
    await this.rows("INSERT INTO tenants (id, name) VALUES ($1, 'Test')", [id]);
    return person(id);
  }

  /** The token of an upload that is offered for these bytes. */
  async offer({ binaries }: BinaryReplica, owner: Principal, { sha256, size }: SentBytes): Promise<string> {
    const { uploadUrl } = await binaries.createUpload(owner, { sha256, size, mediaType: "application/wasm" });
    const token = uploadUrl?.split("/uploads/")[1];
    if (token === undefined) throw new Error("Nothing is to be uploaded.");
    return token;
  }

  async upload(replica: BinaryReplica, owner: Principal, sent: SentBytes = bytesOf()): Promise<Binary> {
    const token = await this.offer(replica, owner, sent);
    return replica.binaries.receive({ token, size: sent.size, body: bodyOf(sent) });
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.test.database.pool.query(text, [...values]);
    return rows as Row[];
  }

  /** How many rows there are of blobs, binaries and uploads. */
  async counts(): Promise<{ blobs: number; binaries: number; uploads: number }> {
    const [counts] = await this.rows<{ blobs: number; binaries: number; uploads: number }>(`
      SELECT (SELECT count(*) FROM blobs) AS blobs, (SELECT count(*) FROM binaries) AS binaries,
        (SELECT count(*) FROM binary_uploads) AS uploads`);
    if (!counts) throw new Error("one row");
    return counts;
  }

  /** Moves all that is written an hour and more into the past: as if nothing had happened since. */
  async age(): Promise<void> {
    await this.rows(
      "UPDATE blobs SET created_at = created_at - interval '61 minutes', pinned_until = pinned_until - interval '62 minutes'",
    );
    await this.rows(`UPDATE binary_uploads SET expires_at = expires_at - interval '61 minutes',
      taken_until = taken_until - interval '61 minutes'`);
  }

  /** A release of the tenant that runs the binary. */
  async publish(owner: Principal, { sha256, size }: Binary): Promise<void> {
    const ids = { publisher: newId("publisher"), item: newId("item"), release: newId("release") };
    await this.rows(
      `INSERT INTO publishers (id, tenant_id, name, display_name, created_by) VALUES ($1, $2, $3, 'P', 'user_1')`,
      [ids.publisher, owner.tenantId, `p${randomBytes(8).toString("hex")}`],
    );
    await this.rows(
      `INSERT INTO marketplace_items (id, tenant_id, publisher_id, name, type, description) VALUES ($1, $2, $3, $1, 'AGENT', '')`,
      [ids.item, owner.tenantId, ids.publisher],
    );
    await this.rows(
      `INSERT INTO releases (id, tenant_id, item_id, version, status, manifest, binary_sha256, binary_size, digest, published_by)
       VALUES ($1, $2, $3, '1.0.0', 'LISTED', '{}', $4, $5, $4, 'user_1')`,
      [ids.release, owner.tenantId, ids.item, sha256, size],
    );
  }
}

/** Bytes that nothing else has. */
export function bytesOf(size = 100): SentBytes {
  const bytes = randomBytes(size);
  return { bytes, sha256: sha256Of(bytes), size };
}

export function bodyOf({ bytes }: Pick<SentBytes, "bytes">): Readable {
  const middle = Math.floor(bytes.length / 2);
  return Readable.from([bytes.subarray(0, middle), bytes.subarray(middle)], { objectMode: false });
}

/** A body that has sent so much, and sends more or ends as the test says. */
export function openBody(bytes: Uint8Array): Readable {
  const body = new Readable({ read: () => undefined });
  body.push(bytes);
  return body;
}
