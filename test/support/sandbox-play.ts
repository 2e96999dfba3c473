import { hasEnded } from "../../src/sandboxes/states.js";
import type { ControlWorld, FakeProcess } from "./control-world.js";
import type { FakeTask } from "./fake-sandbox-tasks.js";

const leaseMs = 30_000;

/** What goes on around the controllers: a dispatcher, a reaper, and the programs in the containers, which do what they are for. */
export class SandboxPlay {
  /** Programs that say nothing of their tasks and end. */
  readonly forgetful = new Set<string>();
  readonly #world: ControlWorld;
  /** When each container was first seen to run. */
  readonly #since = new Map<string, number>();

  constructor(world: ControlWorld) {
    this.#world = world;
  }

  /** Lets so much time pass, second by second. */
  async pass(ms: number): Promise<void> {
    for (let leftMs = ms; leftMs > 0; leftMs -= 1_000) {
      await this.#world.advance(1_000);
      for (const ref of this.#world.host.refs) this.#work(ref);
      this.#world.neighbours.reap();
      this.#dispatch();
    }
  }

  /** Whether there is nothing more to do. */
  get isOver(): boolean {
    const { ledger, host, neighbours } = this.#world;
    const isOpen = ({ status }: FakeTask): boolean => /QUEUED|ASSIGNED|RUNNING/.test(status);
    return (
      ledger.all.every(({ status, releasedAt }) => hasEnded(status) && releasedAt !== null) &&
      host.refs.length === 0 &&
      ![...neighbours.tasks.values()].some(isOpen)
    );
  }

  #dispatch(): void {
    const alive = this.#world.processes.filter(({ isDead, isStopped }) => !isDead && !isStopped);
    const [process] = alive;
    if (!process) return;
    for (const task of this.#world.neighbours.tasks.values()) if (task.status === "QUEUED") this.#offer(process, task);
  }

  #offer(process: FakeProcess, task: FakeTask): void {
    void process.controller.job(this.#world.neighbours.assign(task)).work();
  }

  /** A program says that it has begun, takes its task after a second, beats, and is done after four. */
  #work(ref: string): void {
    const { host, ledger, neighbours, clock } = this.#world;
    if (host.phaseOf(ref) !== "RUNNING") return;
    const sandbox = ledger.all.find((one) => one.id === ref || one.hostRef === ref);
    if (!sandbox) return;
    const nowMs = clock.now().getTime();
    const sinceMs = this.#since.get(ref) ?? nowMs;
    if (!this.#since.has(ref)) host.write(ref, `${ref} began\n`);
    this.#since.set(ref, sinceMs);
    const task = sandbox.taskId === null ? undefined : neighbours.tasks.get(sandbox.taskId);
    const isIts = task && task.leaseToken === sandbox.leaseToken && !neighbours.revoked.has(sandbox.id);
    const isSilent = this.forgetful.has(sandbox.id);
    if (task && isIts && !isSilent) {
      if (nowMs - sinceMs >= 1_000) neighbours.accept(task);
      if (task.status === "RUNNING") task.leaseExpiresAtMs = nowMs + leaseMs;
    }
    if (nowMs - sinceMs < 4_000) return;
    if (task && isIts && !isSilent && task.status === "RUNNING") neighbours.complete(task);
    host.exit(ref, isSilent ? 1 : 0);
  }
}
