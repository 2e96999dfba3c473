import { inject } from "vitest";
import pg from "pg";
import { MusterClient } from "../../sdk/src/index.js";
import { cloneTemplate } from "./database.js";
import { silent } from "./fake-fleet.js";
import { startServer, type Environment, type ServerProcess } from "./processes.js";
import { deleteFromRabbitMq } from "./rabbitmq.js";
import { dropDatabase } from "./template.js";

let count = 0;

export interface ClusterOptions {
  readonly env?: Environment;
  /** Puts something between the servers and the services; the tests themselves go straight to them. */
  readonly through?: (urls: { databaseUrl: string; amqpUrl: string }) => { databaseUrl: string; amqpUrl: string };
}

/** Server processes that share a database and queues of their own on real services. */
export class Cluster {
  readonly email = "admin@muster.test";
  readonly password = "correct horse battery";
  readonly #prefix = `cluster-${process.pid}-${(count += 1)}.`;
  readonly #processes = new Set<ServerProcess>();

  private constructor(
    readonly database: pg.Pool,
    readonly databaseUrl: string,
    readonly amqpUrl: string,
    readonly options: ClusterOptions,
  ) {}

  static async open(options: ClusterOptions = {}): Promise<Cluster> {
    const amqpUrl = inject("amqpUrl");
    if (amqpUrl === null) throw new Error("Processes can share no embedded broker.");
    const databaseUrl = await cloneTemplate();
    const database = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    return new Cluster(database, databaseUrl, amqpUrl, options);
  }

  /** Starts one more process, and does not wait for it. */
  async start(variables: Environment = {}): Promise<ServerProcess> {
    const { databaseUrl, amqpUrl } = this.options.through?.(this) ?? this;
    const server = await startServer({
      DATABASE_URL: databaseUrl,
      AMQP_URL: amqpUrl,
      MUSTER_QUEUE_PREFIX: this.#prefix,
      MUSTER_ADMIN_EMAIL: this.email,
      MUSTER_ADMIN_PASSWORD: this.password,
      MUSTER_LOG_LEVEL: "warn",
      ...this.options.env,
      ...variables,
    });
    this.#processes.add(server);
    void server.ended.then(() => this.#processes.delete(server));
    return server;
  }

  /** A client of the server, signed in as the first admin. */
  async admin(url: string): Promise<MusterClient> {
    const client = new MusterClient({ url, logger: silent });
    await client.signIn({ email: this.email, password: this.password });
    return client;
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.database.query(text, [...values])).rows as Row[];
  }

  /** Ends what still runs and removes all that it worked on. */
  async close(): Promise<void> {
    await Promise.all([...this.#processes].map((server) => server.kill("SIGKILL")));
    const pools = await this.rows<{ id: string }>("SELECT id FROM task_pools");
    const queues = [...pools.map(({ id }) => `tasks.todo.${id}`), "tasks.dead"].map((name) => this.#prefix + name);
    await deleteFromRabbitMq(this.amqpUrl, { queues, exchange: `${this.#prefix}muster.live` });
    await this.database.end();
    await dropDatabase(this.databaseUrl);
  }
}
