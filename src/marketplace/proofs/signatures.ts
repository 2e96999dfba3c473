import type { Database, Query } from "../../platform/db/database.js";
import { badInput, MusterError, notFound, type InputPath } from "../../platform/errors.js";
import type { SignatureInput } from "../inputs.js";
import type { PublisherKey, Release, ReleaseSignature } from "../model.js";
import { isSignedBy, parseSignature } from "./public-key.js";
import { isIntact, type NamedItem, type WholeRelease } from "./release-proof.js";
import { findPublisherKeys } from "../sql/find-publisher-keys.sql.js";
import { findSubstances } from "../sql/find-substances.sql.js";
import { byId } from "../../platform/by-id.js";

/** What stands in the tables beside a release's own columns. */
type Substance = Pick<WholeRelease, "id" | "tests" | "definition"> & NamedItem;

/** A signature that was found good. */
export interface CheckedSignature {
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** What a signature is checked against. */
export interface SignatureCheck {
  /** All of the publisher's, revoked ones too. */
  readonly keys: readonly PublisherKey[];
  readonly digest: string;
}

/** A definition may take 1 MiB: so many are in memory at a time. */
const batchSize = 20;

const path: InputPath = ["signature"];

/**
 * The signature of a release that is to be published, or is there; null where it needs none, as its publisher never had a key.
 * Refused at `["signature"]` and below: SIGNATURE_MISSING, KEY_NOT_FOUND, KEY_REVOKED, SIGNATURE_INVALID.
 */
export function checkSignature(
  input: SignatureInput | null | undefined,
  { keys, digest }: SignatureCheck,
): CheckedSignature | null {
  if (!input) {
    if (keys.length === 0) return null;
    throw badInput("The publisher has keys: its releases must be signed.", path, "SIGNATURE_MISSING");
  }
  const key = keys.find(({ id }) => id === input.keyId);
  if (!key) throw notFound("key", input.keyId, [...path, "keyId"]);
  if (key.revokedAt) {
    throw new MusterError("INVALID_STATE", "The key is revoked.", { reason: "KEY_REVOKED", path: [...path, "keyId"] });
  }
  const signature = parseSignature(input.signature);
  if (signature && isSignedBy(key.publicKey, digest, signature)) return { keyId: key.id, signature };
  const message = `Must be an Ed25519 signature, in base64, of muster-release-v1:${digest}.`;
  throw badInput(message, [...path, "signature"], "SIGNATURE_INVALID");
}

/** By the release's id; none where it is not signed. Each is verified now, against what stands in the tables. */
export async function readSignatures(
  database: Database,
  releases: readonly Release[],
): Promise<Map<string, ReleaseSignature>> {
  const signed = releases.filter(({ keyId }) => keyId !== null);
  const found = new Map<string, ReleaseSignature>();
  for (let start = 0; start < signed.length; start += batchSize) {
    const batch = signed.slice(start, start + batchSize);
    for (const [id, signature] of await readBatch(database, batch)) found.set(id, signature);
  }
  return found;
}

async function readBatch(
  database: Database,
  releases: readonly Release[],
): Promise<readonly (readonly [string, ReleaseSignature])[]> {
  const ids = [...new Set(releases.flatMap(({ keyId }) => keyId ?? []))];
  const keys = byId(await database.query<PublisherKey>(findPublisherKeys, [ids]));
  const wholes = await readWhole((statement, values) => database.query(statement, values), releases);
  return releases.flatMap((release) => {
    const { id, keyId, digest, signature } = release;
    const key = keyId === null ? undefined : keys.get(keyId);
    const whole = wholes.get(id);
    if (!key || !signature || !whole) return [];
    const isValid = !key.revokedAt && isIntact(whole, whole) && isSignedBy(key.publicKey, digest, signature);
    return [[id, { key, signature, isValid }] as const];
  });
}

/** With all that their digests cover, by id. */
export async function readWhole(
  query: Query,
  releases: readonly Release[],
): Promise<Map<string, WholeRelease & NamedItem>> {
  const substances = byId(await query<Substance>(findSubstances, [releases.map(({ id }) => id)]));
  const wholes = releases.flatMap((release) => {
    const substance = substances.get(release.id);
    return substance ? [{ ...release, ...substance }] : [];
  });
  return byId(wholes);
}
