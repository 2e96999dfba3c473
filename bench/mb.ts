import { readFileSync } from "node:fs";
import pg from "pg";
import { createTasks } from "../src/tasks/sql/create-tasks.sql.js";
import { claimBacklog } from "../src/tasks/sql/claim-backlog.sql.js";
import { acceptAndCompleteTasks, completeTasks } from "../src/tasks/sql/complete-tasks.sql.js";
import { acceptTasks } from "../src/tasks/sql/accept-tasks.sql.js";
import { newId } from "../src/platform/ids.js";
import { migrate } from "../src/platform/db/index.js";
const base = "postgres://postgres@127.0.0.1:5432/";
const db = `mb_${process.pid}`;
const adm = new pg.Client(base + "postgres");
await adm.connect();
await adm.query(`CREATE DATABASE ${db}`);
await migrate(base + db, "/work/main/prisma/migrations");
const c = new pg.Client({
  connectionString: base + db,
  options: "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c random_page_cost=1.1 -c jit=off",
});
await c.connect();
for (const s of (process.env["EXTRA"] ?? "").split(";").filter(Boolean)) await c.query(s);
const pid = (await c.query("select pg_backend_pid() p")).rows[0].p;
const cpu = () => {
  const f = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ");
  return Number(f[0]) / 1000;
};
const wal = async () => Number((await c.query("select pg_current_wal_insert_lsn() - '0/0' w")).rows[0].w);
const used: Record<string, { us: number; n: number; wal: number; calls: number }> = {};
async function run(st: any, values: unknown[], n: number) {
  const w0 = await wal();
  const t = cpu();
  const r = await c.query({ name: st.name, text: st.text, values });
  const d = cpu() - t;
  const w = (await wal()) - w0;
  if (measuring) {
    const u = (used[st.name] ??= { us: 0, n: 0, wal: 0, calls: 0 });
    u.us += d;
    u.n += n;
    u.wal += w;
    u.calls++;
  }
  return r.rows;
}
let measuring = false;
const tenant = newId("tenant"),
  agent = newId("agent"),
  session = newId("session"),
  pool = "pool_" + "x".repeat(26),
  user = newId("user");
const create = Number(process.env["CREATE"] ?? 500),
  batch = Number(process.env["BATCH"] ?? 32),
  rounds = Number(process.env["ROUNDS"] ?? 40);
const sep = process.env["SEPARATE"] === "1";
for (let r = 0; r < rounds; r++) {
  measuring = r > rounds / 2;
  const rows = Array.from({ length: create }, () => ({
    id: newId("task"),
    tenant_id: tenant,
    kind: "noop",
    pool_id: pool,
    priority: 1,
    required_capabilities: [],
    input: { payload: "x".repeat(200) },
    labels: {},
    max_retries: 3,
    timeout_ms: 300000,
    created_by: user,
  }));
  await run(createTasks, [JSON.stringify(rows), "{}", 10000], create);
  for (;;) {
    const got = await run(
      claimBacklog,
      [
        pool,
        Array(batch).fill(agent),
        Array(batch).fill(session),
        Array.from({ length: batch }, (_, i) => "token-" + i + "-aaaaaaaaaaaaaaa"),
        10000,
      ],
      batch,
    );
    if (got.length === 0) break;
    if (sep)
      await run(
        acceptTasks,
        [got.map((g) => g.id), got.map((g) => g.leaseToken), got.map(() => agent), 30000],
        got.length,
      );
    const m = await run(
      sep ? completeTasks : acceptAndCompleteTasks,
      [
        JSON.stringify(
          got.map((g) => ({ task_id: g.id, lease_token: g.leaseToken, agent_id: agent, output: null, cost: null })),
        ),
      ],
      got.length,
    );
    if (m.length !== got.length) throw new Error("moved " + m.length);
  }
}
let sum = 0;
for (const [k, u] of Object.entries(used)) {
  sum += u.us / u.n;
  console.log(
    k.padEnd(28),
    (u.us / u.n).toFixed(1),
    "us/task",
    (u.us / u.calls).toFixed(0),
    "us/call",
    (u.wal / u.n).toFixed(0),
    "wal B/task",
  );
}
console.log("sum", sum.toFixed(1));
await c.end();
await adm.query(`DROP DATABASE ${db} WITH (FORCE)`);
await adm.end();
