import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { promisify } from "node:util";
import { connect } from "amqplib";
import { vi } from "vitest";
import { freePort } from "./processes.js";

/** Where Debian puts the scripts; those in /usr/sbin change the user first. */
const scripts = "/usr/lib/rabbitmq/bin";
const readyTimeoutMs = 60_000;

/** Whether a private broker can be started on this machine. */
export const hasRabbitMq = existsSync(join(scripts, "rabbitmq-server"));

/** A RabbitMQ of one's own, to be killed at will. It keeps port and data over a restart. */
export interface PrivateRabbitMq {
  readonly url: string;
  readonly port: number;
  /** Starts it again after `kill`; resolves when it takes connections. */
  start(): Promise<void>;
  /** SIGKILL to all of it. */
  kill(): Promise<void>;
  /** Makes it believe that memory has run out, or that there is enough again. */
  setMemoryAlarm(isRaised: boolean): Promise<void>;
  /**
   * Writes declarations to disk. RabbitMQ 3.10 writes messages at once, but which quorum queue they belong to only within a
   * second or so of its declaration: killed by then, it loses them, confirmed or not.
   */
  flushDeclarations(): Promise<void>;
  /** Kills it and removes all that it has left. */
  close(): Promise<void>;
}

export async function startRabbitMq(): Promise<PrivateRabbitMq> {
  const [port, distributionPort, epmdPort] = [await freePort(), await freePort(), await freePort()];
  const home = await mkdtemp(join(tmpdir(), "muster-rabbitmq-"));
  const environment = await writeSetup(home, { port, distributionPort, epmdPort });
  const url = `amqp://guest:guest@127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  const evaluate = async (erlang: string): Promise<void> => {
    await promisify(execFile)(join(scripts, "rabbitmqctl"), ["eval", erlang], { cwd: home, env: environment });
  };
  const broker: PrivateRabbitMq = {
    url,
    port,
    async start() {
      server = spawn(join(scripts, "rabbitmq-server"), [], {
        cwd: home,
        detached: true,
        env: environment,
        stdio: "ignore",
      });
      await untilReady(url);
    },
    async kill() {
      if (server) await killGroup(server);
    },
    setMemoryAlarm(isRaised) {
      const resource = "{resource_limit, memory, node()}";
      return evaluate(
        isRaised ? `rabbit_alarm:set_alarm({${resource}, []}).` : `rabbit_alarm:clear_alarm(${resource}).`,
      );
    },
    flushDeclarations: () => evaluate("mnesia:sync_log(), dets:sync(ra_directory_reverse), dets:sync(ra_log_meta)."),
    async close() {
      await broker.kill();
      await promisify(execFile)("epmd", ["-kill"], { env: environment }).catch(() => {});
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await broker.start();
  return broker;
}

/** Deletes what a test has made on a broker that others use too. */
export async function deleteFromRabbitMq(
  url: string,
  made: { queues: Iterable<string>; exchange: string },
): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  for (const queue of made.queues) await channel.deleteQueue(queue);
  await channel.deleteExchange(made.exchange);
  await connection.close();
}

interface Ports {
  readonly port: number;
  readonly distributionPort: number;
  /** Erlang's name server, which stays behind as a daemon: a private one can be told to end. */
  readonly epmdPort: number;
}

async function writeSetup(home: string, { port, distributionPort, epmdPort }: Ports): Promise<NodeJS.ProcessEnv> {
  const settings = [
    `listeners.tcp.default = 127.0.0.1:${port}`,
    "vm_memory_high_watermark.absolute = 512MB",
    "disk_free_limit.absolute = 50MB",
    "loopback_users.guest = true",
  ];
  await writeFile(join(home, "rabbitmq.conf"), `${settings.join("\n")}\n`);
  await writeFile(join(home, "enabled_plugins"), "[].\n");
  return {
    PATH: process.env["PATH"],
    HOME: home,
    LANG: "C.UTF-8",
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: "127.0.0.1",
    RABBITMQ_NODENAME: `muster${port}@localhost`,
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_MNESIA_BASE: join(home, "mnesia"),
    RABBITMQ_LOG_BASE: join(home, "log"),
    RABBITMQ_CONFIG_FILE: join(home, "rabbitmq.conf"),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(home, "enabled_plugins"),
    RABBITMQ_PLUGINS_EXPAND_DIR: join(home, "plugins"),
    RABBITMQ_GENERATED_CONFIG_DIR: join(home, "generated"),
    RABBITMQ_PID_FILE: join(home, "pid"),
    RABBITMQ_CONF_ENV_FILE: "/dev/null",
    RABBITMQ_SERVER_START_ARGS: "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none",
  };
}

async function untilReady(url: string): Promise<void> {
  const tryOnce = async () => (await connect(url)).close();
  await vi.waitFor(tryOnce, { timeout: readyTimeoutMs, interval: 100 });
}

/** The script starts the Erlang machine as a child; both are in one group. */
async function killGroup(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const exited = once(server, "exit");
  process.kill(-server.pid, "SIGKILL");
  await exited;
}
