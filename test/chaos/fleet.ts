import { setTimeout as pause } from "node:timers/promises";
import { MusterAgent, type Assignment, type MusterClient, type TaskContext } from "../../sdk/src/index.js";
import { silent } from "../support/fake-fleet.js";
import type { Order } from "./clients.js";
import type { Replicas } from "./replicas.js";

/** One try, as the agent that made it knows it. */
interface Try {
  readonly agentId: string;
  readonly apiKey: string;
  readonly taskId: string;
  readonly leaseToken: string;
}

interface Answer {
  readonly data?: { readonly completeTasks: { readonly results: readonly { readonly outcome: string }[] } };
}

const completeTasks = `mutation ($results: [TaskResultInput!]!) {
  completeTasks(results: $results) { results { outcome } }
}`;

/** Agents of the SDK that do as the tasks say, and that report again, when all is over, whatever they have ever held. */
export class Fleet {
  readonly tries: Try[] = [];
  readonly #agents: MusterAgent[] = [];
  readonly #replicas: Replicas;

  constructor(replicas: Replicas) {
    this.#replicas = replicas;
  }

  async start(admin: MusterClient, count: number): Promise<void> {
    const { url, socket } = this.#replicas;
    for (let index = 0; index < count; index += 1) {
      const capabilities = index % 2 === 0 ? ["gpu"] : [];
      const { agent, apiKey } = await admin.registerAgent({ name: `worker ${index}`, capabilities });
      const worker = new MusterAgent({
        url,
        token: apiKey,
        concurrency: 8,
        logger: silent,
        heartbeatMs: 1_000,
        requestTimeoutMs: 5_000,
        reconnect: { baseMs: 50, capMs: 1_000 },
        webSocket: socket,
      });
      this.#agents.push(worker);
      await worker.startConsuming((assignment, context) =>
        this.#work({ agentId: agent.id, apiKey }, assignment, context),
      );
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#agents.map((agent) => agent.stop({ graceMs: 1_000 })));
  }

  /** Completes every try once more, with its own token. Answers the outcomes. */
  async reportAgain(): Promise<string[]> {
    const outcomes: string[] = [];
    for (const apiKey of new Set(this.tries.map((one) => one.apiKey))) {
      const results = this.tries
        .filter((one) => one.apiKey === apiKey)
        .map(({ taskId, leaseToken }) => ({ taskId, leaseToken, output: "stale" }));
      for (let from = 0; from < results.length; from += 1_000) {
        outcomes.push(...(await this.#complete(apiKey, results.slice(from, from + 1_000))));
      }
    }
    return outcomes;
  }

  async #work(who: Pick<Try, "agentId" | "apiKey">, { task, leaseToken, attempt }: Assignment, context: TaskContext) {
    this.tries.push({ ...who, taskId: task.id, leaseToken });
    const { chunks, failures, workMs } = task.input as Order;
    for (let written = 0; written < chunks; written += 1) await context.write(`try ${attempt} piece ${written}`);
    if (chunks > 0) context.progress(50, "half way");
    await pause(workMs, undefined, { signal: context.signal });
    if (failures === null || attempt <= failures) throw new Error("as told");
    return { attempt, agentId: who.agentId };
  }

  async #complete(apiKey: string, results: readonly object[]): Promise<string[]> {
    const response = await fetch(`${this.#replicas.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ query: completeTasks, variables: { results } }),
    });
    const { data } = (await response.json()) as Answer;
    return data?.completeTasks.results.map(({ outcome }) => outcome) ?? ["no answer"];
  }
}
