import type { Container, Pod } from "./objects.js";
import type { RunningContainer, Runtime } from "./runtime.js";

/** Scripted containers and real ones side by side. */
export class MixedRuntime implements Runtime {
  readonly #scripted: Runtime;
  readonly #processes: Runtime;
  readonly #isScripted: (pod: Pod, container: Container) => boolean;

  constructor(scripted: Runtime, processes: Runtime, isScripted: (pod: Pod, container: Container) => boolean) {
    this.#scripted = scripted;
    this.#processes = processes;
    this.#isScripted = isScripted;
  }

  start(pod: Pod, container: Container): Promise<RunningContainer> {
    return (this.#isScripted(pod, container) ? this.#scripted : this.#processes).start(pod, container);
  }

  async remove(uid: string): Promise<void> {
    await Promise.all([this.#scripted.remove(uid), this.#processes.remove(uid)]);
  }

  async close(): Promise<void> {
    await Promise.all([this.#scripted.close(), this.#processes.close()]);
  }
}
