import { describe, expect, it, onTestFinished } from "vitest";
import { codegen } from "../../tools/checks/codegen.js";
import { findClientDrift } from "../../tools/checks/prisma.js";
import { format, schema, types, unused } from "../../tools/checks/tools.js";
import type { Check } from "../../tools/checks/check.js";
import { findingsIn, plantTree, removeTree } from "../support/planted-tree.js";
import { hasPrismaCli } from "../support/prisma-cli.js";

describe("format", { timeout: 120_000 }, () => {
  it("objects to a file that the formatter would write otherwise", async () => {
    const files = { "src/a.ts": "export const a = 1\n", "src/b.ts": "export const b = 1;\n" };
    const [output] = await findingsIn(format, files, [".oxfmtrc.json"]);
    expect(output).toContain("src/a.ts");
    expect(output).not.toContain("src/b.ts");
  });
});

describe("schema", { timeout: 120_000 }, () => {
  it("objects to whatever lacks a description", async () => {
    const text = '"""What can be read."""\ntype Query {\n  bare(first: Int): Colour\n}\nenum Colour {\n  RED\n}\n';
    const [output] = await findingsIn(schema, { "schema.graphql": text }, [".graphql-schema-linterrc"]);
    const rules = ["fields", "arguments", "types", "enum-values"].map((what) => `${what}-have-descriptions`);
    expect(rules.filter((rule) => !output?.includes(rule))).toEqual([]);
  });
});

describe("unused", { timeout: 120_000 }, () => {
  it("objects to a file and an export that nobody imports, and to a package that nobody needs", async () => {
    const files = {
      "package.json": JSON.stringify({
        type: "module",
        scripts: { start: "tsx src/main.ts" },
        dependencies: { pg: "8" },
      }),
      "knip.json": JSON.stringify({ project: "src/**/*.ts" }),
      "src/main.ts": 'import { used } from "./a.js";\nused();\n',
      "src/a.ts": "export const used = () => 1;\nexport const idle = () => 2;\n",
      "src/forgotten.ts": "export const nothing = 1;\n",
    };
    const [output] = await findingsIn(unused, files);
    expect(output).toContain("src/forgotten.ts");
    expect(output).toContain("idle");
    expect(output).toMatch(/Unused dependencies[^]*pg/);
  });
});

describe("types", { timeout: 120_000 }, () => {
  it("objects to a type error in any of the programs", async () => {
    const text = "export const a: number = 'one';\n";
    const files = { "src/a.ts": text, "sdk/src/b.ts": text, "explorer/src/c.tsx": text };
    const configuration = ["tsconfig.json", "test/tsconfig.json", "sdk/tsconfig.json", "explorer/tsconfig.json"];
    const [ofTests, ofSdk, ofExplorer] = await Promise.all(
      types.map(async (check: Check) => (await findingsIn(check, files, configuration)).join("\n")),
    );
    expect(ofTests).toContain("a.ts(1,14): error TS2322");
    expect(ofSdk).toContain("b.ts(1,14): error TS2322");
    expect(ofExplorer).toContain("c.tsx(1,14): error TS2322");
  });
});

describe("codegen", { timeout: 120_000 }, () => {
  it("objects to generated types that are not those of the contract", async () => {
    const files = {
      "schema.graphql": "type Query {\n  a: Int\n}\n",
      "codegen.yml": "schema: schema.graphql\ngenerates:\n  generated/graphql.ts:\n    plugins: [typescript]\n",
      "generated/graphql.ts": "export type Query = { b: number };\n",
    };
    expect(await findingsIn(codegen, files)).toEqual([
      "generated/graphql.ts: is not what codegen.yml gives: npm run codegen",
    ]);
  });
});

describe.runIf(hasPrismaCli)("prisma", { timeout: 120_000 }, () => {
  it("objects to a client that is not the one of the schema", async () => {
    const stray = { "src/generated/prisma/stray.ts": "export {};\n" };
    const root = await plantTree(stray, ["prisma/schema.prisma", "src/generated/prisma"]);
    onTestFinished(() => removeTree(root));
    expect(await findClientDrift(root)).toEqual([
      { file: "src/generated/prisma/stray.ts", message: "is not what Prisma generates: npm run codegen" },
    ]);
  });
});
