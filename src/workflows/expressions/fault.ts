import { ExpressionError } from "./model.js";

/** What is wrong, before it is known in which text: the doors make an ExpressionError of it. */
export class Fault extends Error {
  /** In the expression; null until the part of it that failed is known. */
  offset: number | null;

  constructor(message: string, offset: number | null = null) {
    super(message);
    this.offset = offset;
  }
}

/** The expression has used up what it may: nothing of it is evaluated any more, whatever `||` and `exists` forgive. */
export class Exhaustion extends Fault {}

/** The same fault with a place, where it has none yet; other errors are defects and pass unchanged. */
export function placed(error: unknown, offset: number): unknown {
  if (error instanceof Fault) error.offset ??= offset;
  return error;
}

/** The text in which an expression stands. */
export interface Place {
  /** As its author wrote it. */
  readonly text: string;
  /** Where the expression begins in it. */
  readonly start: number;
  readonly path?: readonly (string | number)[];
}

const excerptRadius = 40;

/** What the author reads; errors that are no faults are defects and pass unchanged. */
export function explained(error: unknown, { text, start, path = [] }: Place): unknown {
  if (!(error instanceof Fault)) return error;
  if (error.offset === null) return new ExpressionError(error.message, { path });
  const position = start + error.offset;
  const message = `${error.message}, at ${characterOf(text, position)} of \`${excerpt(text, position)}\``;
  return new ExpressionError(message, { position, path });
}

/** Counted from 1, as editors do. */
function characterOf(text: string, position: number): string {
  if (!text.includes("\n")) return `character ${position + 1}`;
  const before = text.slice(0, position).split("\n");
  return `line ${before.length}, character ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** The line of `position`, or what of it is near. */
function excerpt(text: string, position: number): string {
  const lineStart = text.lastIndexOf("\n", position - 1) + 1;
  const lineEnd = text.indexOf("\n", position);
  const from = Math.max(lineStart, position - excerptRadius);
  const end = lineEnd === -1 ? text.length : lineEnd;
  const to = Math.min(end, position + excerptRadius);
  return `${from > lineStart ? "…" : ""}${text.slice(from, to)}${to < end ? "…" : ""}`;
}
