import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { readQuantity } from "../../../src/sandboxes/quantities.js";
import { environmentOf, expand, type Environment } from "./container-environment.js";
import { FileLog } from "./file-log.js";
import { closeInner, makePipes, type NamedPipe } from "./named-pipes.js";
import type { Container, Pod } from "./objects.js";
import { layOut, type PathMap } from "./pod-files.js";
import { bytesBelow, usageOf, type ProcessUsage } from "./process-usage.js";
import type { Registry } from "./registry.js";
import { exitOf, StartFailure, type Exit, type RunningContainer, type Runtime } from "./runtime.js";

export interface ProcessRuntimeOptions {
  readonly registry: Registry;
  /** What an image without a command of its own runs: a program and its first arguments. */
  readonly entrypoint: readonly string[];
  /** The instant of a line, with nanoseconds. */
  readonly instant: () => string;
}

const sampleMs = 100;
/** What a program that left its group still writes may come between. */
const removal = { recursive: true, force: true, maxRetries: 5 } as const;

/**
 * Runs what containers would run as processes of this machine: with their environment, their volumes in a temporary folder, and their
 * limits by sampling. They see the machine's files, network and processes, unlike in a container, and die of signals that the first
 * process of a container ignores.
 */
export class ProcessRuntime implements Runtime {
  readonly #options: ProcessRuntimeOptions;
  #root: Promise<string> | null = null;
  #count = 0;
  /** Ends of containers, and whose they are. */
  readonly #running = new Map<Promise<unknown>, string>();

  constructor(options: ProcessRuntimeOptions) {
    this.#options = options;
  }

  async start(pod: Pod, container: Container): Promise<RunningContainer> {
    const { registry, instant } = this.#options;
    const { uid } = pod.metadata;
    this.#root ??= mkdtemp(join(tmpdir(), "muster-pods-"));
    const folder = join(await this.#root, uid);
    const files = await layOut(registry, pod, { container, folder });
    await mkdir(join(folder, "logs"), { recursive: true });
    const name = `${container.name}-${this.#count++}`;
    const log = new FileLog(join(folder, "logs", name), instant);
    const pipes = await makePipes(join(folder, "logs"), [`${name}-stdout`, `${name}-stderr`]);
    const outer = pipes.map((pipe) => pipe.outer);
    for (const stream of outer) log.collect(stream);
    const child = await this.#spawn({ pod, container, files, pipes }).finally(() => closeInner(pipes));
    const running = new ContainerProcess({ child, log, container, folder, outer });
    const ended = running.exited.finally(() => this.#running.delete(ended));
    this.#running.set(ended, uid);
    return running;
  }

  /** Its containers are to be told to end before. */
  async remove(uid: string): Promise<void> {
    await Promise.all([...this.#running].flatMap(([ended, pod]) => (pod === uid ? [ended] : [])));
    if (this.#root) await rm(join(await this.#root, uid), removal);
  }

  /** All are to be told to end before. */
  async close(): Promise<void> {
    await Promise.all(this.#running.keys());
    if (this.#root) await rm(await this.#root, removal);
  }

  async #spawn({ pod, container, files, pipes }: Spawning): Promise<ChildProcess> {
    const variables = environmentOf(this.#options.registry, pod, container);
    const [program = "", ...args] = this.#argumentsOf(container, variables, files);
    const mapped = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, files.replace(value)]));
    const temporary = files.resolve("/tmp");
    // A pod that is removed meanwhile has no folder any more, which its start will tell.
    await mkdir(temporary, { recursive: true }).catch(() => undefined);
    const child = spawn(program, args, {
      cwd: files.resolve(container.workingDir ?? "/"),
      env: { PATH: process.env["PATH"] ?? "", HOME: files.resolve("/root"), TMPDIR: temporary, ...mapped },
      stdio: ["ignore", ...pipes.map(({ inner }) => inner)],
      // A group of its own: what it has started ends with it, as in a container.
      detached: true,
    });
    try {
      await once(child, "spawn");
    } catch (error) {
      const why = `exec: "${program}": executable file not found in $PATH`;
      const message = `failed to create containerd task: OCI runtime create failed: unable to start container process: ${why}: unknown`;
      throw new StartFailure(message, { cause: error });
    }
    return child;
  }

  /** The image's own program is of this machine, wherever it lies. */
  #argumentsOf({ command, args = [] }: Container, variables: Environment, files: PathMap): string[] {
    const inside = (texts: readonly string[]): string[] => texts.map((text) => files.replace(expand(text, variables)));
    const first = command && command.length > 0 ? inside(command) : this.#options.entrypoint;
    return [...first, ...inside(args)];
  }
}

interface Spawning {
  readonly pod: Pod;
  readonly container: Container;
  readonly files: PathMap;
  readonly pipes: readonly NamedPipe[];
}

interface Started {
  readonly child: ChildProcess;
  readonly log: FileLog;
  readonly container: Container;
  readonly folder: string;
  readonly outer: readonly Readable[];
}

class ContainerProcess implements RunningContainer {
  readonly log: FileLog;
  readonly exited: Promise<Exit>;
  readonly evicted: Promise<string>;
  readonly #started: Started;
  #usage: ProcessUsage | null = null;
  #isOutOfMemory = false;
  #evict: (why: string) => void = () => undefined;

  constructor(started: Started) {
    this.#started = started;
    this.log = started.log;
    this.evicted = new Promise((resolve) => (this.#evict = resolve));
    const timer = setInterval(() => void this.#sample(), sampleMs).unref();
    this.exited = this.#awaitExit(() => clearInterval(timer));
  }

  kill(signal: "SIGTERM" | "SIGKILL"): void {
    if (signal === "SIGTERM") this.#started.child.kill("SIGTERM");
    else this.#killGroup();
  }

  usage(): ProcessUsage | null {
    return this.#usage;
  }

  async #awaitExit(stopSampling: () => void): Promise<Exit> {
    const { child, log, outer } = this.#started;
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    stopSampling();
    this.#killGroup();
    // A process that has left the group may hold the pipes open.
    const patience = setTimeout(() => outer.forEach((stream) => stream.destroy()), 1_000);
    await log.end();
    clearTimeout(patience);
    if (this.#isOutOfMemory) return exitOf(137, "OOMKilled");
    return exitOf(code ?? 128 + (signalNumbers[signal ?? "SIGKILL"] ?? 9));
  }

  #killGroup(): void {
    const { pid } = this.#started.child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // Nothing of it is left.
    }
  }

  async #sample(): Promise<void> {
    const { child, container, folder } = this.#started;
    this.#usage = (await usageOf(child.pid ?? 0)) ?? this.#usage;
    const { memory, "ephemeral-storage": storage } = container.resources?.limits ?? {};
    if (memory !== undefined && (this.#usage?.memoryBytes ?? 0) > (readQuantity(memory) ?? Number.POSITIVE_INFINITY)) {
      this.#isOutOfMemory = true;
      this.#killGroup();
    }
    if (storage !== undefined && (await bytesBelow(folder)) > (readQuantity(storage) ?? Number.POSITIVE_INFINITY))
      this.#evict(`Pod ephemeral local storage usage exceeds the total limit of containers ${storage}. `);
  }
}

const signalNumbers: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};
