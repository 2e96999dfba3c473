import { Lexer } from "yaml";
import { maxDepth } from "./limits.js";
import { grouped, type ProblemReason } from "./problems.js";

/** What is wrong with a text, and where. */
export interface TextFault {
  readonly reason: ProblemReason;
  readonly message: string;
  /** Characters before it. */
  readonly offset: number;
}

/** A text of 1 MiB with 10,000 steps has 400,000; composing a million takes 5 s and 1 GB. */
const maxTokens = 500_000;

/** Composing takes time with the square of the anchors. */
const maxAnchors = 1_000;
export const maxAliases = 1_000;

/** Tags of the core schema. Others, such as `!!binary`, give what is no JSON. */
const tags = new Set(["!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq"]);

/**
 * Tokens that only mark what follows and take no characters: the begin of a document, the end of a broken line, a
 * scalar.
 */
const scalarMark = "\u001F";
const marks = new Set(["\u0002", "\u0018", scalarMark]);

interface Counts {
  depth: number;
  anchors: number;
  aliases: number;
}

/**
 * Looks through the tokens of a YAML text for what would be dear to compose, or is not allowed. Takes 0.1 s per MiB at
 * most, where the composer may take minutes.
 */
export function findTokenFault(text: string): TextFault | null {
  const counts: Counts = { depth: 0, anchors: 0, aliases: 0 };
  let offset = 0;
  let tokens = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    // What follows the mark is the scalar, whatever it looks like.
    const isMark: boolean = !isScalar && marks.has(token);
    const fault = isScalar || isMark ? null : faultOf(token, counts);
    if (fault) return { ...fault, offset };
    isScalar = isMark && token === scalarMark;
    if (isMark) continue;
    offset += token.length;
    if (++tokens > maxTokens) return { ...tooMany(maxTokens, "parts"), offset };
  }
  return null;
}

function faultOf(token: string, counts: Counts): Omit<TextFault, "offset"> | null {
  switch (token[0]) {
    case "[":
    case "{":
      counts.depth += 1;
      if (counts.depth <= maxDepth) return null;
      return { reason: "SOURCE_TOO_DEEP", message: `Nested more than ${maxDepth} levels deep.` };
    case "]":
    case "}":
      counts.depth -= 1;
      return null;
    case "&":
      return ++counts.anchors > maxAnchors ? tooMany(maxAnchors, "anchors") : null;
    case "*":
      return ++counts.aliases > maxAliases ? tooMany(maxAliases, "aliases") : null;
    case "!":
      return tags.has(token)
        ? null
        : { reason: "SYNTAX_UNSUPPORTED", message: `A definition may not have the tag ${token}.` };
    case "%":
      if (/^%YAML\s+1\.2\s*$/.test(token)) return null;
      return { reason: "SYNTAX_UNSUPPORTED", message: `A definition may not have the directive ${token.trim()}.` };
    default:
      return null;
  }
}

function tooMany(most: number, what: string): Omit<TextFault, "offset"> {
  return { reason: "SOURCE_TOO_COMPLEX", message: `May have at most ${grouped(most)} ${what}.` };
}
