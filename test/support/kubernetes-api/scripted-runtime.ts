import type { Clock } from "../../../src/platform/clock.js";
import { GeneratedLog } from "./container-log.js";
import type { Container, Pod } from "./objects.js";
import type { PodScript } from "./pod-script.js";
import { exitOf, StartFailure, type Exit, type RunningContainer, type Runtime } from "./runtime.js";

/** Containers that only say that they run, as their script has it. */
export class ScriptedRuntime implements Runtime {
  readonly #clock: Clock;
  readonly #now: () => Date;
  readonly #scriptOf: (pod: Pod, container: Container) => PodScript;

  constructor(clock: Clock, now: () => Date, scriptOf: (pod: Pod, container: Container) => PodScript) {
    this.#clock = clock;
    this.#now = now;
    this.#scriptOf = scriptOf;
  }

  async start(pod: Pod, container: Container): Promise<RunningContainer> {
    const script = this.#scriptOf(pod, container);
    if (script.start?.reason === "StartError") throw new StartFailure(script.start.message);
    const { runMs = null, exitCode = 0, reason, ignoresTerm = false, log = { bytes: 0 } } = script;
    let end: (exit: Exit) => void = () => undefined;
    const exited = new Promise<Exit>((resolve) => (end = resolve));
    const isItself = runMs !== null && script.evicted === undefined && script.losesNode !== true;
    const cancel = isItself ? this.#clock.after(runMs, () => end(exitOf(exitCode, reason))) : () => undefined;
    return {
      log: new GeneratedLog(log, this.#now(), exited),
      exited,
      kill: (signal) => {
        if (signal === "SIGTERM" && ignoresTerm) return;
        cancel();
        end(exitOf(signal === "SIGTERM" ? 143 : 137));
      },
      usage: () => ({ cpuNanos: 10_000_000, memoryBytes: 20 * 1_024 * 1_024 }),
    };
  }

  remove(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
