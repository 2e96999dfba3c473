import { MusterError } from "../../platform/errors.js";
import { checkEachOnce, type SandboxCheck } from "../../tasks/index.js";
import type { ProblemList, ProblemPath } from "./problems.js";
import { fitsSandbox } from "./shape.js";

export interface SandboxOptions {
  /** Whether a sandbox may be had like this; without it, it was looked at before. */
  readonly checkSandbox?: SandboxCheck | undefined;
  /** Most bytes of one as JSON, as it would be kept with the task. */
  readonly maxSandboxBytes?: number | undefined;
}

/** Looks at the sandboxes of a definition's steps as at those of tasks. */
export class StepSandboxes {
  readonly #problems: ProblemList;
  readonly #check: ((input: object) => unknown) | null;

  constructor(problems: ProblemList, { checkSandbox, maxSandboxBytes = Infinity }: SandboxOptions) {
    this.#problems = problems;
    this.#check = checkSandbox ? checkEachOnce(checkSandbox, maxSandboxBytes) : null;
  }

  /** Of one that has another shape that has been told: the check is not made for it. `path` is that of its call. */
  check(sandbox: unknown, path: ProblemPath): void {
    if (!this.#check || this.#problems.isFull || !fitsSandbox(sandbox)) return;
    try {
      this.#check(sandbox);
    } catch (error) {
      if (!(error instanceof MusterError)) throw error;
      this.#problems.add([...path, ...(error.path ?? [])], "SANDBOX_REFUSED", error.message);
    }
  }
}
