import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { isId } from "../platform/ids.js";
import { offerMs } from "./limits.js";

/** 256 random bits in base64url. */
export function newUploadToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of one: it is random and long, so a plain hash cannot be searched backwards. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

export function isUploadToken(token: string): boolean {
  return /^[\w-]{43}$/.test(token);
}

export interface DownloadTokensParts {
  /** Answers the same 32 bytes for the same purpose on every replica; nobody else can tell them. */
  readonly deriveSecret: (purpose: string) => Buffer;
  readonly now: () => Date;
}

/** `<id of a binary>.<when it ends>.<mac>`: nothing is stored, and any replica can tell that it is ours. */
export class DownloadTokens {
  readonly #parts: DownloadTokensParts;

  constructor(parts: DownloadTokensParts) {
    this.#parts = parts;
  }

  issue(binaryId: string): string {
    const body = `${binaryId}.${(this.#parts.now().getTime() + offerMs).toString(36)}`;
    return `${body}.${this.#macOf(body).toString("base64url")}`;
  }

  /** The binary that it was issued for; null when it is none of ours, or has expired. */
  read(token: string): string | null {
    const parts = /^((binary_\w{26})\.([\da-z]{8,9}))\.([\w-]{43})$/.exec(token);
    if (!parts) return null;
    const [, body = "", binaryId = "", end = "", mac = ""] = parts;
    if (!isId("binary", binaryId)) return null;
    if (!timingSafeEqual(Buffer.from(mac, "base64url"), this.#macOf(body))) return null;
    return Number.parseInt(end, 36) > this.#parts.now().getTime() ? binaryId : null;
  }

  /** Derived each time: the installation's key is not there before the identity slice has started. */
  #macOf(body: string): Buffer {
    return createHmac("sha256", this.#parts.deriveSecret("binary:download")).update(body).digest();
  }
}
