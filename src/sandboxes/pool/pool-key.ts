import { createHash, randomBytes } from "node:crypto";

const beginning = "muster_pool_";
const pattern = /^muster_pool_[\w-]{43}$/;

/** What a container of the pool shows as it waits: 256 random bits, behind what scanners know it by. */
export function newPoolKey(): string {
  return beginning + randomBytes(32).toString("base64url");
}

/** Whether it has the shape of one: nothing else is worth a look-up. */
export function isPoolKey(text: string): boolean {
  return pattern.test(text);
}

/** What is kept of it: it is random and long, so that a plain hash cannot be searched backwards. */
export function hashPoolKey(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
