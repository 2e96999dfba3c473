import ts from "typescript";
import type { Check, Finding } from "./check.js";
import { lineOf, parseSources, walk, type SourceFile } from "./source-files.js";

/** What the linter has no rule for: no TypeScript enum, and `!` only with its reason in a comment. */
export const syntax: Check = {
  name: "syntax",
  run: async (root) => (await parseSources(root)).flatMap(findSyntax),
};

function findSyntax(source: SourceFile): Finding[] {
  const { file, ast } = source;
  const found: Finding[] = [];
  const report = (node: ts.Node, message: string): void => {
    found.push({ file, line: lineOf(ast, node.getStart()), message });
  };
  walk(ast, (node) => {
    if (ts.isEnumDeclaration(node)) report(node, "TypeScript enum: use a union of literals");
    if (ts.isNonNullExpression(node) && !isExplained(ast, node)) report(node, "`!` without its reason in a comment");
  });
  return found;
}

/** A comment on the line of the `!`, or one that ends on the line above it or above its statement. */
function isExplained(ast: ts.SourceFile, node: ts.NonNullExpression): boolean {
  const lines = ast.text.split("\n");
  const end = lineOf(ast, node.getEnd()) - 1;
  if (/\/\/|\/\*|\*\//.test(lines[end] ?? "")) return true;
  const starts = [lineOf(ast, node.getStart()), lineOf(ast, statementOf(node).getStart()), end + 1];
  return starts.some((line) => /^\s*(\/\/|\*|\/\*)/.test(lines[line - 2] ?? ""));
}

function statementOf(node: ts.Node): ts.Node {
  const isOuter = ts.isStatement(node) || ts.isClassElement(node) || ts.isSourceFile(node);
  return isOuter ? node : statementOf(node.parent);
}
