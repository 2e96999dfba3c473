import type { FastifyRequest } from "fastify";
import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import type { Services } from "../../resolvers/index.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import { createDocuments } from "../../src/server/documents.js";
import { createAnswerPlainly } from "../../src/server/plain-requests.js";
import { createServerMetrics } from "../../src/server/server-metrics.js";

const schema = buildSchema("type Query { a: Int, b(n: Int): Int } type Subscription { c: Int }");
const documents = createDocuments({ schema, maxTokens: 100, maxDepth: 10, maxAliases: 10 });
const metrics = createMetrics();
const answerPlainly = createAnswerPlainly({
  documents,
  services: {} as Services,
  rules: { schema, maxCost: 100, manifest: new Map(), persistedOnly: false },
  log: silentLog,
  metrics: createServerMetrics(metrics, { sockets: () => 0, subscriptions: () => 0 }),
});
const query = "query q($n: Int) { a b(n: $n) }";
documents.prepare(query);
documents.prepare("subscription { c }");
documents.prepare("query x { a } query y { a }");

function ask(body: unknown, request: object = {}) {
  return answerPlainly({ method: "POST", headers: {}, body, ip: "", ...request } as unknown as FastifyRequest);
}

describe("what is answered without Apollo", () => {
  it("is an operation of a known document", async () => {
    const text = '{"data":{"a":null,"b":null}}\n';
    expect(await ask({ query })).toEqual({ contentType: "application/json; charset=utf-8", text });
    expect(await metrics.registry.metrics()).toContain(
      'muster_operation_duration_seconds_count{type="query",outcome="ok"} 1',
    );
  });

  it.each<[string, unknown, object?]>([
    ["an unknown document", { query: "{ a }" }],
    ["a subscription", { query: "subscription { c }" }],
    ["one of several operations, unnamed", { query: "query x { a } query y { a }" }],
    ["an operation of another name", { query, operationName: "z" }],
    ["a name that is no text", { query, operationName: 1 }],
    ["extensions", { query, extensions: { persistedQuery: {} } }],
    ["variables that do not fit", { query, variables: { n: "one" } }],
    ["variables that are a list", { query, variables: [] }],
    ["a batch", [{ query }]],
    ["no body", undefined],
    ["text", "query q { a }"],
    ["no query", {}],
    ["GET", { query }, { method: "GET" }],
    ["a type that it does not know", { query }, { headers: { accept: "text/html" } }],
  ])("is not %s", async (_what, body, request) => {
    expect(await ask(body, request)).toBeNull();
  });
});
