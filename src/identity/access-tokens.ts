import { createSecretKey } from "node:crypto";
import { SignJWT, errors, jwtVerify, type JWTPayload } from "jose";
import type { Clock } from "../platform/clock.js";
import { isId } from "../platform/ids.js";
import { tokenExpired, tokenInvalid } from "./errors.js";
import type { Role } from "./model.js";

const issuer = "muster";
const audience = "muster";
const algorithm = "HS256";

/** Whom a token speaks for. */
export interface Subject {
  readonly signInId: string;
  readonly userId: string;
  readonly tenantId: string;
  readonly role: Role;
}

/** What a token proves by itself. Its role is for the client to read: the database is asked for the one that counts. */
export interface Claims {
  readonly signInId: string;
  readonly userId: string;
  readonly tenantId: string;
  readonly expiresAt: Date;
}

export interface AccessTokens {
  issue(subject: Subject): Promise<{ token: string; expiresAt: Date }>;
  /** UNAUTHENTICATED: TOKEN_INVALID, TOKEN_EXPIRED. */
  read(token: string): Promise<Claims>;
}

interface AccessTokenOptions {
  readonly secret: Buffer;
  readonly clock: Clock;
  readonly accessTokenMs: number;
}

export function createAccessTokens({ secret, clock, accessTokenMs }: AccessTokenOptions): AccessTokens {
  const key = createSecretKey(secret);
  return {
    async issue({ signInId, userId, tenantId, role }) {
      const now = clock.now().getTime();
      // A JWT counts whole seconds: rounded up, so that a token never lives shorter than said.
      const expiresAtSeconds = Math.ceil((now + accessTokenMs) / 1000);
      const token = await new SignJWT({ tid: tenantId, role, sid: signInId })
        .setProtectedHeader({ alg: algorithm, typ: "JWT" })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(Math.floor(now / 1000))
        .setExpirationTime(expiresAtSeconds)
        .sign(key);
      return { token, expiresAt: new Date(expiresAtSeconds * 1000) };
    },
    async read(token) {
      const expected = { algorithms: [algorithm], issuer, audience, requiredClaims: ["exp"], currentDate: clock.now() };
      const { payload } = await jwtVerify(token, key, expected).catch((error: unknown) => {
        throw error instanceof errors.JWTExpired ? tokenExpired() : tokenInvalid();
      });
      return claimsOf(payload);
    },
  };
}

function claimsOf({ sub, tid, sid, exp = 0 }: JWTPayload): Claims {
  if (!isIdText("user", sub) || !isIdText("tenant", tid) || !isIdText("signin", sid)) throw tokenInvalid();
  return { userId: sub, tenantId: tid, signInId: sid, expiresAt: new Date(exp * 1000) };
}

function isIdText(prefix: "user" | "tenant" | "signin", value: unknown): value is string {
  return typeof value === "string" && isId(prefix, value);
}
