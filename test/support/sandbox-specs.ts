import type { SandboxInput, SandboxSpec } from "../../src/sandboxes/index.js";
import { checkSpec, type SpecPolicy } from "../../src/sandboxes/spec.js";

const mebibyte = 1024 * 1024;

/** What an installation allows unless it is told otherwise. */
export const sandboxPolicy: SpecPolicy = {
  defaultImage: "muster-agent:latest",
  imagePatterns: ["*"],
  maxCpuMillis: 4_000,
  maxMemoryBytes: 8_192 * mebibyte,
  maxStorageBytes: 20_480 * mebibyte,
  isOff: false,
};

/** A place as it is kept. */
export function specOf(input: SandboxInput = {}): SandboxSpec {
  return checkSpec(input, sandboxPolicy);
}
