import { maxDurationMs, maxExpressionChars } from "./limits.js";
import { maxItems, type StepSource } from "./model.js";
import { grouped } from "./problems.js";
import {
  call,
  expressionOf,
  durationOf,
  nameOf,
  objectOf,
  proseOf,
  refTo,
  stepIdOf,
  stepIdsOf,
  templateOf,
  workflowCall,
  type ObjectPart,
  type SchemaPart,
} from "./schema-parts.js";

export type StepType = NonNullable<StepSource["type"]>;

/** Who may answer an approval: people, not programs. */
export const approvalRoles = ["ADMIN", "SUPERVISOR", "DEVELOPER", "VIEWER"] as const;

/** What every step may have; each part is defined once. */
export const sharedParts: Readonly<Record<string, SchemaPart>> = {
  id: stepIdOf(
    "Id",
    "Unique in the definition: 1 to 64 letters, digits and `_`, a letter first. `onFailure` is taken.",
  ),
  description: proseOf("Description", "What the step is for."),
  needs: stepIdsOf("Needs", "Ids of steps that must have ended before this one starts."),
  when: expressionOf("When", "A CEL expression: where it is false, the step is skipped."),
  whenNeedsSkipped: {
    title: "When needs were skipped",
    description: "Whether the step is skipped too when all that it needs were: SKIP unless said.",
    enum: ["SKIP", "RUN"],
    default: "SKIP",
  },
  timeoutMs: durationOf("Timeout", "Most milliseconds of the step, with all its tries."),
  continueOnError: {
    title: "Continue on error",
    description: "Whether the run goes on when the step fails: its output is null then.",
    type: "boolean",
    default: false,
  },
  onFailure: refTo(
    "call",
    "On failure",
    "Done when the step has failed; if it succeeds, so has the step. Has `error`.",
  ),
  compensate: refTo("call", "Compensate", "Undoes the step, once it is completed. Has the step's `output`."),
};

const switchCase = objectOf({
  title: "Case",
  description: "Steps that run if a condition holds and none before it did.",
  required: ["when", "then"],
  properties: {
    when: expressionOf("When", "A CEL expression that is true or false."),
    then: stepIdsOf("Then", "Ids of the steps that run. They need the switch without saying so."),
  },
});

/** What each kind of step has of its own. */
export const stepKinds: Readonly<Record<StepType, ObjectPart>> = {
  task: {
    ...call,
    title: "Task step",
    description: "Has an agent do a task. What a step is unless it says otherwise.",
  },
  workflow: { ...workflowCall, title: "Workflow step" },
  forEach: {
    title: "ForEach step",
    description: "Does the same for each item of a list; its output is the list of theirs.",
    required: ["type", "items", "do"],
    properties: {
      items: templateOf("Items", `The list, mostly \`\${...}\`: up to ${grouped(maxItems)} items.`),
      concurrency: {
        title: "Concurrency",
        description: "Items at a time; all unless said.",
        type: "integer",
        minimum: 1,
        maximum: maxItems,
      },
      do: refTo("itemCall", "Do", "What is done for an item. Has `item` and `index`."),
    },
  },
  switch: {
    title: "Switch step",
    description: "Runs the steps of the first case that holds; those of the others are skipped.",
    required: ["type", "cases"],
    properties: {
      cases: {
        title: "Cases",
        description: "In order.",
        type: "array",
        minItems: 1,
        maxItems: 1_000,
        items: switchCase,
      },
      default: stepIdsOf("Default", "Ids of the steps that run if no case holds."),
    },
  },
  sleep: {
    title: "Sleep step",
    description: "Waits for a while.",
    required: ["type", "durationMs"],
    properties: {
      durationMs: {
        title: "Duration",
        description: "Milliseconds, or `${expression}` for them.",
        type: ["integer", "string"],
        minimum: 0,
        maximum: maxDurationMs,
        minLength: 1,
        maxLength: maxExpressionChars,
      },
    },
  },
  sleepUntil: {
    title: "SleepUntil step",
    description: "Waits until an instant.",
    required: ["type", "until"],
    properties: {
      until: expressionOf("Until", "An instant of RFC 3339, as in 2026-01-31T12:00:00Z, or `${expression}` for one."),
    },
  },
  waitForSignal: {
    title: "WaitForSignal step",
    description: "Waits for `signalWorkflowRun`; its output is the signal's payload.",
    required: ["type", "signal"],
    properties: {
      signal: nameOf("Signal", "Name of the signal."),
      default: templateOf("Default", "The output when `timeoutMs` passes; without one the step fails then."),
    },
  },
  approval: {
    title: "Approval step",
    description: "Waits for a person; its output is `{decision, by, comment}`. REJECT fails it.",
    required: ["type", "role"],
    properties: {
      role: { title: "Role", description: "Who may answer, beside ADMIN.", enum: approvalRoles },
      message: proseOf("Message", "What the person is asked. May hold `${expression}`."),
      default: {
        title: "Default",
        description: "The answer when `timeoutMs` passes; without one the step fails then.",
        enum: ["APPROVE", "REJECT"],
      },
    },
  },
  emit: {
    title: "Emit step",
    description: "Puts an event in the run's stream.",
    required: ["type", "event"],
    properties: {
      event: nameOf("Event", "Name of the event."),
      data: templateOf("Data", "What it says; null unless said."),
    },
  },
  join: {
    title: "Join step",
    description: "Does nothing: a point where branches meet.",
    required: ["type"],
    properties: {},
  },
};
