import type { Principal } from "../../identity/index.js";
import type { Query } from "../../platform/db/database.js";
import { notFound } from "../../platform/errors.js";
import { newId } from "../../platform/ids.js";
import { describeItem } from "./item-description.js";
import { changeItem, descriptionValues } from "./item-changes.js";
import { rankReleases } from "./latest-release.js";
import type { ItemType, MarketplaceItem, Publisher, Release, ReleaseTestResult } from "../model.js";
import { registerPublisher } from "./publishers.js";
import type { PublishedContent } from "./publishing-content.js";
import { checkStanding, locking, readStanding, versionTaken } from "./publishing-standing.js";
import type { ReleaseDraft } from "./release-draft.js";
import { checkSignature, type CheckedSignature } from "../proofs/signatures.js";
import { lockItemToPublish } from "../sql/find-items-to-publish.sql.js";
import { sharePublisher } from "../sql/find-publishers.sql.js";
import { insertRelease } from "../sql/insert-release.sql.js";
import { insertItem } from "../sql/write-item.sql.js";

/** A release that was looked at and tested. */
export interface ReadyRelease {
  readonly draft: ReleaseDraft;
  readonly type: ItemType;
  readonly published: PublishedContent;
  readonly digest: string;
  readonly results: readonly ReleaseTestResult[];
}

const maxReasonChars = 500;

/**
 * Within a transaction: the publisher and the item where there are none yet, the release, and what the item has of its latest one.
 * Locks the tenant where it has a new publisher, then the publisher, shared, then the item; of two who publish one version the
 * second finds it taken.
 */
export async function writeRelease(query: Query, principal: Principal, ready: ReadyRelease): Promise<Release> {
  const { draft, digest, results } = ready;
  await takePlace(query, principal, ready);
  const standing = await readStanding(query, draft, locking);
  checkStanding(standing, draft, principal);
  const { publisher, item, keys } = standing;
  if (!publisher || !item) throw new Error(`${draft.name.full} was made or found, and is locked`);
  const signature = checkSignature(draft.signature, { keys, digest });
  const isListed = results.every(({ passed }) => passed);
  if (isListed && standing.releaseCount > 0) await changeItem(query, item, describeItem(item, draft.description));
  const release = await insert(query, { ...ready, principal, item, signature });
  if (isListed) await rankReleases(query, item.id);
  return release;
}

/** The publisher and the item, made where they are not there. What a release that failed its tests says of its item is kept with the first only. */
async function takePlace(query: Query, principal: Principal, { draft, type }: ReadyRelease): Promise<void> {
  const { name, description } = draft;
  const [found] = await query<Publisher>(sharePublisher, [name.publisher]);
  const displayName = name.publisher;
  const publisher = found ?? (await registerPublisher(query, principal, { name: name.publisher, displayName }));
  // Another has just taken the name: whether that is the same tenant, whoever reads it next sees.
  if (!publisher || publisher.tenantId !== principal.tenantId) return;
  const [item] = await query<MarketplaceItem>(lockItemToPublish, [name.full]);
  if (item) return;
  const values = [newId("item"), principal.tenantId, publisher.id, name.full, type];
  await query(insertItem, [...values, ...descriptionValues(describeItem(null, description))]);
}

interface Insertion extends ReadyRelease {
  readonly principal: Principal;
  readonly item: MarketplaceItem;
  readonly signature: CheckedSignature | null;
}

async function insert(query: Query, { draft, item, principal, ...ready }: Insertion): Promise<Release> {
  const failed = ready.results.filter(({ passed }) => !passed).map(({ name }) => name);
  const [status, reason] = failed.length > 0 ? ["REJECTED", rejectionOf(failed)] : ["LISTED", null];
  const { content, binary } = ready.published;
  const values = [
    ...[newId("release"), item.tenantId, item.id, draft.version, status, reason, draft.changelog],
    ...[JSON.stringify(draft.manifest), binary?.sha256 ?? null, binary?.size ?? null],
    ...["image" in content ? content.image : null, "definition" in content ? JSON.stringify(content.definition) : null],
    ...[ready.digest, ready.signature?.keyId ?? null, ready.signature?.signature ?? null],
    ...[JSON.stringify(draft.tests), JSON.stringify(ready.results), principal.id],
  ];
  const refuse = (error: unknown): never => refusedBy(error, draft);
  const [release] = await query<Release>(insertRelease, values).catch(refuse);
  if (!release) throw new Error("insert-release answers one row");
  return release;
}

function rejectionOf(failed: readonly string[]): string {
  return `Failed: ${failed.join(", ")}`.slice(0, maxReasonChars).toWellFormed();
}

/** What the tables refuse although it was looked at: the last word is theirs. */
function refusedBy(error: unknown, { version, content }: ReleaseDraft): never {
  const constraint = error instanceof Error && "constraint" in error ? error.constraint : null;
  if (constraint === "releases_item_id_version_key") throw versionTaken(version);
  if (constraint === "releases_tenant_id_binary_sha256_fkey" && "binary" in content) {
    throw notFound("binary", content.binary, ["binary"]);
  }
  throw error;
}
