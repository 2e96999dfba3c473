import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { holdsAtMost, isRecord } from "./json-tree.js";
import { describeMisfit, typeNameOf } from "./misfit.js";
import { maxSteps, type SandboxSource } from "./model.js";
import { grouped, type ProblemList, type ProblemPath } from "./problems.js";
import { workflowSchema, workflowSchemaId } from "./schema.js";

/** Two ways to validate the same: whether it fits at all, and everything that does not. */
interface Shape {
  readonly first: ValidateFunction;
  readonly all: ValidateFunction;
}

interface Shapes {
  readonly definition: Shape;
  readonly step: Shape;
  readonly sandbox: Shape;
}

/**
 * Of what is larger only the first misfit is told: Ajv has no bound, and a list of a million wrong entries has as many
 * errors.
 */
const maxValues = 20_000;

let compiled: Shapes | null = null;

/** Compiled when first asked for: it takes some 20 ms. */
function shapes(): Shapes {
  compiled ??= compileShapes();
  return compiled;
}

function compileShapes(): Shapes {
  const [first, all] = [false, true].map((allErrors) => {
    const ajv = new Ajv2020({ allErrors, verbose: true, strict: false, strictSchema: true });
    ajv.addSchema(workflowSchema);
    return (pointer: string) => ajv.compile({ $ref: `${workflowSchemaId}${pointer}` });
  }) as [(pointer: string) => ValidateFunction, (pointer: string) => ValidateFunction];
  return {
    definition: { first: first("#"), all: all("#") },
    step: { first: first("#/$defs/step"), all: all("#/$defs/step") },
    sandbox: { first: first("#/$defs/sandbox"), all: all("#/$defs/sandbox") },
  };
}

/** Stands for the steps when all else is looked at: they are looked at one by one, each by itself. */
const soundSteps = [{ id: "step", type: "join" }];

/**
 * Everything in which a definition is not of the shape that `workflowSchema` describes. It must be safe to walk
 * recursively.
 */
export function checkShape(source: unknown, problems: ProblemList): void {
  if (!isRecord(source)) {
    const hint = typeof source === "string" ? " A text is given as `source`." : "";
    const message = `A definition is an object with a list of \`steps\`, not ${typeNameOf(source)}.${hint}`;
    problems.add([], "TYPE_WRONG", message);
    return;
  }
  const { steps } = source;
  const { definition, step } = shapes();
  const isList = Array.isArray(steps) && steps.length > 0;
  checkPart(isList ? { ...source, steps: soundSteps } : source, { shape: definition, path: [], problems });
  if (!isList) return;
  if (steps.length > maxSteps) {
    const message = `A definition may have ${grouped(maxSteps)} steps; this has ${grouped(steps.length)}.`;
    problems.add(["steps"], "LIST_TOO_LONG", message);
    return;
  }
  for (const [index, value] of steps.entries()) {
    if (problems.isFull) return;
    checkPart(value, { shape: step, path: ["steps", index], problems });
  }
}

/** Whether a step's sandbox is of the shape that `workflowSchema` describes. */
export function fitsSandbox(value: unknown): value is SandboxSource {
  return shapes().sandbox.first(value);
}

interface Part {
  readonly shape: Shape;
  readonly path: ProblemPath;
  readonly problems: ProblemList;
}

function checkPart(value: unknown, { shape, path, problems }: Part): void {
  if (shape.first(value)) return;
  for (const error of misfitsOf(value, shape)) {
    const misfit = describeMisfit(error);
    if (misfit) problems.add([...path, ...misfit.path], misfit.reason, misfit.message);
  }
}

function misfitsOf(value: unknown, { first, all }: Shape): readonly ErrorObject[] {
  if (!holdsAtMost(value, maxValues)) return first.errors ?? [];
  all(value);
  return all.errors ?? [];
}
