import { compileSource } from "./compiler.js";
import { explained, Fault, type Place } from "./fault.js";
import { kindOf, wordFor, type Kind } from "./kinds.js";
import { defaultNesting } from "./limits.js";
import type { Evaluation } from "./evaluation.js";
import type { JsonWriter } from "./json.js";
import type { References, ScopeName } from "./model.js";

export interface CompileOptions {
  /** What of the scope may be read. */
  readonly names: readonly ScopeName[];
  /** Ids of steps that may be read, if `steps` is among the names: those that have ended by then. */
  readonly steps: ReadonlySet<string>;
  /** How deep `all`, `map` and the like may be nested; 2 unless said. */
  readonly maxNesting?: number;
  /** Most bytes of a result as JSON; of a template's all expressions together. 262,144 unless said. */
  readonly maxResultBytes?: number;
}

export interface ExpressionOptions extends CompileOptions {
  /** For conditions: any other result is an error, at once where that can be told. */
  readonly expectBoolean?: boolean;
}

/** An expression within a text. */
export interface Compiled extends References {
  /** Its value as JSON. Throws an ExpressionError that names the text and the place in it. */
  evaluate(evaluation: Evaluation, writer: JsonWriter): unknown;
}

/** Throws an ExpressionError that names the text and the place in it. */
export function compileAt(source: string, place: Place, options: ExpressionOptions): Compiled {
  const { names, steps, maxNesting = defaultNesting, expectBoolean = false } = options;
  const readable = { names: new Set(names), steps, namesRead: new Set<ScopeName>(), stepsRead: new Set<string>() };
  try {
    const { known, run, units } = compileSource(source, readable, maxNesting);
    if (expectBoolean && known.kind !== "dyn" && known.kind !== "bool") throw noCondition(known.kind);
    return {
      names: readable.namesRead,
      steps: readable.stepsRead,
      evaluate(evaluation, writer) {
        try {
          evaluation.spend(units);
          const value = run(evaluation);
          if (expectBoolean && typeof value !== "boolean") throw noCondition(kindOf(value));
          return writer.write(value);
        } catch (error) {
          throw explained(error, place);
        }
      },
    };
  } catch (error) {
    throw explained(error, place);
  }
}

function noCondition(kind: Kind | "dyn"): Fault {
  return new Fault(`A condition is true or false, and this is ${wordFor(kind)}`, 0);
}
