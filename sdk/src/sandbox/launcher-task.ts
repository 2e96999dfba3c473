import type { Writable } from "node:stream";
import { NonRetryableError } from "../errors.js";
import type { Logger } from "../logger.js";
import type { TaskContext } from "../task-context.js";
import { runOnInput, StartError, type ProgramEnd } from "./launcher-program.js";
import { runSandboxed } from "./run-sandboxed.js";

export interface TaskLaunch {
  readonly program: readonly string[];
  /** The launcher's, with the key. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The program's, without it: the launcher does the talking. */
  readonly programEnv: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly stderr: Writable;
  readonly logger: Logger;
  readonly graceMs: number;
  readonly reconnect: { readonly baseMs: number; readonly capMs: number };
}

/** What the launcher ends with when it was ended, or its task was not its own any more: as if by SIGTERM. */
export const endedExitCode = 143;
/** For what the program has to say once it has been killed. */
const reportMs = 2_000;

/** Runs the program on the sandbox's one task, reports what it says, and answers what the launcher is to end with. */
export async function launchTask(launch: TaskLaunch): Promise<number> {
  const { env, logger, signal, reconnect } = launch;
  let exitCode = 1;
  const work = async (input: unknown, context: TaskContext): Promise<unknown> => {
    try {
      const end = await run(launch, input, context);
      exitCode = end.exitCode;
      return outputOf(end, signal.aborted);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      exitCode = error.exitCode;
      throw error.isLasting ? new NonRetryableError(error.message, { cause: error }) : error;
    }
  };
  // The program's grace comes first, then the time to report what became of it.
  const { reason, error } = await runSandboxed(work, {
    ...{ env, logger, signal, reconnect },
    graceMs: launch.graceMs + reportMs,
  });
  if (error !== null) logger.error(`The server refuses this sandbox: ${error.message}`);
  if (reason === "DONE") return exitCode;
  return reason === "REFUSED" ? 1 : endedExitCode;
}

async function run(launch: TaskLaunch, input: unknown, context: TaskContext): Promise<ProgramEnd> {
  const { program, programEnv, directory, stderr, graceMs, signal } = launch;
  if (program.length === 0) {
    throw new NonRetryableError("The sandbox has no program to run: give it `args`, or an image of your own.");
  }
  return runOnInput({
    ...{ program, env: programEnv, directory, stderr, graceMs },
    input: JSON.stringify(input ?? null),
    signal: AbortSignal.any([signal, context.signal]),
  });
}

/** JSON, or what is none as text; nothing at all is null. Throws when the program has failed. `isStopped`: it was told to end. */
function outputOf(end: ProgramEnd, isStopped: boolean): unknown {
  if (end.isTooLong) throw new Error("The program wrote more than 16 MiB to its standard output.");
  if (end.exitCode !== 0) throw new Error(`${isStopped ? "The sandbox was told to end. " : ""}${failureOf(end)}`);
  const text = end.stdout.toString("utf8");
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function failureOf({ exitCode, killedBy, tail }: ProgramEnd): string {
  const how = killedBy === null ? `with exit code ${exitCode}` : `by ${killedBy}`;
  return `The program ended ${how}.${tail === "" ? "" : `\n${tail}`}`;
}
