/** What an expression may read. */
export interface Scope {
  readonly input: unknown;
  /** Of steps that have ended, by id: at least those that the expression refers to. */
  readonly steps: Readonly<Record<string, StepFacts>>;
  readonly run: {
    readonly id: string;
    readonly workflow: string;
    readonly version: number;
    readonly createdAt: string;
  };
  /** What started the run: `{type, ...context}`. */
  readonly trigger: unknown;
  /** Within `forEach`. */
  readonly item?: unknown;
  readonly index?: number;
  /** Within `onFailure`. */
  readonly error?: unknown;
  /** Within `compensate`: the step's own. */
  readonly output?: unknown;
  /** Within the filter of a trigger. */
  readonly event?: unknown;
}

export interface StepFacts {
  readonly output: unknown;
  /** COMPLETED, FAILED or SKIPPED. */
  readonly status: string;
  readonly error: unknown;
}

/** Which names are in scope where an expression stands. */
export type ScopeName = keyof Scope;

/** What an expression or a template reads: so that no more is loaded. */
export interface References {
  /** Ids of steps that it reads. */
  readonly steps: ReadonlySet<string>;
  readonly names: ReadonlySet<ScopeName>;
}

/** A compiled CEL expression. */
export interface Expression extends References {
  readonly source: string;
  /** A JSON value; parts of the scope are shared, not copied. Throws ExpressionError: no such field, wrong type, too costly, no JSON. */
  evaluate(scope: Scope): unknown;
}

/** Compiled JSON with expressions in its strings. */
export interface Template extends References {
  /** Whether it holds no expression, and so always gives the same. */
  readonly isConstant: boolean;
  /** A JSON value; parts of the scope and of the source are shared, not copied. Throws ExpressionError. */
  render(scope: Scope): unknown;
}

/** Where an expression goes wrong. */
export interface ExpressionPlace {
  /** Offset of the character in the text as its author wrote it; unsaid where it is the text as a whole. */
  readonly position?: number;
  /** Of the text inside a template's value, as in `["lines", 2]`; empty for the value itself. */
  readonly path?: readonly (string | number)[];
}

/** An expression that cannot be compiled, or that failed on what it met. Its message is written for the definition's author. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  readonly position: number | null;
  readonly path: readonly (string | number)[];

  constructor(message: string, { position, path = [] }: ExpressionPlace = {}) {
    super(message);
    this.position = position ?? null;
    this.path = path;
  }
}
