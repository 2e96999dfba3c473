import { buildSchema, Kind, parse, type GraphQLError, type OperationDefinitionNode } from "graphql";
import { describe, expect, test } from "vitest";
import { costOf } from "../../src/server/cost.js";
import { createDocuments, type Preparation } from "../../src/server/documents.js";
import { silentLog } from "../../src/platform/log.js";
import { formatError } from "../../src/server/error-format.js";
import { refusalOf } from "../../src/server/operations.js";
import { cpuMsOf } from "../support/cpu-time.js";
import { admin, smallTypeDefs } from "../support/small-server.js";

const schema = buildSchema(smallTypeDefs);
const documents = createDocuments({ schema, maxTokens: 500, maxDepth: 5, maxAliases: 3 });

function extensionsOf(errors: readonly GraphQLError[]): unknown[] {
  return errors.map((error) => formatError(error, silentLog).extensions);
}

function refusalReasons(text: string): unknown[] {
  const preparation = documents.prepare(text);
  return "errors" in preparation
    ? preparation.errors.map((error) => error.extensions["reason"] ?? error.extensions["code"])
    : [];
}

function preparedOf(preparation: Preparation) {
  if ("errors" in preparation) throw preparation.errors[0];
  return preparation.prepared;
}

function refuse(text: string, variables: Record<string, unknown> = {}, maxCost = 1000): unknown[] {
  const prepared = preparedOf(documents.prepare(text));
  const operation = prepared.document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const rules = { schema, maxCost, manifest: new Map<string, string>(), persistedOnly: false };
  const refusal = refusalOf(rules, {
    prepared,
    operation: operation as OperationDefinitionNode,
    variables,
    principal: admin,
  });
  return refusal ? extensionsOf([refusal]) : [];
}

describe("a document", () => {
  test("passes when it is within the limits, and is prepared once", () => {
    const first = preparedOf(documents.prepare("{ hello }"));
    expect(preparedOf(documents.prepare("{ hello }"))).toBe(first);
    expect(documents.get(first.hash)).toBe(first);
  });

  test("is itself, whatever came before of the same length", () => {
    const texts = ["{ a: hello }", "{ b: hello }"];
    const prepared = texts.map((text) => preparedOf(documents.prepare(text)));
    for (const index of [0, 0, 1, 1, 0, 1]) {
      expect(preparedOf(documents.prepare(texts[index] as string))).toBe(prepared[index]);
    }
    expect(prepared[0]).not.toBe(prepared[1]);
    expect(refusalReasons("{ c hello: }")).toEqual(["GRAPHQL_PARSE_FAILED"]);
  });

  test("is refused when it has too many tokens", () => {
    expect(refusalReasons(`{ ${"hello ".repeat(500)} }`)).toEqual(["GRAPHQL_PARSE_FAILED"]);
  });

  test("is refused when it is too deep, also through fragments", () => {
    const nested = "{ item { parent { parent { parent { parent { id } } } } } }";
    const spread =
      "{ item { ...a } } fragment a on Item { parent { parent { ...b } } } fragment b on Item { parent { parent { id } } }";
    expect(refusalReasons(nested)).toEqual(["DOCUMENT_TOO_DEEP"]);
    expect(refusalReasons(spread)).toEqual(["DOCUMENT_TOO_DEEP"]);
  });

  test("is refused when it has too many aliases, each counted where a fragment is spread", () => {
    expect(refusalReasons("{ a: hello b: hello c: hello d: hello }")).toEqual(["DOCUMENT_ALIASES_EXCEEDED"]);
    expect(
      refusalReasons(
        "{ ...f item { ...g } } fragment f on Query { a: hello b: hello } fragment g on Item { c: id d: id }",
      ),
    ).toEqual(["DOCUMENT_ALIASES_EXCEEDED"]);
  });

  test("does not count the depth of introspection", () => {
    expect(refusalReasons("{ __schema { types { fields { type { ofType { ofType { name } } } } } } }")).toEqual([]);
  });

  test("ends on fragments that spread each other", () => {
    expect(refusalReasons("{ item { ...a } } fragment a on Item { ...b } fragment b on Item { ...a }")).toContain(
      "GRAPHQL_VALIDATION_FAILED",
    );
  });

  test("is cheap to refuse when it is wide", () => {
    expect(cpuMsOf(() => refusalReasons(`{ ${"item { id } ".repeat(120)} }`))).toBeLessThan(500);
  });

  test("is not remembered when it is long", () => {
    const prepared = preparedOf(documents.prepare(`{ hello } # ${"x".repeat(20_000)}`));
    expect(documents.get(prepared.hash)).toBeUndefined();
  });
});

