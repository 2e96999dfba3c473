import { randomBytes } from "node:crypto";
import { SignJWT, UnsecuredJWT, decodeJwt, type JWTPayload } from "jose";
import { describe, expect, it } from "vitest";
import { createAccessTokens } from "../../src/identity/access-tokens.js";
import { newId } from "../../src/platform/ids.js";
import { ManualClock } from "../support/manual-clock.js";

const secret = randomBytes(32);
const clock = new ManualClock(new Date("2026-01-31T12:00:00.500Z"));
const tokens = createAccessTokens({ secret, clock, accessTokenMs: 900_000 });
const subject = {
  signInId: newId("signin"),
  userId: newId("user"),
  tenantId: newId("tenant"),
  role: "DEVELOPER",
} as const;
const now = Math.floor(clock.now().getTime() / 1000);
const claims = {
  iss: "muster",
  aud: "muster",
  sub: subject.userId,
  tid: subject.tenantId,
  sid: subject.signInId,
  exp: now + 60,
};

function sign(payload: JWTPayload, alg = "HS256", key: Uint8Array = secret): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg }).sign(key);
}

const without = (name: keyof typeof claims): JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

describe("access tokens", () => {
  it("say for whom, where, as what, by which sign-in and until when", async () => {
    const { token, expiresAt } = await tokens.issue(subject);
    expect(expiresAt).toEqual(new Date("2026-01-31T12:15:01.000Z"));
    expect(decodeJwt(token)).toMatchObject({
      sub: subject.userId,
      tid: subject.tenantId,
      role: "DEVELOPER",
      sid: subject.signInId,
      iss: "muster",
      aud: "muster",
      exp: expiresAt.getTime() / 1000,
    });
  });

  it("are read back by whoever has the key", async () => {
    const { token, expiresAt } = await tokens.issue(subject);
    const { signInId, userId, tenantId } = subject;
    const elsewhere = createAccessTokens({ secret, clock, accessTokenMs: 1 });
    expect(await elsewhere.read(token)).toEqual({ signInId, userId, tenantId, expiresAt });
  });

  it("expire", async () => {
    const later = new ManualClock(clock.now());
    const { token, expiresAt } = await tokens.issue(subject);
    const elsewhere = createAccessTokens({ secret, clock: later, accessTokenMs: 1 });
    later.advance(expiresAt.getTime() - later.now().getTime() - 1);
    await expect(elsewhere.read(token)).resolves.toMatchObject({ userId: subject.userId });
    later.advance(1);
    await expect(elsewhere.read(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason: "TOKEN_EXPIRED" });
  });

  it("are refused when changed", async () => {
    const { token } = await tokens.issue(subject);
    const [header = "", body = "", mac = ""] = token.split(".");
    const otherMac = mac.startsWith("A") ? `B${mac.slice(1)}` : `A${mac.slice(1)}`;
    const admin = Buffer.from(JSON.stringify({ ...decodeJwt(token), role: "ADMIN" })).toString("base64url");
    for (const forged of [`${header}.${admin}.${mac}`, `${header}.${body}.${otherMac}`, `${header}.${body}.`]) {
      await expect(tokens.read(forged)).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason: "TOKEN_INVALID" });
    }
  });

  it.each([
    ["without a signature", new UnsecuredJWT(claims).encode()],
    ["signed with another key", sign(claims, "HS256", randomBytes(32))],
    ["signed with another algorithm", sign(claims, "HS512", secret)],
    ["of another issuer", sign({ ...claims, iss: "other" })],
    ["for another audience", sign({ ...claims, aud: "other" })],
    ["without an end", sign(without("exp"))],
    ["without a user", sign(without("sub"))],
    ["without a tenant", sign(without("tid"))],
    ["without a sign-in", sign(without("sid"))],
    ["with an id of another noun", sign({ ...claims, sub: claims.tid })],
    ["not valid yet", sign({ ...claims, nbf: now + 30 })],
    ["no JWT", "a.b.c"],
    ["no text to speak of", "."],
  ])("are refused %s", async (_what, token) => {
    await expect(tokens.read(await token)).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason: "TOKEN_INVALID" });
  });

  it("are accepted when made by hand with all that is asked for", async () => {
    await expect(tokens.read(await sign(claims))).resolves.toMatchObject({ userId: subject.userId });
  });
});
