import { once } from "node:events";
import { request as ask, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, it } from "vitest";
import { MusterError, type ErrorCode } from "../../src/platform/errors.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import type { SandboxClaim } from "../../src/sandboxes/index.js";
import { createHttp } from "../../src/server/http.js";
import { addSandboxClaims } from "../../src/server/sandbox-claims.js";
import { createServerMetrics } from "../../src/server/server-metrics.js";
import { eventually } from "../support/eventually.js";

interface Call {
  readonly key: string;
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

const claim: SandboxClaim = {
  ...{ sandboxId: "sandbox_1", apiKey: "key", taskId: "task_1", command: null, args: ["a"], env: { A: "1" } },
  files: [{ path: "in.txt", base64: "YQ==" }],
};

let app: FastifyInstance;
let calls: Call[];
let isDraining: boolean;
let answer: (call: Call) => Promise<SandboxClaim | null>;

/** As the desk does: until the caller is gone. */
const untilGone = ({ signal }: Call): Promise<null> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(null)));

beforeEach(async () => {
  [calls, isDraining, answer] = [[], false, async () => claim];
  const metrics = createServerMetrics(createMetrics(), { sockets: () => 0, subscriptions: () => 0 });
  app = createHttp({ maxBodyBytes: 10, trustedProxies: [], log: silentLog, metrics });
  const awaitClaim = (key: string, waitMs: number, signal: AbortSignal): Promise<SandboxClaim | null> => {
    const call = { key, waitMs, signal };
    calls.push(call);
    return answer(call);
  };
  addSandboxClaims(app, { sandboxes: { awaitClaim }, isDraining: () => isDraining, log: silentLog, metrics });
  await app.listen({ host: "127.0.0.1", port: 0 });
});
afterEach(async () => {
  app.server.closeAllConnections();
  await app.close();
});

const url = (): string => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/sandboxes/claim`;
const get = (headers: Record<string, string> = { authorization: "Bearer abc" }): Promise<Response> =>
  fetch(url(), { headers });
const refusal = (code: string, reason: string): object => ({ errors: [{ extensions: { code, reason } }] });

it("tells a container what it is to do, and nobody keeps it on the way", async () => {
  const response = await get({ authorization: "bearer  abc " });
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual(claim);
  expect(calls).toMatchObject([{ key: "abc", waitMs: 25_000 }]);
});

it("says so when nobody needed it", async () => {
  answer = async () => null;
  const response = await get();
  expect([response.status, await response.text()]).toEqual([204, ""]);
});

it.each<[ErrorCode, number, string | null]>([
  ["UNAUTHENTICATED", 401, null],
  ["NOT_FOUND", 404, null],
  ["UNAVAILABLE", 503, "1"],
  ["TIMEOUT", 503, "1"],
])("answers a refusal for %s with %i", async (code, status, retryAfter) => {
  answer = async () => Promise.reject(new MusterError(code, "No.", { reason: "NO_WAY" }));
  const response = await get();
  expect([response.status, response.headers.get("retry-after")]).toEqual([status, retryAfter]);
  expect(await response.json()).toMatchObject(refusal(code, "NO_WAY"));
});

it("tells nothing of what goes wrong inside", async () => {
  answer = async () => Promise.reject(new TypeError("secret"));
  const response = await get();
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("secret");
});

it.each([{}, { authorization: "abc" }, { authorization: "Basic abc" }])(
  "asks for a bearer token: %j",
  async (headers) => {
    const response = await get(headers);
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect(await response.json()).toMatchObject(refusal("UNAUTHENTICATED", "TOKEN_INVALID"));
    expect(calls).toEqual([]);
  },
);

it("lets nobody of a network guess for long", async () => {
  answer = async () => Promise.reject(new MusterError("UNAUTHENTICATED", "No.", { reason: "NO_WAY" }));
  for (let guesses = 0; guesses < 100; guesses++) expect((await get()).status).toBe(401);
  const response = await get();
  expect([response.status, response.headers.get("retry-after")]).toEqual([429, "60"]);
  expect(calls).toHaveLength(100);
});

it("does not tell who asks for the head, or in another way", async () => {
  for (const method of ["HEAD", "POST"])
    expect((await fetch(url(), { method, headers: { authorization: "Bearer abc" } })).status).toBe(404);
  expect(calls).toEqual([]);
});

it("notices that a container has gone", async () => {
  answer = untilGone;
  const request = ask(url(), { headers: { authorization: "Bearer abc" } });
  request.on("error", () => undefined);
  request.end();
  await eventually(() => expect(calls).toHaveLength(1));
  request.destroy();
  await eventually(() => expect(calls[0]?.signal.aborted).toBe(true));
});

it("sends away who waits when the server goes, and takes nobody then", async () => {
  answer = untilGone;
  const waiting = get();
  await eventually(() => expect(calls).toHaveLength(1));
  isDraining = true;
  const late = await get();
  expect([late.status, late.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await late.json()).toMatchObject(refusal("UNAVAILABLE", "SERVER_DRAINING"));
  await app.close();
  expect((await waiting).status).toBe(204);
});

it("lets a bounded number wait, and more when some have gone", async () => {
  answer = untilGone;
  const requests = Array.from({ length: 1_000 }, () =>
    ask(url(), { agent: false, headers: { authorization: "Bearer abc" } }),
  );
  for (const request of requests) request.on("error", () => undefined).end();
  await eventually(() => expect(calls).toHaveLength(1_000));
  const refused = await get();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await refused.json()).toMatchObject(refusal("UNAVAILABLE", "SERVER_OVERLOADED"));
  for (const request of requests) request.destroy();
  await eventually(() => expect(calls.every(({ signal }) => signal.aborted)).toBe(true));
  answer = async () => claim;
  expect((await get()).status).toBe(200);
});

it("answers over a connection that stays open for the next call", async () => {
  answer = async () => null;
  const [first] = (await once(ask(url(), { headers: { authorization: "Bearer abc" } }).end(), "response")) as [
    IncomingMessage,
  ];
  first.resume();
  expect([first.statusCode, first.headers.connection]).toEqual([204, "keep-alive"]);
});
