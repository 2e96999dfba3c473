import { LRUCache } from "lru-cache";
import type { RunnableRelease } from "../door.js";
import type { Clock } from "../../platform/clock.js";
import type { Query } from "../../platform/db/database.js";
import { MusterError, notFound } from "../../platform/errors.js";
import { isStorable } from "../../platform/labels.js";
import type { MarketplaceItem, Release } from "../model.js";
import { provenRelease } from "../proofs/proven-release.js";
import type { ReleaseProof } from "../proofs/release-proof.js";
import { readRunnable } from "../sql/read-runnable.sql.js";
import { itemOfKind, kindNameOf } from "../installations/names.js";
import { parseRange, type VersionRange } from "../installations/version-ranges.js";
import { isInstallable, type ItemReader } from "./item-reader.js";

export interface RunnableParts {
  readonly query: Query;
  readonly reader: ItemReader;
  readonly clock: Clock;
}

/** The item, and how a release of it stands in the tenant. */
interface Marks {
  readonly item: ItemJson;
  readonly isVisible: boolean;
  readonly isInstalled: boolean;
  readonly isLatest: boolean;
  /** Whether it is of the version that was asked for. */
  readonly isNamed: boolean;
}

/** A release that may be the one. */
type Candidate = ReleaseProof & Marks;

/** Of an item that has none. */
type NoRelease = Marks & { readonly id: null };

type Instants = "createdAt" | "updatedAt" | "latestReleasedAt" | "lastRunAt";
/** An item as PostgreSQL writes it in JSON. */
type ItemJson = Omit<MarketplaceItem, Instants> & { readonly [Field in Instants]: string | null };

interface Demand {
  readonly tenantId: string;
  /** Name or id. */
  readonly item: string;
  readonly range: VersionRange | null;
}

interface Found {
  readonly runnable: RunnableRelease;
  readonly isInstalled: boolean;
}

/**
 * From the beginning of the read: within this time a yank, a revoked key, or a visibility that was taken away shows in every process,
 * even when nobody tells it.
 */
const keepMs = 999;
const maxKept = 1_000;
const maxNameChars = 200;

/**
 * What is run when somebody names an item: on the way of every execution. What was found is used again for less than a second, by all who
 * ask for the same at the same time too, which takes a microsecond. Otherwise one statement finds it: of a signed item with 200 releases it
 * took 0.3 ms of PostgreSQL and 0.7 ms of this process, most of it to check digest and signature. Only a range that neither what is
 * installed nor the latest version meets takes two more. What went wrong is not kept.
 */
export class RunnableReleases {
  readonly #parts: RunnableParts;
  readonly #kept: LRUCache<string, Promise<Found>>;

  constructor(parts: RunnableParts) {
    this.#parts = parts;
    const perf = { now: () => parts.clock.now().getTime() };
    this.#kept = new LRUCache({ max: maxKept, ttl: keepMs, ttlResolution: 0, perf });
  }

  /** As the door says of `runnable`. */
  async find(tenantId: string, item: string, rangeText: string | null): Promise<RunnableRelease> {
    const { runnable } = await this.#look(tenantId, item, rangeText);
    if (runnable.release.image !== null) throw needsSandbox(runnable);
    return runnable;
  }

  /** As the door says of `runnableContainer`. */
  async findContainer(tenantId: string, kind: string): Promise<RunnableRelease | null> {
    const name = itemOfKind(kind, "container");
    if (name === null) return null;
    const { runnable, isInstalled } = await this.#look(tenantId, name, null);
    if (!isInstalled) throw notInstalled(runnable);
    if (runnable.release.image === null) throw noContainer(runnable);
    return runnable;
  }

  async #look(tenantId: string, item: string, rangeText: string | null): Promise<Found> {
    const range = rangeText === null ? null : parseRange(rangeText, ["version"]);
    if (item.length > maxNameChars || !isStorable(item)) throw notFound("item", item.slice(0, 100), ["item"]);
    const key = JSON.stringify([tenantId, item, rangeText]);
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const found = this.#find({ tenantId, item, range });
    this.#kept.set(key, found);
    found.catch(() => {
      if (this.#kept.peek(key) === found) this.#kept.delete(key);
    });
    return found;
  }

