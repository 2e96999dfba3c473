import type { ClientCalls } from "../client-calls.js";
import * as api from "../generated/graphql.js";
import type { Execution } from "../nouns.js";

/** `client.executions`: WASM agents, run at once. Every request rejects with MusterRequestError. */
export class ExecutionClient {
  readonly #calls: ClientCalls;

  constructor(calls: ClientCalls) {
    this.#calls = calls;
  }

  /**
   * Runs an agent and answers how it ended, whether well or not: see `status` and `error`. It may take as long as `limits.timeoutMs`;
   * the client's own `requestTimeoutMs` must allow for that.
   */
  async execute(input: api.ExecuteAgentInput): Promise<Execution> {
    return (await this.#calls.execute(api.ExecuteAgentDocument, { input })).executeAgent.execution;
  }

  /** An execution; null when there is none. */
  async execution(id: string): Promise<Execution | null> {
    return (await this.#calls.execute(api.ExecutionDocument, { id })).execution ?? null;
  }

  /** A page of executions, newest first. */
  async executions(listing: api.ExecutionsQueryVariables = {}): Promise<api.ExecutionsQuery["executions"]> {
    return (await this.#calls.execute(api.ExecutionsDocument, listing)).executions;
  }
}
