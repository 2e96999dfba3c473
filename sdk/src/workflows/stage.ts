import type { Scope } from "./reference.js";
import type { StepOptions } from "./step-options.js";
import type { Condition, From } from "./template.js";

export declare const added: unique symbol;

/** What a callback answers: the builder that it was given, with steps added. `Outputs` are theirs, by id. */
export interface Grown<out Outputs> {
  /** Of the type only. */
  readonly [added]: Outputs;
}

export type NoSteps = object;

/** What the types of a builder know. */
export interface Stage {
  readonly form: "WORKFLOW" | "SEQUENCE" | "PARALLEL";
  readonly input: unknown;
  /** Outputs of the steps that the next one may refer to, by id. */
  readonly seen: object;
  /** Those of all steps that were added to the builder that a callback was given. */
  readonly added: object;
  /** Of the run. */
  readonly output: unknown;
}

export type With<Id extends string, Output> = { readonly [Key in Id]: Output };

/** An id that is not taken; else the type says so. */
export type FreshId<S extends Stage, Id extends string> = string extends keyof (S["seen"] & S["added"])
  ? Id
  : Id extends keyof S["seen"] | keyof S["added"]
    ? `There is a step ${Id} already.`
    : Id;

export type ScopeOf<S extends Stage> = Scope<S["input"], S["seen"]>;

/** What every step may have at this stage. */
export type Options<S extends Stage, Output = unknown, Facts = unknown> = StepOptions<
  ScopeOf<S>,
  keyof S["seen"] & string,
  Output,
  Facts
>;

/** A case of a switch. */
export interface Case<S extends Stage, Branch> {
  /** The first case for which this is true is chosen. The last case may be without: it is chosen when no other is. */
  readonly when?: From<ScopeOf<S>, Condition>;
  /** Adds the steps of the case, in sequence. */
  readonly do: (branch: Branch) => Grown<object>;
}

type Intersection<Union> = (Union extends unknown ? (part: Union) => void : never) extends (whole: infer Whole) => void
  ? Whole
  : never;

/** Outputs of all branches together. */
export type OutputsOf<Cases extends readonly { readonly do: (branch: never) => Grown<object> }[]> = Intersection<
  ReturnType<Cases[number]["do"]>[typeof added]
>;
