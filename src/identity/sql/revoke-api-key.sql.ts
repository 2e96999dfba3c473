import type { Statement } from "../../platform/db/database.js";
import { apiKeyColumns } from "../columns.js";

/** Revokes a key of the tenant and answers it; a revoked one keeps its instant. api_keys_pkey. */
export const revokeApiKey: Statement = {
  name: "revoke_api_key",
  text: `
    UPDATE api_keys SET revoked_at = coalesce(revoked_at, now())
    WHERE id = $1 AND tenant_id = $2
    RETURNING ${apiKeyColumns}`,
};
