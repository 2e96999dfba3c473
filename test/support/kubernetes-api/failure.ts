import type { Resource } from "./resources.js";

/** What the server answers instead: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
export interface Status {
  readonly kind: "Status";
  readonly apiVersion: "v1";
  readonly metadata: { readonly continue?: string };
  readonly status: "Failure" | "Success";
  readonly message?: string;
  readonly reason?: string;
  readonly details?: StatusDetails;
  readonly code?: number;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly retryAfterSeconds?: number;
  readonly causes?: readonly Cause[];
}

export interface Cause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

/** A request that is refused, in the words of the real server. */
export class ApiFailure extends Error {
  readonly status: Status;

  constructor(
    status: Pick<Status, "code" | "reason" | "details"> & { message: string; metadata?: Status["metadata"] },
  ) {
    super(status.message);
    this.name = "ApiFailure";
    this.status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", ...status };
  }
}

export interface Subject {
  readonly resource: Resource;
  readonly name: string;
}

/** `jobs.batch`, `pods`. */
export function qualified({ plural, group }: Resource): string {
  return group === "" ? plural : `${plural}.${group}`;
}

function detailsOf({ resource, name }: Subject): StatusDetails {
  return { name, ...(resource.group !== "" && { group: resource.group }), kind: resource.plural };
}

export function notFound(subject: Subject): ApiFailure {
  const message = `${qualified(subject.resource)} "${subject.name}" not found`;
  return new ApiFailure({ code: 404, reason: "NotFound", message, details: detailsOf(subject) });
}

export function pathNotFound(): ApiFailure {
  return new ApiFailure({
    code: 404,
    reason: "NotFound",
    message: "the server could not find the requested resource",
    details: {},
  });
}

export function alreadyExists(subject: Subject): ApiFailure {
  const message = `${qualified(subject.resource)} "${subject.name}" already exists`;
  return new ApiFailure({ code: 409, reason: "AlreadyExists", message, details: detailsOf(subject) });
}

export function conflict(subject: Subject, why: string): ApiFailure {
  const message = `Operation cannot be fulfilled on ${qualified(subject.resource)} "${subject.name}": ${why}`;
  return new ApiFailure({ code: 409, reason: "Conflict", message, details: detailsOf(subject) });
}

export const modifiedMeanwhile =
  "the object has been modified; please apply your changes to the latest version and try again";

export function forbidden(subject: Subject, why: string, causes?: readonly Cause[]): ApiFailure {
  const named = subject.name === "" ? "" : ` "${subject.name}"`;
  return new ApiFailure({
    code: 403,
    reason: "Forbidden",
    message: `${qualified(subject.resource)}${named} is forbidden: ${why}`,
    details: { ...detailsOf(subject), ...(causes && { causes }) },
  });
}

export function badRequest(message: string): ApiFailure {
  return new ApiFailure({ code: 400, reason: "BadRequest", message });
}

export function expired(message: string, next?: string): ApiFailure {
  const metadata = next === undefined ? {} : { continue: next };
  return new ApiFailure({ code: 410, reason: "Expired", message, metadata });
}

export function unsupportedMethod(subject: Subject): ApiFailure {
  const message = "the server does not allow this method on the requested resource";
  return new ApiFailure({ code: 405, reason: "MethodNotAllowed", message, details: detailsOf(subject) });
}

/** What a cluster would do and the double does not: better refused than left undone unseen. */
export function notDoubled(what: string): ApiFailure {
  return new ApiFailure({
    code: 501,
    reason: "NotImplemented",
    message: `the double of Kubernetes does not do ${what}`,
  });
}

/** A field that is not as it must be. */
export interface Problem {
  readonly field: string;
  readonly reason:
    | "FieldValueInvalid"
    | "FieldValueRequired"
    | "FieldValueNotSupported"
    | "FieldValueForbidden"
    | "FieldValueNotFound"
    | "FieldValueTooLong"
    | "FieldValueDuplicate";
  /** As `Invalid value: "A": a lowercase RFC 1123 label must ...`. */
  readonly message: string;
}

export function invalid(subject: Subject & { readonly kind: string }, problems: readonly Problem[]): ApiFailure {
  const { group } = subject.resource;
  const told = problems.map(({ field, message }) => `${field}: ${message}`);
  const all = told.length === 1 ? told[0] : `[${told.join(", ")}]`;
  return new ApiFailure({
    code: 422,
    reason: "Invalid",
    message: `${group === "" ? subject.kind : `${subject.kind}.${group}`} "${subject.name}" is invalid: ${all}`,
    details: { ...detailsOf(subject), kind: subject.kind, causes: problems },
  });
}
