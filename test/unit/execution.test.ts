import { makeExecutableSchema } from "@graphql-tools/schema";
import { execute as executeByGraphqlJs, parse, validate, type ExecutionResult } from "graphql";
import { describe, expect, it } from "vitest";
import { execute } from "../../src/server/execution.js";
import { planOf } from "../../src/server/operation-plan.js";

const typeDefs = `
  interface Named { name: String! }
  enum Colour { RED GREEN }
  input Point { x: Int! = 1, y: [Int!] }
  type Query {
    thing(how: String = "plain"): Thing
    sure(how: String): Thing!
    things(how: String, count: Int = 2): [Thing!]
    maybe: [Thing]!
    grid: [[Int!]!]
    echo(point: Point, list: [Colour!]): String
    named: Named
    context: String
    broken: Int
    where: String
  }
  type Mutation { append(text: String!, fail: Boolean, late: Boolean): Thing! clear: Int }
  type Thing implements Named {
    name: String!
    colour: Colour
    size: Float
    tags: [String!]!
    called(with: Int!): Int
    later: String
    failing: String
    failingLate: String
    failingSurely: String!
    failingSurelyLate: String!
    missing: String!
    child: Thing
    children(count: Int = 1): [Thing!]!
    sureChild: Thing!
  }`;

class Rows {
  *[Symbol.iterator](): Generator {
    yield { name: "first of a generator" };
    yield Promise.resolve({ name: "second of a generator" });
  }
}

const lists: Readonly<Record<string, () => unknown>> = {
  generator: () => new Rows(),
  text: () => "no list",
  object: () => ({}),
  nulls: () => [null],
  errors: () => [new Error("an item that is an error")],
  late: async () => [{ name: "late" }],
  lateItems: () => [Promise.resolve({ name: "a" }), Promise.reject(new Error("a late item"))],
  rejected: async () => {
    throw new Error("no list at all");
  },
};

let log: string[] = [];
const one = (how: string): unknown =>
  how === "error" ? new Error("returned") : how === "null" ? null : { name: how, colour: "RED", size: 1.5 };

const resolvers = {
  Query: {
    thing: (_: unknown, { how }: { how: string }) => (how === "late" ? Promise.resolve(one(how)) : one(how)),
    sure: async (_: unknown, { how }: { how: string }) => one(how),
    things: (_: unknown, { how, count }: { how?: string; count: number }) =>
      how ? lists[how]?.() : Array.from({ length: count }, (__, n) => ({ name: `thing ${n}`, n })),
    maybe: () => [{ name: "a" }, null, new Error("an item"), Promise.resolve(null), { name: null }],
    grid: () => [[1, 2], [], [3]],
    echo: (_: unknown, given: unknown) => JSON.stringify(given),
    named: () => ({ name: "anyone", __typename: "Thing" }),
    context: (_: unknown, __: unknown, context: { who: string }) => context.who,
    broken: () => "not a number",
    where: (...[, , , info]: [unknown, unknown, unknown, Record<string, unknown>]) =>
      JSON.stringify(Object.keys(info).toSorted()) + JSON.stringify([info["path"], info["variableValues"]]),
  },
  Mutation: {
    append: async (_: unknown, { text, fail, late }: { text: string; fail?: boolean; late?: boolean }) => {
      log.push(`${text} begins`);
      if (late) await new Promise((resolve) => setImmediate(resolve));
      log.push(`${text} ends`);
      if (fail) throw new Error("append failed");
      return { name: text };
    },
    clear: () => log.push("cleared"),
  },
  Thing: {
    tags: () => ["x", "y"],
    called: (_: unknown, given: { with: number }) => given.with,
    later: async () => "later",
    failing: () => {
      throw new Error("failed");
    },
    failingLate: async () => {
      throw new Error("failed late");
    },
    failingSurely: () => {
      throw new Error("failed surely");
    },
    failingSurelyLate: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error("failed surely, late");
    },
    child: ({ name }: { name: string }) => ({ name: `child of ${name}`, later: () => "a method" }),
    children: ({ name }: { name: string }, { count }: { count: number }) =>
      Array.from({ length: count }, (_, n) => ({ name: `${name}/${n}`, size: (...call: unknown[]) => call.length })),
    sureChild: async () => ({ name: "sure" }),
  },
};
const schema = makeExecutableSchema({ typeDefs, resolvers });

type Run = (args: Parameters<typeof execute>[0]) => ReturnType<typeof execute>;

interface Sample {
  readonly text: string;
  readonly variables?: Record<string, unknown>;
  readonly name?: string;
}

async function outcomeOf(run: Run, { text, variables, name }: Sample) {
  log = [];
  const document = parse(text);
  const args = { schema, document, contextValue: { who: "me" }, variableValues: variables, operationName: name };
  const { data, errors, ...rest }: ExecutionResult = await run(args);
  expect(rest).toEqual({});
  const told = errors?.map((error) => ({ ...error.toJSON(), original: error.originalError?.message }));
  // As text, since the order of the fields is part of the answer.
  return { data: JSON.stringify(data), errors: told, log };
}

