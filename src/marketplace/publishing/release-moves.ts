import type { Principal } from "../../identity/index.js";
import type { Database, Query, Statement } from "../../platform/db/database.js";
import { badInput, MusterError, notFound } from "../../platform/errors.js";
import { isId } from "../../platform/ids.js";
import { isStorable } from "../../platform/labels.js";
import type { SignReleaseInput } from "../inputs.js";
import { rankReleases } from "./latest-release.js";
import type { MarketplaceItem, PublisherKey, Release } from "../model.js";
import { isIntact } from "../proofs/release-proof.js";
import type { ReleaseMove } from "./release-states.js";
import { checkSignature, readWhole } from "../proofs/signatures.js";
import { listPublisherKeys } from "../sql/find-publisher-keys.sql.js";
import {
  deprecateRelease,
  findOwnRelease,
  lockItemOfRelease,
  restoreRelease,
  signRelease,
  yankRelease,
} from "../sql/move-releases.sql.js";
import { within } from "../../platform/db/within.js";

/** A move of one release. */
export interface MoveRequest {
  readonly move: ReleaseMove;
  readonly id: string;
  /** Null takes the last one away. */
  readonly reason: string | null;
}

const statements: Readonly<Record<ReleaseMove, Statement>> = {
  deprecate: deprecateRelease,
  yank: yankRelease,
  restore: restoreRelease,
};

const maxReasonChars = 500;

/** Moves a release of the tenant, and with it what its item has for its latest. NOT_FOUND; INVALID_STATE, RELEASE_STATE_INVALID. */
export function moveRelease(database: Database, { tenantId }: Principal, request: MoveRequest): Promise<Release> {
  const { move, id, reason } = request;
  if (reason !== null) checkReason(reason);
  return within(database, async (query) => {
    const item = await lockItem(query, tenantId, id);
    const [moved] = await query<Release>(statements[move], [tenantId, id, reason]);
    if (!moved) throw stateInvalid(await findRelease(query, tenantId, id), move);
    await rankReleases(query, item.id);
    return moved;
  });
}

/**
 * Puts a signature in place of the one that a release has. Refused as by `publish`, and with INVALID_STATE, RELEASE_TAMPERED, where the
 * release is not what its digest says any more.
 */
export function replaceSignature(
  database: Database,
  { tenantId }: Principal,
  { id, signature }: SignReleaseInput,
): Promise<Release> {
  return within(database, async (query) => {
    const item = await lockItem(query, tenantId, id);
    const release = await findRelease(query, tenantId, id);
    const whole = (await readWhole(query, [release])).get(id);
    if (!whole || !isIntact(item, whole)) throw tampered();
    const keys = await query<PublisherKey>(listPublisherKeys, [[item.publisherId]]);
    const checked = checkSignature(signature, { keys, digest: release.digest });
    const [signed] = await query<Release>(signRelease, [tenantId, id, checked?.keyId, checked?.signature]);
    if (!signed) throw new Error(`release ${id} was found, and is gone`);
    return signed;
  });
}

async function lockItem(query: Query, tenantId: string, id: string): Promise<MarketplaceItem> {
  const [item] = isId("release", id) ? await query<MarketplaceItem>(lockItemOfRelease, [tenantId, id]) : [];
  if (!item) throw notFound("release", id);
  return item;
}

async function findRelease(query: Query, tenantId: string, id: string): Promise<Release> {
  const [release] = await query<Release>(findOwnRelease, [tenantId, id]);
  if (!release) throw notFound("release", id);
  return release;
}

function checkReason(reason: string): void {
  if (reason.trim() !== "" && reason.length <= maxReasonChars && isStorable(reason)) return;
  throw badInput(`A reason has 1 to ${maxReasonChars} characters.`, ["reason"], "TEXT_INVALID");
}

function stateInvalid({ status }: Release, move: ReleaseMove): MusterError {
  return new MusterError("INVALID_STATE", `The release is ${status}: one cannot ${move} it.`, {
    reason: "RELEASE_STATE_INVALID",
    path: ["id"],
  });
}

function tampered(): MusterError {
  return new MusterError("INVALID_STATE", "The release is not what was published.", {
    reason: "RELEASE_TAMPERED",
    path: ["id"],
  });
}
