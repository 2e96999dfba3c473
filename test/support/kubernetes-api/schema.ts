import { strictProblems } from "../kubernetes-schema.js";
import { badRequest, type Problem } from "./failure.js";
import { isFields, type Fields } from "./objects.js";
import { groupVersionOf, secrets, type Resource } from "./resources.js";
import { sandboxProblems } from "./sandbox-schema.js";

/** A body with its unset fields left out: JSON's null says the same as nothing. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isFields(value)) return value;
  const kept = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return Object.fromEntries(kept.map(([key, field]) => [key, withoutNulls(field)]));
}

export interface Body extends Fields {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Fields;
}

/**
 * The object that a request carries. Strict as a server that is asked with `fieldValidation=Strict`, whatever it is asked with: what a
 * client sends that the server would drop is a mistake of the client.
 */
export function decode(resource: Resource, sent: unknown): Body {
  const value = withoutNulls(sent);
  if (!isFields(value)) throw badRequest("the object provided is unrecognized (must be of type Object)");
  const wanted = { apiVersion: groupVersionOf(resource), kind: resource.kind };
  const body = { ...wanted, ...value, metadata: value["metadata"] ?? {} };
  const { apiVersion, kind } = body as Body;
  if (apiVersion !== wanted.apiVersion || kind !== wanted.kind) {
    const expected = `the API version in the data (${apiVersion}) does not match the expected API version (${wanted.apiVersion})`;
    throw badRequest(
      apiVersion === wanted.apiVersion ? `no kind "${kind}" is registered for version "${apiVersion}"` : expected,
    );
  }
  const faults = problemsOf(resource, body, false).filter((problem) => !problem.endsWith(isRequired));
  if (faults.length > 0) throw undecodable(resource, faults);
  if (resource === secrets) checkBase64((body as Fields)["data"]);
  return body as Body;
}

function checkBase64(data: unknown): void {
  const values = Object.values(isFields(data) ? data : {}) as string[];
  const wrong = values.find((value) => !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value));
  if (wrong === undefined) return;
  const at = /[^A-Za-z0-9+/]/.exec(wrong)?.index ?? wrong.length;
  throw badRequest(`Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte ${at}`);
}

/** Fields that must be there and are not, for the validation that follows. */
export function missingFields(resource: Resource, body: Fields): Problem[] {
  return problemsOf(resource, body, false)
    .filter((problem) => problem.endsWith(isRequired))
    .map((problem) => ({
      field: problem.slice(0, -isRequired.length),
      reason: "FieldValueRequired",
      message: "Required value",
    }));
}

/** What an apply sends says only some fields, but no unknown ones. */
export function checkApplied(resource: Resource, value: Fields): void {
  const faults = problemsOf(resource, value, true);
  if (faults.length > 0) throw undecodable(resource, faults);
}

const isRequired = ": is required";

function problemsOf(resource: Resource, value: Fields, isPartial: boolean): string[] {
  const place = { path: resource.kind, isPartial };
  const problems =
    resource.model === null ? sandboxProblems(value, place) : strictProblems(resource.model, value, place);
  return problems.map((problem) => problem.slice(resource.kind.length + 1));
}

function undecodable({ version, kind }: Resource, faults: readonly string[]): Error {
  const told = faults.map((fault) => {
    const [, path, what] = /^(.*): (.*)$/.exec(fault) ?? [];
    return what === "unknown field" ? `unknown field "${path}"` : `${path}: ${what}`;
  });
  return badRequest(
    `${kind} in version "${version}" cannot be handled as a ${kind}: strict decoding error: ${told.join(", ")}`,
  );
}
