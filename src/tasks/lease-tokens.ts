import { randomBytes } from "node:crypto";

const tokenBytes = 18;
const tokensPerDraw = 128;

let pool = Buffer.alloc(0);
let used = 0;

/** A lease token: 144 random bits as base64url. Drawn many at a time, as a call to the generator costs more than the bytes. */
export function newLeaseToken(): string {
  if (used === pool.length) {
    pool = randomBytes(tokenBytes * tokensPerDraw);
    used = 0;
  }
  return pool.toString("base64url", used, (used += tokenBytes));
}
