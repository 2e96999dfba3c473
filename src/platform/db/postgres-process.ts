import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Log } from "../log.js";
import { pathForPrograms, type PostgresFolder, programEnvironment } from "./postgres-folder.js";

export interface ProcessOptions {
  readonly folder: PostgresFolder;
  readonly socketFolder: string;
  readonly log: Log;
}

/**
 * Runs PostgreSQL and ends it when descriptor 3, a pipe from us, ends: whether because we say so or because we are dead, by
 * whatever signal. INT asks PostgreSQL for a fast shutdown: clients are cut off, everything is written.
 */
const supervisor = '"$@" & pid=$!; trap "" INT TERM; (cat >/dev/null; kill -INT $pid 2>/dev/null) <&3 & wait $pid';
const settings = {
  listen_addresses: "",
  max_connections: "200",
  shared_buffers: "128MB",
  timezone: "UTC",
  // Parallel workers need shared memory of a size that containers often do not have.
  max_parallel_workers_per_gather: "0",
  jit: "off",
};
const readyLine = "ready to accept connections";
const keptLines = 20;
/** A fast shutdown writes at most the shared buffers. */
const stopMs = 30_000;

/** One run of the server, from the spawn to its end. */
export class PostgresProcess {
  /** Resolves when it takes connections, rejects with its last log lines when it ends before. */
  readonly ready: Promise<void>;
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];

  constructor({ folder, socketFolder, log }: ProcessOptions) {
    const overrides = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const sockets = socketFolder === folder.path ? "." : socketFolder;
    const command = [folder.binaries.postgres, "-D", pathForPrograms(folder), "-k", sockets, ...overrides];
    // Detached: the terminal's Ctrl-C is for us alone, who stop it when nobody needs it any more.
    this.#child = spawn("/bin/sh", ["-c", supervisor, "sh", ...command], {
      ...folder.account,
      cwd: folder.path,
      env: programEnvironment,
      detached: true,
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    this.ended = new Promise((resolve) => this.#child.once("error", () => resolve()).once("close", () => resolve()));
    this.ready = this.#watch(log);
    // Whoever waits for `ready` hears of the failure; for others it is no unhandled rejection.
    this.ready.catch(() => undefined);
  }

  /** Resolves when it has ended. */
  async stop(): Promise<void> {
    this.#pipe.end();
    const timer = setTimeout(() => this.#signal("SIGKILL"), stopMs);
    await this.ended;
    clearTimeout(timer);
  }

  /** What it said last. */
  get lastLines(): string {
    return this.#lines.join("\n");
  }

  get #pipe(): Writable {
    // Descriptor 3 is a pipe by the options of the spawn.
    return this.#child.stdio[3] as Writable;
  }

  #watch(log: Log): Promise<void> {
    // Descriptor 2 is a pipe by the options of the spawn.
    const lines = createInterface({ input: this.#child.stderr as Readable });
    // A broken pipe says that it has ended, which `ended` says better.
    this.#pipe.on("error", () => undefined);
    // The supervisor's reader of the pipe outlives the server, and keeps descriptor 2 open.
    this.#child.once("exit", () => this.#pipe.destroy());
    return new Promise((resolve, reject) => {
      lines.on("line", (line) => {
        log.debug({ line }, "postgres");
        this.#lines.push(line);
        this.#lines.splice(0, this.#lines.length - keptLines);
        if (line.includes(readyLine)) resolve();
      });
      void this.ended.then(() => reject(new Error(this.lastLines)));
    });
  }

  #signal(signal: NodeJS.Signals): void {
    // The whole group: the supervisor and the server. It may just have ended.
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, signal);
    } catch {
      return;
    }
  }
}