describe("a list", () => {
  const tags = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);
  const listTooLong = (path: unknown) => [{ code: "BAD_USER_INPUT", reason: "LIST_TOO_LONG", path }];

  test("of 1,000 passes, of 1,001 is refused with its path", () => {
    const text = "query ($details: [Detail!]) { echo(details: $details) }";
    expect(refuse(text, { details: tags(1000).map(() => ({ tags: [] })) })).toEqual([]);
    expect(refuse(text, { details: tags(1001).map(() => ({})) })).toEqual(listTooLong(["details"]));
    expect(refuse(text, { details: [{}, { tags: tags(1001) }] })).toEqual(listTooLong(["details", 1, "tags"]));
    expect(refuse(text, { details: [{ children: [{ children: [{ tags: tags(1001) }] }] }] })).toEqual(
      listTooLong(["details", 0, "children", 0, "children", 0, "tags"]),
    );
  });

  test("inside a JSON value may be as long as the value", () => {
    expect(
      refuse("query ($detail: Detail) { echo(detail: $detail) }", { detail: { extra: { list: tags(5000) } } }),
    ).toEqual([]);
  });

  test("written into the document is held to the same", () => {
    const wide = createDocuments({ schema, maxTokens: 50_000, maxDepth: 5, maxAliases: 3 });
    const list = `[${'"x" '.repeat(1001)}]`;
    const errorsOf = (text: string) => {
      const preparation = wide.prepare(text);
      return "errors" in preparation ? extensionsOf(preparation.errors) : [];
    };
    expect(errorsOf(`{ echo(details: [{}, { tags: ${list} }]) }`)).toEqual(listTooLong(["details", 1, "tags"]));
    expect(errorsOf(`{ echo(detail: { extra: ${list} }) }`)).toEqual([]);
  });
});

describe("the cost", () => {
  const cost = (text: string, variables: Record<string, unknown> = {}) =>
    costOf({ schema, document: preparedOf(documents.prepare(text)).document, operationName: undefined, variables });

  test("is one per field, times first for what stands below a page", () => {
    expect(cost("{ hello }")).toBe(1);
    expect(cost("{ items(first: 10) { nodes { id name } } }")).toBe(1 + 10 * 3);
    expect(cost("{ items { nodes { id } } }")).toBe(1 + 20 * 2);
    expect(cost("query ($n: Int) { items(first: $n) { nodes { items(first: 5) { nodes { id } } } } }", { n: 7 })).toBe(
      1 + 7 * (1 + (1 + 5 * 2)),
    );
  });

  test("takes a list without first for ten", () => {
    expect(cost("{ item { parts { id } } }")).toBe(1 + (1 + 10));
  });

  test("takes a run's critical path for a hundred: within each other they would multiply", () => {
    const runs = buildSchema(
      "type Query { run: WorkflowRun } type WorkflowRun { criticalPath: [Step!]! } type Step { id: ID! run: WorkflowRun! }",
    );
    const document = parse("{ run { criticalPath { run { criticalPath { id } } } } }");
    const counted = costOf({ schema: runs, document, operationName: undefined, variables: {} });
    expect(counted).toBe(1 + (1 + 100 * (1 + (1 + 100))));
  });

  test("is counted by the variables of each request", () => {
    const text = "query ($n: Int) { items(first: $n) { nodes { id name } } }";
    expect(refuse(text, { n: 10 }, 100)).toEqual([]);
    expect(refuse(text, { n: 100 }, 100)).toEqual([
      { code: "GRAPHQL_VALIDATION_FAILED", reason: "OPERATION_COST_EXCEEDED" },
    ]);
  });

  test("is refused for a variable that does not fit, with its path", () => {
    expect(refuse("query ($n: Int) { items(first: $n) { nodes { id } } }", { n: "ten" })).toEqual([
      { code: "BAD_USER_INPUT", reason: "INPUT_INVALID", path: ["n"] },
    ]);
  });
});
