import { source, templateOf, type Expression } from "./expression.js";

/**
 * Stands for a value of unknown type: any field of it is another such. Where TypeScript's `noUncheckedIndexedAccess` is in the
 * way of a longer path, `expr` takes one.
 */
export type LooseReference = Expression<never> & { readonly [field: string]: LooseReference };

type FieldsOf<T> = T extends readonly (infer Item)[]
  ? { readonly [index: number]: Reference<Item> }
  : T extends object
    ? { readonly [Field in keyof T]-?: Reference<T[Field]> }
    : unknown;

/**
 * Stands for a value that a run will have: `ref.steps.build.output.artifact` becomes `${steps.build.output.artifact}`. What
 * may be null has the fields of what it is otherwise: guard them with `when`, or with `has()` in `cel`.
 */
export type Reference<T> = unknown extends T ? LooseReference : Expression<T> & FieldsOf<NonNullable<T>>;

/** What went wrong, where `onFailure` looks. */
export interface FailureFacts {
  readonly class: string;
  readonly message: string;
  readonly step: string | null;
}

export interface RunFacts {
  readonly id: string;
  readonly workflow: string;
  readonly version: number;
  readonly createdAt: string;
}

export interface StepFacts<Output> {
  /** Null unless the step completed. */
  readonly output: Output;
  /** COMPLETED, FAILED or SKIPPED. */
  readonly status: string;
  /** Null unless it failed. */
  readonly error: FailureFacts | null;
}

/** What started the run; with `type`, and more that depends on it. */
interface OriginScope<Input> {
  readonly input: Reference<Input>;
  readonly trigger: LooseReference;
}

/** What expressions may read: `Outputs` are those of the steps so far, by id. */
export interface Scope<Input, Outputs> extends OriginScope<Input> {
  readonly steps: { readonly [Id in keyof Outputs]: Reference<StepFacts<Outputs[Id]>> };
  readonly run: Reference<RunFacts>;
}

/** What the key of `concurrency` may read. */
export type KeyScope<Input> = OriginScope<Input>;

/** Within `forEach`. */
export interface ItemFacts<Item> {
  readonly item: Reference<Item>;
  /** From 0. */
  readonly index: Expression<number>;
}

/** Within `onFailure`. */
export interface ErrorFacts {
  readonly error: Reference<FailureFacts>;
}

/** Within `compensate`: what the step gave. */
export interface OutputFacts<Output> {
  readonly output: Reference<Output>;
}

type Path = readonly (string | number)[];

/**
 * References without types, for where no `ref` is at hand. Each is called like the name that it stands for, and takes a path
 * behind that: `expr.steps("build", "output", "artifact")` is `steps.build.output.artifact`.
 */
export const expr = {
  input: (...path: Path) => along("input", path),
  /** Of steps that have ended: `output`, `status` and `error`. */
  steps: (id: string, ...path: Path) => along("steps", [id, ...path]),
  run: (...path: Path) => along("run", path),
  trigger: (...path: Path) => along("trigger", path),
  /** Within `forEach`. */
  item: (...path: Path) => along("item", path),
  /** Within `forEach`. */
  index: () => along("index", []),
  /** Within `onFailure`. */
  error: (...path: Path) => along("error", path),
  /** Within `compensate`: what the step gave. */
  output: (...path: Path) => along("output", path),
} as const;

/** Gives every name that may be in scope; which of them are, is a matter of types and of the server's check. */
export function scopeOf<S>(): S {
  return new Proxy({}, { get: (_, name) => (typeof name === "string" ? createReference(name) : undefined) }) as S;
}

function along(root: string, path: Path): LooseReference {
  return createReference(path.reduce<string>((text, segment) => text + accessTo(String(segment)), root));
}

function createReference(code: string): LooseReference {
  const template = (): string => templateOf(code);
  const get = (_: object, name: string | symbol): unknown => {
    if (name === source) return code;
    if (name === Symbol.toPrimitive || name === "toString" || name === "toJSON") return template;
    return typeof name === "string" ? createReference(code + accessTo(name)) : undefined;
  };
  return new Proxy({}, { get, has: (_, name) => name === source }) as LooseReference;
}

/** CEL cannot name these with a dot. */
const reserved = new Set(
  (
    "as break const continue else false for function if import in let loop namespace null package return true var void " +
    "while"
  ).split(" "),
);

function accessTo(name: string): string {
  if (/^\d+$/.test(name)) return `[${name}]`;
  return /^[A-Za-z_]\w*$/.test(name) && !reserved.has(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
