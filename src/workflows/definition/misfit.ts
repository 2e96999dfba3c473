import type { ErrorObject } from "ajv";
import { isRecord, recordOf } from "./json-tree.js";
import { grouped, quote, type ProblemPath, type ProblemReason } from "./problems.js";
import { workflowSchema } from "./schema.js";
import { patternWords } from "./schema-parts.js";
import { stepKinds } from "./schema-steps.js";
import { suggest } from "./suggestion.js";

/** What Ajv found, in words for the definition's author. */
export interface Misfit {
  readonly path: ProblemPath;
  readonly reason: ProblemReason;
  readonly message: string;
}

type Said = Omit<Misfit, "path"> & { readonly field?: string };

/** By the keyword of JSON Schema that is not met. */
const sayings: Readonly<Record<string, (error: ErrorObject) => Said>> = {
  type: sayType,
  required: sayMissing,
  additionalProperties: sayUnknownField,
  enum: sayChoices,
  pattern: sayPattern,
  minLength: () => ({ reason: "TEXT_EMPTY", message: "May not be empty." }),
  maxLength: ({ params }) => ({ reason: "TEXT_TOO_LONG", message: `May have ${countOf(params)} characters.` }),
  minItems: () => ({ reason: "LIST_EMPTY", message: "Must have an entry at least." }),
  maxItems: ({ params }) => ({ reason: "LIST_TOO_LONG", message: `May have ${countOf(params)} entries.` }),
  uniqueItems: sayRepeated,
  minimum: sayRange,
  maximum: sayRange,
};

/** Null for what only repeats another error. Ajv must have been `verbose`. */
export function describeMisfit(error: ErrorObject): Misfit | null {
  if (error.keyword === "if") return null;
  const say = sayings[error.keyword];
  const { field, ...said }: Said = say ? say(error) : { reason: "VALUE_INVALID", message: `${error.message}.` };
  const path = pathOf(error.instancePath);
  return { path: field === undefined ? path : [...path, field], ...said };
}

function pathOf(pointer: string): ProblemPath {
  const parts = pointer.split("/").slice(1);
  const names = parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return names.map((name) => (/^\d+$/.test(name) ? Number(name) : name));
}

function sayType({ params, data }: ErrorObject): Said {
  const wanted = [params["type"]].flat().map((type) => typeNames[String(type)] ?? String(type));
  const hint = data === null ? " Leave it out where there is none." : "";
  return { reason: "TYPE_WRONG", message: `Must be ${wanted.join(" or ")}, not ${typeNameOf(data)}.${hint}` };
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
};

/** What a value is, in a sentence. */
export function typeNameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" && !Number.isInteger(value)) return "a broken number";
  return typeof value === "boolean" ? String(value) : (typeNames[typeof value] ?? typeof value);
}

function sayMissing({ params, parentSchema }: ErrorObject): Said {
  const field = String(params["missingProperty"]);
  const part = resolve(recordOf(recordOf(parentSchema)["properties"])[field]);
  const about = typeof part["description"] === "string" ? `: ${lowerFirst(part["description"])}` : ".";
  return { field, reason: "FIELD_MISSING", message: `${nounOf(parentSchema)} lacks ${quote(field)}${about}` };
}

function sayUnknownField({ params, parentSchema }: ErrorObject): Said {
  const field = String(params["additionalProperty"]);
  const known = Object.keys(recordOf(recordOf(parentSchema)["properties"]));
  const hint = field === "<<" ? " YAML 1.2 has no merge keys." : suggest(field, known) || ownersOf(field, known);
  return { field, reason: "FIELD_UNKNOWN", message: `${nounOf(parentSchema)} has no field ${quote(field)}.${hint}` };
}

/** Where a step was meant to be of another kind, which has such a field. */
function ownersOf(field: string, known: readonly string[]): string {
  if (!known.includes("needs")) return "";
  const owners = Object.entries(stepKinds).flatMap(([type, { properties }]) => {
    return Object.hasOwn(properties, field) ? [`\`type: ${type}\``] : [];
  });
  return owners.length === 0 ? "" : ` A step of ${owners.join(" or ")} has.`;
}

function sayChoices({ params, data }: ErrorObject): Said {
  const choices = (params["allowedValues"] as readonly unknown[]).map(String);
  const hint = typeof data === "string" ? suggest(data, choices) : ` It is ${typeNameOf(data)}.`;
  return { reason: "VALUE_UNKNOWN", message: `Must be one of ${choices.join(", ")}.${hint}` };
}

function sayPattern({ params, data }: ErrorObject): Said {
  const words = patternWords.get(String(params["pattern"])) ?? String(params["pattern"]);
  return { reason: "NAME_INVALID", message: `${quote(String(data))} is no name of this form: ${words}.` };
}

function sayRepeated({ params, data }: ErrorObject): Said {
  const repeated = Array.isArray(data) ? String(data[Number(params["i"])]) : "";
  return { reason: "ENTRY_REPEATED", message: `Has ${quote(repeated)} twice.` };
}

function sayRange({ parentSchema }: ErrorObject): Said {
  const { minimum, maximum } = recordOf(parentSchema);
  const range = [minimum, maximum].map((bound) => grouped(Number(bound))).join(" to ");
  return { reason: "NUMBER_OUT_OF_RANGE", message: `Must be from ${range}.` };
}

function countOf(params: ErrorObject["params"]): string {
  return `at most ${grouped(Number(params["limit"]))}`;
}

/** The kind of object that a schema describes, at the beginning of a sentence. */
function nounOf(schema: unknown): string {
  const { title: text } = recordOf(schema);
  const title = typeof text === "string" ? text : "Object";
  return `${/^[AEIO]/.test(title) ? "An" : "A"} ${lowerFirst(title)}`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function resolve(part: unknown): Readonly<Record<string, unknown>> {
  const { $ref } = recordOf(part);
  const name = typeof $ref === "string" ? $ref.replace("#/$defs/", "") : "";
  const target = Object.entries(workflowSchema.$defs).find(([key]) => key === name)?.[1];
  return isRecord(target) ? { ...target, ...recordOf(part) } : recordOf(part);
}
