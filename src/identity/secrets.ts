import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { isId } from "../platform/ids.js";
import type { Role } from "./model.js";

/** 256 random bits in base64url: 43 characters. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a secret. The secrets are random and long, so a plain hash cannot be searched backwards. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

const keyPattern = /^muster_(?:agent|service)_[\w-]{43}$/;
/** Six of the 43 characters are shown in lists; 222 bits stay unknown. */
const shownChars = 6;

/** `muster_agent_...`: a fixed beginning, so that scanners find a leaked key and people see what it is. */
export function newApiKey(role: Extract<Role, "AGENT" | "SERVICE">): { key: string; prefix: string; hash: string } {
  return keyOf(`muster_${role.toLowerCase()}_`, newSecret());
}

/** The key of an agent that a secret of 32 bytes makes: the same each time. */
export function derivedAgentKey(secret: Buffer): { key: string; prefix: string; hash: string } {
  return keyOf("muster_agent_", secret.toString("base64url"));
}

function keyOf(beginning: string, secret: string): { key: string; prefix: string; hash: string } {
  const key = beginning + secret;
  return { key, prefix: key.slice(0, beginning.length + shownChars), hash: hashSecret(key) };
}

/** Whether it has the shape of an API key: nothing else is worth a look-up. */
export function isApiKey(token: string): boolean {
  return keyPattern.test(token);
}

export interface RefreshToken {
  readonly token: string;
  readonly hash: string;
}

/**
 * `<sign-in id>.<random>.<mac>`. The MAC tells an old token of the family, whose use ends the family, from an invented
 * one, which is refused without consequence: an id seen in a log is not enough to sign somebody out.
 */
export function newRefreshToken(signingSecret: Buffer, signInId: string): RefreshToken {
  const body = `${signInId}.${newSecret()}`;
  const token = `${body}.${macOf(signingSecret, body).toString("base64url")}`;
  return { token, hash: hashSecret(token) };
}

/** The sign-in that a token was issued for; null when it is none of ours. Says nothing of whether it still holds. */
export function readRefreshToken(signingSecret: Buffer, token: string): { signInId: string; hash: string } | null {
  const parts = /^((signin_\w{26})\.[\w-]{43})\.([\w-]{43})$/.exec(token);
  if (!parts) return null;
  const [, body = "", signInId = "", mac = ""] = parts;
  if (!isId("signin", signInId)) return null;
  if (!timingSafeEqual(Buffer.from(mac, "base64url"), macOf(signingSecret, body))) return null;
  return { signInId, hash: hashSecret(token) };
}

/** The first word keeps it apart from JWTs, which the same key signs. */
function macOf(signingSecret: Buffer, body: string): Buffer {
  return createHmac("sha256", signingSecret).update(`refresh:${body}`).digest();
}

/** 32 bytes for one purpose, the same on every replica; others once the signing secret is another. */
export function deriveSecret(signingSecret: Buffer, purpose: string): Buffer {
  return createHmac("sha256", signingSecret).update(purpose).digest();
}
