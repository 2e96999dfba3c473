import type { Statement } from "../../platform/db/database.js";
import { userColumns } from "../columns.js";

/** A new user; no row when the email is taken, in whatever tenant. users_email_key. */
export const insertUser: Statement = {
  name: "insert_user",
  text: `
    INSERT INTO users (id, tenant_id, email, name, role, password_hash) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (email) DO NOTHING
    RETURNING ${userColumns}`,
};
