import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import { newSecret } from "./secrets.js";
import { keepSigningKey } from "./sql/keep-signing-key.sql.js";

const keyId = "jwt";
/** HS256 is as strong as its key: less than its own 256 bits would weaken it. */
const minBytes = 32;

interface SigningSecretInput {
  readonly database: Database;
  readonly configured: string | null;
  readonly log: Log;
}

/** The configured secret, or one made once for all replicas and kept in the database. Rejects when it is too short. */
export async function loadSigningSecret({ database, configured, log }: SigningSecretInput): Promise<Buffer> {
  if (configured !== null) return checked(Buffer.from(configured));
  log.warn("MUSTER_JWT_SECRET is not set: the JWT key is kept in the database, and who can read that can sign tokens");
  const [row] = await database.query<{ secret: string }>(keepSigningKey, [keyId, newSecret()]);
  if (!row) throw new Error("The JWT key was not kept.");
  return checked(Buffer.from(row.secret));
}

function checked(secret: Buffer): Buffer {
  if (secret.length < minBytes) throw new Error(`The JWT secret must have at least ${minBytes} bytes.`);
  return secret;
}
