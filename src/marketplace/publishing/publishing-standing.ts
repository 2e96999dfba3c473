import type { Principal } from "../../identity/index.js";
import type { Query, Statement } from "../../platform/db/database.js";
import { badInput, MusterError } from "../../platform/errors.js";
import type { ItemType, MarketplaceItem, Publisher, PublisherKey } from "../model.js";
import { checkOwner } from "./publishers.js";
import type { ReleaseDraft } from "./release-draft.js";
import { countReleases, findItemToPublish, lockItemToPublish } from "../sql/find-items-to-publish.sql.js";
import { listPublisherKeys } from "../sql/find-publisher-keys.sql.js";
import { findPublisher, sharePublisher } from "../sql/find-publishers.sql.js";

/** What there is already of what a release is to be published under. */
export interface Standing {
  readonly publisher: Publisher | null;
  readonly item: MarketplaceItem | null;
  /** All of the publisher's, revoked ones too. */
  readonly keys: readonly PublisherKey[];
  readonly releaseCount: number;
  readonly isVersionTaken: boolean;
}

export interface StandingStatements {
  readonly publisher: Statement;
  readonly item: Statement;
}

export const looking: StandingStatements = { publisher: findPublisher, item: findItemToPublish };
/** Locks the publisher, shared, then the item: what was read holds until the transaction ends. */
export const locking: StandingStatements = { publisher: sharePublisher, item: lockItemToPublish };

const maxReleases = 1_000;

export async function readStanding(
  query: Query,
  { name, version }: ReleaseDraft,
  statements: StandingStatements,
): Promise<Standing> {
  const findOwner = () => query<Publisher>(statements.publisher, [name.publisher]);
  const [before] = await findOwner();
  const [item = null] = await query<MarketplaceItem>(statements.item, [name.full]);
  // An item has a publisher: both may have come between the two looks.
  const [publisher = null] = item && !before ? await findOwner() : [before];
  const keys = publisher ? await query<PublisherKey>(listPublisherKeys, [[publisher.id]]) : [];
  const [counts] = item
    ? await query<Pick<Standing, "releaseCount" | "isVersionTaken">>(countReleases, [item.id, version])
    : [];
  return { publisher, item, keys, ...(counts ?? { releaseCount: 0, isVersionTaken: false }) };
}

/** Whether the tenant may publish a release under this name and version; answers its type. */
export function checkStanding(standing: Standing, draft: ReleaseDraft, principal: Principal): ItemType {
  // Of another tenant's publisher nothing further is told.
  if (standing.publisher) checkOwner(standing.publisher, principal, ["name"]);
  const type = typeOf(standing.item, draft);
  if (standing.isVersionTaken) throw versionTaken(draft.version);
  if (standing.releaseCount >= maxReleases) {
    throw new MusterError("QUOTA_EXCEEDED", `An item has at most ${maxReleases} releases.`, {
      reason: "RELEASE_QUOTA_EXCEEDED",
      path: ["name"],
    });
  }
  return type;
}

function typeOf(item: MarketplaceItem | null, { type }: ReleaseDraft): ItemType {
  const settled = item?.type ?? type;
  if (!settled) throw badInput("Say what the item is.", ["type"], "TYPE_MISSING");
  if (type === null || type === settled) return settled;
  throw new MusterError("CONFLICT", `The item is of type ${settled}, for good.`, {
    reason: "TYPE_CHANGED",
    path: ["type"],
  });
}

export function versionTaken(version: string): MusterError {
  return new MusterError("CONFLICT", `The item has a release ${version} already.`, {
    reason: "VERSION_TAKEN",
    path: ["version"],
  });
}
