import type { DefineTaskKindInput, MusterAgent, MusterClient, TypedWorkflow } from "@muster/sdk";
import { DemoError } from "demo-session";

export interface Stage {
  readonly client: MusterClient;
  /** Writes a line. */
  print(line?: string): void;
}

/** A workflow to watch. */
export interface Example {
  readonly title: string;
  /** Every kind of task that it has done. */
  readonly kinds: readonly DefineTaskKindInput[];
  readonly workflow: TypedWorkflow;
  /** Gives an agent a handler for each of the kinds. */
  equip(agent: MusterAgent): void;
  /** Plays it, once the workflow is defined and the fleet is there. */
  play(stage: Stage): Promise<void>;
}

/** Longest that a run may take. */
export const maxRunMs = 60_000;

/** Aborts when a run takes too long: a demo that is stuck ends with this error. */
export function deadline(message: string): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DemoError(message)), maxRunMs).unref();
  return controller.signal;
}
