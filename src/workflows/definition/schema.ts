import { maxDescriptionChars } from "./limits.js";
import { maxSteps } from "./model.js";
import {
  call,
  durationOf,
  objectOf,
  proseOf,
  refTo,
  retry,
  templateOf,
  workflowCall,
  type SchemaPart,
  type SchemaRef,
} from "./schema-parts.js";
import { sandboxParts } from "./schema-sandbox.js";
import { sharedParts, stepKinds, type StepType } from "./schema-steps.js";

const schemaOfSchemas = (title: string, description: string): SchemaPart => ({
  title,
  description,
  type: ["object", "boolean"],
});

const concurrency = objectOf({
  title: "Concurrency",
  description: "How many runs of the workflow may be open at a time.",
  required: ["limit"],
  properties: {
    key: {
      title: "Key",
      description:
        "Runs that give the same text share the limit; all of them unless said. Has `input`, `trigger`, `run`.",
      type: "string",
      minLength: 1,
      maxLength: maxDescriptionChars,
    },
    limit: { title: "Limit", description: "Runs at a time.", type: "integer", minimum: 1, maximum: 10_000 },
    whenFull: {
      title: "When full",
      description: "What becomes of a further run: it waits, is refused, or the oldest open one is cancelled for it.",
      enum: ["QUEUE", "REFUSE", "CANCEL_OLDEST"],
      default: "QUEUE",
    },
  },
});

const stepList: SchemaPart = {
  title: "Steps",
  description: "What is done, in any order: what each step needs says when it runs.",
  type: "array",
  minItems: 1,
  maxItems: maxSteps,
  items: { $ref: "#/$defs/step" },
};

const workflow = objectOf({
  title: "Workflow",
  description: "A workflow of Muster: steps, and what each of them needs.",
  required: ["steps"],
  properties: {
    $schema: {
      title: "Schema",
      description: "Where this schema is found, for editors.",
      type: "string",
      maxLength: 500,
    },
    description: proseOf("Description", "What the workflow is for."),
    inputSchema: schemaOfSchemas("Schema of the input", "JSON Schema (2020-12) that the input of a run must meet."),
    outputSchema: schemaOfSchemas("Schema of the output", "JSON Schema (2020-12) that the output of a run must meet."),
    output: templateOf("Output", "Output of the run; null unless said. Has `input`, `steps`, `run`, `trigger`."),
    timeoutMs: durationOf("Timeout", "Most milliseconds of a run, waiting included."),
    concurrency,
    onFailure: refTo("call", "On failure", "Done once when the run fails; changes nothing about its end. Has `error`."),
    steps: stepList,
  },
});

const sharedRefs = Object.fromEntries(Object.keys(sharedParts).map((name) => [name, { $ref: `#/$defs/${name}` }]));

function kindOf(type: StepType): SchemaPart {
  const { title, description, required, properties } = stepKinds[type];
  const typePart = { title: "Type", description: "What the step does.", const: type };
  return objectOf({
    title,
    description,
    required: ["id", ...required],
    properties: { ...sharedRefs, type: typePart, ...properties },
  });
}

const stepTypes = Object.keys(stepKinds) as StepType[];

/** What holds for the kind that `type` names, and for no other: what is said of a step is about its own kind. */
const stepBranches = stepTypes.map((type) => ({
  // A task step need not say that it is one; without `required` the condition holds for what has no type.
  if: { ...(type === "task" ? {} : { required: ["type"] }), properties: { type: { const: type } } },
  then: refOf(kindName(type)),
}));

const itemCall = {
  title: "Work for an item",
  description: "A task, or with `workflow` a run of a workflow.",
  type: "object",
  if: { required: ["workflow"] },
  then: refOf("workflowCall"),
  else: refOf("call"),
};

const step = {
  title: "Step",
  description: "Something to be done, or to be waited for. `type` says what; a task unless said.",
  type: "object",
  properties: { type: { title: "Type", description: "What the step does; `task` unless said.", enum: stepTypes } },
  allOf: stepBranches,
};

function kindName(type: StepType): string {
  return `${type}Step`;
}

function refOf(name: string): SchemaRef {
  return { $ref: `#/$defs/${name}` };
}

export const workflowSchemaId = "urn:muster:schema:workflow";

/** JSON Schema (2020-12) of a WorkflowSource. docs/workflow.schema.json is the same, for editors. */
export const workflowSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: workflowSchemaId,
  ...workflow,
  $defs: {
    step,
    ...Object.fromEntries(stepTypes.map((type) => [kindName(type), kindOf(type)])),
    call: objectOf(call),
    workflowCall: objectOf(workflowCall),
    itemCall,
    retry,
    ...sandboxParts,
    ...sharedParts,
  },
} as const;
