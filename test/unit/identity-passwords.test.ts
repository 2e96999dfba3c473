import type * as crypto from "node:crypto";
import { scrypt } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createPasswords } from "../../src/identity/passwords.js";

/** The real one, counted: how many runs there were, and how many at a time. */
const runs = vi.hoisted(() => ({ now: 0, most: 0 }));

vi.mock("node:crypto", async (original) => {
  const actual = await original<typeof crypto>();
  const counted = vi.fn((...args: Parameters<typeof actual.scrypt>) => {
    runs.most = Math.max(runs.most, ++runs.now);
    const done = args.pop() as unknown as (error: Error | null, key: Buffer) => void;
    const [password, salt, length, options] = args;
    actual.scrypt(password, salt, length, options, (error, key) => {
      runs.now--;
      done(error, key);
    });
  });
  return { ...actual, scrypt: counted };
});

beforeEach(() => {
  vi.mocked(scrypt).mockClear();
  runs.most = 0;
});

const password = "correct horse battery";

describe("passwords", () => {
  it("knows a password by its hash, and no other", async () => {
    const passwords = createPasswords();
    const hash = await passwords.hash(password);
    expect(await passwords.verify(password, hash)).toBe(true);
    expect(await passwords.verify("correct horse batter", hash)).toBe(false);
  });

  it("keeps salt and cost with the hash, and never the same salt twice", async () => {
    const passwords = createPasswords();
    const [one, other] = await Promise.all([passwords.hash(password), passwords.hash(password)]);
    expect(one).toMatch(/^\$scrypt\$ln=14,r=8,p=5\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
  });

  it("verifies a hash that was made at another cost", async () => {
    const salt = Buffer.alloc(16, 1);
    const { scryptSync } = await vi.importActual<typeof crypto>("node:crypto");
    const key = scryptSync(password, salt, 32, { N: 2 ** 10, r: 8, p: 1 });
    const hash = `$scrypt$ln=10,r=8,p=1$${salt.toString("base64url")}$${key.toString("base64url")}`;
    expect(await createPasswords().verify(password, hash)).toBe(true);
  });

  it("takes one Unicode form of a password for another", async () => {
    const passwords = createPasswords();
    const hash = await passwords.hash("caf\u00e9 caf\u00e9 caf\u00e9");
    expect(await passwords.verify("cafe\u0301 cafe\u0301 cafe\u0301", hash)).toBe(true);
  });

  it("does the same work for an unknown user as for a wrong password", async () => {
    const passwords = createPasswords();
    const hash = await passwords.hash(password);
    vi.mocked(scrypt).mockClear();
    expect(await passwords.verify("a wrong password", hash)).toBe(false);
    expect(await passwords.verify("a wrong password", null)).toBe(false);
    const [known, unknown] = vi.mocked(scrypt).mock.calls.map(([, , length, options]) => ({ length, options }));
    expect(unknown).toEqual(known);
  });

  it("runs two at a time, so that a flood leaves threads to others", async () => {
    const passwords = createPasswords();
    await Promise.all(Array.from({ length: 6 }, () => passwords.verify(password, null)));
    expect(scrypt).toHaveBeenCalledTimes(6);
    expect(runs.most).toBe(2);
  });

  it("refuses what would wait too long", async () => {
    vi.mocked(scrypt).mockImplementation(() => undefined);
    const passwords = createPasswords();
    const waiting = Array.from({ length: 53 }, () => passwords.verify(password, null));
    await expect(waiting.at(-1)).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "PASSWORD_CHECK_QUEUE_FULL" });
    expect(scrypt).toHaveBeenCalledTimes(2);
  });
});
