import { access } from "node:fs/promises";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent, type RequestOptions } from "node:https";
import { createSecureContext } from "node:tls";
import type { KubeConfig } from "@kubernetes/client-node";
import type { Clock } from "../../platform/clock.js";
import type { KubernetesConfig } from "./options.js";

/** A way to the API server for one request. */
export interface Access {
  readonly headers: Readonly<Record<string, string>>;
  /** Keeps its connections, for calls. */
  readonly agent: HttpAgent;
  /** For what lasts: watches and logs, which are not to take the calls' connections. */
  readonly streamAgent: HttpAgent;
}

export type KubeSource = Pick<KubernetesConfig, "kubeConfigData" | "kubeConfig">;

export interface ConnectionOptions {
  /** Of calls; what lasts has connections of its own. */
  readonly maxSockets: number;
  readonly clock: Clock;
}

/** How long credentials are taken for good without another look: tokens of service accounts are renewed an hour before their end. */
const keepMs = 30_000;
/** Who is refused asks for others not more often than so: many may be refused at once, and to get them may mean to run a program. */
const renewMs = 1_000;

/**
 * The client's KubeConfig, which knows all the ways to be somebody at a cluster, and connections of ours. The client makes an agent anew for
 * each request, so that no connection is ever used twice, and reads and writes objects by tables of their fields: for the two calls that a
 * sandbox takes its generated API needs 6.0 ms of processor over TLS, this way 1.1 ms, with all that watches tell of the sandbox until it
 * runs. One process made 470 sandboxes in a second, with the server on the same two cores, which others kept busy too.
 */
export class Connection {
  readonly server: URL;
  readonly #source: KubeSource;
  #config: KubeConfig;
  readonly #maxSockets: number;
  readonly #clock: Clock;
  #access: Promise<Access> | null = null;
  #accessUntilMs = 0;
  #renewedAtMs = 0;
  /** What the agents were made of. */
  #material = "";
  #current: Access | null = null;

  private constructor(loaded: Loaded, server: URL, { maxSockets, clock }: ConnectionOptions) {
    this.#source = loaded.source;
    this.#config = loaded.config;
    this.server = server;
    this.#maxSockets = maxSockets;
    this.#clock = clock;
  }

  /** Throws one error that says what is wrong, without a word of what is secret. */
  static async open(source: KubeSource, options: ConnectionOptions): Promise<Connection> {
    const loaded = await load(source);
    const { config, name } = loaded;
    let opened: Connection | null = null;
    const problem = await problemOf(async () => {
      const server = new URL(config.getCurrentCluster()?.server ?? missing("cluster for its current context"));
      if (!config.getCurrentUser()) missing("user for its current context");
      opened = new Connection(loaded, server, options);
      await opened.access();
    });
    return opened && problem === null ? opened : unusable(name, problem);
  }

  /** Of now; `isRefused`: what was given last was not believed, so it is read anew from where it comes from. */
  access(isRefused = false): Promise<Access> {
    const nowMs = this.#clock.now().getTime();
    const isRenewed = isRefused && nowMs - this.#renewedAtMs >= renewMs;
    if (isRenewed) this.#renewedAtMs = nowMs;
    if (this.#access && nowMs < this.#accessUntilMs && !isRenewed) return this.#access;
    this.#accessUntilMs = nowMs + keepMs;
    const read = isRenewed ? this.#renew() : this.#read();
    this.#access = read;
    // Who asks next tries again.
    read.catch(() => {
      if (this.#access === read) this.#access = null;
    });
    return read;
  }

  close(): void {
    this.#current?.agent.destroy();
    this.#current?.streamAgent.destroy();
  }

  /** The client keeps what it has read, and what programs have told it, in its KubeConfig. */
  async #renew(): Promise<Access> {
    this.#config = (await load(this.#source)).config;
    return this.#read();
  }

  async #options(): Promise<RequestOptions> {
    const options: RequestOptions = { headers: {} };
    await this.#config.applyToHTTPSOptions(options);
    return options;
  }

