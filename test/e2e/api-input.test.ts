import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashOf } from "../../src/server/documents.js";
import { startAppWorld, type AppWorld } from "../support/app-world.js";
import { createTenantWithRoles } from "../support/role-tokens.js";
import type { Answer } from "../support/small-server.js";

const kept = '{ taskKind(name: "echo") { name } }';
const documentId = `sha256:${hashOf(kept)}`;
const createTask = "mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }";
const createTasks = "mutation ($inputs: [CreateTaskInput!]!) { createTasks(inputs: $inputs) { tasks { id } } }";

let folder: string;
let world: AppWorld;
let token: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-documents-"));
  const manifest = join(folder, "persisted-documents.json");
  await writeFile(manifest, JSON.stringify({ [hashOf(kept)]: kept }));
  world = await startAppWorld({ env: { MUSTER_PERSISTED_DOCUMENTS: manifest, MUSTER_MAX_BODY_BYTES: "1000000" } });
  token = (await createTenantWithRoles(world)).tokens.ADMIN;
  await call(
    'mutation { defineTaskKind(input: { name: "echo", inputSchema: { type: "object" } }) { taskKind { id } } }',
  );
});

afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true });
});

function call(query: string, variables?: Record<string, unknown>): Promise<Answer> {
  return world.call(query, variables, token);
}

async function post(body: string): Promise<{ status: number; extensions: unknown }> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const response = await fetch(`${world.app.url}/graphql`, { method: "POST", headers, body });
  const { errors } = (await response.json()) as Answer;
  return { status: response.status, extensions: errors?.[0]?.extensions };
}

/** The one error's extensions, and that nothing was created. */
async function refusal(query: string, variables?: Record<string, unknown>): Promise<unknown> {
  const { errors } = await call(query, variables);
  expect(errors).toHaveLength(1);
  expect((await call("{ tasks { nodes { id } } }")).data).toEqual({ tasks: { nodes: [] } });
  return errors?.[0]?.extensions;
}

const task = { kind: "echo", input: {} };

describe("a request beyond the limits", () => {
  test("in bytes is refused before it is read", async () => {
    const body = JSON.stringify({
      query: createTask,
      variables: { input: { ...task, input: { text: "x".repeat(1_000_000) } } },
    });
    expect(await post(body)).toEqual({
      status: 413,
      extensions: { code: "PAYLOAD_TOO_LARGE", reason: "BODY_TOO_LARGE" },
    });
  });

  test("in the bytes of one input is refused with its path", async () => {
    const large = { ...task, input: { text: "x".repeat(300_000) } };
    expect(await refusal(createTasks, { inputs: [task, large] })).toEqual({
      code: "PAYLOAD_TOO_LARGE",
      reason: "JSON_TOO_LARGE",
      path: ["inputs", 1, "input"],
    });
  });

  test("in the length of a list is refused with its path", async () => {
    expect(await refusal(createTasks, { inputs: Array.from({ length: 1_001 }, () => task) })).toEqual({
      code: "BAD_USER_INPUT",
      reason: "LIST_TOO_LONG",
      path: ["inputs"],
    });
  });

  test.each([
    ["depth", `{ task(id: "x") ${nested(13)} }`, "GRAPHQL_VALIDATION_FAILED", "DOCUMENT_TOO_DEEP"],
    [
      "aliases",
      `{ ${many(51, (index) => `a${index}: viewer { id }`)} }`,
      "GRAPHQL_VALIDATION_FAILED",
      "DOCUMENT_ALIASES_EXCEEDED",
    ],
    [
      "cost",
      "{ tasks(first: 100) { nodes { events(first: 100) { nodes { seq type at } } } } }",
      "GRAPHQL_VALIDATION_FAILED",
      "OPERATION_COST_EXCEEDED",
    ],
    ["tokens", `{ ${many(2_000, () => "viewer { id }")} }`, "GRAPHQL_PARSE_FAILED", undefined],
  ])("in %s is refused", async (_what, query, code, reason) => {
    const extensions = await refusal(query);
    expect(extensions).toMatchObject({ code, ...(reason && { reason }) });
  });
});

