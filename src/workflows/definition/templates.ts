import type { WorkflowSource } from "./model.js";
import { approvalGate, signalWithTimeout } from "./waiting-templates.js";
import { retryWithFallback, saga } from "./failure-templates.js";
import { choice, fanOut, nightlyReport, sequence } from "./flow-templates.js";

/** A complete definition to begin with. */
export interface WorkflowTemplate {
  readonly name: string;
  readonly description: string;
  readonly definition: WorkflowSource;
}

/** From the simplest to the richest. */
export const workflowTemplates: readonly WorkflowTemplate[] = [
  {
    name: "sequence",
    description: "Steps one after the other, each with what the one before gave.",
    definition: sequence,
  },
  {
    name: "fan-out-and-join",
    description: "The same for every item of a list, some at a time, and then one step over all results.",
    definition: fanOut,
  },
  {
    name: "switch",
    description: "One of several ways, by what a step found out; they meet again at the end.",
    definition: choice,
  },
  {
    name: "approval-gate",
    description: "A person says whether it goes on, and it does not if nobody answers within two days.",
    definition: approvalGate,
  },
  {
    name: "saga",
    description: "Steps that are undone in reverse order if a later one fails.",
    definition: saga,
  },
  {
    name: "retry-with-fallback",
    description: "A step that is tried again with growing waits, and replaced by another way when that does not help.",
    definition: retryWithFallback,
  },
  {
    name: "signal-with-timeout",
    description: "Waits for news from outside, and goes on without them after an hour.",
    definition: signalWithTimeout,
  },
  {
    name: "nightly-report",
    description: "Gathers from several sources at once, whatever fails, and reports; for a trigger of type CRON.",
    definition: nightlyReport,
  },
];
