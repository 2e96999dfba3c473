import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalize } from "../../src/marketplace/proofs/canonical-json.js";
import { digestOf, signedText, type ReleaseSubstance } from "../../src/marketplace/proofs/digest.js";
import { isSignedBy, parsePublicKey, parseSignature } from "../../src/marketplace/proofs/public-key.js";

interface Vector {
  readonly title: string;
  readonly release: ReleaseSubstance;
  readonly canonical: string;
  readonly digest: string;
  readonly signature: string;
}

const { vectors, publicKey } = JSON.parse(
  readFileSync(new URL("../support/release-vectors.json", import.meta.url), "utf8"),
) as { readonly vectors: readonly Vector[]; readonly publicKey: string };

/** RFC 8785, as its own section 3.2 tells it. */
function jcs(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jcs).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${jcs(inner)}`).join(",")}}`;
}

/** The same value with the keys of all its objects turned around. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, inner]) => [key, turned(inner)]));
}

const json = fc.jsonValue({ maxDepth: 4 });
const texts = fc.string({ unit: "grapheme" });

const substances: fc.Arbitrary<ReleaseSubstance> = fc.record({
  name: texts,
  version: texts,
  type: fc.constantFrom("AGENT", "TOOL", "WORKFLOW"),
  content: fc.oneof(fc.record({ binary: texts }), fc.record({ image: texts }), fc.record({ definition: json })),
  manifest: fc.dictionary(texts, json),
  tests: fc.array(fc.record({ name: texts, args: fc.array(texts), exitCode: fc.nat(255), input: json }), {
    maxLength: 3,
  }),
});

describe("the canonical form of JSON", () => {
  it("is that of RFC 8785", () => {
    fc.assert(fc.property(fc.oneof(json, fc.dictionary(texts, json)), (value) => canonicalize(value) === jcs(value)));
  });

  it("is that of the RFC's own example", () => {
    const numbers: unknown = JSON.parse("[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]");
    const string = "€$\u000F\u000aA'\u0042\u0022\u005c\\\"/";
    expect(canonicalize({ numbers, string, literals: [null, true, false] })).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("puts keys in the order of their UTF-16 code units", () => {
    const keys = ["€", "\r", "\uFB33", "1", "\u{1F600}", "\u0080", "ö"];
    const object = Object.fromEntries(keys.map((key) => [key, 0]));
    expect(Object.keys(JSON.parse(canonicalize(object)) as object)).toHaveLength(7);
    expect([...canonicalize(object).matchAll(/"([^"]+)":0/g)].map(([, key]) => key)).toEqual([
      ...["\\r", "1", "\u0080", "ö", "€", "\u{1F600}", "\uFB33"],
    ]);
  });

  it("holds for objects of many keys, for -0 and for long texts", () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`key ${(index * 7919) % 1_000}`, -0]));
    expect(canonicalize(many)).toBe(jcs(many));
    expect(canonicalize(many)).not.toContain("-0");
    const long = `${"x".repeat(20_000)}"\u0001`;
    expect(canonicalize({ long })).toBe(jcs({ long }));
  });
});

describe("the digest of a release", () => {
  it.each(vectors)("is what others compute for $title", ({ release, canonical, digest, signature }) => {
    expect(canonicalize(release)).toBe(canonical);
    expect(digestOf(release)).toBe(digest);
    expect(signedText(digest)).toBe(`muster-release-v1:${digest}`);
    const key = parsePublicKey(publicKey, []);
    const bytes = parseSignature(signature);
    expect(bytes && isSignedBy(key, digest, bytes)).toBe(true);
    expect(bytes && isSignedBy(key, digestOf({ ...release, version: "9.9.9" }), bytes)).toBe(false);
  });

  it("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(substances, (release) => digestOf(release) === digestOf(turned(release) as ReleaseSubstance)),
    );
  });

  it("is another one whatever changes", () => {
    fc.assert(
      fc.property(substances, substances, (a, b) => {
        return (digestOf(a) === digestOf(b)) === (canonicalize(a) === canonicalize(b));
      }),
    );
    const [first] = vectors;
    if (!first) throw new Error("there are vectors");
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(first.release)), json, (field, value) => {
        const before = first.release[field as keyof ReleaseSubstance];
        fc.pre(jcs(value) !== jcs(before));
        return digestOf({ ...first.release, [field]: value }) !== first.digest;
      }),
    );
  });

  it("is of six fields and of nothing else", () => {
    const [first] = vectors;
    expect(first && digestOf({ ...first.release, description: "More." } as ReleaseSubstance)).toBe(first?.digest);
  });
});
