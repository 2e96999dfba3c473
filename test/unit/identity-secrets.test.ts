import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  deriveSecret,
  hashSecret,
  isApiKey,
  newApiKey,
  newRefreshToken,
  readRefreshToken,
} from "../../src/identity/secrets.js";
import { newId } from "../../src/platform/ids.js";

const signingSecret = randomBytes(32);

describe("API keys", () => {
  it.each([
    ["AGENT", "muster_agent_"],
    ["SERVICE", "muster_service_"],
  ] as const)("of an %s begin with %s and are never the same", (role, beginning) => {
    const [one, other] = [newApiKey(role), newApiKey(role)];
    expect(one.key.startsWith(beginning)).toBe(true);
    expect(one.key).not.toBe(other.key);
    expect(isApiKey(one.key)).toBe(true);
  });

  it("show six characters of their secret, and are kept as a SHA-256", () => {
    const { key, prefix, hash } = newApiKey("AGENT");
    expect(prefix).toBe(key.slice(0, "muster_agent_".length + 6));
    expect(hash).toBe(createHash("sha256").update(key).digest("base64url"));
  });

  it.each(["", "muster_", "muster_admin_" + "a".repeat(43), "muster_agent_" + "a".repeat(42), "eyJhbGciOi"])(
    "are not mistaken for %j",
    (token) => {
      expect(isApiKey(token)).toBe(false);
    },
  );
});

describe("refresh tokens", () => {
  it("name their sign-in", () => {
    const id = newId("signin");
    const { token, hash } = newRefreshToken(signingSecret, id);
    expect(readRefreshToken(signingSecret, token)).toEqual({ signInId: id, hash });
    expect(hash).toBe(hashSecret(token));
  });

  it("cannot be made without the key, so nobody can end a session by its id", () => {
    const id = newId("signin");
    const { token } = newRefreshToken(randomBytes(32), id);
    expect(readRefreshToken(signingSecret, token)).toBeNull();
  });

  it("cannot be moved to another sign-in", () => {
    const { token } = newRefreshToken(signingSecret, newId("signin"));
    const moved = [newId("signin"), ...token.split(".").slice(1)].join(".");
    expect(readRefreshToken(signingSecret, moved)).toBeNull();
  });

  it.each(["", ".", "a.b.c", `${newId("signin")}.x.y`, `${newId("task")}.${"a".repeat(43)}.${"a".repeat(43)}`])(
    "are not mistaken for %j",
    (token) => {
      expect(readRefreshToken(signingSecret, token)).toBeNull();
    },
  );
});

describe("a secret that is derived", () => {
  it("is the same for one key and one purpose, and another for any other", () => {
    const secret = deriveSecret(signingSecret, "webhook:a:1");
    expect(secret).toHaveLength(32);
    expect(deriveSecret(signingSecret, "webhook:a:1")).toEqual(secret);
    expect(deriveSecret(signingSecret, "webhook:a:2")).not.toEqual(secret);
    expect(deriveSecret(randomBytes(32), "webhook:a:1")).not.toEqual(secret);
  });
});