describe("a malformed request", () => {
  test.each([
    ["no JSON", "{"],
    ["no object", "[]"],
    ["no document", "{}"],
    ["a document of another type", '{ "query": 7 }'],
    ["variables of another type", '{ "query": "{ viewer { id } }", "variables": "none" }'],
  ])("with %s is told so", async (_what, body) => {
    expect(await post(body)).toEqual({ status: 400, extensions: { code: "BAD_REQUEST" } });
  });

  test.each([
    ["a missing variable", createTask, {}, "INPUT_INVALID", ["input"]],
    ["a field missing in a list", createTasks, { inputs: [task, { input: {} }] }, "INPUT_INVALID", ["inputs", 1]],
    [
      "a value that is none of an enum's",
      createTask,
      { input: { ...task, priority: "SOON" } },
      "INPUT_INVALID",
      ["input", "priority"],
    ],
    [
      "a number beyond its range",
      createTask,
      { input: { ...task, maxRetries: 101 } },
      "NUMBER_OUT_OF_RANGE",
      ["input", "maxRetries"],
    ],
    [
      "a kind that nobody has defined",
      createTasks,
      { inputs: [task, task, { kind: "nope" }] },
      "KIND_UNKNOWN",
      ["inputs", 2, "kind"],
    ],
    [
      "an input that its kind does not take",
      createTask,
      { input: { ...task, input: [] } },
      "SCHEMA_MISFIT",
      ["input", "input"],
    ],
    [
      "a label that is no text",
      createTask,
      { input: { ...task, labels: { a: 1 } } },
      "LABELS_INVALID",
      ["input", "labels", "a"],
    ],
    [
      "a due time far off",
      createTask,
      { input: { ...task, scheduledAt: "2999-01-01T00:00:00.000Z" } },
      "TIME_OUT_OF_RANGE",
      ["input", "scheduledAt"],
    ],
    [
      "text that cannot be kept",
      createTask,
      { input: { ...task, input: { a: "\u0000" } } },
      "TEXT_UNSTORABLE",
      ["input", "input"],
    ],
    ["a page beyond its size", "query { tasks(first: 101) { nodes { id } } }", {}, "PAGE_SIZE_INVALID", ["first"]],
    ["a cursor of another list", 'query { tasks(after: "x") { nodes { id } } }', {}, "CURSOR_INVALID", ["after"]],
  ])("with %s names the field, and changes nothing", async (_what, query, variables, reason, path) => {
    expect(await refusal(query, variables)).toEqual({ code: "BAD_USER_INPUT", reason, path });
  });
});

describe("a document of the manifest", () => {
  const answer = { taskKind: { name: "echo" } };
  const headers = () => ({ authorization: `Bearer ${token}` });

  test("runs by its id, by POST and by GET", async () => {
    const init = { method: "POST", headers: { ...headers(), "content-type": "application/json" } };
    const posted = await fetch(`${world.app.url}/graphql`, { ...init, body: JSON.stringify({ documentId }) });
    expect(await posted.json()).toEqual({ data: answer });
    const got = await fetch(`${world.app.url}/graphql?documentId=${encodeURIComponent(documentId)}`, {
      headers: { ...headers(), "apollo-require-preflight": "1" },
    });
    expect(await got.json()).toEqual({ data: answer });
  });

  test("runs by its id on a socket", async () => {
    const client = world.socket(token);
    const { value } = await client.iterate({ query: "", extensions: { documentId } }).next();
    expect(value).toEqual({ data: answer });
    await client.dispose();
  });

  test("is not found by another id", async () => {
    expect(await post(JSON.stringify({ documentId: `sha256:${"0".repeat(64)}` }))).toMatchObject({
      extensions: { code: "NOT_FOUND", reason: "DOCUMENT_NOT_FOUND", path: ["documentId"] },
    });
  });
});

function many(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(" ");
}

function nested(levels: number): string {
  return levels === 0 ? "{ id }" : `{ agent { currentTasks ${nested(levels - 1)} } }`;
}
