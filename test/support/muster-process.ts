import { cloneTemplate } from "./database.js";
import { freePort, startServer, type Environment, type ServerProcess } from "./processes.js";
import { dropDatabase } from "./template.js";

/** A server process of its own, with all roles, on a database of its own; it can be killed and started again. */
export class MusterProcess {
  readonly email = "admin@muster.test";
  readonly password = "correct horse battery";
  readonly url: string;
  readonly #env: Environment;
  readonly #databaseUrl: string | null;
  #process: ServerProcess | null = null;

  private constructor(port: number, databaseUrl: string | null, variables: Environment) {
    this.url = `http://127.0.0.1:${port}`;
    this.#databaseUrl = databaseUrl;
    this.#env = {
      PORT: String(port),
      ...(databaseUrl !== null && { DATABASE_URL: databaseUrl }),
      MUSTER_ADMIN_EMAIL: this.email,
      MUSTER_ADMIN_PASSWORD: this.password,
      MUSTER_LOG_LEVEL: "warn",
      ...variables,
    };
  }

  static async create(variables: Environment = {}): Promise<MusterProcess> {
    return new MusterProcess(await freePort(), await cloneTemplate(), variables);
  }

  /** With the database that it brings along, in the data directory that `variables` name. */
  static async createEmbedded(variables: Environment): Promise<MusterProcess> {
    return new MusterProcess(await freePort(), null, variables);
  }

  /** Resolves when it is ready to serve. */
  async start(): Promise<void> {
    this.#process = await startServer(this.#env);
    await this.#process.ready();
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.#process?.kill("SIGKILL");
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    await this.#process?.kill("SIGTERM");
  }

  /** Ends it in order and drops its database. */
  async close(): Promise<void> {
    await this.#process?.kill("SIGTERM");
    if (this.#databaseUrl !== null) await dropDatabase(this.#databaseUrl);
  }
}
