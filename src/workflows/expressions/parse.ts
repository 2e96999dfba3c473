import { Environment, ParseError, type ASTNode } from "@marcbachmann/cel-js";
import { Fault } from "./fault.js";
import { maxDepth, maxNodes, maxSourceLength } from "./limits.js";

/**
 * Of the package we use the parser: it is quick (10 µs), bounded, and tells where. Its evaluator is not used: its regexes may take
 * minutes, its functions go by the host's time zone, nothing bounds the work.
 */
const environment = new Environment({
  unlistedVariablesAreDyn: true,
  limits: { maxAstNodes: maxNodes, maxDepth, maxListElements: maxNodes, maxMapEntries: maxNodes },
});

/** The expression as a tree. Throws a Fault with the place of what is no CEL, or is too large. */
export function parse(source: string): ASTNode {
  if (source.length > maxSourceLength) throw new Fault(`An expression may have ${maxSourceLength} characters`);
  if (source.trim() === "") throw new Fault("An expression is missing");
  try {
    return environment.parse(source).ast;
  } catch (error) {
    if (error instanceof ParseError) throw refusal(error);
    // The parser recurses for each `!` of a row of them, which its own limit of depth does not count.
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
}

export function tooDeep(): Fault {
  return new Fault(`An expression may be nested ${maxDepth} deep`);
}

function refusal({ code, summary, range }: ParseError): Fault {
  if (code !== "limit_exceeded") return new Fault(readable(summary), range?.start ?? null);
  return summary.includes("maxDepth") ? tooDeep() : new Fault(`An expression may have ${maxNodes} parts`);
}

/** The parser's names of tokens, as an author would write them. */
const tokens: Readonly<Record<string, string>> = {
  EOF: "the end",
  NUMBER: "a number",
  STRING: "a string",
  BYTES: "bytes",
  BOOLEAN: "a boolean",
  NULL: "null",
  IDENTIFIER: "a name",
  PLUS: "`+`",
  MINUS: "`-`",
  MULTIPLY: "`*`",
  DIVIDE: "`/`",
  MODULO: "`%`",
  EQ: "`==`",
  NE: "`!=`",
  LT: "`<`",
  LE: "`<=`",
  GT: "`>`",
  GE: "`>=`",
  AND: "`&&`",
  OR: "`||`",
  NOT: "`!`",
  IN: "`in`",
  LPAREN: "`(`",
  RPAREN: "`)`",
  LBRACKET: "`[`",
  RBRACKET: "`]`",
  LBRACE: "`{`",
  RBRACE: "`}`",
  DOT: "`.`",
  COMMA: "`,`",
  COLON: "`:`",
  QUESTION: "`?`",
};

function readable(summary: string): string {
  return summary.replace(/\b[A-Z]{2,}\b/g, (word) => tokens[word] ?? word);
}
