import type { Assignment } from "../../src/tasks/index.js";
import { leaseOf, type PlayedAgent, type Replica } from "./task-world.js";

/** An agent that accepts and completes whatever it is given. */
export class Worker {
  /** Ids of the tasks whose completion was applied. */
  readonly done: string[] = [];
  readonly #running: Promise<void>;
  #most = 0;

  constructor(
    private readonly replica: Replica,
    private readonly agent: PlayedAgent,
  ) {
    this.#running = this.#run();
  }

  /** The most assignments that it had at a time. */
  get most(): number {
    return this.#most;
  }

  /** Ends its session and its loop. */
  async stop(): Promise<void> {
    await this.agent.leave();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (;;) {
      const frame = await this.agent.next().catch(() => null);
      if (!frame) return;
      this.#most = Math.max(this.#most, frame.length);
      // What the session's end has taken back is refused, and others do it.
      await this.#work(frame).catch(() => undefined);
    }
  }

  async #work(frame: readonly Assignment[]): Promise<void> {
    const { tasks } = this.replica;
    await tasks.accept(this.agent.principal, frame.map(leaseOf));
    const results = await tasks.complete(this.agent.principal, frame.map(leaseOf));
    for (const { taskId, outcome } of results) if (outcome === "APPLIED") this.done.push(taskId);
  }
}
