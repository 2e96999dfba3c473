import { describe, expect, it } from "vitest";
import { limits } from "../../tools/checks/limits.js";
import { names } from "../../tools/checks/names.js";
import { syntax } from "../../tools/checks/syntax.js";
import { findingsIn } from "../support/planted-tree.js";

const lines = (count: number): string => Array.from({ length: count }, (_, index) => `// ${index}\n`).join("");

describe("limits", () => {
  it("takes a file of 300 lines and objects to one of 301", async () => {
    const files = { "src/long.ts": lines(300), "src/too-long.ts": lines(301) };
    expect(await findingsIn(limits, files)).toEqual(["src/too-long.ts: has 301 lines, more than 300"]);
  });

  it("objects to long scripts that are no TypeScript", async () => {
    const files = { ".ci/run": lines(301), "explorer/src/style.css": lines(301) };
    expect(await findingsIn(limits, files)).toHaveLength(2);
  });

  it("lets contracts, prose and generated code grow", async () => {
    const files = { "schema.graphql": lines(301), "docs/a.md": lines(301), "src/generated/graphql.ts": lines(301) };
    expect(await findingsIn(limits, files)).toEqual([]);
  });

  it("takes a function of 50 lines and objects to one of 51, wherever it is written", async () => {
    const files = {
      "src/fit.ts": `export function fit() {\n${lines(48)}}\n`,
      "src/arrow.ts": `export const arrow = () => {\n${lines(49)}};\n`,
      "src/method.ts": `export class Room {\n  method() {\n${lines(49)}  }\n}\n`,
      "src/inner.ts": `export const door = { open: function () {\n${lines(49)}} };\n`,
    };
    expect(await findingsIn(limits, files)).toEqual([
      "src/arrow.ts:1: function has 51 lines, more than 50",
      "src/inner.ts:1: function has 51 lines, more than 50",
      "src/method.ts:2: function has 51 lines, more than 50",
    ]);
  });

  it("counts a test, not the suite around it", async () => {
    const test = `describe("a suite", () => {\n  it("tests", () => {\n${lines(49)}  });\n${lines(20)}});\n`;
    expect(await findingsIn(limits, { "test/a.test.ts": test })).toEqual([
      "test/a.test.ts:2: function has 51 lines, more than 50",
    ]);
  });
});

describe("names", () => {
  it.each(["utils", "helper", "helpers", "common", "types", "misc", "manager", "task-manager", "string-utils"])(
    "objects to a file named %s",
    async (name) => {
      const file = `src/tasks/${name}.ts`;
      expect(await findingsIn(names, { [file]: "" })).toEqual([`${file}: is named by a word that says nothing`]);
    },
  );

  it("objects to a folder named by such a word", async () => {
    expect(await findingsIn(names, { "src/common/clock.ts": "" })).toHaveLength(1);
  });

  it.each(["taskStore", "TaskStore", "task_store"])("objects to a file named %s", async (name) => {
    const file = `src/tasks/${name}.ts`;
    expect(await findingsIn(names, { [file]: "" })).toEqual([`${file}: is not named in kebab case`]);
  });

  it("takes folders two deep below src and objects to a third", async () => {
    const files = { "src/tasks/sql/a.sql.ts": "", "sdk/src/a/b/c/d.ts": "", "src/a/b/c/d.ts": "" };
    expect(await findingsIn(names, files)).toEqual([
      "sdk/src/a/b/c/d.ts: lies more than two folders below src",
      "src/a/b/c/d.ts: lies more than two folders below src",
    ]);
  });
});

describe("syntax", () => {
  it("objects to a TypeScript enum", async () => {
    expect(await findingsIn(syntax, { "src/a.ts": "export enum Colour { Red }" })).toEqual([
      "src/a.ts:1: TypeScript enum: use a union of literals",
    ]);
  });

  it("objects to a bare `!`", async () => {
    expect(await findingsIn(syntax, { "src/a.ts": "\nexport const first = process.argv[0]!;\n" })).toEqual([
      "src/a.ts:2: `!` without its reason in a comment",
    ]);
  });

  it("takes a `!` with a comment beside it, above it or above its statement", async () => {
    const files = {
      "src/beside.ts": "export const a = process.argv[0]!; // Node is always there.\n",
      "src/above.ts": "// Node is always there.\nexport const a = process.argv[0]!;\n",
      "src/statement.ts": "// Node is always there.\nexport const a = [\n  1,\n  process.argv[0]!,\n];\n",
    };
    expect(await findingsIn(syntax, files)).toEqual([]);
  });
});
