import { compileAt, type CompileOptions } from "./compiled.js";
import { Evaluation } from "./evaluation.js";
import { explained } from "./fault.js";
import { JsonWriter } from "./json.js";
import { defaultResultBytes, maxValueDepth } from "./limits.js";
import { ExpressionError, type ScopeName, type Template } from "./model.js";
import { splitText, type Segment } from "./source.js";

type Path = readonly (string | number)[];

export interface TemplateOptions extends CompileOptions {
  /** Told every problem, with its path inside the value: one of each expression. Without it the first is thrown. */
  readonly report?: (path: Path, message: string) => void;
}

/**
 * Compiles JSON whose strings may hold `${expression}`. A string that is one expression becomes its value; one that holds more
 * becomes text, in which lists and objects are JSON, and null is nothing. `$${` is a plain `${`. Keys are no templates.
 *
 * Throws an ExpressionError with the path inside the value, unless problems are reported: what has one then gives null. All
 * expressions together may cost as much as one alone, and make as much.
 */
export function compileTemplate(value: unknown, options: TemplateOptions): Template {
  const compiler = new TemplateCompiler(options);
  const piece = compiler.compile(value, []);
  const { names, steps } = compiler;
  if (piece.type === "constant") return { names, steps, isConstant: true, render: () => piece.value };
  const { maxResultBytes = defaultResultBytes } = options;
  return {
    names,
    steps,
    isConstant: false,
    render: (scope) => piece.render({ evaluation: new Evaluation(scope), writer: new JsonWriter(maxResultBytes) }),
  };
}

/** What the expressions of one rendering share. */
interface Work {
  readonly evaluation: Evaluation;
  readonly writer: JsonWriter;
}

type Piece =
  | { readonly type: "constant"; readonly value: unknown }
  | { readonly type: "rendered"; readonly render: (work: Work) => unknown };

class TemplateCompiler {
  readonly names = new Set<ScopeName>();
  readonly steps = new Set<string>();

  constructor(readonly options: TemplateOptions) {}

  compile(value: unknown, path: Path): Piece {
    if (typeof value === "string") return this.#reported(() => this.#text(value, path));
    if (typeof value !== "object" || value === null) return { type: "constant", value };
    if (path.length >= maxValueDepth) return this.#reported(() => tooDeep(path));
    return Array.isArray(value) ? this.#list(value, path) : this.#map(value, path);
  }

  #reported(compile: () => Piece): Piece {
    const { report } = this.options;
    try {
      return compile();
    } catch (error) {
      if (!report || !(error instanceof ExpressionError)) throw error;
      report(error.path, error.message);
      return { type: "constant", value: null };
    }
  }

  #list(list: readonly unknown[], path: Path): Piece {
    const pieces = list.map((item, index) => this.compile(item, [...path, index]));
    const constants = constantsOf(pieces);
    if (constants) return { type: "constant", value: isSame(constants, list) ? list : constants };
    return { type: "rendered", render: (work) => pieces.map((piece) => rendered(piece, work)) };
  }

  #map(map: object, path: Path): Piece {
    const keys = Object.keys(map);
    const values: unknown[] = Object.values(map);
    const pieces = keys.map((key, index) => this.compile(values[index], [...path, key]));
    const constants = constantsOf(pieces);
    if (constants) return { type: "constant", value: isSame(constants, values) ? map : zip(keys, constants) };
    return {
      type: "rendered",
      render: (work) =>
        zip(
          keys,
          pieces.map((piece) => rendered(piece, work)),
        ),
    };
  }

  #text(text: string, path: Path): Piece {
    const segments = segmentsOf(text, path);
    const parts = segments.map((segment) => this.#reported(() => this.#segment(segment, { text, path })));
    const [only] = parts;
    if (parts.length === 1 && only?.type === "rendered") return only;
    const constants = constantsOf(parts);
    if (constants) return { type: "constant", value: constants.join("") };
    return { type: "rendered", render: (work) => parts.map((part) => textOf(rendered(part, work))).join("") };
  }

  #segment(segment: Segment, { text, path }: { readonly text: string; readonly path: Path }): Piece {
    if (segment.type === "text") return { type: "constant", value: segment.text };
    const { names, steps, evaluate } = compileAt(segment.source, { text, start: segment.start, path }, this.options);
    for (const name of names) this.names.add(name);
    for (const step of steps) this.steps.add(step);
    return { type: "rendered", render: ({ evaluation, writer }) => evaluate(evaluation, writer) };
  }
}

function segmentsOf(text: string, path: Path): readonly Segment[] {
  try {
    return splitText(text);
  } catch (error) {
    throw explained(error, { text, start: 0, path });
  }
}

function tooDeep(path: Path): never {
  throw new ExpressionError(`A template may be nested ${maxValueDepth} deep`, { path });
}

function rendered(piece: Piece, work: Work): unknown {
  return piece.type === "constant" ? piece.value : piece.render(work);
}

/** Null where one is not. */
function constantsOf(pieces: readonly Piece[]): unknown[] | null {
  const constants: unknown[] = [];
  for (const piece of pieces) {
    if (piece.type !== "constant") return null;
    constants.push(piece.value);
  }
  return constants;
}

function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.every((value, index) => value === right[index]);
}

/** An own field for each key, `__proto__` included. */
function zip(keys: readonly string[], values: readonly unknown[]): object {
  return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
}

function textOf(value: unknown): string {
  if (value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
