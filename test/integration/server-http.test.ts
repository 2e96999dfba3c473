import { writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import { createLog } from "../../src/platform/log.js";
import { hashOf } from "../../src/server/documents.js";
import { admin, startSmallServer, type SmallServer } from "../support/small-server.js";

const bearer = { authorization: "Bearer good" };
const persisted = 'query Persisted { hello(name: "document") }';
const logged: string[] = [];
let small: SmallServer;

beforeAll(async () => {
  const manifest = join(mkdtempSync(join(tmpdir(), "muster-")), "documents.json");
  writeFileSync(manifest, JSON.stringify({ [hashOf(persisted)]: persisted }));
  small = await startSmallServer({
    env: { MUSTER_MAX_BODY_BYTES: "20000", MUSTER_PERSISTED_DOCUMENTS: manifest },
    log: createLog("info", { write: (line: string) => void logged.push(line) }),
    tokens: {
      good: admin,
      late: new MusterError("UNAUTHENTICATED", "The token has ended.", { reason: "TOKEN_EXPIRED" }),
    },
    resolvers: {
      Query: {
        fail: (_: unknown, { how }: { how: string }) => {
          if (how === "muster")
            throw new MusterError("CONFLICT", "Taken.", { reason: "NAME_TAKEN", path: ["input", "name"] });
          if (how === "down")
            throw new MusterError("UNAVAILABLE", "Down.", {
              reason: "DATABASE_UNAVAILABLE",
              cause: new Error("connect ECONNREFUSED 10.0.0.7"),
            });
          throw new Error("duplicate key value violates unique constraint in select * from users");
        },
      },
    },
  });
});

afterAll(() => small.server.stop());

describe("an error", () => {
  test("of a slice keeps its code, reason and path", async () => {
    const { status, body } = await small.post({ query: '{ fail(how: "muster") }' });
    expect(status).toBe(200);
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: "Taken.",
        extensions: { code: "CONFLICT", reason: "NAME_TAKEN", path: ["input", "name"] },
      }),
    ]);
  });

  test("of the unforeseen kind tells the client nothing but an id that the log knows", async () => {
    const { body } = await small.post({ query: '{ fail(how: "unforeseen") }' });
    const extensions = body.errors?.[0]?.extensions;
    expect(JSON.stringify(body)).not.toMatch(/duplicate|select|stack|\.ts/);
    expect(extensions).toMatchObject({ code: "INTERNAL_SERVER_ERROR", reason: "SERVER_FAILED" });
    expect(logged.find((line) => line.includes(String(extensions?.["correlationId"])))).toContain("duplicate key");
  });

  test("of an absent database is UNAVAILABLE, its cause in the log alone", async () => {
    const { body } = await small.post({ query: '{ fail(how: "down") }' });
    expect(body.errors?.[0]?.extensions).toEqual({ code: "UNAVAILABLE", reason: "DATABASE_UNAVAILABLE" });
    expect(JSON.stringify(body)).not.toContain("10.0.0.7");
    expect(logged.join("")).toContain("10.0.0.7");
  });

  test.each([
    [{ detail: { priority: "SOME" } }, ["detail", "priority"]],
    [{ detail: { nonsense: 1 } }, ["detail"]],
    [{ details: [{}, { tags: [null] }] }, ["details", 1, "tags", 0]],
    [{ detail: { at: "yesterday" } }, ["detail", "at"]],
    [{ detail: 'at "x.y"; and so on' }, ["detail"]],
  ])("of a variable %j names the field", async (variables, path) => {
    const { body } = await small.post({
      query: "mutation ($detail: Detail, $details: [Detail!]) { touch(detail: $detail, details: $details) }",
      variables,
    });
    expect(body.errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", reason: "INPUT_INVALID", path });
  });

  test("of a missing variable names the variable", async () => {
    const { body } = await small.post({ query: "query ($how: String!) { fail(how: $how) }" });
    expect(body.errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", reason: "INPUT_INVALID", path: ["how"] });
  });

  test("of the document has Apollo's code", async () => {
    const codes = await Promise.all(
      ["{", "{ nothing }", "query a { hello } query b { hello }"].map(
        async (query) => (await small.post({ query })).body.errors?.[0]?.extensions["code"],
      ),
    );
    expect(codes).toEqual(["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "OPERATION_RESOLUTION_FAILURE"]);
  });

  test("of validation suggests names to those signed in only", async () => {
    const query = "{ helo }";
    expect((await small.post({ query })).body.errors?.[0]?.message).not.toContain("hello");
    expect((await small.post({ query }, bearer)).body.errors?.[0]?.message).toContain('Did you mean "hello"?');
  });

  test("before GraphQL begins has the same shape", async () => {
    const malformed = await small.post("{");
    expect([malformed.status, malformed.body.errors?.[0]?.extensions["code"]]).toEqual([400, "BAD_REQUEST"]);
    const large = await small.post({ query: "{ hello }", variables: { x: "x".repeat(30_000) } });
    expect([large.status, large.body.errors?.[0]?.extensions]).toEqual([
      413,
      { code: "PAYLOAD_TOO_LARGE", reason: "BODY_TOO_LARGE" },
    ]);
    const elsewhere = await fetch(`${small.url}/nowhere`);
    expect([elsewhere.status, await elsewhere.json()]).toMatchObject([
      404,
      { errors: [{ extensions: { code: "NOT_FOUND" } }] },
    ]);
  });
});

describe("a caller", () => {
  const roleOf = async (headers: Record<string, string>) => {
    const { body } = await small.post({ query: "{ role hello }" }, headers);
    return [body.data?.["role"] ?? body.errors?.[0]?.extensions["reason"], body.data?.["hello"]];
  };

  test("is known by the bearer token, or by none", async () => {
    expect(await roleOf(bearer)).toEqual(["ADMIN", "hello you"]);
    expect(await roleOf({})).toEqual([undefined, "hello you"]);
  });

  test("with a token that is of no use still reaches public fields", async () => {
    expect(await roleOf({ authorization: "Bearer late" })).toEqual(["TOKEN_EXPIRED", "hello you"]);
    expect(await roleOf({ authorization: "Basic good" })).toEqual(["TOKEN_INVALID", "hello you"]);
  });

  test("reads the schema when signed in only", async () => {
    const query = "{ __schema { queryType { name } } }";
    expect((await small.post({ query })).body.errors?.[0]?.extensions["code"]).toBe("UNAUTHENTICATED");
    expect((await small.post({ query }, bearer)).body.data).toEqual({ __schema: { queryType: { name: "Query" } } });
  });

  test("cannot be impersonated by another site's form", async () => {
    const response = await fetch(`${small.url}/graphql?query=${encodeURIComponent("{ hello }")}`);
    expect(response.status).toBe(400);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("a persisted document", () => {
  const documentId = `sha256:${hashOf(persisted)}`;

  test("runs by its id, in POST and in GET", async () => {
    expect((await small.post({ documentId })).body).toEqual({ data: { hello: "hello document" } });
    const got = await fetch(`${small.url}/graphql?documentId=${documentId}`, {
      headers: { "apollo-require-preflight": "1" },
    });
    expect(await got.json()).toEqual({ data: { hello: "hello document" } });
  });

  test("that is unknown is NOT_FOUND", async () => {
    const { status, body } = await small.post({ documentId: "sha256:00" });
    expect([status, body.errors?.[0]?.extensions]).toEqual([
      400,
      { code: "NOT_FOUND", reason: "DOCUMENT_NOT_FOUND", path: ["documentId"] },
    ]);
  });
});

describe("a request", () => {
  test("keeps its id, or is given one", async () => {
    const given = await small.post({ query: "{ hello }" }, { "x-request-id": "abc-1" });
    expect(given.headers.get("x-request-id")).toBe("abc-1");
    const strange = await small.post({ query: "{ hello }" }, { "x-request-id": 'a b"c' });
    expect(strange.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("is answered with headers that keep browsers careful", async () => {
    const { headers } = await small.post({ query: "{ hello }" });
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
  });

  test("of a subscription is told to use a socket", async () => {
    const { body } = await small.post({ query: "subscription { never }" });
    expect(body.errors?.[0]?.extensions).toEqual({ code: "BAD_REQUEST", reason: "SUBSCRIPTION_NEEDS_SOCKET" });
  });

  test("is counted", async () => {
    const text = await (await fetch(`${small.url}/metrics`)).text();
    expect(text).toMatch(/muster_http_requests_total\{method="POST",status="200"\} \d+/);
    expect(text).toMatch(/muster_operation_duration_seconds_count\{type="query",outcome="ok"\} \d+/);
    expect(text).toContain("muster_sockets_open 0");
  });
});