  /** What the tenant has installed has changed. */
  forget(tenantId: string): void {
    const prefix = JSON.stringify([tenantId]).slice(0, -1);
    for (const key of [...this.#kept.keys()]) if (key.startsWith(`${prefix},`)) this.#kept.delete(key);
  }

  async #find(demand: Demand): Promise<Found> {
    const rows = await this.#read(demand);
    const [first] = rows;
    if (!first) throw notFound("item", demand.item, ["item"]);
    const item = itemOf(first.item);
    if (item.type === "WORKFLOW")
      throw new MusterError("INVALID_STATE", `${item.name} is a workflow: install it, and start a run of it.`, {
        reason: "ITEM_NOT_EXECUTABLE",
        path: ["item"],
      });
    const row = choose(rows.filter(isCandidate), demand.range) ?? (await this.#search(demand, item));
    if (!row) throw notFound("version", demand.range ? `${item.name} ${demand.range.text}` : item.name, ["version"]);
    return { runnable: { item, release: provenRelease(item, row, ["item"]) }, isInstalled: row.isInstalled };
  }

  #read({ tenantId, item, range }: Demand, releaseId: string | null = null): Promise<(Candidate | NoRelease)[]> {
    return this.#parts.query<Candidate | NoRelease>(readRunnable, [tenantId, item, range?.exact ?? null, releaseId]);
  }

  /** The highest of a range among all versions. */
  async #search(demand: Demand, { id }: MarketplaceItem): Promise<Candidate | null> {
    const { tenantId, range } = demand;
    if (!range || range.exact !== null) return null;
    const heads = await this.#parts.reader.heads(tenantId, id);
    const best = range.highestOf(heads.filter(isInstallable));
    if (!best) return null;
    const rows = await this.#read(demand, best.id);
    return rows.filter(isCandidate).find((row) => row.id === best.id && isInstallable(row)) ?? null;
  }
}

function needsSandbox({ item, release }: RunnableRelease): MusterError {
  const kind = kindNameOf(item, "container");
  const name = `${item.name} ${release.version}`;
  return new MusterError(
    "INVALID_STATE",
    `${name} is a container: install it, and create a task of the kind ${kind}.`,
    {
      reason: "CONTAINER_NEEDS_SANDBOX",
      path: ["item"],
    },
  );
}

function notInstalled({ item }: RunnableRelease): MusterError {
  return new MusterError("NOT_FOUND", `${item.name} is not installed.`, {
    reason: "INSTALLATION_NOT_FOUND",
    path: ["item"],
  });
}

/** The item's releases need not all be of the same content. */
function noContainer({ item, release }: RunnableRelease): MusterError {
  const kind = kindNameOf(item, "wasm");
  const name = `${item.name} ${release.version}`;
  return new MusterError("INVALID_STATE", `${name} is no container: create a task of the kind ${kind}.`, {
    reason: "ITEM_NOT_EXECUTABLE",
    path: ["item"],
  });
}

function isCandidate(row: Candidate | NoRelease): row is Candidate {
  return row.id !== null;
}

/** What can be told to be the one without looking at all versions; null when it cannot. */
function choose(candidates: readonly Candidate[], range: VersionRange | null): Candidate | null {
  const installed = candidates.find(({ isInstalled }) => isInstalled);
  if (installed && (range === null || range.accepts(installed.version))) return installed;
  const offered = candidates.filter((row) => row.isVisible && isInstallable(row));
  if (range?.exact) return offered.find(({ isNamed }) => isNamed) ?? null;
  const latest = offered.find(({ isLatest }) => isLatest);
  if (range === null) return latest ?? null;
  return latest && isHighest(latest, range) ? latest : null;
}

/** The latest is the highest of all that are no pre-releases, or the highest where there is nothing else. */
function isHighest(latest: Release, range: VersionRange): boolean {
  return !range.mayMeanPreReleases && range.accepts(latest.version);
}

function itemOf(json: ItemJson): MarketplaceItem {
  const { createdAt, updatedAt, latestReleasedAt, lastRunAt } = json;
  return {
    ...json,
    createdAt: new Date(createdAt ?? 0),
    updatedAt: new Date(updatedAt ?? 0),
    latestReleasedAt: latestReleasedAt === null ? null : new Date(latestReleasedAt),
    lastRunAt: lastRunAt === null ? null : new Date(lastRunAt),
  };
}
