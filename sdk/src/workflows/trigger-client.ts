import type { ClientCalls } from "../client-calls.js";
import * as api from "../generated/graphql.js";
import type { Trigger } from "../nouns.js";

/** A trigger; for a webhook with the secret that its calls are signed with, which is shown only now. */
export type CreatedTrigger = api.CreateTriggerMutation["createTrigger"];
export type RotatedTrigger = api.RotateTriggerSecretMutation["rotateTriggerSecret"];

/** `client.triggers`. Every request rejects with MusterRequestError. */
export class TriggerClient {
  readonly #calls: ClientCalls;

  constructor(calls: ClientCalls) {
    this.#calls = calls;
  }

  /** Lets something start runs of a workflow: the clock (`cron`), an event (`event`), or a signed call (neither of them). */
  async create(input: api.CreateTriggerInput): Promise<CreatedTrigger> {
    return (await this.#calls.execute(api.CreateTriggerDocument, { input })).createTrigger;
  }

  /** A trigger; null when there is none. */
  async trigger(id: string): Promise<Trigger | null> {
    const { node } = await this.#calls.execute(api.TriggerDocument, { id });
    return node != null && "schedule" in node ? node : null;
  }

  /** A workflow's triggers, oldest first, at most 100; null when there is no such workflow. */
  async triggers(workflow: string): Promise<readonly Trigger[] | null> {
    return (await this.#calls.execute(api.WorkflowTriggersDocument, { workflow })).workflow?.triggers ?? null;
  }

  /** Changes a trigger; what is left out stays. */
  async update(input: api.UpdateTriggerInput): Promise<Trigger> {
    return (await this.#calls.execute(api.UpdateTriggerDocument, { input })).updateTrigger.trigger;
  }

  /** Removes a trigger; its runs stay. */
  async delete(id: string): Promise<void> {
    await this.#calls.execute(api.DeleteTriggerDocument, { id });
  }

  /** Gives a webhook another secret, which is shown only now; the old one is void at once. */
  async rotateSecret(id: string): Promise<RotatedTrigger> {
    return (await this.#calls.execute(api.RotateTriggerSecretDocument, { id })).rotateTriggerSecret;
  }
}
