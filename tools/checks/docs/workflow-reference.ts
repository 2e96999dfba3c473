import { workflowSchema } from "../../../src/workflows/definition/schema.js";
import { code, table } from "./table.js";

/** A part of the definition's schema, as far as the reference tells of it. */
interface Part {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly $ref?: string;
  readonly items?: Part;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Part>>;
}

const parts: Readonly<Record<string, Part>> = workflowSchema.$defs;

/** What a definition may say, part by part: out of the schema that checks it. */
export function renderWorkflowReference(): string {
  const named = Object.entries(parts).filter(([name, { properties }]) => properties !== undefined && name !== "step");
  const steps = named.filter(([name]) => name.endsWith("Step"));
  const shared = sharedBy(steps.map(([, part]) => part));
  const every: Part = { title: "Every step", description: "What each of them may have.", ...shared };
  const own = named.map(([, part]) => (part.title?.endsWith("step") ? without(part, shared.properties) : part));
  return [workflowSchema, every, ...own].map(section).join("\n\n");
}

/** The fields that all of them have. */
function sharedBy(steps: readonly Part[]): Required<Pick<Part, "properties" | "required">> {
  const [first, ...others] = steps;
  const names = Object.keys(first?.properties ?? {}).filter((name) =>
    others.every(({ properties }) => properties !== undefined && name in properties),
  );
  const isShared = names.filter((name) => name !== "type");
  return {
    required: (first?.required ?? []).filter((name) => isShared.includes(name)),
    properties: Object.fromEntries(isShared.map((name) => [name, first?.properties?.[name] ?? {}])),
  };
}

function without(part: Part, shared: Readonly<Record<string, Part>>): Part {
  return {
    ...part,
    properties: Object.fromEntries(Object.entries(part.properties ?? {}).filter(([name]) => !(name in shared))),
  };
}

function section({ title, description, required = [], properties = {} }: Part): string {
  const rows = Object.entries(properties).map(([field, property]) => [
    `${code(field)}${required.includes(field) ? " *" : ""}`,
    typeOf(property),
    textOf(property),
  ]);
  const head = [`### ${title ?? ""}`, "", description ?? ""];
  return rows.length === 0
    ? head.join("\n")
    : [...head, "", table(["field (* required)", "type", "what it is"], rows)].join("\n");
}

function typeOf({ type, enum: values, const: only, items, $ref }: Part): string {
  if (only !== undefined) return code(JSON.stringify(only).replaceAll('"', ""));
  if (values) return values.map((value) => code(JSON.stringify(value).replaceAll('"', ""))).join(", ");
  if ($ref !== undefined) return referred($ref);
  if (items) return `list of ${typeOf(items)}`;
  if (type === undefined) return "any JSON";
  return typeof type === "string" ? type : type.join(" or ");
}

/** A part that has fields is told of by its name, another by what it is. */
function referred($ref: string): string {
  const name = $ref.split("/").at(-1) ?? "";
  const part = parts[name];
  if (!part || part.properties) return part?.title?.toLowerCase() ?? name;
  return typeOf(part);
}

function textOf({ description, default: fallback, $ref }: Part): string {
  const target = $ref === undefined ? undefined : parts[$ref.split("/").at(-1) ?? ""];
  const text = description ?? target?.description ?? "";
  const given = fallback ?? target?.default;
  return given === undefined ? text : `${text} ${code(JSON.stringify(given))} unless said.`.trim();
}
