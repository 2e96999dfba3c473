import { WebSocket } from "ws";
import { MusterClient, type WebSocketConstructor } from "../../sdk/src/index.js";
import type { Cluster } from "../support/cluster.js";
import { silent } from "../support/fake-fleet.js";
import { freePort, type ServerProcess } from "../support/processes.js";
import type { Random } from "./random.js";

/** Servers with all roles, each on a port that it keeps; whoever connects gets any of them, dead or alive. */
export class Replicas {
  readonly #cluster: Cluster;
  readonly #random: Random;
  readonly #ports: readonly number[];
  readonly #servers: ServerProcess[] = [];
  readonly #runs: ServerProcess[] = [];
  /** Those that we have told to end. */
  readonly #ending = new Set<ServerProcess>();
  /** By index: the last restart of each. */
  readonly #restarting = new Map<number, Promise<void>>();
  readonly socket: WebSocketConstructor;
  killCount = 0;

  private constructor(cluster: Cluster, random: Random, ports: readonly number[]) {
    this.#cluster = cluster;
    this.#random = random;
    this.#ports = ports;
    const pickAddress = (): string => `${this.url.replace("http", "ws")}/graphql`;
    const AnySocket = class extends WebSocket {
      constructor(_url: string, protocols?: string | string[]) {
        super(pickAddress(), protocols);
      }
    };
    // The package's class has the browser's interface, by its documentation.
    this.socket = AnySocket as unknown as WebSocketConstructor;
  }

  static async start(cluster: Cluster, random: Random, count: number): Promise<Replicas> {
    const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
    const replicas = new Replicas(cluster, random, ports);
    // The first one alone, so that the others find the admin made.
    for (const index of ports.keys()) {
      await replicas.#launch(index);
      if (index === 0) await replicas.ready();
    }
    await replicas.ready();
    return replicas;
  }

  /** Of any of them. */
  get url(): string {
    return `http://127.0.0.1:${this.#random.pick(this.#ports)}`;
  }

  /** A client each of whose requests, and each of whose sockets, goes to any of them. */
  client(token: string): MusterClient {
    return new MusterClient({
      url: this.url,
      token,
      logger: silent,
      requestTimeoutMs: 5_000,
      webSocket: this.socket,
      fetch: (_url, init) => fetch(`${this.url}/graphql`, init),
    });
  }

  /** Ends one, and starts it again at once; told so again meanwhile, it does that afterwards: one port has one server. */
  restart(index: number, signal: NodeJS.Signals): Promise<void> {
    const restarting = (this.#restarting.get(index) ?? Promise.resolve()).then(() => this.#restart(index, signal));
    this.#restarting.set(index, restarting);
    return restarting;
  }

  async #restart(index: number, signal: NodeJS.Signals): Promise<void> {
    this.killCount += 1;
    const server = this.#servers[index];
    if (server) this.#ending.add(server);
    await server?.kill(signal);
    await this.#launch(index);
  }

  /** Resolves when each is ready, be it after a further start. */
  async ready(): Promise<void> {
    await Promise.all(
      this.#servers.map((server, index) =>
        server.ready().catch((error: unknown) => {
          if (this.#servers[index] === server) throw error;
          return this.#servers[index]?.ready();
        }),
      ),
    );
  }

  /** What all processes have written, each after its address. */
  get output(): string {
    return this.#runs.map(({ url, pid, output }) => `--- ${url} ${pid}\n${output}`).join("\n");
  }

  /** What they have logged as errors. */
  get complaints(): readonly string[] {
    const lines = this.output.split("\n").filter((line) => /"level":[56]0/.test(line));
    // Without a database there is no start: it ends, and is started again.
    return lines.filter((line) => !(line.includes("could not start") && line.includes("DatabaseFailure")));
  }

  /** Muster's own measures of each that answers. */
  async measures(): Promise<string> {
    const texts = this.#servers.map(async ({ url }) => {
      const text = await fetch(`${url}/metrics`).then((response) => response.text(), String);
      return `--- ${url}\n${text
        .split("\n")
        .filter((line) => line.startsWith("muster_"))
        .join("\n")}`;
    });
    return (await Promise.all(texts)).join("\n");
  }

  async #launch(index: number): Promise<void> {
    const server = await this.#cluster.start({ PORT: String(this.#ports[index]) });
    this.#servers[index] = server;
    this.#runs.push(server);
    // As whatever supervises a process would.
    void server.ended.then(({ code }) => (code === 1 && !this.#ending.has(server) ? this.#launch(index) : undefined));
  }
}
