import type { Statement } from "../../platform/db/database.js";

/** Keeps a key unless there is one; answers the one that is kept. The idle update waits for another's insert. */
export const keepSigningKey: Statement = {
  name: "keep_signing_key",
  text: `
    INSERT INTO signing_keys (id, secret) VALUES ($1, $2)
    ON CONFLICT (id) DO UPDATE SET id = excluded.id
    RETURNING secret`,
};
