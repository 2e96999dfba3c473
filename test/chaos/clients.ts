import { setTimeout as pause } from "node:timers/promises";
import { MusterRequestError, type CreateTaskInput, type MusterClient } from "../../sdk/src/index.js";
import type { Random } from "./random.js";

/** What a task tells its handler to do. */
export interface Order {
  /** Number of the creation that asked for it. */
  readonly creation: number;
  /** So many first tries fail; null: all do. */
  readonly failures: number | null;
  readonly workMs: number;
  readonly chunks: number;
}

export interface Creation {
  readonly order: Order;
  readonly hasKey: boolean;
  /** What the server answered; null while, and where, it has not. */
  taskId: string | null;
}

const priorities = ["LOW", "NORMAL", "HIGH", "URGENT"] as const;
const manyRetries = 100;

/** Clients that create tasks, one or a few at a time, and ask again with the same key when they were not answered. */
export class Clients {
  readonly creations: Creation[] = [];
  /** What no client should ever see. */
  readonly faults: string[] = [];
  retryCount = 0;
  readonly #random: Random;
  readonly #onCreated: (taskId: string) => void;
  #stopping = false;

  constructor(random: Random, onCreated: (taskId: string) => void) {
    this.#random = random;
    this.#onCreated = onCreated;
  }

  /** Creates until `stop`; resolves when everything that has a key was answered. */
  async run(client: MusterClient): Promise<void> {
    while (!this.#stopping) {
      await this.#create(client, this.#random.chance(0.2) ? this.#random.between(2, 15) : 1);
      await pause(this.#random.between(20, 150));
    }
  }

  stop(): void {
    this.#stopping = true;
  }

  async #create(client: MusterClient, count: number): Promise<void> {
    const hasKey = this.#random.chance(0.7);
    const creations = Array.from({ length: count }, () => this.#creation(hasKey));
    const inputs = creations.map((creation) => this.#inputOf(creation));
    for (;;) {
      try {
        const tasks = await send(client, inputs);
        for (const [index, creation] of creations.entries()) this.#answered(creation, tasks[index]?.id);
        return;
      } catch (error) {
        const isTransient = error instanceof MusterRequestError && error.transient;
        if (!isTransient)
          this.faults.push(error instanceof MusterRequestError ? `${error.code}: ${error.message}` : String(error));
        if (!isTransient || !hasKey) return;
        this.retryCount += 1;
        await pause(this.#random.between(50, 300));
      }
    }
  }

  #answered(creation: Creation, taskId: string | undefined): void {
    if (taskId === undefined)
      return void this.faults.push(`creation ${creation.order.creation} was answered without a task`);
    creation.taskId = taskId;
    this.#onCreated(taskId);
  }

  #creation(hasKey: boolean): Creation {
    const random = this.#random;
    const creation: Creation = {
      hasKey,
      taskId: null,
      order: {
        creation: this.creations.length,
        failures: random.chance(0.04) ? null : random.chance(0.1) ? random.between(1, 2) : 0,
        workMs: random.chance(0.05) ? random.between(1_000, 4_000) : random.between(0, 30),
        chunks: random.chance(0.1) ? random.between(1, 4) : 0,
      },
    };
    this.creations.push(creation);
    return creation;
  }

  #inputOf({ order, hasKey }: Creation): CreateTaskInput {
    const random = this.#random;
    return {
      kind: random.pick(["one", "two"]),
      input: order,
      priority: random.pick(priorities),
      requiredCapabilities: random.chance(0.3) ? ["gpu"] : [],
      maxRetries: order.failures === null ? 2 : manyRetries,
      labels: { creation: String(order.creation) },
      ...(random.chance(0.1) && { scheduledAt: new Date(Date.now() + random.between(100, 2_000)).toISOString() }),
      ...(hasKey && { idempotencyKey: `creation-${order.creation}` }),
    };
  }
}

async function send(
  client: MusterClient,
  inputs: readonly CreateTaskInput[],
): Promise<readonly { readonly id: string }[]> {
  const [only] = inputs;
  return only && inputs.length === 1 ? [await client.createTask(only)] : client.createTasks(inputs);
}
