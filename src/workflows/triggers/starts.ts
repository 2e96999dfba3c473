import type { TriggerFacts } from "../../events/index.js";
import { MusterError } from "../../platform/errors.js";
import type { Log } from "../../platform/log.js";
import type { Metrics } from "../../platform/metrics.js";
import { storable } from "../../tasks/index.js";
import type { Trigger } from "../model.js";
import type { RunStarter, StartedRun } from "./ports.js";
import type { Rendering } from "./rendering.js";

/** What became of an attempt to start a run. */
export type Attempt = { readonly outcome: "STARTED"; readonly runId: string } | Failure;

export type Failure =
  /** It will not be tried again. `breaks`: the trigger itself seems to be at fault. */
  | { readonly outcome: "REFUSED"; readonly message: string; readonly breaks: boolean }
  /** Something that is needed is away: it is to be tried again. */
  | { readonly outcome: "POSTPONED"; readonly message: string };

export interface Occasion {
  readonly context: TriggerFacts["context"];
  /** Names the instant, the message or the event among all that the trigger ever meets. */
  readonly key: string;
}

export interface StartsParts {
  readonly runs: RunStarter;
  readonly rendering: Rendering;
  readonly log: Log;
  readonly metrics?: Metrics | undefined;
}

const maxMessageChars = 500;

/** Starts the runs of triggers. */
export class Starts {
  readonly #parts: StartsParts;
  readonly #count: (type: Trigger["type"], outcome: "started" | "repeated" | "refused" | "postponed") => void;

  constructor(parts: StartsParts) {
    this.#parts = parts;
    const counter = parts.metrics?.counter({
      name: "muster_trigger_firings_total",
      help: "Attempts of triggers to start a run; repeated: it had been started before.",
      labelNames: ["type", "outcome"],
    });
    this.#count = (type, outcome) => counter?.inc({ type, outcome });
  }

  /** Throws MusterError when there is no run. */
  async start(trigger: Trigger, { context, key }: Occasion): Promise<StartedRun> {
    const { id, tenantId, workflowId, type } = trigger;
    try {
      const facts: TriggerFacts = { type, triggerId: id, context };
      const started = await this.#parts.runs.start({
        tenantId,
        workflowId,
        by: id,
        trigger: facts,
        input: this.#parts.rendering.input(trigger, facts),
        once: { scope: id, key },
      });
      this.#count(type, started.isNew ? "started" : "repeated");
      return started;
    } catch (error) {
      this.#count(type, isPassing(error) ? "postponed" : "refused");
      throw error;
    }
  }

  /** Never rejects. */
  async attempt(trigger: Trigger, occasion: Occasion): Promise<Attempt> {
    try {
      const { runId } = await this.start(trigger, occasion);
      return { outcome: "STARTED", runId };
    } catch (error) {
      return this.failure(trigger, error);
    }
  }

  /** What an error means for the trigger, told in words that its owner may read. */
  failure({ id }: Trigger, error: unknown): Failure {
    if (!(error instanceof MusterError)) {
      this.#parts.log.error({ err: error, triggerId: id }, "a trigger could not start its run");
      return { outcome: "REFUSED", message: "Something went wrong on our side.", breaks: true };
    }
    const message = storable(error.message, maxMessageChars);
    if (isPassing(error)) return { outcome: "POSTPONED", message };
    // A workflow that has enough open runs is as it should be.
    return { outcome: "REFUSED", message, breaks: error.code !== "CONFLICT" };
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof MusterError && (error.code === "UNAVAILABLE" || error.code === "TIMEOUT");
}
