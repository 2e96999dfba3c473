import { LRUCache } from "lru-cache";
import type { EventRecord, TriggerFacts } from "../../events/index.js";
import { badInput, type InputPath } from "../../platform/errors.js";
import { ExpressionError, type Expression, type Scope, type ScopeName, type Template } from "../expressions/model.js";
import type { EventConfig, Trigger } from "../model.js";
import type { ExpressionCompiler } from "./ports.js";

/** An event as a filter and an input see it. */
export interface EventFacts {
  readonly type: string;
  readonly seq: number;
  /** RFC 3339. */
  readonly at: string;
  readonly streamId: string;
  readonly data: unknown;
}

export function eventFacts({ type, seq, at, streamId, data }: EventRecord): EventFacts {
  return { type, seq, at: at.toISOString(), streamId, data };
}

/** What no expression of a trigger may name, since there is no run yet. */
const nothing = { input: null, steps: {}, run: { id: "", workflow: "", version: 0, createdAt: "" }, trigger: null };

/** Makes the inputs of runs and filters events, with expressions compiled once. */
export class Rendering {
  readonly #compiler: ExpressionCompiler;
  readonly #templates = new LRUCache<string, Template>({ max: 1_000 });
  readonly #filters = new LRUCache<string, Expression>({ max: 1_000 });

  constructor(compiler: ExpressionCompiler) {
    this.#compiler = compiler;
  }

  /** Throws BAD_USER_INPUT at `path` for an input that cannot be compiled or names what is not there. */
  checkInput(source: unknown, path: InputPath): void {
    check(() => this.#compiler.compileTemplate(source), { allowed: "trigger", path });
  }

  checkFilter(source: string, path: InputPath): void {
    check(() => this.#compiler.compileExpression(source), { allowed: "event", path });
  }

  /** The input of a run. Throws BAD_USER_INPUT when its expressions fail on what the trigger met. */
  input({ input }: Pick<Trigger, "input">, { type, context }: TriggerFacts): unknown {
    if (input === null || input === undefined) return null;
    const scope: Scope = { ...nothing, trigger: { type, ...context } };
    try {
      return cached(this.#templates, JSON.stringify(input), () => this.#compiler.compileTemplate(input)).render(scope);
    } catch (error) {
      throw faultOf(error, "The input cannot be made");
    }
  }

  /** Whether the event passes. Throws BAD_USER_INPUT when the filter fails on it, or answers neither true nor false. */
  admits({ filter }: EventConfig, event: EventFacts): boolean {
    if (filter === null) return true;
    try {
      const expression = cached(this.#filters, filter, () => this.#compiler.compileExpression(filter));
      const answer = expression.evaluate({ ...nothing, event });
      if (typeof answer === "boolean") return answer;
      throw new ExpressionError("it must give true or false.");
    } catch (error) {
      throw faultOf(error, "The filter failed");
    }
  }
}

function cached<Made extends object>(cache: LRUCache<string, Made>, key: string, make: () => Made): Made {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

function check(
  compile: () => Expression | Template,
  { allowed, path }: { readonly allowed: ScopeName; readonly path: InputPath },
): void {
  try {
    const strange = [...compile().names].filter((name) => name !== allowed);
    if (strange.length === 0) return;
    throw new ExpressionError(`only \`${allowed}\` is there, not ${strange.map((name) => `\`${name}\``).join(", ")}.`);
  } catch (error) {
    if (error instanceof ExpressionError) throw badInput(error.message, path, "EXPRESSION_INVALID");
    throw error;
  }
}

function faultOf(error: unknown, what: string): unknown {
  if (!(error instanceof ExpressionError)) return error;
  return badInput(`${what}: ${error.message}`, ["input"], "EXPRESSION_FAILED");
}
