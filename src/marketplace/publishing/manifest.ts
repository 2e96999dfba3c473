import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { badInput, MusterError, type InputPath, type InputProblem } from "../../platform/errors.js";
import { checkJson, compileSchema } from "../../tasks/index.js";
import { manifestSchema } from "./manifest-schema.js";
import type { ItemType, Manifest } from "../model.js";

/** Of the manifest as JSON, its two schemas included. */
const maxBytes = 262_144;
/** Of the manifest without its schemas: of a larger one, as a list of a million wrong names, only the first misfit is told. */
const maxSurveyedBytes = 20_000;

const reasons: Readonly<Record<string, string>> = {
  required: "FIELD_MISSING",
  additionalProperties: "FIELD_UNKNOWN",
  type: "TYPE_WRONG",
  pattern: "NAME_INVALID",
  minimum: "NUMBER_OUT_OF_RANGE",
  maximum: "NUMBER_OUT_OF_RANGE",
  maxItems: "LIST_TOO_LONG",
  uniqueItems: "ENTRY_REPEATED",
};

const validatorOf = (allErrors: boolean): ValidateFunction =>
  new Ajv2020({ allErrors, strict: false }).compile(manifestSchema);

let compiled: { readonly first: ValidateFunction; readonly all: ValidateFunction } | null = null;

/** Compiled when first asked for: it takes some milliseconds. */
function validators() {
  return (compiled ??= { first: validatorOf(false), all: validatorOf(true) });
}

/**
 * A manifest that is whole; empty where there is none. BAD_USER_INPUT below `["manifest"]` at the first thing that is wrong, all of
 * them in `problems`, with their paths from the manifest's root.
 */
export function checkManifest(manifest: unknown): Manifest {
  if (manifest === null || manifest === undefined) return {};
  checkJson(manifest, maxBytes, ["manifest"]);
  const problems = findProblems(manifest);
  if (problems.length > 0) throw refusal(problems);
  // It has just been found to be one.
  return manifest;
}

/** A function is called by what it says of its input and output. BAD_USER_INPUT below `["manifest"]`. */
export function checkManifestFits(manifest: Manifest, type: ItemType): void {
  if (type !== "TOOL") return;
  const missing = (["inputs", "outputs"] as const).filter((field) => manifest[field] === undefined);
  if (missing.length === 0) return;
  const message = (field: string) => `A TOOL says what its ${field} are, as a JSON Schema.`;
  throw refusal(missing.map((field) => ({ path: [field], reason: "FIELD_MISSING", message: message(field) })));
}

function findProblems(manifest: unknown): InputProblem[] {
  const shape = findMisfits(manifest);
  if (shape.length > 0) return shape;
  const { inputs, outputs } = manifest as Manifest;
  return Object.entries({ inputs, outputs }).flatMap(([field, schema]) => findSchemaProblem(schema, [field]));
}

function findMisfits(manifest: unknown): InputProblem[] {
  const { first, all } = validators();
  if (first(manifest)) return [];
  const misfits = isSmall(manifest) && !all(manifest) ? all.errors : first.errors;
  return (misfits ?? []).map(problemOf);
}

function isSmall(manifest: unknown): boolean {
  return (
    JSON.stringify(manifest, (key, value: unknown) => (/^(in|out)puts$/.test(key) ? null : value)).length <=
    maxSurveyedBytes
  );
}

function findSchemaProblem(schema: unknown, path: InputPath): InputProblem[] {
  if (schema === undefined) return [];
  try {
    compileSchema(schema, path);
    return [];
  } catch (error) {
    if (!(error instanceof MusterError)) throw error;
    return [{ path, reason: error.reason, message: error.message }];
  }
}

function problemOf({ instancePath, keyword, message = "is not valid", params }: ErrorObject): InputProblem {
  const steps = instancePath.split("/").slice(1).map(stepOf);
  const unknown: unknown = params["additionalProperty"];
  const path = typeof unknown === "string" ? [...steps, unknown] : steps;
  const where = path.length > 0 ? path.join(".") : "A manifest";
  const what = typeof unknown === "string" ? "is no field that is known" : message;
  return { path, reason: reasons[keyword] ?? "SCHEMA_MISFIT", message: `${where} ${what}.` };
}

/** A step of a JSON pointer. */
function stepOf(part: string): string | number {
  return /^\d+$/.test(part) ? Number(part) : part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function refusal(problems: readonly InputProblem[]): MusterError {
  const [first] = problems;
  if (!first) return badInput("This is no manifest.", ["manifest"], "MANIFEST_INVALID");
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  const detail = { reason: first.reason, path: ["manifest", ...first.path], problems };
  return new MusterError("BAD_USER_INPUT", `${first.message}${more}`, detail);
}
