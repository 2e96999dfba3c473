import { taskPriorities } from "../../tasks/index.js";
import { maxDescriptionChars, maxDurationMs, maxExpressionChars, maxPatternChars } from "./limits.js";
import { maxSteps } from "./model.js";

/**
 * A part of the JSON Schema of definitions. Each has a title and a description: editors show them, problems quote them.
 */
export type SchemaPart = Readonly<Record<string, unknown>> & { readonly title: string; readonly description: string };

/** Stands for a part under `$defs`, which has the title and the description. */
export interface SchemaRef {
  readonly $ref: string;
}

/** An object of known fields; any other is refused. */
export interface ObjectPart {
  readonly title: string;
  readonly description: string;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, SchemaPart | SchemaRef>>;
}

/** How a pattern is said in words, by its text. */
export const patternWords: ReadonlyMap<string, string> = new Map([
  ["^[A-Za-z][A-Za-z0-9_]{0,63}$", "1 to 64 letters, digits and `_`, a letter first"],
  ["^[a-zA-Z0-9._:/-]{1,100}$", "1 to 100 of `a-z A-Z 0-9 . _ : / -`"],
  ["^[A-Za-z][A-Za-z0-9._-]{0,99}$", "1 to 100 letters, digits, `-`, `_` and `.`, a letter first"],
]);
const [stepIdPattern, namePattern, workflowPattern] = [...patternWords.keys()];

const dayMs = 86_400_000;

export function objectOf({ title, description, required, properties }: ObjectPart): SchemaPart {
  return { title, description, type: "object", required, additionalProperties: false, properties };
}

/** A part that is defined once, under `$defs`. */
export function refTo(name: string, title: string, description: string): SchemaPart {
  return { title, description, $ref: `#/$defs/${name}` };
}

export function stepIdOf(title: string, description: string): SchemaPart {
  return { title, description, type: "string", pattern: stepIdPattern };
}

/** Ids of steps, each once. The type stands with the items themselves: only then Ajv compares them in linear time. */
export function stepIdsOf(title: string, description: string): SchemaPart {
  const items = stepIdOf("Id", "Id of a step.");
  return { title, description, type: "array", maxItems: maxSteps, uniqueItems: true, items };
}

export function nameOf(title: string, description: string): SchemaPart {
  return { title, description, type: "string", pattern: namePattern };
}

export function workflowNameOf(title: string, description: string): SchemaPart {
  return { title, description, type: "string", pattern: workflowPattern };
}

export function proseOf(title: string, description: string): SchemaPart {
  return { title, description, type: "string", maxLength: maxDescriptionChars };
}

export function expressionOf(title: string, description: string): SchemaPart {
  return { title, description, type: "string", minLength: 1, maxLength: maxExpressionChars };
}

export function durationOf(title: string, description: string, most: number = maxDurationMs): SchemaPart {
  return { title, description, type: "integer", minimum: 1, maximum: most };
}

/** Any JSON, with `${expression}` in its strings. */
export function templateOf(title: string, description: string): SchemaPart {
  return { title, description: `${description} Strings may hold \`\${expression}\`.` };
}

export const retry = objectOf({
  title: "Retry",
  description: "How a failed task is tried again.",
  required: [],
  properties: {
    attempts: {
      title: "Attempts",
      description: "Tries in all, the first one included.",
      type: "integer",
      minimum: 1,
      maximum: 100,
      default: 4,
    },
    initialDelayMs: {
      title: "Initial delay",
      description: "Milliseconds before the second try.",
      type: "integer",
      minimum: 0,
      maximum: dayMs,
      default: 1_000,
    },
    factor: {
      title: "Factor",
      description: "By how much each wait is longer than the one before.",
      type: "number",
      minimum: 1,
      maximum: 10,
      default: 2,
    },
    maxDelayMs: {
      title: "Longest delay",
      description: "Most milliseconds of a wait.",
      type: "integer",
      minimum: 0,
      maximum: dayMs,
      default: 300_000,
    },
    nonRetryable: {
      title: "Not to be retried",
      description: "RE2 patterns: a failure whose message one of them matches is not tried again.",
      type: "array",
      maxItems: 20,
      items: {
        title: "Pattern",
        description: "A pattern of RE2.",
        type: "string",
        minLength: 1,
        maxLength: maxPatternChars,
      },
    },
  },
});

export const call: ObjectPart = {
  title: "Task",
  description: "Work for an agent.",
  required: ["kind"],
  properties: {
    kind: nameOf("Kind", "Name of a task kind."),
    input: templateOf("Input", "Input of the task; null unless said."),
    requiredCapabilities: {
      title: "Required capabilities",
      description: "What an agent must be capable of, beside what the kind requires.",
      type: "array",
      maxItems: 20,
      items: nameOf("Capability", "Name of a capability."),
    },
    priority: {
      title: "Priority",
      description: "How urgent it is; that of the run unless said.",
      enum: [...taskPriorities],
    },
    retry: refTo("retry", "Retry", "How it is tried again when it fails; 3 more times unless said."),
    attemptTimeoutMs: {
      title: "Timeout of a try",
      description: "Most milliseconds of a try; what the kind says unless said.",
      type: "integer",
      minimum: 100,
      maximum: dayMs,
    },
    sandbox: refTo("sandbox", "Sandbox", "The place that each try runs in; at an agent that is connected unless said."),
  },
};

export const workflowCall: ObjectPart = {
  title: "Run of a workflow",
  description: "A run of another workflow, or of the same; its output is the output.",
  required: ["workflow"],
  properties: {
    workflow: workflowNameOf("Workflow", "Name of the workflow."),
    version: {
      title: "Version",
      description: "Number of its version; the latest at the time unless said.",
      type: "integer",
      minimum: 1,
      maximum: 2_147_483_647,
    },
    input: templateOf("Input", "Input of the run; null unless said."),
  },
};
