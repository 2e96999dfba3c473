import type { Clock } from "../../platform/clock.js";
import { MusterError, type ErrorCode, type InputPath } from "../../platform/errors.js";
import type { AgentCall, AgentOutcome, AgentRuns } from "../agents/agent-runs.js";
import type { ReleaseTest } from "../proofs/digest.js";
import type { Manifest, ReleaseTestResult } from "../model.js";
import { findDeviation } from "./release-tests.js";

/** A module with its tests. */
export interface TestedModule {
  /** Id of the tenant that publishes it. */
  readonly owner: string;
  readonly binary: { readonly sha256: string; readonly size: number };
  readonly manifest: Manifest;
  readonly tests: readonly ReleaseTest[];
}

export interface CapabilityTestsParts {
  readonly agentRuns: Pick<AgentRuns, "run">;
  readonly clock: Clock;
  /** How long all tests of a release may take together, the wait for a free runner included; 60 s unless said. */
  readonly maxMs?: number | undefined;
}

const blamesInput: readonly ErrorCode[] = ["BAD_USER_INPUT", "PAYLOAD_TOO_LARGE"];

/** Runs the tests of a release before it is published, each by itself: nothing of one is left for the next. */
export class CapabilityTests {
  readonly #parts: CapabilityTestsParts;

  constructor(parts: CapabilityTestsParts) {
    this.#parts = parts;
  }

  /**
   * One result for each test, in their order. Rejects where the tests could not be done: TIMEOUT, TESTS_TIMEOUT, beyond their time
   * together; whatever the runner refuses them with, as RATE_LIMITED while it is busy, below `["tests"]` or `["binary"]`.
   */
  async run(tested: TestedModule): Promise<readonly ReleaseTestResult[]> {
    const { clock, maxMs = 60_000 } = this.#parts;
    const deadline = new AbortController();
    const cancel = clock.after(maxMs, () => deadline.abort());
    try {
      const results: ReleaseTestResult[] = [];
      for (const [index, test] of tested.tests.entries()) {
        const outcome = await this.#runOne(callOf(tested, test, deadline.signal), ["tests", index]);
        if (deadline.signal.aborted) throw testsTimeout(maxMs);
        results.push(resultOf(test, outcome));
      }
      return results;
    } finally {
      cancel();
    }
  }

  async #runOne(call: AgentCall, path: InputPath): Promise<AgentOutcome> {
    try {
      return await this.#parts.agentRuns.run(call);
    } catch (error) {
      if (!(error instanceof MusterError) || !blamesInput.includes(error.code)) throw error;
      // Without a path it is about the module itself.
      throw error.path?.length ? error.below(path) : error.below(["binary"]);
    }
  }
}

function callOf({ owner, binary, manifest }: TestedModule, test: ReleaseTest, signal: AbortSignal): AgentCall {
  const stdin = test.stdin === undefined ? { json: test.input } : { bytes: Buffer.from(test.stdin) };
  const { args } = test;
  return { owner, binary, manifest, stdin, args, env: {}, limits: {}, fileSystem: false, files: [], signal };
}

function resultOf(test: ReleaseTest, outcome: AgentOutcome): ReleaseTestResult {
  const message = findDeviation(test, outcome);
  return { name: test.name, passed: message === null, message, durationMs: outcome.durationMs };
}

function testsTimeout(maxMs: number): MusterError {
  return new MusterError("TIMEOUT", `The tests took more than ${maxMs} ms together.`, {
    reason: "TESTS_TIMEOUT",
    path: ["tests"],
  });
}
