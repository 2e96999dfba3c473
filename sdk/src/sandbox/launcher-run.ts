import type { Writable } from "node:stream";
import { messageOf } from "../errors.js";
import type { Logger } from "../logger.js";
import { awaitClaim, type Claim } from "./launcher-claim.js";
import { writeFiles } from "./launcher-files.js";
import { runPlainly, StartError } from "./launcher-program.js";
import { endedExitCode, launchTask } from "./launcher-task.js";

type Environment = Readonly<Record<string, string | undefined>>;

export interface LaunchOptions {
  readonly env: Environment;
  /** The program to run, and its arguments. */
  readonly program: readonly string[];
  readonly directory: string;
  /** Ends what runs. */
  readonly signal: AbortSignal;
  readonly stderr: Writable;
  readonly fetch: typeof fetch;
  /** How long a program may take to end after SIGTERM, in milliseconds. */
  readonly graceMs: number;
  readonly reconnect: { readonly baseMs: number; readonly capMs: number };
}

/** What is to be run, once it is known. */
interface Order {
  readonly env: Environment;
  readonly program: readonly string[];
}

/**
 * Runs a sandbox's program and answers the exit code to end with: the program's own, where it has run. In a container of the
 * pool it first waits to be told what to run. With a task the program is run on the task's input; else it has the launcher's place.
 */
export async function launch(options: LaunchOptions): Promise<number> {
  const log = (line: string): void => void options.stderr.write(`muster-sandbox-agent: ${line}\n`);
  try {
    const order = await orderOf(options, log);
    if (order === null) return endedExitCode;
    return await (isOfTask(order) ? runTask(options, order, log) : runAlone(options, order));
  } catch (error) {
    log(messageOf(error));
    return exitCodeOf(error);
  }
}

async function orderOf(options: LaunchOptions, log: (line: string) => void): Promise<Order | null> {
  const { env, program, directory } = options;
  const poolKey = env["MUSTER_POOL_KEY"];
  if (poolKey === undefined || poolKey === "") return { env, program };
  const claim = await awaitClaim({ ...options, url: env["MUSTER_URL"] ?? "", poolKey, log });
  if (claim === null) return null;
  await writeFiles(directory, claim.files);
  return { env: environmentOf(env, claim), program: [...(claim.command ?? []), ...claim.args] };
}

/** What the program is told of, of itself, is what its sandbox would have had from the beginning. */
function environmentOf(env: Environment, claim: Claim): Environment {
  const { sandboxId, apiKey, taskId } = claim;
  return {
    ...without(env, "MUSTER_POOL_KEY"),
    ...claim.env,
    MUSTER_URL: env["MUSTER_URL"],
    MUSTER_SANDBOX_ID: sandboxId,
    ...(apiKey !== null && { MUSTER_API_KEY: apiKey }),
    ...(taskId !== null && { MUSTER_TASK_ID: taskId }),
  };
}

function without(env: Environment, name: string): Environment {
  return Object.fromEntries(Object.entries(env).filter(([key]) => key !== name));
}

function isOfTask({ env }: Order): boolean {
  return (env["MUSTER_TASK_ID"] ?? "") !== "";
}

function runTask(options: LaunchOptions, { env, program }: Order, log: (line: string) => void): Promise<number> {
  const programEnv = without(env, "MUSTER_API_KEY");
  return launchTask({ ...options, env, program, programEnv, logger: loggerTo(log) });
}

/** The key is the program's own here. How long it may take to end is its host's affair. */
function runAlone({ directory, signal }: LaunchOptions, { env, program }: Order): Promise<number> {
  if (program.length === 0) throw new Error("There is no program to run: give `args`, or an image of your own.");
  return runPlainly({ program, env, directory, signal, graceMs: null });
}

function loggerTo(log: (line: string) => void): Logger {
  const write = (message: string, details?: object): void =>
    log(details === undefined ? message : `${message} ${JSON.stringify(details)}`);
  return { debug: () => {}, info: () => {}, warn: write, error: write };
}

function exitCodeOf(error: unknown): number {
  return error instanceof StartError ? error.exitCode : 1;
}
