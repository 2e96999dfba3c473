import { MusterError, type InputPath } from "../../platform/errors.js";
import type { MarketplaceItem, Release } from "../model.js";
import { verifyRelease, type ReleaseProof } from "./release-proof.js";

/** The release without what proves it, once that has proved it; as `verifyRelease` throws, at `path`. */
export function provenRelease(item: MarketplaceItem, proof: ReleaseProof, path: InputPath): Release {
  try {
    verifyRelease(item, proof);
  } catch (error) {
    throw error instanceof MusterError ? error.below(path) : error;
  }
  const { id, tenantId, itemId, version, status, statusReason, changelog, manifest } = proof;
  const { binarySha256, binarySize, image, digest, keyId, signature, testResults, publishedBy, createdAt } = proof;
  return {
    ...{ id, tenantId, itemId, version, status, statusReason, changelog, manifest },
    ...{ binarySha256, binarySize, image, digest, keyId, signature, testResults, publishedBy, createdAt },
  };
}
