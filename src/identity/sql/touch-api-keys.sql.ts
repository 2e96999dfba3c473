import type { Statement } from "../../platform/db/database.js";

/**
 * Notes when keys ($1) were last used ($2): ids that this process authenticated, of all tenants. Leaves alone what was
 * noted less than a minute before and what another replica is noting now, so none waits for a lock. api_keys_pkey.
 */
export const touchApiKeys: Statement = {
  name: "touch_api_keys",
  text: `
    WITH used AS (SELECT * FROM unnest($1::text[], $2::timestamptz[]) AS u (id, at)),
    due AS (
      SELECT k.id, used.at FROM api_keys k JOIN used ON used.id = k.id
      WHERE k.last_used_at IS NULL OR k.last_used_at <= used.at - interval '1 minute'
      FOR NO KEY UPDATE OF k SKIP LOCKED
    )
    UPDATE api_keys k SET last_used_at = due.at FROM due WHERE k.id = due.id`,
};