type Planned = readonly [what: string, text: string, variables?: Record<string, unknown> | undefined];

const planned: readonly Planned[] = [
  ["leaves", "{ thing { name colour size tags missing: name } }"],
  ["nothing", `{ thing(how: "null") { name } }`],
  ["an error for a value", `{ thing(how: "error") { name } context }`],
  ["a late value", `{ thing(how: "late") { name later child { later } } }`],
  ["aliases and merged fields", "{ a: thing { n: name } a: thing { colour } thing { name } }"],
  ["__typename", "{ __typename t: __typename thing { __typename name } }"],
  ["names that objects have", "{ constructor: context toString: context toJSON: context hasOwnProperty: context }"],
  [
    "fragments",
    `query { ...Q thing { ...A ...A ... on Thing { size } ... on Named { n: name } ... { colour } } }
     fragment Q on Query { thing { name } } fragment A on Thing { name child { ...B } } fragment B on Named { name }`,
  ],
  ["lists", "{ things { name children(count: 3) { name size } } grid }"],
  ["a list with holes", "{ maybe { name } }"],
  ...Object.keys(lists).map((how): Planned => [`the list ${how}`, `{ things(how: "${how}") { name } context }`]),
  ["arguments from the document", "{ echo(point: { y: [1, 2] }, list: [RED]) thing { called(with: 3) } }"],
  ["arguments left out", "{ echo thing { name } }"],
  ["variables", "query ($p: Point, $l: [Colour!] = [GREEN]) { echo(point: $p, list: $l) }", { p: { x: 4 } }],
  ["a variable that does not fit", "query ($p: Point) { echo(point: $p) }", { p: { x: "four" } }],
  ["a variable that is missing", "query ($how: String!) { sure(how: $how) { name } }"],
  ["an argument that is missing", "query ($n: Int = 3) { thing { called(with: $n) name } }", { n: null }],
  ["the context and what a resolver is told", "query ($v: Int = 3) { where at: where context echo(point: { x: $v }) }"],
  ["a leaf that is none", "{ broken context }"],
  ["nullable fields that fail", "{ thing { failing name failingLate later } }"],
  ["a field that fails and is not nullable", "{ thing { name failingSurely later } context }"],
  ["one that fails late", "{ thing { failing failingSurelyLate failingLate name } context }"],
  ["one that has no value", "{ thing { missing name } }"],
  [
    "failures below a position that is null",
    "{ thing { failingSurely child { failing } } things { failing failingSurely } }",
  ],
  ["a failure that takes the whole answer", "{ context thing { failing } sure { failingSurely } }"],
  ["the whole answer lost at once and late", `{ sure(how: "null") { name } thing { failingLate } }`],
  ["a failure through levels", "{ thing { child { sureChild { sureChild { failingSurelyLate } } later } later } }"],
  ["failures in a list", "{ things { name failing children { failingSurely } } }"],
  [
    "a mutation, in order",
    `mutation { a: append(text: "a", late: true) { name later } clear b: append(text: "b") { name } }`,
  ],
  ["a mutation that stops at a failure", `mutation { a: append(text: "a", fail: true) { name } clear }`],
];

describe("an operation that is planned", () => {
  it.each(planned)("answers as graphql-js does: %s", async (...call: readonly unknown[]) => {
    const [, text, variables] = call as unknown as Planned;
    const document = parse(text);
    expect(validate(schema, document)).toEqual([]);
    expect(planOf(schema, document, undefined)).not.toBeNull();
    const sample = { text, ...(variables && { variables }) };
    expect(await outcomeOf(execute, sample)).toEqual(await outcomeOf(executeByGraphqlJs, sample));
  });

  it("answers the same from the plan that it made before", async () => {
    const args = { schema, document: parse("query ($n: Int) { things(count: $n) { name } }"), contextValue: {} };
    for (const n of [1, 3, 0]) {
      const given = { ...args, variableValues: { n } };
      expect(JSON.stringify(await execute(given))).toBe(JSON.stringify(await executeByGraphqlJs(given)));
    }
  });

  it("is the one of its name", async () => {
    const text = "query a { context } query b { grid }";
    for (const name of ["a", "b"]) {
      expect(await outcomeOf(execute, { text, name })).toEqual(await outcomeOf(executeByGraphqlJs, { text, name }));
    }
  });
});

describe("an operation that is left to graphql-js", () => {
  it.each([
    ["a directive", "query ($yes: Boolean = true) { context @skip(if: $yes) grid @include(if: $yes) }"],
    ["a directive in a fragment", "{ thing { ...A } } fragment A on Thing { name colour @skip(if: true) }"],
    ["an interface", "{ named { name __typename } }"],
    ["introspection", `{ __type(name: "Thing") { name } }`],
    ["a name that sets a prototype", "{ __proto__: context }"],
    ["several operations", "query a { context } query b { grid }"],
  ])("answers the same: %s", async (_what, text) => {
    expect(planOf(schema, parse(text), undefined)).toBeNull();
    expect(await outcomeOf(execute, { text })).toEqual(await outcomeOf(executeByGraphqlJs, { text }));
  });
});
