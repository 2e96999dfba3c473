import { describe, expect, it } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import type { SandboxInput } from "../../src/sandboxes/index.js";
import { checkSpec, type SpecPolicy } from "../../src/sandboxes/spec.js";
import { sandboxPolicy } from "../support/sandbox-specs.js";

const check = (input: SandboxInput, more: Partial<SpecPolicy> = {}) => checkSpec(input, { ...sandboxPolicy, ...more });

/** Code, reason and path of the refusal. */
function refusal(input: SandboxInput, more: Partial<SpecPolicy> = {}): unknown[] {
  try {
    check(input, more);
  } catch (error) {
    if (error instanceof MusterError) return [error.code, error.reason, error.path];
    throw error;
  }
  throw new Error("nothing was refused");
}
const bad = (reason: string, ...path: (string | number)[]) => ["BAD_USER_INPUT", reason, path];

describe("an image", () => {
  const digits = "0123456789abcdef".repeat(4);

  it.each([
    "alpine",
    "alpine:3.20",
    "library/alpine",
    "registry.example/team/agent:1.0",
    "registry.example:5000/agent",
    "localhost/agent",
    "[fd00::1]:5000/agent:x",
    `agent@sha256:${digits}`,
    `registry.example/a/b/c:v1.2-rc.1_x@sha256:${digits}`,
    `agent@sha512:${digits}${digits}`,
    "a__b/c--d/e.f_g",
    `agent:${"t".repeat(128)}`,
    "x".repeat(255),
  ])("may be %s", (image) => {
    expect(check({ image }).image).toBe(image);
  });

  it.each([
    "",
    " alpine",
    "alpine\n",
    "Alpine",
    "alpine:",
    "alpine@sha256:abc",
    `alpine@md5:${digits}`,
    `alpine@sha256:${digits.toUpperCase()}`,
    "http://registry.example/agent",
    "/agent",
    "agent/",
    "a//b",
    "a..b/c/..",
    "-a/b",
    "a_/b",
    "registry.example:port/agent",
    `agent:${"t".repeat(129)}`,
    "agent:-x",
    digits,
    "x".repeat(256),
    "a\0b",
    "ä",
  ])("may not be %j", (image) => {
    expect(refusal({ image })).toEqual(bad("IMAGE_INVALID", "image"));
  });

  it.each<[string[], string]>([
    [["*"], "anything/at/all"],
    [["registry.example/*"], "registry.example/team/agent:1"],
    [["none", "agent"], "agent"],
    [["*/agent:*"], "registry.example/agent:1"],
    [["a*b*c"], "aabbc"],
    [["a*a"], "aa"],
    [["*b*b*"], "abab"],
    [[], "muster-agent:latest"],
  ])("is allowed by %j: %s", (imagePatterns, image) => {
    expect(check({ image }, { imagePatterns }).image).toBe(image);
  });

  it.each<[string[], string]>([
    [[], "agent"],
    [[""], "agent"],
    [["agent"], "agent:1"],
    [["registry.example/*"], "evil.example/registry.example/agent"],
    [["registry.example/*"], "registryXexample/agent"],
    [["a*a"], "a"],
    [["a*bc*c"], "abc"],
    [["*.example/*"], "example/agent"],
  ])("is not allowed by %j: %s", (imagePatterns, image) => {
    expect(refusal({ image }, { imagePatterns })).toEqual(["FORBIDDEN", "IMAGE_FORBIDDEN", ["image"]]);
  });

  it("is told from a pattern without end in no time", () => {
    const image = "a".repeat(255);
    expect(refusal({ image }, { imagePatterns: [`${"*a".repeat(200)}*b`] })[1]).toBe("IMAGE_FORBIDDEN");
    expect(refusal({ image: `${"a-".repeat(127)}_` })[1]).toBe("IMAGE_INVALID");
  });
});
