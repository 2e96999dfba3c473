import type { Statement } from "../../platform/db/database.js";
import { userColumns } from "../columns.js";

/** The user with this email, in whatever tenant: a sign-in names no tenant. users_email_key. */
export const findCredentials: Statement = {
  name: "find_credentials",
  text: `SELECT ${userColumns}, password_hash AS "passwordHash" FROM users WHERE email = $1`,
};
