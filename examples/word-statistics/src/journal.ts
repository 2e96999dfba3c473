import type { MusterClient, Task, TaskEvent } from "@muster/sdk";

/** What the journal has seen, for the summary. */
export interface Tally {
  tries: number;
  retries: number;
  readonly completedBy: Map<string, number>;
}

export interface JournalOptions {
  readonly client: MusterClient;
  nameOf(agentId: string): string;
  /** Where a line goes. */
  print(line: string): void;
}

/** Fields of the events' `data` that are shown. */
interface Details {
  readonly agentId?: string;
  readonly attempt?: number;
  readonly message?: string | null;
  readonly percent?: number | null;
}

/** Tells what happens to tasks, line by line, as it happens. */
export class Journal {
  readonly tally: Tally = { tries: 0, retries: 0, completedBy: new Map() };
  readonly #options: JournalOptions;
  readonly #startedAt = performance.now();

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** Milliseconds since the journal was opened. */
  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Follows a task from its first event to its end, and answers it as it ended. */
  async follow(taskId: string, title: string, conclude: (task: Task) => string): Promise<Task> {
    for await (const event of this.#options.client.taskEvents(taskId)) {
      const line = this.#describe(event);
      if (line !== null) this.#tell(title, line);
      if (["TASK_COMPLETED", "TASK_QUARANTINED", "TASK_CANCELLED"].includes(event.type)) break;
    }
    const task = await this.#options.client.waitForTask(taskId);
    if (task.status === "COMPLETED") this.#tell(title, `  = ${conclude(task)}`);
    return task;
  }

  #tell(title: string, line: string): void {
    const seconds = (this.elapsedMs / 1_000).toFixed(2).padStart(6);
    this.#options.print(`${seconds}s  ${title.slice(-34).padEnd(34)}  ${line}`);
  }

  /** In words; null for what is not worth a line. */
  #describe({ type, data }: TaskEvent): string | null {
    const { agentId, attempt, message, percent } = data as Details;
    const agent = agentId === undefined ? "" : this.#options.nameOf(agentId);
    switch (type) {
      case "TASK_ASSIGNED":
        return `offered to ${agent}${attempt === 1 ? "" : `, try ${attempt}`}`;
      case "TASK_STARTED":
        this.tally.tries += 1;
        return `${agent} works on it`;
      case "TASK_PROGRESSED":
        return `  ${String(Math.round(percent ?? 0)).padStart(3)} %  ${message ?? ""}`;
      case "TASK_FAILED":
        this.tally.retries += 1;
        return `! ${agent} failed: ${message}; another try follows`;
      case "TASK_QUARANTINED":
        return `! ${agent} gave up: ${message}; quarantined, no try can help`;
      case "TASK_COMPLETED":
        this.tally.completedBy.set(agent, (this.tally.completedBy.get(agent) ?? 0) + 1);
        return `done by ${agent}`;
      default:
        return null;
    }
  }
}
