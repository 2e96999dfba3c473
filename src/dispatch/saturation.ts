import type { AgentService } from "../agents/index.js";
import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";

/** READY and BUSY follow the slots after this long: writing every flip would cost a row and an event per task. */
const settleMs = 250;

/** Writes READY and BUSY as this process's sessions fill and empty. */
export class Saturation {
  readonly #agents: AgentService;
  readonly #repeater: Repeater;
  readonly #written = new Map<string, boolean>();
  readonly #wanted = new Map<string, boolean>();

  constructor(parts: { agents: AgentService; clock: Clock; log: Log }) {
    this.#agents = parts.agents;
    this.#repeater = new Repeater({
      name: "agent saturation",
      clock: parts.clock,
      log: parts.log,
      run: () => this.#write(),
    });
  }

  start(): void {
    this.#repeater.start();
  }

  stop(): Promise<void> {
    return this.#repeater.stop();
  }

  /** Whether every slot that the agent has here is taken. */
  note(agentId: string, saturated: boolean): void {
    if ((this.#written.get(agentId) ?? false) === saturated) this.#wanted.delete(agentId);
    else this.#wanted.set(agentId, saturated);
    if (this.#wanted.size > 0) this.#repeater.wakeIn(settleMs);
  }

  /** The agent's status was changed by something else, or it has left. */
  forget(agentId: string): void {
    this.#written.delete(agentId);
    this.#wanted.delete(agentId);
  }

  async #write(): Promise<null> {
    const changes = [...this.#wanted].map(([agentId, saturated]) => ({ agentId, saturated }));
    this.#wanted.clear();
    if (changes.length === 0) return null;
    await this.#agents.setSaturation(changes);
    for (const { agentId, saturated } of changes) this.#written.set(agentId, saturated);
    return null;
  }
}
