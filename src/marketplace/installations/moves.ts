import type { Principal } from "../../identity/index.js";
import type { Query } from "../../platform/db/database.js";
import { MusterError, notFound } from "../../platform/errors.js";
import { isId, newId } from "../../platform/ids.js";
import { isStorable } from "../../platform/labels.js";
import type { InstallationContent } from "./content.js";
import type { Installation, MarketplaceItem, Release } from "../model.js";
import { isInstallable, ItemReader, type ReleaseHead } from "../reading/item-reader.js";
import { provenRelease } from "../proofs/proven-release.js";
import type { ReleaseProof } from "../proofs/release-proof.js";
import { findInstallationsOf } from "../sql/find-installations.sql.js";
import { readItem } from "../sql/read-items.sql.js";
import { readReleases } from "../sql/read-releases.sql.js";
import {
  holdRelease,
  insertInstallation,
  lockInstallation,
  settleInstallation,
} from "../sql/write-installation.sql.js";
import { parseRange, type VersionRange } from "./version-ranges.js";

/** A transaction, and whose it is. */
export interface Work {
  readonly query: Query;
  readonly principal: Principal;
}

/** How an installation stands at the end of a transaction. */
export interface Moved {
  readonly installation: Installation;
  readonly isChanged: boolean;
  /** To be called after the commit. */
  committed(): void;
}

interface Choice {
  readonly range: VersionRange;
  readonly heads: readonly ReleaseHead[];
}

/**
 * What becomes of an installation in one transaction. Locks are taken in this order: the installation, where it is there; the
 * release (FOR SHARE); the workflow or the kind. So a release that is yanked meanwhile is either installed before that or not at all.
 */
export class InstallationMoves {
  readonly #content: InstallationContent;

  constructor(content: InstallationContent) {
    this.#content = content;
  }

  async install(work: Work, nameOrId: string, range: VersionRange): Promise<Moved> {
    const { principal, query } = work;
    const { id: by, tenantId } = principal;
    const [item] = isStorable(nameOrId) ? await query<MarketplaceItem>(readItem, [tenantId, nameOrId]) : [];
    if (!item) throw notFound("item", nameOrId.slice(0, 100), ["item"]);
    const known = await query<Installation>(findInstallationsOf, [tenantId, [item.id]]);
    if (known.length > 0) throw isInstalled(item);
    const heads = await new ItemReader(query).heads(tenantId, item.id);
    const row = await hold(work, { range, heads });
    if (!row) throw await refusal(work, item, range);
    provenRelease(item, row, ["item"]);
    const values = [newId("installation"), tenantId, item.id, range.text, row.id, by];
    const [installation] = await query<Installation>(insertInstallation, values);
    if (!installation) throw isInstalled(item);
    return this.#settle(work, installation, { item, row });
  }

  async upgrade(work: Work, id: string, wanted: VersionRange | null): Promise<Moved> {
    const { principal, query } = work;
    const { tenantId } = principal;
    const [before] = isId("installation", id) ? await query<Installation>(lockInstallation, [tenantId, id]) : [];
    if (!before) throw notFound("installation", id.slice(0, 100));
    const [item] = await query<MarketplaceItem>(readItem, [tenantId, before.itemId]);
    if (!item) throw new Error(`Item ${before.itemId} is installed and cannot be read`);
    const range = wanted ?? parseRange(before.range, ["range"]);
    const heads = await new ItemReader(query).heads(tenantId, item.id);
    const row = await hold(work, { range, heads });
    if (row && row.id !== before.releaseId) {
      provenRelease(item, row, ["id"]);
      return this.#settle(work, { ...before, range: range.text }, { item, row });
    }
    const current = heads.find((head) => head.id === before.releaseId);
    const mayStay = row !== null || wanted === null || (current !== undefined && range.accepts(current.version));
    if (!mayStay) throw await refusal(work, item, range);
    return this.#stay(query, before, range);
  }

  async #settle(work: Work, before: Installation, what: { item: MarketplaceItem; row: ReleaseProof }): Promise<Moved> {
    const { workflowId, kind, committed } = await this.#content.put(work.query, work.principal, what);
    const installation = await settle(work.query, { ...before, releaseId: what.row.id, workflowId, kind });
    return { installation, isChanged: true, committed };
  }

  /** At its release, perhaps with another range. */
  async #stay(query: Query, before: Installation, { text: range }: VersionRange): Promise<Moved> {
    const isChanged = range !== before.range;
    const installation = isChanged ? await settle(query, { ...before, range }) : before;
    return { installation, isChanged, committed: () => undefined };
  }
}

async function settle(query: Query, installation: Installation): Promise<Installation> {
  const { tenantId, id, range, releaseId, workflowId, kind } = installation;
  const [row] = await query<Installation>(settleInstallation, [tenantId, id, range, releaseId, workflowId, kind]);
  if (!row) throw new Error("settle-installation answers one row");
  return row;
}

/** The highest of the range that may be installed still when it is locked; null when there is none. */
async function hold({ principal, query }: Work, { range, heads }: Choice): Promise<ReleaseProof | null> {
  const { tenantId } = principal;
  let offered = heads.filter(isInstallable);
  for (let best = range.highestOf(offered); best; best = range.highestOf(offered)) {
    const { id } = best;
    const [row] = await query<ReleaseProof>(holdRelease, [tenantId, id]);
    if (row && isInstallable(row)) return row;
    offered = offered.filter((head) => head.id !== id);
  }
  return null;
}

function isInstalled({ name }: MarketplaceItem): MusterError {
  return new MusterError("CONFLICT", `${name} is installed: it can be upgraded.`, {
    reason: "ITEM_INSTALLED",
    path: ["item"],
  });
}

/** Why the range gives nothing, as things stand now. */
async function refusal({ principal, query }: Work, item: MarketplaceItem, range: VersionRange): Promise<MusterError> {
  const { tenantId } = principal;
  const heads = await new ItemReader(query).heads(tenantId, item.id);
  const yanked = heads.find(({ version, status }) => version === range.exact && status === "YANKED");
  if (!yanked) return notFound("version", `${item.name} ${range.text}`, ["range"]);
  const [release] = await query<Release>(readReleases, [[tenantId], [yanked.id]]);
  const why = release?.statusReason ?? "no reason is given";
  return new MusterError("INVALID_STATE", `${item.name} ${yanked.version} is yanked: ${why}`, {
    reason: "RELEASE_YANKED",
    path: ["range"],
  });
}
