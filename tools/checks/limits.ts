import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import type { Check, Finding } from "./check.js";
import { lineOf, listFiles, parseSources, walk, type SourceFile } from "./source-files.js";

const maxFileLines = 300;
const maxFunctionLines = 50;

/** Contracts, prose and data grow with their subject; nothing that is read as code has an exemption. */
const grows = /\.(md|json|graphql|prisma|svg|png|ico)$/;

/** Files of at most 300 lines, functions of at most 50. */
export const limits: Check = {
  name: "limits",
  run: async (root) => {
    const files = (await listFiles(root)).filter((file) => !grows.test(file));
    const long = await Promise.all(files.map((file) => findLongFile(root, file)));
    return [...long.flat(), ...(await parseSources(root)).flatMap(findLongFunctions)];
  },
};

async function findLongFile(root: string, file: string): Promise<Finding[]> {
  const text = await readFile(join(root, file), "utf8");
  const lines = text.replace(/\n$/, "").split("\n").length;
  return lines > maxFileLines ? [{ file, message: `has ${lines} lines, more than ${maxFileLines}` }] : [];
}

function findLongFunctions({ file, ast }: SourceFile): Finding[] {
  const found: Finding[] = [];
  walk(ast, (node) => {
    if (!ts.isFunctionLike(node) || !("body" in node) || !node.body) return;
    const start = lineOf(ast, node.getStart());
    const lines = lineOf(ast, node.getEnd()) - start + 1;
    if (lines <= maxFunctionLines || isSuite(node)) return;
    found.push({ file, line: start, message: `function has ${lines} lines, more than ${maxFunctionLines}` });
  });
  return found;
}

/** The callback of `describe` is a chapter of a file, not a function that one reads at once; its tests are limited. */
function isSuite(node: ts.Node): boolean {
  if (!ts.isCallExpression(node.parent)) return false;
  return /^describe\b/.test(node.parent.expression.getText());
}
