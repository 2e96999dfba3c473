import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { constants } from "node:os";
import type { Readable, Writable } from "node:stream";
import { messageOf } from "../errors.js";
import { defer } from "../deferred.js";

/** Of its standard output, what is kept; a program that writes more is ended. The server's own limit on outputs is lower. */
const maxOutputBytes = 16 * 1024 * 1024;
/** Of its standard error, what a failure tells. */
const maxTailBytes = 1024;
/** What a program leaves behind may keep its pipes open: they are closed so long after its end. */
const lingerMs = 500;

export interface ProgramOrder {
  /** The program, and its arguments. */
  readonly program: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
  /** Ends it: SIGTERM, and SIGKILL when it has not ended `graceMs` later; null for never. */
  readonly signal: AbortSignal;
  readonly graceMs: number | null;
}

export interface TaskOrder extends ProgramOrder {
  /** Written to its standard input, which ends there. */
  readonly input: string;
  /** Where its standard error goes as it comes. */
  readonly stderr: Writable;
}

/** How a program ended. */
export interface ProgramEnd {
  /** As a shell tells it: 128 and the signal's number for one that was ended by a signal. */
  readonly exitCode: number;
  readonly killedBy: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly isTooLong: boolean;
  /** The end of its standard error. */
  readonly tail: string;
}

/** A program that could not be begun. */
export class StartError extends Error {
  /** As a shell tells it. */
  readonly exitCode: number;
  /** It is not there, or none that can be run: the next sandbox of the same image finds the same. */
  readonly isLasting: boolean;

  constructor(program: string, cause: unknown) {
    super(`${program} cannot be started: ${messageOf(cause)}`, { cause });
    const { code = "" } = cause as NodeJS.ErrnoException;
    this.name = "StartError";
    this.exitCode = code === "ENOENT" ? 127 : 126;
    this.isLasting = ["ENOENT", "ENOTDIR", "EACCES", "ENOEXEC", "EISDIR"].includes(code);
  }
}

/** Runs a program on a task's input and gathers what it says. Rejects with a StartError. */
export async function runOnInput(order: TaskOrder): Promise<ProgramEnd> {
  const tooLong = new AbortController();
  const signal = AbortSignal.any([order.signal, tooLong.signal]);
  const child = begin({ ...order, signal }, "pipe");
  const stdout = gather(child.stdout, () => tooLong.abort());
  const tail = keepTail(child.stderr);
  child.stderr?.pipe(order.stderr, { end: false });
  // A program need not read its input.
  child.stdin?.on("error", () => {});
  child.stdin?.end(order.input);
  const ending = await endOf(child, order.program);
  child.stderr?.unpipe(order.stderr);
  return { ...ending, stdout: Buffer.concat(stdout), isTooLong: tooLong.signal.aborted, tail: tail() };
}

/** Runs a program in the launcher's own place. Rejects with a StartError. */
export async function runPlainly(order: ProgramOrder): Promise<number> {
  return (await endOf(begin(order, "inherit"), order.program)).exitCode;
}

function begin({ program, env, directory, signal, graceMs }: ProgramOrder, stdio: StdioOptions): ChildProcess {
  const [file = "", ...args] = program;
  // In the launcher's process group: whoever ends that ends it too.
  const child = spawn(file, args, { cwd: directory, env: { ...env }, stdio });
  let killing: NodeJS.Timeout | undefined;
  const end = (): void => {
    child.kill("SIGTERM");
    if (graceMs !== null) killing = setTimeout(() => child.kill("SIGKILL"), graceMs);
  };
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  const settle = (): void => {
    signal.removeEventListener("abort", end);
    clearTimeout(killing);
  };
  child.once("exit", settle);
  child.once("error", settle);
  return child;
}

async function endOf(
  child: ChildProcess,
  program: readonly string[],
): Promise<Pick<ProgramEnd, "exitCode" | "killedBy">> {
  const ended = defer<Pick<ProgramEnd, "exitCode" | "killedBy">>();
  let lingering: NodeJS.Timeout | undefined;
  // An error of a child that runs is one of a signal that came too late.
  child.on("error", (error) => {
    if (child.pid === undefined) ended.reject(new StartError(program[0] ?? "", error));
  });
  child.once("exit", () => {
    lingering = setTimeout(() => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, lingerMs);
  });
  child.once("close", (code, killedBy) => {
    const exitCode = code ?? 128 + (killedBy === null ? 0 : constants.signals[killedBy]);
    ended.resolve({ exitCode, killedBy });
  });
  try {
    return await ended.promise;
  } finally {
    clearTimeout(lingering);
  }
}

/** What comes, up to the bound; tells once when there is more. */
function gather(stream: Readable | null, onTooLong: () => void): Buffer[] {
  const chunks: Buffer[] = [];
  let leftBytes = maxOutputBytes;
  stream?.on("data", (chunk: Buffer) => {
    if (chunk.byteLength > leftBytes) onTooLong();
    if (leftBytes > 0) chunks.push(chunk.subarray(0, leftBytes));
    leftBytes = Math.max(0, leftBytes - chunk.byteLength);
  });
  return chunks;
}

/** Answers what came last, without the character that the cut has left in halves. */
function keepTail(stream: Readable | null): () => string {
  let tail = Buffer.alloc(0);
  stream?.on("data", (chunk: Buffer) => {
    const bytes = Buffer.concat([tail, chunk.subarray(-maxTailBytes)]);
    tail = bytes.subarray(Math.max(0, bytes.byteLength - maxTailBytes));
  });
  return () =>
    tail
      .toString("utf8")
      .replace(/^\uFFFD+/, "")
      .trim();
}
