import ts from "typescript";

/** Texts that each parameter may stand for at one call. */
export type Bindings = ReadonlyMap<string, readonly string[]>;

/** What stands for a part of a message that is known at run time only. */
export const unknownPart = "…";

/** The texts that an expression may give, as far as the source tells: null where it depends on something unbound. */
export function textsOf(node: ts.Expression, bindings: Bindings): readonly string[] | null {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isIdentifier(node)) return bindings.get(node.text) ?? null;
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return textsOf(node.expression, bindings);
  if (ts.isConditionalExpression(node)) return union([node.whenTrue, node.whenFalse], bindings);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return union([node.left, node.right], bindings);
  if (ts.isTemplateExpression(node)) return templateTexts(node, bindings);
  if (ts.isCallExpression(node)) return upperCase(node, bindings);
  return null;
}

function union(nodes: readonly ts.Expression[], bindings: Bindings): readonly string[] | null {
  const texts = nodes.flatMap((node) => textsOf(node, bindings) ?? []);
  return texts.length > 0 ? texts : null;
}

function templateTexts(node: ts.TemplateExpression, bindings: Bindings): readonly string[] {
  return node.templateSpans.reduce<readonly string[]>(
    (starts, { expression, literal }) => {
      const parts = textsOf(expression, bindings) ?? [unknownPart];
      return starts.flatMap((start) => parts.map((part) => start + part + literal.text));
    },
    [node.head.text],
  );
}

function upperCase({ expression }: ts.CallExpression, bindings: Bindings): readonly string[] | null {
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== "toUpperCase") return null;
  return textsOf(expression.expression, bindings)?.map((text) => text.toUpperCase()) ?? null;
}
