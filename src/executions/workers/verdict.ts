import { MusterError } from "../../platform/errors.js";
import { storable } from "../../tasks/index.js";
import type { Execution } from "../model.js";

/** What is said of a task after its run: that it is done, or that the try has failed. */
export type Verdict =
  | { readonly output: unknown; readonly cost: number | null }
  | { readonly errorMessage: string; readonly retryable: boolean };

/** Of stderr, what a failure tells. */
const maxStderrBytes = 1_024;
/** What goes well another time without anybody's doing. */
const passing: ReadonlySet<string> = new Set(["RATE_LIMITED", "UNAVAILABLE", "TIMEOUT", "INTERNAL_SERVER_ERROR"]);

export function verdictOf(execution: Execution): Verdict {
  const { status, error, stdout, cost } = execution;
  if (status === "SUCCEEDED") return { output: execution.output ?? textOf(stdout), cost };
  const why = error ? `${error.reason}: ${error.message}` : status;
  const said = readUtf8(execution.stderr.subarray(0, maxStderrBytes)).trim();
  return { errorMessage: said === "" ? why : `${why}\n${said}`, retryable: true };
}

/** Of what was not run at all: a module that may not run, an input that does not fit, an item that is gone stay as they are. */
export function verdictOfRefusal(error: unknown): Verdict {
  if (!(error instanceof MusterError)) return { errorMessage: "The run failed on our side.", retryable: true };
  return { errorMessage: `${error.reason}: ${error.message}`, retryable: passing.has(error.code) };
}

/** The JSON `null` that a program wrote is null; what is no JSON is a text. */
function textOf(stdout: Uint8Array): string | null {
  const text = readUtf8(stdout);
  return text.trim() === "null" ? null : storable(text, text.length);
}

/** Without the character that a cut has left in halves. */
function readUtf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes, { stream: true });
}
