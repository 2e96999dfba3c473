import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MusterClient, type CreateTaskInput, type Sandbox, type Task } from "../../sdk/src/index.js";
import { eventually } from "./eventually.js";
import { silent } from "./fake-fleet.js";
import { MusterProcess } from "./muster-process.js";
import type { Environment } from "./processes.js";

type SandboxInput = NonNullable<CreateTaskInput["sandbox"]>;

export interface GraphQlAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

/** A server process that has sandboxes made, its first admin, and what tests ask of both. */
export class SandboxMuster {
  readonly server: MusterProcess;
  readonly client: MusterClient;
  /** All that it keeps outside of its database. */
  readonly dataDir: string;
  #kinds = 0;

  private constructor(server: MusterProcess, dataDir: string) {
    this.server = server;
    this.client = new MusterClient({ url: server.url, logger: silent });
    this.dataDir = dataDir;
  }

  /** On the local host unless `variables` say otherwise; on a database of the tests, or on one that it brings along. */
  static async start(variables: Environment = {}, { isEmbedded = false } = {}): Promise<SandboxMuster> {
    const dataDir = await mkdtemp(join(tmpdir(), "muster-sandboxed-"));
    const create = isEmbedded ? MusterProcess.createEmbedded : MusterProcess.create;
    const server = await create({
      MUSTER_DATA_DIR: dataDir,
      MUSTER_SANDBOX_HOST: "local",
      MUSTER_BACKOFF_BASE_MS: "50",
      MUSTER_BACKOFF_MAX_MS: "200",
      MUSTER_SANDBOX_GRACE_MS: "1000",
      ...variables,
    });
    const muster = new SandboxMuster(server, dataDir);
    await server.start();
    await muster.client.signIn({ email: server.email, password: server.password });
    return muster;
  }

  async close(): Promise<void> {
    await this.server.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async newKind(): Promise<string> {
    const name = `kind-${(this.#kinds += 1)}`;
    await this.client.defineTaskKind({ name });
    return name;
  }

  /** A task of a kind of its own that is to run in a sandbox. */
  async create(sandbox: SandboxInput, more: Partial<CreateTaskInput> = {}): Promise<Task> {
    return this.client.createTask({ kind: await this.newKind(), maxRetries: 0, sandbox, ...more });
  }

  /** Its sandboxes, the oldest first. */
  async sandboxesOf(taskId: string): Promise<Sandbox[]> {
    return (await this.client.sandboxes.list({ filter: { taskId } })).nodes.toReversed();
  }

  /** The newest of a task, once there is one that is as the check wants it. */
  sandboxWhere(taskId: string, check: (sandbox: Sandbox) => boolean): Promise<Sandbox> {
    return eventually(async () => {
      const sandbox = (await this.sandboxesOf(taskId)).at(-1);
      if (!sandbox || !check(sandbox)) throw new Error(`not so: ${JSON.stringify(sandbox)}`);
      return sandbox;
    });
  }

  /** Resolves when its program has written a line that has these words. */
  async hasWritten(sandboxId: string, words: string): Promise<void> {
    for await (const { text } of this.client.sandboxes.followLog(sandboxId)) if (text.includes(words)) return;
    throw new Error(`The sandbox has ended, and has not written ${words}.`);
  }

  async logOf(sandboxId: string): Promise<string> {
    let log = "";
    for await (const { text } of this.client.sandboxes.followLog(sandboxId)) log += text;
    return log;
  }

  /** Types of its events, which count 1, 2, 3, ..., up to its end. */
  async eventsOf(sandboxId: string): Promise<string[]> {
    const types: string[] = [];
    for await (const { seq, type } of this.client.sandboxes.followEvents(sandboxId)) {
      types.push(type);
      if (seq !== types.length) throw new Error(`event ${types.length} of ${sandboxId} has the number ${seq}`);
    }
    return types;
  }

  /** Processes of this machine that run in its sandboxes on the local host. */
  async processes(): Promise<string[]> {
    const places = this.#places;
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const environments = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/environ`, "utf8").catch(() => "")));
    return pids.filter((_pid, index) => places.some((place) => environments[index]?.includes(`HOME=${place}/`)));
  }

  /** Of its sandboxes on the local host, wherever they may be. */
  async folders(): Promise<string[]> {
    const found = await Promise.all(this.#places.map((place) => readdir(place).catch(() => [])));
    return found.flat().filter((name) => name.startsWith("sandbox_"));
  }

  /** Of the first process that uses its data: in there, or where an account of the sandboxes' own can reach it. */
  get #places(): readonly string[] {
    const home = join(this.dataDir, "sandboxes", "0");
    const hash = createHash("sha256").update(home).digest("hex").slice(0, 16);
    return [home, join(tmpdir(), `muster-sandboxes-${hash}`)];
  }

  /** A plain request, by whoever has the token. */
  async ask(token: string, query: string, variables: object = {}): Promise<GraphQlAnswer> {
    const response = await fetch(`${this.server.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphQlAnswer;
  }
}

/** The image's own launcher, with a program for Node. */
export function scripted(script: string, more: SandboxInput = {}): SandboxInput {
  return { args: ["node", "-e", script], ...more };
}

/** Says so, and stays until it is ended. */
export const staying = `console.error("running"); setInterval(() => undefined, 1000);`;
