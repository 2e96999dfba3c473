import { ExpressionError, type Expression, type ScopeName, type Template } from "../expressions/model.js";
import { compileExpression } from "../expressions/expression.js";
import { compileTemplate } from "../expressions/template.js";
import { Ancestors } from "./ancestors.js";
import { suggestStep, type StepGraph } from "./graph.js";
import { maxExpressionChars } from "./limits.js";
import type { Components } from "./order.js";
import { quote, type ProblemList, type ProblemPath } from "./problems.js";

export interface TextOptions {
  /** Most bytes of what an expression gives, and of a template's all together; 262,144 unless said. */
  readonly maxResultBytes?: number;
}

/** Where a text stands, and what it may read there. */
export interface TextPlace {
  readonly path: ProblemPath;
  readonly names: readonly ScopeName[];
  /** The step whose ancestors it may read; null where all steps have ended. */
  readonly reader: number | null;
}

/** That a text of a step reads another step. */
interface Read {
  readonly reader: number;
  readonly read: number;
  readonly place: TextPlace;
}

const nothing = { steps: new Set<string>(), names: new Set<ScopeName>() };

/** Stand for texts that cannot be compiled, in a plan that nobody gets. */
const noExpression: Expression = { ...nothing, source: "", evaluate: () => null };
const noTemplate: Template = { ...nothing, isConstant: false, render: () => null };

/** Lets any id pass: that there is no such step, or that it has not surely ended, is told here, where more is known. */
class AnyStep extends Set<string> {
  override has(): true {
    return true;
  }
}

const anyStep: ReadonlySet<string> = new AnyStep();

/** Ends the compiling of a template with more wrong texts than anybody is told: 100,000 take seconds. */
const enough = new Error("enough problems");

export interface TextsParts extends TextOptions {
  readonly graph: StepGraph;
  readonly problems: ProblemList;
}

/** Compiles the texts of a definition, and holds them to what they may read where they stand. */
export class Texts {
  readonly #graph: StepGraph;
  readonly #problems: ProblemList;
  readonly #options: TextOptions;
  readonly #reads: Read[] = [];

  constructor({ graph, problems, ...options }: TextsParts) {
    this.#graph = graph;
    this.#problems = problems;
    this.#options = options;
  }

  /** What is no text, or too long a one, has been told as such with the shape, and is passed over. */
  expression(source: unknown, place: TextPlace): Expression {
    if (typeof source !== "string" || source === "" || source.length > maxExpressionChars) return noExpression;
    if (this.#problems.isFull) return noExpression;
    try {
      const expression = compileExpression(source, { ...this.#optionsAt(place), expectBoolean: true });
      this.#note(expression.steps, place);
      return expression;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.#problems.add(place.path, "EXPRESSION_INVALID", error.message);
      return noExpression;
    }
  }

  template(value: unknown, place: TextPlace): Template {
    if (this.#problems.isFull) return noTemplate;
    let isSound = true;
    const report = (path: ProblemPath, message: string): void => {
      isSound = false;
      this.#problems.add([...place.path, ...path], "EXPRESSION_INVALID", message);
      if (this.#problems.isFull) throw enough;
    };
    try {
      const template = compileTemplate(value, { ...this.#optionsAt(place), report });
      this.#note(template.steps, place);
      return isSound ? template : noTemplate;
    } catch (error) {
      if (error !== enough) throw error;
      return noTemplate;
    }
  }

  #optionsAt({ names }: TextPlace) {
    return { ...this.#options, names, steps: anyStep };
  }

  #note(steps: ReadonlySet<string>, place: TextPlace): void {
    const { reader } = place;
    const { ordinalOf } = this.#graph;
    for (const id of steps) {
      const read = ordinalOf.get(id);
      if (read === undefined) {
        const message = `Reads step ${quote(id)}, which does not exist.${suggestStep(id, ordinalOf)}`;
        this.#problems.add(place.path, "STEP_UNKNOWN", message);
      } else if (reader !== null) this.#reads.push({ reader, read, place });
    }
  }

  /**
   * Tells what reads a step that it does not need: once all texts are compiled, so that only what is read is looked
   * for.
   */
  checkReads(components: Components): void {
    const wanted = new Set(this.#reads.map(({ read }) => read));
    const ancestors = new Ancestors({ needs: this.#graph.needs, components }, wanted);
    for (const { reader, read, place } of this.#reads) {
      if (ancestors.has(reader, read) && reader !== read) continue;
      const message = reader === read ? this.#sayItself(place) : this.#sayStranger(reader, read);
      this.#problems.add(place.path, "STEP_NOT_AN_ANCESTOR", message);
    }
  }

  #sayItself({ names }: TextPlace): string {
    if (names.includes("output")) return "The step's own output is `output` here.";
    return names.includes("error")
      ? "The step has failed here: it has an `error`, but no output."
      : "A step cannot read itself.";
  }

  #sayStranger(reader: number, read: number): string {
    const [who, what] = [reader, read].map((step) => quote(this.#graph.ids[step] ?? String(step)));
    return `Reads step ${what}, which has not surely ended by then: ${who} must need it, or a step that does.`;
  }
}
