import { createHmac, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { createBinaryService, type Binary, type BinaryService } from "../../src/binaries/index.js";
import type { Principal } from "../../src/identity/index.js";
import { AgentRuns } from "../../src/marketplace/agents/agent-runs.js";
import { digestOf, type ReleaseSubstance } from "../../src/marketplace/proofs/digest.js";
import type { PublisherDesk, ReleaseDesk } from "../../src/marketplace/door.js";
import type { PublishReleaseInput } from "../../src/marketplace/inputs.js";
import type { MarketplaceItem, PublisherKey, Release } from "../../src/marketplace/model.js";
import { createPublisherDesk } from "../../src/marketplace/publishing/publishers.js";
import { createReleaseDesk } from "../../src/marketplace/publishing/release-desk.js";
import { itemColumns } from "../../src/marketplace/sql/columns.js";
import { systemClock, type Clock } from "../../src/platform/clock.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import { inspectModule, maxWasmLimits, type WasmRunner } from "../../src/wasm/index.js";
import { Definitions } from "../../src/workflows/definitions.js";
import { person } from "./agent-world.js";
import { openTestDatabase, type TestDatabase } from "./database.js";
import { FakeBlobs, sha256Of } from "./fake-blobs.js";
import { FakeWasm } from "./fake-wasm.js";
import { newSigningKey, type SigningKey } from "./signing-key.js";
import { command } from "./wasm-modules.js";

export interface MarketplaceWorldOptions {
  /** A fake unless said: `world.wasm` is played by the test then. */
  readonly runner?: Pick<WasmRunner, "run">;
  readonly clock?: Clock;
  /** How long the tests of a release may take together. */
  readonly maxTestMs?: number;
}

/** A key that is registered with a publisher. */
export interface RegisteredKey extends SigningKey {
  readonly key: PublisherKey;
}

/** A database, the desks that publish, binaries in memory, and as many tenants as a test wants. */
export class MarketplaceWorld {
  readonly wasm = new FakeWasm();
  readonly binaries: BinaryService;
  readonly agentRuns: AgentRuns;
  readonly publishers: PublisherDesk;
  readonly releases: ReleaseDesk;
  #names = 0;

  private constructor(
    readonly test: TestDatabase,
    { runner, clock = systemClock, maxTestMs }: MarketplaceWorldOptions,
  ) {
    const { database } = test;
    this.binaries = createBinaryService({
      ...{ database, clock, blobs: new FakeBlobs(), log: silentLog, collects: false },
      identity: { deriveSecret: (purpose) => createHmac("sha256", "a key").update(purpose).digest() },
      baseUrl: () => "https://muster.example",
      config: { maxBinaryBytes: 10_000_000, quotaBytes: 1_000_000_000 },
    });
    const { binaries } = this;
    this.agentRuns = new AgentRuns({ wasm: runner ?? this.wasm, binaries, maxLimits: maxWasmLimits });
    this.publishers = createPublisherDesk({ database });
    this.releases = createReleaseDesk({
      ...{ database, clock, binaries, inspectModule, agentRuns: this.agentRuns, maxTestMs },
      workflows: new Definitions(database, 262_144),
    });
  }

  static async open(options: MarketplaceWorldOptions = {}): Promise<MarketplaceWorld> {
    return new MarketplaceWorld(await openTestDatabase(), options);
  }

  async close(): Promise<void> {
    await this.binaries.stop();
    await this.test.close();
  }

  get database() {
    return this.test.database;
  }

  /** Somebody of a tenant of its own. */
  async tenant(): Promise<Principal> {
    const id = newId("tenant");
    await this.rows("INSERT INTO tenants (id, name) VALUES ($1, 'Test')", [id]);
    return person(id);
  }

  /** A name that nobody has. */
  name(): string {
    return `acme-${++this.#names}/worker`;
  }

  /** Uploads a module; a new one that does nothing unless said. */
  async binary(owner: Principal, bytes: Uint8Array = newModule()): Promise<Binary> {
    const sha256 = sha256Of(Buffer.from(bytes));
    const input = { sha256, size: bytes.length, mediaType: "application/wasm" };
    const { binary, uploadUrl } = await this.binaries.createUpload(owner, input);
    if (binary) return binary;
    const token = uploadUrl.split("/uploads/")[1] ?? "";
    return this.binaries.receive({ token, size: bytes.length, body: Readable.from([Buffer.from(bytes)]) });
  }

  /** A release that can be published: version 1.0.0 of a new agent with a module of its own, unless said. */
  async inputOf(owner: Principal, changes: Partial<PublishReleaseInput> = {}): Promise<PublishReleaseInput> {
    const hasContent = ["binary", "image", "definition"].some((field) => field in changes);
    const content = hasContent ? {} : { binary: (await this.binary(owner)).sha256 };
    return { name: this.name(), version: "1.0.0", type: "AGENT", description: "Does work.", ...content, ...changes };
  }

  async publish(owner: Principal, changes: Partial<PublishReleaseInput> = {}): Promise<Release> {
    return this.releases.publish(owner, await this.inputOf(owner, changes));
  }

  async addKey(owner: Principal, publisher: string): Promise<RegisteredKey> {
    const signing = newSigningKey();
    const input = { publisher, name: "release key", publicKey: signing.pem };
    return { ...signing, key: await this.publishers.addKey(owner, input) };
  }

  /** The input with its signature, computed as a client does it: `binary` must be a SHA-256, and there are no tests. */
  signed({ key, sign }: RegisteredKey, input: PublishReleaseInput): PublishReleaseInput {
    return { ...input, signature: { keyId: key.id, signature: sign(digestOf(substanceOf(input))) } };
  }

  /** The item as it stands in the table. */
  async item({ itemId }: Pick<Release, "itemId">): Promise<MarketplaceItem> {
    const text = `SELECT ${itemColumns} FROM marketplace_items i WHERE i.id = $1`;
    const [item] = await this.rows<MarketplaceItem>(text, [itemId]);
    if (!item) throw new Error(`no item ${itemId}`);
    return item;
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.database.pool.query(text, [...values]);
    return rows as Row[];
  }

  /** How many rows there are of what publishing writes. */
  async counts(): Promise<{ publishers: number; items: number; releases: number }> {
    const [counts] = await this.rows<{ publishers: number; items: number; releases: number }>(`
      SELECT (SELECT count(*) FROM publishers) AS publishers, (SELECT count(*) FROM marketplace_items) AS items,
        (SELECT count(*) FROM releases) AS releases`);
    if (!counts) throw new Error("one row");
    return counts;
  }
}

/** A module that does nothing and that nobody has. */
export function newModule(): Uint8Array {
  return command("", `(data (i32.const 16) "${randomBytes(16).toString("hex")}")`);
}

function substanceOf(input: PublishReleaseInput): ReleaseSubstance {
  const { name, version, type, binary, image, definition, manifest } = input;
  const content = binary ? { binary } : image ? { image } : { definition };
  return { name, version, type: type ?? "AGENT", content, manifest: manifest ?? {}, tests: [] };
}
