import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import { admin, startSmallServer, type SmallServer } from "../support/small-server.js";

let small: SmallServer;
let touched = 0;

beforeAll(async () => {
  small = await startSmallServer({
    env: { MUSTER_MAX_COST: "500" },
    tokens: { good: admin, late: new MusterError("UNAUTHENTICATED", "Late.", { reason: "TOKEN_EXPIRED" }) },
    resolvers: {
      Query: {
        item: async () => ({ id: "1", name: null }),
        items: () => ({ nodes: [{ id: "1", name: "Zoë" }] }),
        fail: () => {
          throw new MusterError("CONFLICT", "Taken.", { reason: "NAME_TAKEN", path: ["input"] });
        },
      },
      Mutation: { touch: () => `touched ${++touched}` },
    },
  });
});
afterAll(() => small.server.stop());

interface Told {
  readonly status: number;
  readonly text: string;
  readonly headers: Record<string, string>;
}

async function ask(body: object, headers: Record<string, string>): Promise<Told> {
  const answer = await fetch(`${small.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const { "x-request-id": _id, date: _date, ...rest } = Object.fromEntries(answer.headers);
  const text = (await answer.text()).replace(/"correlationId":"[\w-]{36}"/, "");
  return { status: answer.status, text, headers: rest };
}

const accepts = [
  "*/*",
  "application/json",
  "application/graphql-response+json",
  "application/graphql-response+json, application/json",
  "application/json;q=0.5, text/html",
  "text/html",
];

/** Requests with extensions are Apollo's. */
const byApollo = { extensions: {} };

describe("a plain request", () => {
  test.each<[string, object, Record<string, string>?]>([
    ["a query", { query: "{ hello role items(first: 3) { nodes { id name } } }" }],
    ["a query of somebody", { query: "{ role }" }, { authorization: "Bearer good" }],
    ["one with a token that has ended", { query: "{ role }" }, { authorization: "Bearer late" }],
    ["one with no scheme", { query: "{ role }" }, { authorization: "good" }],
    ["variables", { query: "query ($n: String) { hello(name: $n) }", variables: { n: "Zoë" } }],
    ["null for all that may be left out", { query: "{ hello }", variables: null, operationName: null }],
    ["the operation of a name", { query: "query a { hello } query b { role }", operationName: "b" }],
    ["an error beside data", { query: '{ hello fail(how: "") }' }],
    ["an error that takes the data", { query: "{ items { edges { node { id } } } }" }],
    ["a field that has no value", { query: "{ hello item { id name } }" }],
    ["an operation of no name", { query: "query a { hello } query b { role }" }],
    ["an operation of another name", { query: "query a { hello }", operationName: "c" }],
    ["an empty name", { query: "query a { hello }", operationName: "" }],
    ["a subscription", { query: "subscription { never }" }],
    ["a variable that does not fit", { query: "query ($d: Detail) { echo(detail: $d) }", variables: { d: 1 } }],
    ["variables that are none", { query: "{ hello }", variables: [] }],
    [
      "an operation that costs too much",
      { query: "query ($n: Int) { items(first: $n) { nodes { id name } } }", variables: { n: 900 } },
    ],
    ["the schema, signed in", { query: "{ __schema { queryType { name } } }" }, { authorization: "Bearer good" }],
    ["the schema, for anyone", { query: "{ __schema { queryType { name } } }" }],
    ["a document that is none", { query: "{" }],
    ["no query", { query: "" }],
    ["a query that is no text", { query: 7 }],
  ])("is answered as Apollo answers it: %s", async (_what, body, headers = {}) => {
    // From the second time on a document is known.
    await ask(body, headers);
    for (const accept of accepts) {
      const given = { ...headers, accept };
      const told = await ask(body, given);
      expect(told).toEqual(await ask({ ...body, ...byApollo }, given));
    }
  });

  test("is executed once, whoever answers it", async () => {
    const query = "mutation { touch }";
    touched = 0;
    for (let n = 1; n <= 3; n++) {
      expect(JSON.parse((await ask({ query }, {})).text)).toEqual({ data: { touch: `touched ${n}` } });
    }
    await ask({ query: "mutation ($d: Detail) { touch(detail: $d) }", variables: { d: 1 } }, {});
    expect(touched).toBe(3);
  });
});
