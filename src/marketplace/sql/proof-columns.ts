import { releaseColumns } from "./columns.js";

/**
 * A release with all that proves it, as ReleaseProof has it; for tables `releases r`, its item `i`, and `publisher_keys k`, the key that
 * it is signed with, outer joined. What was published before the publisher had a key needs no signature: both are dated under its lock. What the publisher signs with is found by publisher_keys_publisher_id_public_key_key.
 */
export const proofColumns = `${releaseColumns}, r.tests, r.definition, k.public_key AS "publicKey", k.revoked_at AS "keyRevokedAt",
  EXISTS (SELECT 1 FROM publisher_keys p WHERE p.publisher_id = i.publisher_id AND p.created_at < r.created_at)
    AS "needsSignature"`;
