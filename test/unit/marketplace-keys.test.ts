import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isSoundPoint } from "../../src/marketplace/proofs/ed25519-point.js";
import {
  fingerprintOf,
  isSignedBy,
  parsePublicKey,
  parseSignature,
  pemOf,
} from "../../src/marketplace/proofs/public-key.js";
import { newSigningKey } from "../support/signing-key.js";

const prime = 2n ** 255n - 19n;

function littleEndian(number: bigint): Buffer {
  return Buffer.from(Buffer.from(number.toString(16).padStart(64, "0"), "hex").toReversed());
}

/** The canonical forms of the eight points of small order. */
const smallOrder = [
  littleEndian(1n),
  littleEndian(prime - 1n),
  littleEndian(0n),
  littleEndian(2n ** 255n),
  Buffer.from("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "hex"),
  Buffer.from("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85", "hex"),
  Buffer.from("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "hex"),
  Buffer.from("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa", "hex"),
];

function spki(type: "rsa" | "x25519" | "ed448"): string {
  const { publicKey } =
    type === "rsa" ? generateKeyPairSync("rsa", { modulusLength: 1_024 }) : generateKeyPairSync(type as "x25519");
  return publicKey.export({ format: "pem", type: "spki" }).toString();
}

describe("a publisher's key", () => {
  it("is read from PEM and from base64, and written as PEM", () => {
    const { pem, raw } = newSigningKey();
    expect(parsePublicKey(pem, [])).toEqual(raw);
    expect(parsePublicKey(`\n${pem.replaceAll("\n", "\r\n")}\n`, [])).toEqual(raw);
    expect(parsePublicKey(raw.toString("base64"), [])).toEqual(raw);
    expect(pemOf(raw)).toBe(pem);
    expect(fingerprintOf(raw)).toMatch(/^[0-9a-f]{64}$/);
  });

  const { privateKey } = generateKeyPairSync("ed25519");
  const { raw } = newSigningKey();
  it.each<readonly [string, string]>([
    ["an RSA key", spki("rsa")],
    ["an X25519 key", spki("x25519")],
    ["an Ed448 key", spki("ed448")],
    ["a private key", privateKey.export({ format: "pem", type: "pkcs8" }).toString()],
    ["a broken PEM", "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----"],
    ["two PEMs", `${newSigningKey().pem}${newSigningKey().pem}`],
    ["no text", ""],
    ["31 bytes", raw.subarray(1).toString("base64")],
    ["33 bytes", Buffer.concat([raw, raw.subarray(0, 1)]).toString("base64")],
    ["hex", raw.toString("hex")],
    ["base64 with white space", ` ${raw.toString("base64")}`],
    ["a long text", "A".repeat(100_000)],
    ["a point that is not on the curve", littleEndian(2n).toString("base64")],
    ["a number beyond the prime", littleEndian(prime + 3n).toString("base64")],
    ["32 times 255", Buffer.alloc(32, 255).toString("base64")],
    ...smallOrder.map((point, index) => [`point ${index + 1} of small order`, point.toString("base64")] as const),
  ])("is not %s", (_what, text) => {
    expect(() => parsePublicKey(text, ["publicKey"])).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT", reason: "KEY_INVALID", path: ["publicKey"] }),
    );
  });

  it("is whatever point OpenSSL makes", () => {
    for (let count = 0; count < 20; count++) expect(isSoundPoint(newSigningKey().raw)).toBe(true);
    // The base point itself, and RFC 8032's first test key.
    expect(isSoundPoint(Buffer.from(`58${"66".repeat(31)}`, "hex"))).toBe(true);
    expect(isSoundPoint(Buffer.from("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "hex"))).toBe(
      true,
    );
  });
});

describe("a signature", () => {
  const digest = "ab".repeat(32);

  it("is its key's over its digest, and nothing else's", () => {
    const [mine, other] = [newSigningKey(), newSigningKey()];
    const signature = parseSignature(mine.sign(digest));
    if (!signature) throw new Error("a signature was made");
    expect(isSignedBy(mine.raw, digest, signature)).toBe(true);
    expect(isSignedBy(other.raw, digest, signature)).toBe(false);
    expect(isSignedBy(mine.raw, "cd".repeat(32), signature)).toBe(false);
    for (const at of [0, 31, 32, 63]) {
      const bent = Uint8Array.from(signature, (byte, index) => (index === at ? byte ^ 1 : byte));
      expect(isSignedBy(mine.raw, digest, bent)).toBe(false);
    }
    expect(isSignedBy(mine.raw, digest, new Uint8Array())).toBe(false);
  });

  it("has 64 bytes in base64", () => {
    const signature = newSigningKey().sign(digest);
    expect(parseSignature(signature)).toHaveLength(64);
    for (const text of ["", signature.slice(0, -2), `${signature}=`, ` ${signature}`, "ab".repeat(64)])
      expect(parseSignature(text)).toBeNull();
  });
});
