import { setTimeout as pause } from "node:timers/promises";
import { MusterRequestError, type CreateTaskInput, type MusterClient } from "../../sdk/src/index.js";
import type { Random } from "./random.js";

interface Plan {
  /** How often among the others. */
  readonly weight: number;
  readonly sandbox: NonNullable<CreateTaskInput["sandbox"]>;
  readonly maxRetries: number;
  /** How the task may end. */
  readonly ends: readonly string[];
}

/** What a task's sandbox does, and with it the task. */
const errands = {
  answers: { weight: 6, sandbox: { args: ["sh", "-c", "cat"] }, maxRetries: 100, ends: ["COMPLETED"] },
  "takes its time": {
    ...{ weight: 3, sandbox: { args: ["sh", "-c", "cat; sleep 2"] }, maxRetries: 100, ends: ["COMPLETED"] },
  },
  // Its own program has no word for its task: whoever looks after the sandbox has.
  fails: { weight: 1, sandbox: { command: ["sh", "-c", "exit 3"] }, maxRetries: 1, ends: ["QUARANTINED"] },
  "is evicted": { weight: 1, sandbox: { image: "evicted" }, maxRetries: 0, ends: ["QUARANTINED"] },
  "is cancelled": {
    ...{ weight: 1, sandbox: { args: ["sh", "-c", "cat; sleep 30"] }, maxRetries: 100, ends: ["CANCELLED"] },
  },
} satisfies Readonly<Record<string, Plan>>;

type Errand = keyof typeof errands;

const deck = Object.entries(errands).flatMap(([name, { weight }]) =>
  Array.from({ length: weight }, () => name as Errand),
);

export interface SentTask {
  readonly number: number;
  readonly errand: Errand;
  readonly taskId: string;
}

/** Sandboxes that were asked for without a task, and what their follower has seen. */
export interface SentSandbox {
  readonly id: string;
  readonly isTerminated: boolean;
  readonly seen: { readonly seq: number; readonly type: string }[];
  readonly followed: Promise<unknown>;
}

export function endsOf({ errand }: SentTask): readonly string[] {
  return errands[errand].ends;
}

/** Asks for tasks and sandboxes, and once more with the same key when it was not answered. */
export class SandboxClients {
  readonly tasks: SentTask[] = [];
  readonly sandboxes: SentSandbox[] = [];
  /** What no client should ever see. */
  readonly faults: string[] = [];
  readonly #client: MusterClient;
  readonly #random: Random;
  #isStopping = false;
  #count = 0;

  constructor(client: MusterClient, random: Random) {
    this.#client = client;
    this.#random = random;
  }

  /** Asks about so often until `stop`. */
  async run(everyMs: number): Promise<void> {
    while (!this.#isStopping) {
      await (this.#random.chance(0.15) ? this.#request() : this.#create());
      await pause(this.#random.between(everyMs / 2, (everyMs * 3) / 2));
    }
  }

  stop(): void {
    this.#isStopping = true;
  }

  async #create(): Promise<void> {
    const [number, errand] = [(this.#count += 1), this.#random.pick(deck)];
    const { sandbox, maxRetries } = errands[errand];
    const input: CreateTaskInput = {
      ...{ kind: "errand", input: { number }, idempotencyKey: `task-${number}`, maxRetries },
      sandbox,
    };
    const task = await this.#insist(() => this.#client.createTask(input));
    if (!task) return;
    this.tasks.push({ number, errand, taskId: task.id });
    if (errand !== "is cancelled") return;
    await pause(this.#random.between(0, 3_000));
    await this.#insist(() => this.#client.cancelTask(task.id));
  }

  async #request(): Promise<void> {
    const isTerminated = this.#random.chance(0.5);
    const command = ["sh", "-c", isTerminated ? "sleep 60" : "echo done"];
    const input = { command, idempotencyKey: `sandbox-${(this.#count += 1)}` };
    const sandbox = await this.#insist(() => this.#client.sandboxes.request(input));
    if (!sandbox) return;
    const { id } = sandbox;
    const seen: SentSandbox["seen"] = [];
    this.sandboxes.push({ id, isTerminated, seen, followed: this.#follow(id, seen) });
    if (!isTerminated) return;
    await pause(this.#random.between(0, 2_000));
    await this.#insist(() => this.#client.sandboxes.terminate(id));
  }

  async #follow(id: string, seen: SentSandbox["seen"]): Promise<void> {
    try {
      for await (const { seq, type } of this.#client.sandboxes.followEvents(id)) seen.push({ seq, type });
    } catch (error) {
      this.faults.push(`following ${id}: ${String(error)}`);
    }
  }

  async #insist<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        // Ended before it could be cancelled: a repeated call finds what the first has done.
        if (error instanceof MusterRequestError && error.code === "INVALID_STATE") return null;
        const isTransient = error instanceof MusterRequestError && error.transient;
        if (!isTransient) {
          this.faults.push(String(error));
          return null;
        }
        await pause(this.#random.between(50, 300));
      }
    }
  }
}
