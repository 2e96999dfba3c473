import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { hashOf } from "../../src/server/documents.js";
import { eventually } from "../support/eventually.js";
import { admin, startSmallServer, type SmallServer } from "../support/small-server.js";

let small: SmallServer;

afterEach(() => small.server.stop());

/** A query that waits until the test lets all of them go. */
function slowQuery(): { readonly resolvers: Record<string, unknown>; entered: () => number; release: () => void } {
  let entered = 0;
  let release: () => void = () => undefined;
  const released = new Promise<string>((resolve) => (release = () => resolve("done")));
  const wait = (): Promise<string> => {
    entered += 1;
    return released;
  };
  return { resolvers: { Query: { wait } }, entered: () => entered, release };
}

describe("a server with too much to do", () => {
  test("answers 503 over HTTP, and works again when it has less", async () => {
    const slow = slowQuery();
    small = await startSmallServer({ env: { MUSTER_MAX_OPERATIONS: "1" }, resolvers: slow.resolvers });
    const first = small.post({ query: "{ wait }" });
    await eventually(() => expect(slow.entered()).toBe(1));
    const second = await small.post({ query: "{ hello }" });
    expect([second.status, second.headers.get("retry-after"), second.body.errors?.[0]?.extensions]).toEqual([
      503,
      "1",
      { code: "UNAVAILABLE", reason: "SERVER_OVERLOADED" },
    ]);
    slow.release();
    expect((await first).body).toEqual({ data: { wait: "done" } });
    expect((await small.post({ query: "{ hello }" })).status).toBe(200);
  });

  test("stops reading from a socket that has many calls in flight, and loses none of them", async () => {
    const slow = slowQuery();
    small = await startSmallServer({ resolvers: slow.resolvers });
    const client = small.client("good");
    const padding = "x".repeat(8000);
    const calls = Array.from({ length: 500 }, () =>
      client.iterate({ query: "{ wait }", variables: { padding } }).next(),
    );
    await eventually(() => expect(slow.entered()).toBeGreaterThanOrEqual(128));
    await eventually(() => expect(slow.entered()).toBeLessThan(300));
    slow.release();
    const results = await Promise.all(calls);
    expect(results.filter(({ value }) => value.data.wait === "done")).toHaveLength(500);
    await client.dispose();
  });
});

describe("with MUSTER_PERSISTED_ONLY", () => {
  test("documents of the manifest run, others for an ADMIN only", async () => {
    const known = "{ hello }";
    const path = join(mkdtempSync(join(tmpdir(), "muster-")), "documents.json");
    writeFileSync(path, JSON.stringify({ [hashOf(known)]: known }));
    small = await startSmallServer({
      env: { MUSTER_PERSISTED_DOCUMENTS: path, MUSTER_PERSISTED_ONLY: "true" },
      tokens: { good: admin, viewer: { ...admin, role: "VIEWER" } },
    });
    const outcome = async (query: string, token: string) => {
      const { body } = await small.post({ query }, { authorization: `Bearer ${token}` });
      return body.data ?? body.errors?.[0]?.extensions["reason"];
    };
    expect(await outcome(known, "viewer")).toEqual({ hello: "hello you" });
    expect(await outcome("{ role }", "viewer")).toBe("DOCUMENT_REQUIRED");
    expect(await outcome("{ role }", "good")).toEqual({ role: "ADMIN" });
  });

  test("a manifest whose hash is wrong keeps the server from starting", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "muster-")), "documents.json");
    writeFileSync(path, JSON.stringify({ [hashOf("{ a }")]: "{ b }" }));
    await expect(startSmallServer({ env: { MUSTER_PERSISTED_DOCUMENTS: path } })).rejects.toThrow("has another hash");
    small = await startSmallServer();
  });
});
