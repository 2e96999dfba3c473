import { LRUCache } from "lru-cache";
import type { EventRecord, TriggerFacts } from "../../events/index.js";
import { badInput, type InputPath } from "../../platform/errors.js";
import { ExpressionError, type Expression, type Scope, type Template } from "../expressions/model.js";
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

export interface RenderingParts {
  readonly expressions: ExpressionCompiler;
  /** Most bytes of an input. */
  readonly maxTaskBytes: number;
}

/** Makes the inputs of runs and filters events, with expressions compiled once. */
export class Rendering {
  readonly #parts: RenderingParts;
  readonly #templates = new LRUCache<string, Template>({ max: 1_000 });
  readonly #filters = new LRUCache<string, Expression>({ max: 1_000 });

  constructor(parts: RenderingParts) {
    this.#parts = parts;
  }

  /** Throws BAD_USER_INPUT below `path` for an input that cannot be compiled or names what is not there. */
  checkInput(source: unknown, path: InputPath): void {
    check(() => this.#template(source), path);
  }

  checkFilter(source: string, path: InputPath): void {
    check(() => this.#filter(source), path);
  }

  /** The input of a run. Throws BAD_USER_INPUT when its expressions fail on what the trigger met. */
  input({ input }: Pick<Trigger, "input">, { type, context }: TriggerFacts): unknown {
    if (input === null || input === undefined) return null;
    const scope: Scope = { ...nothing, trigger: { type, ...context } };
    try {
      return cached(this.#templates, JSON.stringify(input), () => this.#template(input)).render(scope);
    } catch (error) {
      throw faultOf(error, "The input cannot be made");
    }
  }

  /** Whether the event passes. Throws BAD_USER_INPUT when the filter fails on it. */
  admits({ filter }: EventConfig, event: EventFacts): boolean {
    if (filter === null) return true;
    try {
      return cached(this.#filters, filter, () => this.#filter(filter)).evaluate({ ...nothing, event }) === true;
    } catch (error) {
      throw faultOf(error, "The filter failed");
    }
  }

  #template(source: unknown): Template {
    const { expressions, maxTaskBytes: maxResultBytes } = this.#parts;
    return expressions.compileTemplate(source, { names: ["trigger"], steps: new Set(), maxResultBytes });
  }

  #filter(source: string): Expression {
    const { expressions } = this.#parts;
    return expressions.compileExpression(source, { names: ["event"], steps: new Set(), expectBoolean: true });
  }
}

function cached<Made extends object>(cache: LRUCache<string, Made>, key: string, make: () => Made): Made {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

function check(compile: () => unknown, path: InputPath): void {
  try {
    compile();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw badInput(error.message, [...path, ...error.path], "EXPRESSION_INVALID");
  }
}

function faultOf(error: unknown, what: string): unknown {
  if (!(error instanceof ExpressionError)) return error;
  return badInput(`${what}: ${error.message}`, ["input"], "EXPRESSION_FAILED");
}
