import type { Statement } from "../../platform/db/database.js";
import { isOfSandbox } from "../columns.js";

/** Revokes the live ones of these keys of sandboxes ($1), of all tenants; answers their ids. api_keys_pkey. */
export const revokeSandboxKeys: Statement = {
  name: "revoke_sandbox_keys",
  text: `
    UPDATE api_keys SET revoked_at = now(), expires_at = least(expires_at, now())
    WHERE id = ANY($1::text[]) AND ${isOfSandbox} AND revoked_at IS NULL
    RETURNING id`,
};
