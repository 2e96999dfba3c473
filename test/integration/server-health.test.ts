import { afterEach, describe, expect, test } from "vitest";
import { startSmallServer, type SmallServer } from "../support/small-server.js";

let small: SmallServer;

afterEach(() => small.server.stop());

async function ready(): Promise<unknown[]> {
  const response = await fetch(`${small.url}/readyz`);
  return [response.status, await response.json()];
}

describe("/readyz", () => {
  test("turns red with what is down, and green again by itself", async () => {
    const state = { database: true };
    const checks = { database: async () => state.database || Promise.reject(new Error("gone")), broker: () => true };
    small = await startSmallServer({ checks });
    expect(await ready()).toEqual([200, { status: "ok", checks: { database: "ok", broker: "ok" } }]);
    state.database = false;
    expect(await ready()).toEqual([503, { status: "down", checks: { database: "down", broker: "ok" } }]);
    state.database = true;
    expect(await ready()).toEqual([200, { status: "ok", checks: { database: "ok", broker: "ok" } }]);
  });

  test("does not wait for a check that hangs", async () => {
    small = await startSmallServer({ checks: { database: () => new Promise(() => undefined) } });
    expect(await ready()).toEqual([503, { status: "down", checks: { database: "down" } }]);
  });
});

describe("/healthz", () => {
  test("answers while the process lives", async () => {
    small = await startSmallServer({ checks: { database: () => false } });
    expect((await fetch(`${small.url}/healthz`)).status).toBe(200);
  });
});

describe("/explorer", () => {
  test("says how to build it when it is not built", async () => {
    small = await startSmallServer();
    const response = await fetch(`${small.url}/explorer`);
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining("npm run build")]);
  });
});
