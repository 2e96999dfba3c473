import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { releaseDigest, signedText, type DigestInput } from "../../sdk/src/index.js";

interface Vector {
  readonly title: string;
  readonly release: Omit<DigestInput, "binarySha256" | "image" | "definition"> & { readonly content: Content };
  readonly digest: string;
  readonly signature: string;
}

type Content = { readonly binary: string } | { readonly image: string } | { readonly definition: unknown };

const { publicKey, vectors } = JSON.parse(
  readFileSync(new URL("../support/release-vectors.json", import.meta.url), "utf8"),
) as { readonly publicKey: string; readonly vectors: readonly Vector[] };

function inputOf({ content, ...release }: Vector["release"]): DigestInput {
  return "binary" in content ? { ...release, binarySha256: content.binary } : { ...release, ...content };
}

describe("the digest of a release that the SDK computes", () => {
  it.each(vectors)("is that of other programs: $title", async ({ release, digest, signature }) => {
    expect(await releaseDigest(inputOf(release))).toBe(digest);
    const signed = Buffer.from(signedText(digest));
    expect(verify(null, signed, createPublicKey(publicKey), Buffer.from(signature, "base64"))).toBe(true);
  });

  it("takes what is not said, or is null, for what it is unless said", async () => {
    const bare = { name: "a/b", version: "1.0.0", type: "TOOL", binarySha256: "00" } as const;
    const test = { name: "t", input: null, stdin: null, args: null, exitCode: null };
    const told = await releaseDigest({ ...bare, manifest: null, image: null, tests: [test] });
    const text =
      '{"content":{"binary":"00"},"manifest":{},"name":"a/b","tests":[{"args":[],"exitCode":0,"name":"t"}],"type":"TOOL","version":"1.0.0"}';
    expect(told).toBe(createHash("sha256").update(text).digest("hex"));
    expect(await releaseDigest(bare)).toBe(await releaseDigest({ ...bare, tests: null, manifest: {} }));
  });
});
