import ts from "typescript";
import { walk } from "../source-files.js";

/** Where an error is made: `new MusterError(code, message, { reason })`, of a class below it or its `super`, or `extensions: { code, reason }`. */
export interface Creation {
  readonly node: ts.Node;
  readonly code: ts.Expression;
  readonly reason: ts.Expression;
  readonly message: ts.Expression | null;
}

export function findCreations(file: ts.SourceFile): Creation[] {
  const found: Creation[] = [];
  walk(file, (node) => {
    const creation = creationOf(node);
    if (creation) found.push(creation);
  });
  return found;
}

function creationOf(node: ts.Node): Creation | null {
  if (ts.isNewExpression(node)) return musterCreation(node);
  if (ts.isCallExpression(node))
    return node.expression.kind === ts.SyntaxKind.SuperKeyword ? musterCreation(node) : null;
  return ts.isPropertyAssignment(node) ? plainCreation(node) : null;
}

/** Told by its arguments: nothing else takes a `reason` in the third. */
function musterCreation(node: ts.NewExpression | ts.CallExpression): Creation | null {
  const [code, message = null, detail] = node.arguments ?? [];
  if (!code || !detail || !ts.isObjectLiteralExpression(detail)) return null;
  const reason = property(detail, "reason");
  return reason && { node, code, reason, message };
}

function plainCreation(node: ts.PropertyAssignment): Creation | null {
  if (node.name.getText() !== "extensions" || !ts.isObjectLiteralExpression(node.initializer)) return null;
  const code = property(node.initializer, "code");
  const reason = property(node.initializer, "reason");
  const beside = ts.isObjectLiteralExpression(node.parent) ? property(node.parent, "message") : null;
  return code && reason && { node, code, reason, message: beside ?? firstArgument(node.parent.parent) };
}

/** Of `new GraphQLError(message, { extensions })`. */
function firstArgument(node: ts.Node): ts.Expression | null {
  return ts.isNewExpression(node) ? (node.arguments?.[0] ?? null) : null;
}

function property(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | null {
  for (const entry of literal.properties) {
    if (entry.name?.getText() !== name) continue;
    if (ts.isPropertyAssignment(entry)) return entry.initializer;
    if (ts.isShorthandPropertyAssignment(entry)) return entry.name;
  }
  return null;
}
