import { createHash } from "node:crypto";
import { canonicalize } from "./canonical-json.js";
import type { ItemType, Manifest } from "../model.js";

/** What a release runs. */
export type ReleaseContent =
  | { readonly binary: string }
  | { readonly image: string }
  /** A workflow's definition. */
  | { readonly definition: unknown };

/** A test of a release in its normal form: what is not said is left out, but for `args` and `exitCode`. */
export interface ReleaseTest {
  readonly name: string;
  readonly args: readonly string[];
  readonly exitCode: number;
  readonly input?: unknown;
  readonly stdin?: string;
  readonly output?: unknown;
  readonly stdout?: string;
}

/** All that a release is; what is said of its item may change and is no part of it. */
export interface ReleaseSubstance {
  /** As `publisher/name`. */
  readonly name: string;
  readonly version: string;
  readonly type: ItemType;
  readonly content: ReleaseContent;
  readonly manifest: Manifest;
  readonly tests: readonly ReleaseTest[];
}

/** SHA-256, in hex, of the canonical JSON of exactly these six fields. docs/marketplace.md tells others how to compute it. */
export function digestOf({ name, version, type, content, manifest, tests }: ReleaseSubstance): string {
  return createHash("sha256").update(canonicalize({ name, version, type, content, manifest, tests })).digest("hex");
}

/** What is signed. */
export function signedText(digest: string): string {
  return `muster-release-v1:${digest}`;
}
