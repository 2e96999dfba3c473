import type { ItemType, PublishReleaseInput, ReleaseTestInput } from "../generated/graphql.js";
import { sha256Hex } from "./sha256.js";

/** What a release is, as far as a signature vouches for it: what is said of its item may change, and is no part of it. */
export interface DigestInput extends Pick<
  PublishReleaseInput,
  "name" | "version" | "image" | "definition" | "manifest" | "tests"
> {
  /** Of the item. */
  readonly type: ItemType;
  /** Of the uploaded module, in hex; in place of `binary`. */
  readonly binarySha256?: string;
}

/** The digest that the server computes of a release, in hex. docs/marketplace.md tells how. */
export function releaseDigest(input: DigestInput): Promise<string> {
  const { name, version, type, manifest, tests } = input;
  const substance = {
    name,
    version,
    type,
    content: contentOf(input),
    manifest: manifest ?? {},
    tests: (tests ?? []).map(testOf),
  };
  return sha256Hex(new TextEncoder().encode(canonicalJson(substance)));
}

/** What is signed with Ed25519 to vouch for a release. */
export function signedText(digest: string): string {
  return `muster-release-v1:${digest}`;
}

function contentOf({ binarySha256, image, definition }: DigestInput): unknown {
  if (binarySha256 !== undefined) return { binary: binarySha256 };
  return image != null ? { image } : { definition };
}

/** What is not said is left out, but for `args` and `exitCode`. */
function testOf({ name, args, exitCode, ...said }: ReleaseTestInput): unknown {
  const rest = Object.fromEntries(Object.entries(said).filter(([, value]) => value != null));
  return { ...rest, name, args: args ?? [], exitCode: exitCode ?? 0 };
}

/** After RFC 8785: keys by their UTF-16 code units, no white space, all else as JSON.stringify has it. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}
