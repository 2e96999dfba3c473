import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as kubernetes from "@kubernetes/client-node";

/** A class of the client that tells which fields an object of Kubernetes has. */
interface Model {
  getAttributeTypeMap(): readonly { readonly baseName: string; readonly type: string }[];
}

interface Place {
  readonly path: string;
  /** Of a patch, which says only what it changes. */
  readonly isPartial: boolean;
}

const models = kubernetes as unknown as Readonly<Record<string, Partial<Model> | undefined>>;
const home = createRequire(import.meta.url)
  .resolve("@kubernetes/client-node/package.json")
  .replace("package.json", "");
const requiredFields = new Map<string, readonly string[]>();

/** As in `500m`, `1Gi`, `0.5`. */
const quantity = /^\d+(\.\d+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$/;

/** The model's name of a built-in kind, or null: `apps/v1` and `Deployment` give `V1Deployment`. */
export function modelOf(apiVersion: string, kind: string): string | null {
  const [group = "", version = group] = apiVersion.split("/");
  const isOwn = group.includes(".") && !group.endsWith(".k8s.io");
  const name = `${version.charAt(0).toUpperCase()}${version.slice(1)}${kind}`;
  return !isOwn && models[name]?.getAttributeTypeMap ? name : null;
}

/** Everything in which a value differs from a model: fields that it does not know, types, and what it demands. */
export function strictProblems(type: string, value: unknown, place: Place): readonly string[] {
  if (value === null || value === undefined) return [`${place.path}: has no value`];
  const list = /^Array<(.+)>$/.exec(type)?.[1];
  if (list !== undefined) return listProblems(list, value, place);
  const map = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1];
  if (map !== undefined) return mapProblems(map, value, place);
  const model = models[type];
  if (model?.getAttributeTypeMap) return modelProblems(type, model as Model, { value, place });
  return isOfType(type, value) ? [] : [`${place.path}: expected ${type}`];
}

function listProblems(type: string, value: unknown, place: Place): readonly string[] {
  if (!Array.isArray(value)) return [`${place.path}: expected a list`];
  return value.flatMap((item, index) => strictProblems(type, item, { ...place, path: `${place.path}[${index}]` }));
}

function mapProblems(type: string, value: unknown, place: Place): readonly string[] {
  if (!isObject(value)) return [`${place.path}: expected a map`];
  return Object.entries(value).flatMap(([key, item]) => {
    const path = `${place.path}.${key}`;
    const isAmount = /\.(requests|limits|hard)$/.test(place.path);
    if (isAmount && !(typeof item === "string" && quantity.test(item))) return [`${path}: expected a quantity`];
    return strictProblems(type, item, { ...place, path });
  });
}

function modelProblems(
  type: string,
  model: Model,
  { value, place }: { value: unknown; place: Place },
): readonly string[] {
  if (!isObject(value)) return [`${place.path}: expected an object`];
  const fields = new Map(model.getAttributeTypeMap().map(({ baseName, type: fieldType }) => [baseName, fieldType]));
  const missing = place.isPartial ? [] : requiredOf(type).filter((field) => !(field in value));
  return [
    ...missing.map((field) => `${place.path}.${field}: is required`),
    ...Object.entries(value).flatMap(([field, item]) => {
      const path = `${place.path}.${field}`;
      if (place.isPartial && field === "$patch") return [];
      const fieldType = fields.get(field);
      return fieldType === undefined ? [`${path}: unknown field`] : strictProblems(fieldType, item, { ...place, path });
    }),
  ];
}

/** What the API's description calls required is what the client's declarations do not mark with `?`. */
function requiredOf(type: string): readonly string[] {
  const known = requiredFields.get(type);
  if (known) return known;
  const declaration = readFileSync(`${home}dist/gen/models/${type}.d.ts`, "utf8");
  const fields = [...declaration.matchAll(/^ {4}'(\w+)': /gm)].map(([, field = ""]) => field);
  requiredFields.set(type, fields);
  return fields;
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case "string":
    case "Date":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "IntOrString":
      return typeof value === "string" || Number.isInteger(value);
    case "any":
      return true;
    default:
      throw new Error(`No model of the client is called ${type}.`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
