import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { collectGarbage } from "./garbage.js";
import { findFreePorts } from "./peers/private-server.js";

/** A server of the build in dist/, with all roles, on a database and a queue prefix of its own. */
export interface BenchServer {
  readonly url: string;
  readonly pid: number;
  /** Name of its database. */
  readonly database: string;
  readonly databaseUrl: string;
  readonly email: string;
  readonly password: string;
  /** Resident memory of the process without garbage, in bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** For its Node. */
  readonly nodeArguments?: readonly string[];
}

const databaseUrl = process.env["MUSTER_BENCH_DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";
const amqpUrl = process.env["MUSTER_BENCH_AMQP_URL"] ?? "amqp://guest:guest@127.0.0.1:5672";
const admin = { email: "bench@muster.local", password: "a password for benchmarks" };

export async function startServer({ nodeArguments = [] }: ServerOptions = {}): Promise<BenchServer> {
  const [port = 0, inspectPort = 0] = await findFreePorts(2);
  const dataDir = await mkdtemp(join(tmpdir(), "muster-bench-"));
  const database = `muster_bench_${process.pid}_${port}`;
  await administer(`CREATE DATABASE ${database}`);
  const target = new URL(databaseUrl);
  target.pathname = `/${database}`;
  const child = spawn(process.execPath, [...nodeArguments, `--inspect-port=${inspectPort}`, "dist/src/main.js"], {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: target.href,
      AMQP_URL: amqpUrl,
      PORT: String(port),
      MUSTER_HOST: "127.0.0.1",
      MUSTER_DATA_DIR: dataDir,
      MUSTER_QUEUE_PREFIX: `${database}.`,
      MUSTER_LOG_LEVEL: "warn",
      MUSTER_ADMIN_EMAIL: admin.email,
      MUSTER_ADMIN_PASSWORD: admin.password,
      MUSTER_JWT_SECRET: "benchmarks need no secret, but one of 32 bytes",
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child);
  // It has answered, so it runs.
  const pid = child.pid as number;
  return {
    url,
    pid,
    database,
    databaseUrl: target.href,
    ...admin,
    memory: async () => {
      await collectGarbage({ pid, port: inspectPort });
      return memoryOf(url);
    },
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      await administer(`DROP DATABASE ${database} WITH (FORCE)`);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function memoryOf(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const line = /^process_resident_memory_bytes (\S+)/m.exec(metrics);
  if (!line) throw new Error("the server does not tell its memory");
  return Number(line[1]);
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
