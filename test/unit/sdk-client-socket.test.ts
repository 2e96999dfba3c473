import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MusterClient, type Logger, type MusterClientOptions } from "../../sdk/src/index.js";
import { eventually } from "../support/eventually.js";
import { FakeMuster, fakeTask, refusal } from "../support/fake-muster.js";

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

describe("calls over the client's socket", () => {
  let server: FakeMuster;
  let client: MusterClient;

  beforeEach(async () => {
    server = await FakeMuster.start();
    client = createClient();
    await client.connect();
  });
  afterEach(async () => {
    await client.close();
    await server.stop();
  });

  /** Over HTTP it fails. */
  function createClient(options: Partial<MusterClientOptions> = {}): MusterClient {
    const fetch = () => Promise.reject(new Error("This went over HTTP."));
    return new MusterClient({ url: server.url, token: "token", logger: silent, fetch, ...options });
  }

  it("are answered, any number at a time", async () => {
    server.answers["createTask"] = ({ input }) => ({ task: fakeTask({ kind: (input as { kind: string }).kind }) });
    const kinds = ["a", "b", "c"];
    const tasks = await Promise.all(kinds.map((kind) => client.createTask({ kind })));
    expect(tasks.map(({ kind }) => kind)).toEqual(kinds);
    expect(server.openSockets).toBe(1);
  });

  it("reject with what the server refuses", async () => {
    server.answers["createTask"] = () => {
      throw refusal("BAD_USER_INPUT", { reason: "KIND_UNKNOWN", path: ["input", "kind"] });
    };
    await expect(client.createTask({ kind: "none" })).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      reason: "KIND_UNKNOWN",
    });
  });

  it("reject as UNAVAILABLE when their answer is lost, and are not made again", async () => {
    const release = server.hold("createTask");
    const created = client.createTask({ kind: "a" });
    await eventually(() => expect(server.asked("createTask")).toHaveLength(1));
    server.drop();
    await expect(created).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "CONNECTION_FAILED" });
    release();
    server.answers["viewer"] = () => null;
    expect(await client.viewer()).toBeNull();
    expect(server.asked("createTask")).toHaveLength(1);
  });

  it("give up when no socket comes back in time", async () => {
    const impatient = createClient({ token: "impatient", requestTimeoutMs: 100 });
    await impatient.connect();
    server.admits = () => new Promise(() => {});
    server.drop();
    await eventually(() => expect(server.connections.filter((token) => token === "impatient")).toHaveLength(2));
    await expect(impatient.viewer()).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: "No connection within 100 ms.",
    });
    await impatient.close();
  });

  it("reject as UNAUTHENTICATED once the server refuses the token", async () => {
    server.admits = () => false;
    server.close(4403);
    await eventually(async () => await expect(client.viewer()).rejects.toMatchObject({ code: "UNAUTHENTICATED" }));
  });

  it("go over HTTP again after close, which leaves no socket", async () => {
    await client.close();
    await eventually(() => expect(server.openSockets).toBe(0));
    await expect(client.viewer()).rejects.toThrow("This went over HTTP.");
  });
});
