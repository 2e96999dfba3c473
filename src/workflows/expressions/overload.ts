import { indexOf } from "./fields.js";
import { dyn, isNumeric, kindOf, type Kind, type Known, type KindValue } from "./kinds.js";
import type { Evaluation } from "./evaluation.js";
import type { Duration, Timestamp } from "./time.js";

/** What a function is given for each kind of parameter. */
interface ParameterValues {
  readonly null: null;
  readonly bool: boolean;
  readonly int: bigint;
  readonly double: number;
  readonly string: string;
  readonly list: readonly unknown[];
  /** A plain object or a Map. */
  readonly map: object;
  readonly timestamp: Timestamp;
  readonly duration: Duration;
  readonly type: KindValue;
  readonly dyn: unknown;
  /** An integer, or a number that is whole; at least 0. */
  readonly position: number;
}

export type ParameterKind = keyof ParameterValues;

type Arguments<Kinds extends readonly ParameterKind[]> = {
  readonly [Index in keyof Kinds]: ParameterValues[Kinds[Index]];
};

/** One way to call a function; methods have what they are called on as their first parameter. */
export interface Overload {
  readonly parameters: readonly ParameterKind[];
  readonly result: Known;
  /** Pays for what takes long; throws a Fault. */
  readonly apply: (values: readonly unknown[], evaluation: Evaluation) => unknown;
}

export function overload<const Kinds extends readonly ParameterKind[]>(
  parameters: Kinds,
  result: Known | Kind,
  apply: (values: Arguments<Kinds>, evaluation: Evaluation) => unknown,
): Overload {
  // Sound since nothing is applied to values that do not match `parameters`.
  const applyAny = apply as Overload["apply"];
  return { parameters, result: typeof result === "string" ? { kind: result } : result, apply: applyAny };
}

/** Those which may be meant, going by what is known of the arguments. */
export function possible(overloads: readonly Overload[], args: readonly Known[]): readonly Overload[] {
  return overloads.filter(
    ({ parameters }) =>
      parameters.length === args.length && parameters.every((parameter, index) => mayBe(args[index] ?? dyn, parameter)),
  );
}

function mayBe({ kind }: Known, parameter: ParameterKind): boolean {
  if (kind === "dyn" || parameter === "dyn" || kind === parameter) return true;
  return parameter === "position" && isNumeric(kind);
}

/** Whether arguments of which this is known need not be looked at before the call. */
export function isCertain({ parameters }: Overload, args: readonly Known[]): boolean {
  return parameters.every((parameter, index) => parameter === "dyn" || args[index]?.kind === parameter);
}

/** The values as the overload takes them; null where it does not. */
export function accept({ parameters }: Overload, values: readonly unknown[]): readonly unknown[] | null {
  let accepted = values;
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index];
    if (parameter === "dyn" || parameter === kindOf(values[index])) continue;
    const position = parameter === "position" ? indexOf(values[index]) : null;
    if (position === null || position < 0) return null;
    accepted = accepted.with(index, position);
  }
  return accepted;
}
