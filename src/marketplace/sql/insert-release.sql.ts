import type { Statement } from "../../platform/db/database.js";
import { releaseColumns } from "./columns.js";

/**
 * $1: id, $2: tenant, $3: item, $4: version, $5: status, $6: why, $7: changelog, $8: manifest, $9 and $10: SHA-256 and size of the
 * binary, $11: image, $12: definition, $13: digest, $14: key, $15: signature, $16: tests, $17: their results, $18: by whom.
 * A version that is taken violates releases_item_id_version_key, a binary that is gone releases_tenant_id_binary_sha256_fkey.
 */
export const insertRelease: Statement = {
  name: "insert-release",
  text: `
INSERT INTO releases AS r (id, tenant_id, item_id, version, status, status_reason, changelog, manifest, binary_sha256, binary_size,
  image, definition, digest, key_id, signature, tests, test_results, published_by, created_at)
VALUES ($1, $2, $3, $4, $5::"ReleaseStatus", $6, $7, $8::json, $9, $10, $11, $12::json, $13, $14, $15, $16::json, $17::json, $18, clock_timestamp())
RETURNING ${releaseColumns}`,
};
