import { Fault, placed } from "./fault.js";
import { dyn, kindOf, wordFor, type Known } from "./kinds.js";
import { accept, isCertain, possible, type Overload } from "./overload.js";
import type { Part } from "./site.js";

/** A call of a function, a method or an operator. */
export interface Call {
  /** As its author knows it, as in "`+`" or "`size`". */
  readonly name: string;
  readonly offset: number;
  readonly overloads: readonly Overload[];
  /** What a method is called on comes first. */
  readonly args: readonly Part[];
}

/** Chooses the overload now where the arguments are known, else at each call. Throws a Fault where none can be meant. */
export function compileCall(call: Call): Part {
  const known = call.args.map((arg) => arg.known);
  const candidates = possible(call.overloads, known);
  const [only] = candidates;
  if (!only)
    throw misfit(
      call,
      known.map(({ kind }) => wordFor(kind)),
    );
  const run = candidates.length === 1 && isCertain(only, known) ? certain(call, only) : chosen(call, candidates);
  return { known: commonResult(candidates), run };
}

function certain({ args, offset }: Call, { apply }: Overload): Part["run"] {
  return (evaluation) => {
    const values = args.map((arg) => arg.run(evaluation));
    try {
      return apply(values, evaluation);
    } catch (error) {
      throw placed(error, offset);
    }
  };
}

function chosen(call: Call, candidates: readonly Overload[]): Part["run"] {
  const { args, offset } = call;
  return (evaluation) => {
    const values = args.map((arg) => arg.run(evaluation));
    for (const candidate of candidates) {
      const accepted = accept(candidate, values);
      if (accepted === null) continue;
      try {
        return candidate.apply(accepted, evaluation);
      } catch (error) {
        throw placed(error, offset);
      }
    }
    throw misfit(
      call,
      values.map((value) => wordFor(kindOf(value))),
    );
  };
}

function commonResult(candidates: readonly Overload[]): Known {
  const [first, ...others] = candidates.map(({ result }) => result);
  return first && others.every(({ kind }) => kind === first.kind) ? first : dyn;
}

function misfit({ name, offset }: Call, words: readonly string[]): Fault {
  const given = words.length === 0 ? "nothing" : words.join(" and ");
  return new Fault(`${name} does not take ${given}`, offset);
}
