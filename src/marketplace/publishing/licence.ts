const operators = ["AND", "OR", "WITH"];
const maxChars = 200;
const token = /[()]|[^\s()]+/g;
const plainLicence = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?[A-Za-z0-9][A-Za-z0-9.-]*\+?$/;
const exception = /^[A-Za-z0-9][A-Za-z0-9.-]*$/;

/** Whether a text has the form of an SPDX licence expression; that the licences in it are listed is not looked up. */
export function isLicenceExpression(text: string): boolean {
  const tokens = text.length <= maxChars ? (text.match(token) ?? []) : [];
  let depth = 0;
  let isOperandDue = true;
  for (const [index, part] of tokens.entries()) {
    const step = stepOf(part, { isOperandDue, isException: tokens[index - 1] === "WITH", before: tokens[index - 2] });
    if (!step) return false;
    depth += step.depth;
    if (depth < 0) return false;
    isOperandDue = step.isOperandDue;
  }
  return tokens.length > 0 && depth === 0 && !isOperandDue;
}

interface Place {
  readonly isOperandDue: boolean;
  /** Whether WITH stands right before it. */
  readonly isException: boolean;
  /** The last but one. */
  readonly before: string | undefined;
}

interface Step {
  /** Of parentheses: how many more are open. */
  readonly depth: -1 | 0 | 1;
  readonly isOperandDue: boolean;
}

const operand: Step = { depth: 0, isOperandDue: false };

/** What a token does where it stands; null where it may not stand there. */
function stepOf(part: string, { isOperandDue, isException, before }: Place): Step | null {
  // An exception belongs to a licence, not to an expression in parentheses.
  if (isException) return before !== ")" && exception.test(part) ? operand : null;
  if (part === "(") return isOperandDue ? { depth: 1, isOperandDue } : null;
  if (part === ")") return isOperandDue ? null : { depth: -1, isOperandDue };
  if (part === "WITH" && before === "WITH") return null;
  if (operators.includes(part)) return isOperandDue ? null : { depth: 0, isOperandDue: true };
  return isOperandDue && plainLicence.test(part) ? operand : null;
}
