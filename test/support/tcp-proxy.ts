import { once } from "node:events";
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from "node:net";

/** Stands between a client and a server, and can do to their connections what networks do. */
export interface TcpProxy {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Connections that pass through it now. */
  readonly connectionCount: number;
  /** The same URL, by way of the proxy. */
  through(url: string): string;
  /** Resets every connection, and each new one, until `restore`. */
  cut(): void;
  /** Resets every connection once; new ones are let through. */
  drop(): void;
  /** Forwards nothing more, in either direction, and closes nothing: what a dead router does. New ones hang too. */
  stall(): void;
  restore(): void;
  close(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

export async function createTcpProxy(target: NetConnectOpts): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let mode: "open" | "cut" | "stalled" = "open";
  const drop = () => pairs.forEach(destroy);
  const setMode = (next: typeof mode) => {
    // Plugged in twice, a pair would forward every byte twice.
    if (next === "stalled") pairs.forEach(unplug);
    else if (mode === "stalled") pairs.forEach(plug);
    mode = next;
  };
  const listener = createServer((client) => {
    if (mode === "cut") {
      client.resetAndDestroy();
      return;
    }
    const pair = { client, server: connect(target) };
    pairs.add(pair);
    follow(pair, () => pairs.delete(pair));
    if (mode === "open") plug(pair);
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  return {
    port,
    get connectionCount() {
      return pairs.size;
    },
    through: (url) => viaPort(url, port),
    cut() {
      setMode("cut");
      drop();
    },
    drop,
    stall: () => setMode("stalled"),
    restore: () => setMode("open"),
    async close() {
      drop();
      listener.close();
      await once(listener, "close");
    },
  };
}

function plug({ client, server }: Pair): void {
  client.pipe(server);
  server.pipe(client);
}

/** Unpiped sockets are paused: what arrives stays in the kernel, and the sender feels it in the end. */
function unplug({ client, server }: Pair): void {
  client.unpipe(server);
  server.unpipe(client);
}

function follow(pair: Pair, onEnd: () => void): void {
  for (const socket of [pair.client, pair.server]) {
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("close", () => {
      destroy(pair);
      onEnd();
    });
  }
}

function destroy({ client, server }: Pair): void {
  for (const socket of [client, server]) {
    // A unix socket knows no reset.
    if (socket.connecting || socket.remoteFamily === undefined) socket.destroy();
    else socket.resetAndDestroy();
  }
}

function viaPort(url: string, port: number): string {
  const parsed = new URL(url);
  parsed.hostname = "127.0.0.1";
  parsed.port = String(port);
  return parsed.href;
}
