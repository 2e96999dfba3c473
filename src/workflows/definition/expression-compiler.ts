import type { Expression, ScopeName, Template } from "../expressions/model.js";

/** What a text may read. */
export interface TextScope {
  readonly names: readonly ScopeName[];
  /** Ids of the steps that there are. */
  readonly steps: ReadonlySet<string>;
}

/** Makes texts ready to be evaluated. */
export interface ExpressionCompiler {
  /** Throws ExpressionError. */
  compileExpression(source: string, scope: TextScope & { readonly expectBoolean?: boolean }): Expression;
  /** Tells each string that cannot be compiled, by its path within the value. */
  compileTemplate(value: unknown, scope: TextScope & { readonly report: ReportText }): Template;
}

type ReportText = (path: readonly (string | number)[], message: string) => void;
