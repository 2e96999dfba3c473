import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Writable } from "node:stream";
import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import { HostError } from "../host.js";
import type { Place } from "./place.js";

/** In the folder of a sandbox: `<pid> <start in ticks> <life of the host>`, as long as it runs. */
export const processFile = "process";
/** In the folder of a sandbox, until it has begun: what its output goes through. */
export const pipeFiles = ["stdout", "stderr"] as const;

/**
 * Does what needs a small process, as a start from ours takes up to 10 ms in which nothing else is done; until the end of its input, a pipe
 * from us, which comes when we die, by whatever signal. Then it kills what we have begun: the groups that are written down, if their first
 * process is still the same, and what carries our mark. It looks until it finds nothing twice in a row, as one may be about to start; once
 * where we say that we are done.
 */
const script = `
trap '' HUP INT TERM PIPE
enough=2
while read -r word name bytes; do
  case $word in
    pipes) (cd "$1/$name" && mkfifo -m 600 ${pipeFiles.join(" ")}) 2>/dev/null; echo "$name $?" ;;
    limit) prlimit --pid "$name" --core=0:0 --fsize="$bytes:$bytes" $3 >/dev/null 2>&1 ;;
    done) enough=1; break ;;
  esac
done
startOf() { tr '\\n' ' ' <"/proc/$1/stat" 2>/dev/null | sed 's/^.*) //' | cut -d' ' -f20; }
round=0 quiet=0
while [ $round -lt 100 ] && [ $quiet -lt $enough ]; do
  round=$((round + 1)) quiet=$((quiet + 1))
  for file in "$1"/*/${processFile}; do
    { read -r pid start life <"$file"; } 2>/dev/null || continue
    [ "$life" = "$2" ] || continue
    if [ ! -d /proc/self ] || [ "$(startOf "$pid")" = "$start" ]; then
      kill -KILL -- "-$pid" 2>/dev/null && quiet=0
    fi
  done
  for file in $(grep -lsF -e "@$2" /proc/[0-9]*/environ 2>/dev/null); do
    pid=\${file#/proc/}
    kill -KILL "\${pid%/environ}" 2>/dev/null && quiet=0
  done
  [ $quiet -ge $enough ] || sleep 0.1
done
`;
const retryMs = 1_000;
/** Processes and threads of all sandboxes of the machine together; only where they have an account that nobody else has. */
const maxProcessesOfAccount = 8_192;

interface GuardOptions {
  readonly place: Place;
  /** Sandboxes run as somebody else than we. */
  readonly hasAccount: boolean;
  readonly log: Log;
  readonly clock: Clock;
}

/** A small process beside ours that outlives us only to end our sandboxes. */
export class Guard {
  readonly #options: GuardOptions;
  readonly #waiting = new Map<string, (isDone: boolean) => void>();
  #child: ChildProcess | null = null;
  #cancelRetry: (() => void) | null = null;
  #isStopping = false;

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  /** Rejects where there is no shell. */
  async start(): Promise<void> {
    const { place, hasAccount } = this.#options;
    const limits = hasAccount ? `--nproc=${maxProcessesOfAccount}:${maxProcessesOfAccount}` : "";
    const child = spawn("/bin/sh", ["-c", script, "muster-sandbox-guard", place.path, place.life, limits], {
      cwd: "/",
      env: { PATH: "/usr/local/bin:/usr/bin:/bin" },
      // The terminal's Ctrl-C is for us alone.
      detached: true,
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#child = child;
    // A pipe that breaks says that it has ended, which its exit says better.
    child.stdin.on("error", () => undefined);
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [name = "", status] = line.split(" ");
      this.#waiting.get(name)?.(status === "0");
    });
    child.once("exit", (code, signal) => this.#onExit(signal ?? code));
    await once(child, "spawn");
  }

  /** Makes the pipes of a sandbox. Rejects with a HostError. */
  async makePipes(ref: string): Promise<void> {
    const isDone = await new Promise<boolean>((resolve) => {
      this.#waiting.set(ref, resolve);
      if (!this.#tell(`pipes ${ref}`)) resolve(false);
    });
    this.#waiting.delete(ref);
    if (!isDone) throw new HostError("START_FAILED", "No pipes could be made for its output.", { isPassing: true });
  }

  /** No core files, and no file above `bytes`: a second net under what is measured. Nothing where there is no `prlimit`. */
  limit(pid: number, bytes: number): void {
    this.#tell(`limit ${pid} ${bytes}`);
  }

  /** Once nothing is left to be guarded. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancelRetry?.();
    const child = this.#child;
    if (!child || !isRunning(child)) return;
    const ended = once(child, "exit");
    this.#tell("done");
    await ended;
  }

  #tell(line: string): boolean {
    if (!this.#child || !isRunning(this.#child)) return false;
    // Descriptor 0 is a pipe by the options of the spawn.
    (this.#child.stdin as Writable).write(`${line}\n`);
    return true;
  }

  #onExit(how: string | number | null): void {
    for (const resolve of this.#waiting.values()) resolve(false);
    if (this.#isStopping) return;
    this.#options.log.warn({ how }, "the guard of the sandboxes ended; it is started again");
    this.#cancelRetry = this.#options.clock.after(retryMs, () => {
      this.start().catch((error: unknown) => {
        this.#options.log.error({ err: error }, "the guard of the sandboxes does not start");
        this.#onExit(null);
      });
    });
  }
}

function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}