  async #read(): Promise<Access> {
    const options = await this.#options();
    const basic = options.auth ? { authorization: `Basic ${Buffer.from(options.auth).toString("base64")}` } : {};
    const headers = { ...(options.headers as Record<string, string>), ...basic };
    const { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized } = options;
    const material = JSON.stringify([ca, cert, key, pfx, passphrase].map(String));
    if (!this.#current || material !== this.#material) {
      if (this.server.protocol === "https:") createSecureContext({ ca, cert, key, pfx, passphrase });
      const old = this.#current;
      const secure = definedOf({ ca, cert, key, pfx, passphrase, servername, rejectUnauthorized });
      this.#current = { headers, ...(await this.#agentsOf(options, secure)) };
      this.#material = material;
      // What is under way on its connections goes on.
      if (old) destroyFree(old.agent);
    }
    return (this.#current = { ...this.#current, headers });
  }

  /** A proxy's agents are the client's own. */
  async #agentsOf(options: RequestOptions, secure: object): Promise<Pick<Access, "agent" | "streamAgent">> {
    const keep = { keepAlive: true, maxSockets: this.#maxSockets, maxFreeSockets: this.#maxSockets };
    if (this.#config.getCurrentCluster()?.proxyUrl) {
      const { agent } = await this.#options();
      return { agent: Object.assign(options.agent as HttpAgent, keep), streamAgent: agent as HttpAgent };
    }
    const Agent = this.server.protocol === "https:" ? HttpsAgent : HttpAgent;
    return {
      agent: new Agent({ ...secure, ...keep, scheduling: "lifo" }),
      streamAgent: new Agent({ ...secure, keepAlive: false }),
    };
  }
}

function definedOf(values: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value != null));
}

function destroyFree(agent: HttpAgent): void {
  for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
}

function missing(what: string): never {
  throw new Error(`it has no ${what}`);
}

function unusable(name: string, problem: string | null): never {
  throw new Error(`${name} cannot be used: ${problem}.`);
}

/**
 * What goes wrong, in words; null for nothing. The error itself is not passed on: YAML's parser quotes the lines around, which may be
 * secret.
 */
async function problemOf(work: () => void | Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    return "reason" in error && typeof error.reason === "string" ? `it is no YAML: ${error.reason}` : error.message;
  }
}

interface Loaded {
  readonly source: KubeSource;
  readonly config: KubeConfig;
  /** What an error is to name. */
  readonly name: string;
}

async function load(source: KubeSource): Promise<Loaded> {
  const client = await import("@kubernetes/client-node");
  const config = new client.KubeConfig();
  const name = source.kubeConfigData !== null ? "KUBE_CONFIG_DATA" : `KUBECONFIG (${source.kubeConfig})`;
  if (source.kubeConfigData === null && source.kubeConfig === null) return loadOfPod(source, config);
  const problem = await problemOf(() => {
    if (source.kubeConfigData !== null) config.loadFromString(decode(source.kubeConfigData));
    else config.loadFromFile(source.kubeConfig ?? "");
  });
  return problem === null ? { source, config, name } : unusable(name, problem);
}

function decode(base64: string): string {
  const clean = base64.replaceAll(/\s/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(clean)) throw new Error("it is no base64");
  return Buffer.from(clean, "base64").toString("utf8");
}

async function loadOfPod(source: KubeSource, config: KubeConfig): Promise<Loaded> {
  const name = "The service account of this pod";
  config.loadFromCluster();
  const file = (config.getCurrentUser()?.authProvider as { config?: { tokenFile?: string } } | null)?.config?.tokenFile;
  const isThere = await access(file ?? "").then(
    () => true,
    () => false,
  );
  if (!isThere) {
    throw new Error("There is no cluster to run sandboxes on: set KUBE_CONFIG_DATA or KUBECONFIG, or run in a pod.");
  }
  return { source, config, name };
}
