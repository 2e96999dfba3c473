import { describe, expect, it } from "vitest";
import { lint } from "../../tools/checks/tools.js";
import { findingsIn } from "../support/planted-tree.js";

const configuration = [".oxlintrc.json", "tsconfig.json"];

/** Name of a rule -> a file that breaks it. */
const violations = {
  "no-floating-promises": "export function go(): void {\n  Promise.resolve(1);\n}\n",
  "no-misused-promises": "export function go(): void {\n  [1].forEach(async () => Promise.resolve());\n}\n",
  "no-explicit-any": "export const a = (value: any): unknown => value;\n",
  "no-default-export": "export default 1;\n",
  "no-process-env": "export const port = process.env.PORT;\n",
  "max-params": "export const sum = (a: number, b: number, c: number, d: number): number => a + b + c + d;\n",
  "no-warning-comments": "// TODO: later\nexport const a = 1;\n",
  "consistent-type-imports": 'import { Readable } from "node:stream";\nexport type Source = Readable;\n',
  "switch-exhaustiveness-check": [
    'export function go(way: "left" | "right"): number {',
    '  switch (way) {\n    case "left":\n      return 1;\n  }\n  return 2;\n}\n',
  ].join("\n"),
  eqeqeq: "export const same = (a: number, b: number): boolean => a == b;\n",
};

describe("lint", { timeout: 60_000 }, () => {
  it("objects to a violation of each rule of the house", async () => {
    const files = Object.entries(violations).map(([rule, text]) => [`src/${rule}.ts`, text]);
    const [output = ""] = await findingsIn(lint, Object.fromEntries(files), configuration);
    const missed = Object.keys(violations).filter((rule) => !output.includes(`(${rule})`));
    expect(missed, output).toEqual([]);
  });

  it("objects to an import cycle", async () => {
    const files = {
      "src/a.ts": 'import { b } from "./b.js";\nexport const a = (): number => b();\n',
      "src/b.ts": 'import { a } from "./a.js";\nexport const b = (): number => a();\n',
    };
    expect(await findingsIn(lint, files, configuration)).toEqual([expect.stringContaining("no-cycle")]);
  });

  it("lets main, tests and tools read the environment", async () => {
    const text = "export const port = process.env.PORT;\n";
    const files = { "src/main.ts": text, "test/a.test.ts": text, "tools/a.ts": text, "examples/a/b.ts": text };
    expect(await findingsIn(lint, files, configuration)).toEqual([]);
  });
});
