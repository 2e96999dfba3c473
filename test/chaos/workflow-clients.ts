import { setTimeout as pause } from "node:timers/promises";
import { MusterAgent, type MusterClient } from "../../sdk/src/index.js";
import { silent } from "../support/fake-fleet.js";
import type { Random } from "./random.js";
import type { Replicas } from "./replicas.js";

interface GraphQlAnswer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** What a client may be told while replicas come and go. */
const transient = new Set(["UNAVAILABLE", "TIMEOUT", "RATE_LIMITED", "INTERNAL_SERVER_ERROR"]);

const startRun = `mutation ($input: StartWorkflowRunInput!) { startWorkflowRun(input: $input) { run { id } } }`;
const cancelRun = `mutation ($input: CancelWorkflowRunInput!) { cancelWorkflowRun(input: $input) { run { id } } }`;

/** Clients that start runs, and ask again with the same key until they are answered; now and then one is cancelled. */
export class RunStarters {
  /** Keys of the runs asked for, with the ids that were answered. */
  readonly answered = new Map<string, Set<string>>();
  readonly faults: string[] = [];
  readonly #replicas: Replicas;
  readonly #token: string;
  readonly #random: Random;
  #stopping = false;

  constructor(replicas: Replicas, token: string, random: Random) {
    this.#replicas = replicas;
    this.#token = token;
    this.#random = random;
  }

  stop(): void {
    this.#stopping = true;
  }

  async run(workflows: readonly string[]): Promise<void> {
    while (!this.#stopping) {
      const key = `run-${this.answered.size}`;
      const ids = new Set<string>();
      this.answered.set(key, ids);
      const id = await this.#start(this.#random.pick(workflows), key);
      ids.add(id);
      // As if the first answer had been lost.
      if (this.#random.chance(0.2)) ids.add(await this.#start(null, key));
      if (this.#random.chance(0.1)) await this.#cancel(id);
      await pause(this.#random.between(50, 250));
    }
  }

  #workflowOf = new Map<string, string>();

  async #start(name: string | null, idempotencyKey: string): Promise<string> {
    const workflow = name ?? this.#workflowOf.get(idempotencyKey) ?? "";
    this.#workflowOf.set(idempotencyKey, workflow);
    const data = await this.#ask<{ startWorkflowRun: { run: { id: string } } }>(startRun, { workflow, idempotencyKey });
    return data?.startWorkflowRun.run.id ?? "";
  }

  async #cancel(id: string): Promise<void> {
    await this.#ask(cancelRun, { id, compensate: this.#random.chance(0.5) }, ["INVALID_STATE"]);
  }

  async #ask<Data>(query: string, input: object, expected: readonly string[] = []): Promise<Data | null> {
    for (;;) {
      const answer = await this.#send<Data>(query, input);
      const code = answer?.errors?.[0]?.extensions?.code ?? "";
      if (answer?.data || expected.includes(code)) return answer?.data ?? null;
      if (answer && !transient.has(code)) {
        this.faults.push(JSON.stringify(answer.errors));
        return null;
      }
      await pause(this.#random.between(50, 300));
    }
  }

  async #send<Data>(query: string, input: object): Promise<GraphQlAnswer<Data> | null> {
    try {
      const response = await fetch(`${this.#replicas.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${this.#token}` },
        body: JSON.stringify({ query, variables: { input } }),
        signal: AbortSignal.timeout(5_000),
      });
      return (await response.json()) as GraphQlAnswer<Data>;
    } catch {
      return null;
    }
  }
}

/** Agents that take a little time over each task, and fail one in eight for good. */
export async function startWorkers(replicas: Replicas, admin: MusterClient, random: Random): Promise<MusterAgent[]> {
  const workers: MusterAgent[] = [];
  for (let index = 0; index < 6; index += 1) {
    const { apiKey } = await admin.registerAgent({ name: `worker ${index}`, capabilities: [] });
    const worker = new MusterAgent({
      ...{ url: replicas.url, token: apiKey, webSocket: replicas.socket, logger: silent },
      ...{ concurrency: 8, heartbeatMs: 1_000, requestTimeoutMs: 5_000, reconnect: { baseMs: 50, capMs: 1_000 } },
    });
    workers.push(worker);
    await worker.startConsuming(async ({ attempt }, context) => {
      await pause(random.between(0, 40), undefined, { signal: context.signal });
      if (random.chance(0.12)) throw new Error(`try ${attempt} of a chaotic worker`);
      return { attempt };
    });
  }
  return workers;
}
