import { readFileSync } from "node:fs";
import { auditServer } from "graphql-http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSmallServer, type SmallServer } from "../support/small-server.js";

let small: SmallServer;

beforeAll(async () => {
  small = await startSmallServer();
});

afterAll(() => small.server.stop());

describe("the graphql-http audit", () => {
  test("passes but for the deviations that docs/protocol.md lists", async () => {
    // Signed in, as some audits read the schema.
    const fetchFn = (url: string, { headers, ...init }: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...headers, authorization: "Bearer good" } });
    const audits = await auditServer({ url: `${small.url}/graphql`, fetchFn });
    const failed = audits.filter((audit) => audit.status !== "ok");
    expect(failed.filter((audit) => audit.status === "error")).toEqual([]);
    const page = readFileSync(new URL("../../docs/protocol.md", import.meta.url), "utf8");
    const listed = [...page.matchAll(/^\| `([0-9A-F]{4})` \| (.+?) \|/gm)].map(([, id, name]) => `${id} ${name}`);
    expect(listed).toEqual(failed.map((audit) => `${audit.id} ${audit.name}`));
  });
});
