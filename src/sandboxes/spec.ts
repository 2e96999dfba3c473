import { badInput, unavailable } from "../platform/errors.js";
import { checkLabels } from "../platform/labels.js";
import type { SandboxInput } from "./door.js";
import type { SandboxSpec } from "./model.js";
import { checkFiles } from "./spec/files.js";
import { checkImage, type ImagePolicy } from "./spec/image.js";
import { checkEgress } from "./spec/networks.js";
import { checkProgram } from "./spec/program.js";
import { checkResources, type ResourcePolicy } from "./spec/resources.js";

/** What sandboxes may be here. */
export interface SpecPolicy extends ImagePolicy, ResourcePolicy {
  /** Whether no host is configured. */
  readonly isOff: boolean;
}

const minTimeoutMs = 1_000;
const maxTimeoutMs = 86_400_000;
const defaultTimeoutMs = 3_600_000;

/**
 * What is asked for with its defaults, which is all that is kept of it. BAD_USER_INPUT with the path in the input, FORBIDDEN
 * (IMAGE_FORBIDDEN) at `["image"]`, UNAVAILABLE (SANDBOXES_OFF). Looks nothing up: what it lets pass can be kept, and fits into what hosts take.
 */
export function checkSpec(input: SandboxInput, policy: SpecPolicy): SandboxSpec {
  if (policy.isOff) throw unavailable("No host for sandboxes is configured.", "SANDBOXES_OFF");
  return {
    image: checkImage(input.image, policy),
    ...checkProgram(input),
    files: checkFiles(input.files ?? []),
    ...checkResources(input.resources, policy),
    timeoutMs: checkTimeout(input.timeoutMs ?? defaultTimeoutMs),
    egress: checkEgress(input.network?.egress ?? []),
    labels: checkLabels(input.labels ?? {}, ["labels"]),
  };
}

function checkTimeout(timeoutMs: number): number {
  if (Number.isInteger(timeoutMs) && timeoutMs >= minTimeoutMs && timeoutMs <= maxTimeoutMs) return timeoutMs;
  const message = `Must be a whole number from ${minTimeoutMs} to ${maxTimeoutMs}.`;
  throw badInput(message, ["timeoutMs"], "NUMBER_OUT_OF_RANGE");
}
