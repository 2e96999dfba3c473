import { MusterError } from "../../platform/errors.js";
import { digestOf, type ReleaseContent, type ReleaseTest } from "./digest.js";
import type { MarketplaceItem, Release } from "../model.js";
import { isSignedBy } from "./public-key.js";

/** A release with what its digest covers beside it. */
export interface WholeRelease extends Release {
  /** In their normal form, as they are kept. */
  readonly tests: unknown;
  /** Null unless it is a workflow's. */
  readonly definition: unknown;
}

/** A release with all that proves it. */
export interface ReleaseProof extends WholeRelease {
  /** Of the key that it is signed with; null where it is not signed. */
  readonly publicKey: Uint8Array | null;
  readonly keyRevokedAt: Date | null;
  /** Whether it has to be signed. */
  readonly needsSignature: boolean;
}

export type NamedItem = Pick<MarketplaceItem, "name" | "type">;

/** Whether a release is, by its digest, what was published: whoever changes its row has to change that too. */
export function isIntact({ name, type }: NamedItem, release: WholeRelease): boolean {
  const { version, manifest, digest } = release;
  // The tests were checked before they were kept; others only make another digest.
  const tests = release.tests as readonly ReleaseTest[];
  return digest === digestOf({ name, version, type, content: contentOf(release), manifest, tests });
}

function contentOf({ binarySha256, image, definition }: WholeRelease): ReleaseContent {
  if (binarySha256 !== null) return { binary: binarySha256 };
  return image === null ? { definition } : { image };
}

/**
 * That a release is what its publisher made of it, and may run. Throws INVALID_STATE: RELEASE_TAMPERED where it is not what its digest
 * says, SIGNATURE_MISSING, SIGNATURE_INVALID, KEY_REVOKED.
 */
export function verifyRelease(item: NamedItem, proof: ReleaseProof): void {
  const { publicKey, signature, digest, keyRevokedAt, needsSignature, version } = proof;
  const name = `${item.name} ${version}`;
  if (!isIntact(item, proof)) throw notGood(`${name} is not what was published.`, "RELEASE_TAMPERED");
  if (publicKey === null || signature === null) {
    if (needsSignature) throw notGood(`${name} is not signed.`, "SIGNATURE_MISSING");
    return;
  }
  if (keyRevokedAt) throw notGood(`The key that signed ${name} is revoked.`, "KEY_REVOKED");
  if (!isSignedBy(publicKey, digest, signature))
    throw notGood(`The signature of ${name} is wrong.`, "SIGNATURE_INVALID");
}

function notGood(message: string, reason: string): MusterError {
  return new MusterError("INVALID_STATE", message, { reason, path: [] });
}
