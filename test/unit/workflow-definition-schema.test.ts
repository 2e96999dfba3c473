import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { checkName } from "../../src/platform/labels.js";
import { isRecord } from "../../src/workflows/definition/json-tree.js";
import { workflowSchema } from "../../src/workflows/definition/schema.js";
import { approvalRoles } from "../../src/workflows/definition/schema-steps.js";
import { roles } from "../../src/identity/index.js";
import { closest } from "../../src/workflows/definition/suggestion.js";
import { parseInstant } from "../../src/workflows/definition/instant.js";
import { docs } from "../../tools/checks/docs/check.js";
import { findStaleFiles } from "../../tools/checks/docs/files.js";
import { toldOf } from "../support/definitions.js";
import { plantTree, removeTree } from "../support/planted-tree.js";

/** Each property of each object of a schema, by its path. */
function propertiesOf(schema: unknown, path = ""): [string, unknown][] {
  if (!isRecord(schema)) return [];
  return Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    const inner = propertiesOf(value, `${path}/${key}`);
    // The conditions by which a kind of step is told have properties that nobody is shown.
    if (key !== "properties" || !isRecord(value) || path.endsWith("/if")) return inner;
    return [...Object.entries(value).map(([name, part]): [string, unknown] => [`${path}/${name}`, part]), ...inner];
  });
}

function resolve(part: unknown): unknown {
  const { $ref } = isRecord(part) ? part : {};
  if (typeof $ref !== "string") return part;
  const { [$ref.replace("#/$defs/", "")]: target } = workflowSchema.$defs as Record<string, unknown>;
  return { ...(target as object), ...(part as object) };
}

describe("the schema of definitions", () => {
  it("is JSON Schema 2020-12, strictly", () => {
    expect(() =>
      new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(workflowSchema),
    ).not.toThrow();
  });

  it("has a title and a description for every property, so that editors help", () => {
    const properties = propertiesOf(workflowSchema);
    expect(properties.length).toBeGreaterThan(50);
    const silent = properties.filter(([, part]) => {
      const { title, description } = resolve(part) as Record<string, unknown>;
      return typeof title !== "string" || typeof description !== "string";
    });
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it("agrees by itself with what the checker says of shapes", () => {
    const validate = new Ajv2020({ strict: false }).compile(workflowSchema);
    const samples = [
      { kind: "k" },
      { type: "task", kind: "k" },
      {},
      { type: "join" },
      { type: "join", kind: "k" },
      { type: "forEach", items: [], do: { workflow: "w" } },
      { type: "forEach", items: [], do: {} },
      { type: "nothing" },
    ].map((step) => ({ steps: [{ id: "a", ...step }] }));
    expect(samples.map((sample) => validate(sample))).toEqual(samples.map((sample) => toldOf(sample).length === 0));
  });

  it("takes the names that the rest of the server takes", () => {
    const isName = (name: string) => {
      try {
        return checkName(name, []) === name;
      } catch {
        return false;
      }
    };
    for (const kind of ["a", "A.b_c:d/e-1", "", "a b", "ä", "x".repeat(100), "x".repeat(101), "a\n"]) {
      expect([kind, toldOf({ steps: [{ id: "a", kind }] }).length === 0]).toEqual([kind, isName(kind)]);
    }
  });

  it("lets people approve, not programs", () => {
    expect(approvalRoles).toEqual(roles.filter((role) => role !== "AGENT" && role !== "SERVICE"));
  });
});

describe("docs/workflow.schema.json", () => {
  it("is what the code says", async () => {
    expect(await findStaleFiles(process.cwd())).toEqual([]);
  });

  it("is missed where it is not, or is another", async () => {
    for (const files of [{}, { "docs/workflow.schema.json": "{}\n" }]) {
      const root = await plantTree({ "README.md": "", ...files }, ["package.json", "tsconfig.json", "docs/errors.md"]);
      const found = (await docs.run(root)).filter(({ file }) => file === "docs/workflow.schema.json");
      expect(found).toEqual([{ file: "docs/workflow.schema.json", message: "is out of date: npm run docs" }]);
      await removeTree(root);
    }
  });
});

describe("closest", () => {
  it.each([
    ["neds", "needs"],
    ["NEEDS", "needs"],
    ["nede", "needs"],
    ["kidn", "kind"],
    ["zzzz", null],
    ["k", null],
    ["", null],
    ["needs".repeat(20), null],
  ])("finds for %j: %j", (word, candidate) => {
    expect(closest(word, ["id", "kind", "needs", "needs".repeat(20)])).toBe(candidate);
  });
});

describe("parseInstant", () => {
  it.each([
    ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z"],
    ["2026-01-31t12:00:00.123456z", "2026-01-31T12:00:00.123Z"],
    ["2026-01-31 12:00:00+02:00", "2026-01-31T10:00:00.000Z"],
    ["2028-02-29T00:00:00-00:30", "2028-02-29T00:30:00.000Z"],
  ])("reads %s", (text, instant) => {
    expect(parseInstant(text)?.toISOString()).toBe(instant);
  });

  it.each([
    "2027-02-29T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "2026-01-31T25:00:00Z",
    "2026-01-31T12:00:00",
    "2026-01-31",
    "2026-01-31T12:00:00+25:00",
    "tomorrow",
    "",
    "12026-01-31T12:00:00Z",
  ])("does not read %j", (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});
