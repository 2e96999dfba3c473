import { MusterError, unavailable } from "../platform/errors.js";
import { checkJson } from "./json-value.js";

/**
 * Answers a place to run in as it is kept with the task: a JSON object. Throws MusterErrors whose paths begin in the input. What it says
 * of the same input may change with what the operator allows.
 */
export type SandboxCheck = (input: object) => object;

/** A place to run in, as it is kept. */
export interface KeptSandbox {
  readonly spec: object;
  /** The same as JSON, and its bytes. */
  readonly text: string;
  readonly bytes: number;
}

/** Where nobody can say what a sandbox is. */
export const refuseSandboxes: SandboxCheck = () => {
  throw unavailable("This installation has no host for sandboxes.", "SANDBOXES_OFF");
};

/**
 * The check of one call; paths begin with `sandbox`. What stands in several of its inputs, as a step's sandbox in those of all its items,
 * is looked at once.
 */
export function checkEachOnce(check: SandboxCheck, maxBytes: number): (input: object) => KeptSandbox {
  const known = new Map<object, KeptSandbox | MusterError>();
  return (input) => {
    const kept = known.get(input) ?? keep(check, input, maxBytes);
    known.set(input, kept);
    if (kept instanceof MusterError) throw kept;
    return kept;
  };
}

function keep(check: SandboxCheck, input: object, maxBytes: number): KeptSandbox | MusterError {
  try {
    const spec = check(input);
    return { spec, text: JSON.stringify(spec), bytes: checkJson(spec, maxBytes, []) };
  } catch (error) {
    if (error instanceof MusterError) return error.below(["sandbox"]);
    throw error;
  }
}
