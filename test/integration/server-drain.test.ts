import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { startSmallServer, type SmallServer } from "../support/small-server.js";

let small: SmallServer;

afterEach(() => small.server.stop());

function gate(): { readonly opened: Promise<string>; open(): void; entered: () => number; enter(): Promise<string> } {
  let release: (value: string) => void = () => undefined;
  let count = 0;
  const opened = new Promise<string>((resolve) => (release = resolve));
  return {
    opened,
    open: () => release("done"),
    entered: () => count,
    enter: () => {
      count += 1;
      return opened;
    },
  };
}

describe("a server that stops", () => {
  test("answers what is in flight, over HTTP and sockets, and closes the sockets with 1001", async () => {
    const slow = gate();
    small = await startSmallServer({ resolvers: { Query: { wait: () => slow.enter() } } });
    const closes: unknown[] = [];
    const client = small.client("good", {
      lazy: false,
      onNonLazyError: () => undefined,
      on: { closed: (event) => closes.push((event as { code: number }).code) },
    });
    const overSocket = client.iterate({ query: "{ wait }" }).next();
    const overHttp = small.post({ query: "{ wait }" });
    await eventually(() => expect(slow.entered()).toBe(2));
    const stopped = small.server.stop();
    slow.open();
    expect((await overHttp).body).toEqual({ data: { wait: "done" } });
    expect((await overSocket).value).toEqual({ data: { wait: "done" } });
    await stopped;
    await eventually(() => expect(closes).toEqual([1001]));
  });

  test("tells a connection that is kept alive that it is going away", async () => {
    const slow = gate();
    small = await startSmallServer({ resolvers: { Query: { wait: () => slow.enter() } } });
    const { hostname, port } = new URL(small.url);
    const socket = connect(Number(port), hostname);
    const request = (query: string): string => {
      const body = JSON.stringify({ query });
      const headers = `host: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
      return `POST /graphql HTTP/1.1\r\n${headers}\r\n\r\n${body}`;
    };
    let answers = "";
    socket.on("data", (chunk: Buffer) => (answers += chunk.toString()));
    socket.write(request("{ wait }"));
    await eventually(() => expect(slow.entered()).toBe(1));
    const stopped = small.server.stop();
    socket.write(request("{ hello }"));
    setImmediate(slow.open);
    await Promise.all([stopped, once(socket, "close")]);
    expect(answers).toContain('{"data":{"wait":"done"}}');
    expect(answers).toMatch(/HTTP\/1.1 503 .*"reason":"SERVER_DRAINING"/s);
  });

  test("takes nothing new", async () => {
    small = await startSmallServer();
    await small.server.stop();
    await expect(small.post({ query: "{ hello }" })).rejects.toThrow();
  });

  test("cuts off what is still running at the deadline", async () => {
    const slow = gate();
    small = await startSmallServer({
      env: { MUSTER_DRAIN_TIMEOUT_MS: "50" },
      resolvers: { Query: { wait: () => slow.enter() } },
    });
    const client = small.client("good", { lazy: false, onNonLazyError: () => undefined });
    const overSocket = client
      .iterate({ query: "{ wait }" })
      .next()
      .catch(() => "cut off");
    const overHttp = small.post({ query: "{ wait }" }).catch(() => "cut off");
    await eventually(() => expect(slow.entered()).toBe(2));
    await small.server.stop();
    expect(await overHttp).toBe("cut off");
    expect(await overSocket).toBe("cut off");
  });

  test("may be stopped twice, or before it was started", async () => {
    small = await startSmallServer();
    await Promise.all([small.server.stop(), small.server.stop()]);
    await expect(fetch(`${small.url}/healthz`)).rejects.toThrow();
  });
});
