import type { AgentService } from "../agents/index.js";
import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import type { Service } from "../platform/service.js";
import type { ReapedLease, TaskService } from "../tasks/index.js";

const everyMs = 500;
const sweepEveryMs = 5_000;

const reasons: Record<ReapedLease["why"], string> = {
  ACK_TIMEOUT: "The assignment was not accepted in time.",
  LEASE_LOST: "The lease ended without a heartbeat.",
  TIMEOUT: "The try ran longer than the task's timeoutMs.",
  DEADLINE: "The task's deadline has passed.",
};

export interface ReaperParts {
  readonly tasks: TaskService;
  readonly agents: AgentService;
  readonly clock: Clock;
  readonly log: Log;
  readonly onReaped: (leases: readonly ReapedLease[]) => void;
  /** Drops what is out of date elsewhere: sign-ins, for one. */
  readonly sweep: () => Promise<unknown>;
}

/** Ends what time has ended, and tells the agents concerned. Any number of reapers may run at once. */
export class Reaper implements Service {
  readonly name = "reaper";
  readonly #parts: ReaperParts;
  readonly #repeater: Repeater;
  readonly #sweeper: Repeater;

  constructor(parts: ReaperParts) {
    this.#parts = parts;
    this.#repeater = new Repeater({ name: this.name, clock: parts.clock, log: parts.log, run: () => this.#turn() });
    this.#sweeper = new Repeater({ name: "sweeper", clock: parts.clock, log: parts.log, run: () => this.#sweep() });
  }

  async start(): Promise<void> {
    this.#repeater.start();
    this.#sweeper.start();
  }

  async stop(): Promise<void> {
    await this.#repeater.stop();
    await this.#sweeper.stop();
  }

  async #turn(): Promise<number> {
    const { expiry } = this.#parts.tasks;
    const reaped = [
      ...(await expiry.reapDeadlines()),
      ...(await expiry.reapTimeouts()),
      ...(await expiry.reapLeases()),
    ];
    if (reaped.length > 0) await this.#tell(reaped);
    return everyMs;
  }

  async #tell(reaped: readonly ReapedLease[]): Promise<void> {
    const { agents, log, onReaped } = this.#parts;
    onReaped(reaped);
    for (const { taskId, agentId, why } of reaped) {
      log.info({ taskId, agentId, why }, "a lease was taken back");
      agents.sendCommand(agentId, { type: "CancelTask", taskId, reason: reasons[why] });
    }
    const faults = new Map<string, "ACK_TIMEOUT" | "LEASE_LOST">();
    for (const { agentId, why } of reaped) if (why === "ACK_TIMEOUT" || why === "LEASE_LOST") faults.set(agentId, why);
    if (faults.size > 0) await agents.fault([...faults].map(([agentId, reason]) => ({ agentId, reason })));
  }

  async #sweep(): Promise<number> {
    await this.#parts.agents.sweepReplicas();
    await this.#parts.tasks.expiry.dropOldKeys();
    await this.#parts.sweep();
    return sweepEveryMs;
  }
}
