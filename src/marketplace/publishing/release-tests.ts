import { badInput, type InputPath } from "../../platform/errors.js";
import { isStorable } from "../../platform/labels.js";
import { checkJson, storable } from "../../tasks/index.js";
import { parseJsonBytes } from "../agents/agent-json.js";
import type { AgentOutcome } from "../agents/agent-runs.js";
import { canonicalize } from "../proofs/canonical-json.js";
import type { ReleaseTest } from "../proofs/digest.js";
import type { ReleaseTestInput } from "../inputs.js";

const maxTests = 20;
/** Of all tests together, as JSON. */
const maxBytes = 262_144;
const maxNameChars = 100;
const maxArguments = 256;
/** POSIX hands on eight bits of an exit code. */
const maxExitCode = 255;
const maxToldChars = 500;

/** The tests in their normal form; BAD_USER_INPUT below `["tests"]`. */
export function checkTests(inputs: readonly ReleaseTestInput[] | null | undefined): readonly ReleaseTest[] {
  const path: InputPath = ["tests"];
  if (!inputs) return [];
  if (inputs.length > maxTests) throw badInput(`At most ${maxTests} tests.`, path, "LIST_TOO_LONG");
  const tests = inputs.map((input, index) => checkTest(input, [...path, index]));
  const names = tests.map(({ name }) => name);
  const repeated = names.findIndex((name, index) => names.indexOf(name) < index);
  if (repeated !== -1) {
    throw badInput("Another test has this name.", [...path, repeated, "name"], "TEST_NAME_TAKEN");
  }
  checkJson(tests, maxBytes, path);
  return tests;
}

function checkTest(input: ReleaseTestInput, path: InputPath): ReleaseTest {
  const { name, args, exitCode } = input;
  if (name.trim() === "" || name.length > maxNameChars || /\p{Cc}/u.test(name) || !isStorable(name)) {
    throw badInput(`Must be one line of 1 to ${maxNameChars} characters.`, [...path, "name"], "TEXT_INVALID");
  }
  const code = exitCode ?? 0;
  if (!Number.isInteger(code) || code < 0 || code > maxExitCode) {
    throw badInput(`Must be a whole number from 0 to ${maxExitCode}.`, [...path, "exitCode"], "NUMBER_OUT_OF_RANGE");
  }
  if ((args?.length ?? 0) > maxArguments) {
    throw badInput(`At most ${maxArguments} arguments.`, [...path, "args"], "LIST_TOO_LONG");
  }
  const said = saidOf(input);
  if ("input" in said && "stdin" in said) throw ambiguous("input or stdin", [...path, "stdin"]);
  if ("output" in said && "stdout" in said) throw ambiguous("output or stdout", [...path, "stdout"]);
  return { name, args: [...(args ?? [])], exitCode: code, ...said };
}

/** What there is; null says nothing. */
function saidOf({ input, stdin, output, stdout }: ReleaseTestInput): Partial<ReleaseTest> {
  const fields = Object.entries({ input, stdin, output, stdout });
  return Object.fromEntries(fields.filter(([, value]) => value !== null && value !== undefined));
}

function ambiguous(what: string, path: InputPath) {
  return badInput(`A test has ${what}, not both.`, path, "TEST_AMBIGUOUS");
}

/** What a run gave instead of what its test expects; null where it gave just that. */
export function findDeviation(test: ReleaseTest, outcome: AgentOutcome): string | null {
  const { exitCode, failure, stdout } = outcome;
  // With another code than 0 a run has failed, and may have been meant to.
  if (exitCode === null || (failure && failure.reason !== "EXIT_CODE")) {
    return told(failure ? `${failure.reason}: ${failure.message}` : "It did not come to an end.");
  }
  if (exitCode !== test.exitCode) return `It ended with the code ${exitCode}, not ${test.exitCode}.`;
  if (test.stdout !== undefined && !Buffer.from(test.stdout).equals(stdout)) {
    return told(`It wrote ${quote(Buffer.from(stdout).toString())}.`);
  }
  return test.output === undefined ? null : findOutputDeviation(test.output, stdout);
}

function findOutputDeviation(expected: unknown, stdout: Uint8Array): string | null {
  const output = parseJsonBytes(stdout);
  if (output === undefined) return told(`It wrote no JSON but ${quote(Buffer.from(stdout).toString())}.`);
  const [wanted, given] = [canonicalize(expected), canonicalize(output)];
  return wanted === given ? null : told(`It wrote ${given}.`);
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, maxToldChars));
}

function told(text: string): string {
  return storable(text, maxToldChars);
}
