import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { ExecuteInput, Execution } from "../../src/executions/index.js";
import type { Principal } from "../../src/identity/index.js";
import { MusterError, unavailable } from "../../src/platform/errors.js";
import { eventually } from "../support/eventually.js";
import { ExecutionWorld, type ExecutionReplica, type Published } from "../support/execution-world.js";
import { createGate } from "../support/gate.js";
import { refusalOf } from "../support/refusal.js";
import { assemble, command, echo, endless, hello, printEnvironment } from "../support/wasm-modules.js";

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const exit42 = command(
  "(call $write (i32.const 2) (i32.const 16) (i32.const 7)) (call $proc_exit (i32.const 42))",
  '(data (i32.const 16) "no luck")',
);

describe("executions", () => {
  let world: ExecutionWorld;
  let replica: ExecutionReplica;
  let admin: Principal;
  let echoing: Published;

  beforeAll(async () => {
    world = await ExecutionWorld.open();
    replica = await world.replica({ roles: ["api", "dispatcher"] });
    admin = await world.tenant();
    const manifest = { inputs: { type: "object", required: ["n"] }, outputs: { type: "object" } };
    echoing = await world.shelf.publish(admin, { name: "acme/echo", module: echo, manifest, pricePerRun: 3 });
  });
  afterAll(() => world.close());
  afterEach(() => {
    world.intercept = (request, go) => go(request);
  });

  const execute = (input: ExecuteInput, by = admin) => replica.executions.execute(by, input);

  async function run(module: Uint8Array, input: Omit<ExecuteInput, "agent"> = {}) {
    return execute({ agent: { binary: await world.shelf.add(admin, module) }, ...input });
  }

  /** As it is kept. */
  async function kept({ id }: Execution): Promise<unknown> {
    const found = (await replica.executions.getMany(admin.tenantId, [id])).get(id);
    return found && plain(found);
  }

  /** Bytes are bytes, a Buffer's or not. */
  const plain = (one: Execution) => ({ ...one, stdout: Buffer.from(one.stdout), stderr: Buffer.from(one.stderr) });

  async function countOf(tenantId = admin.tenantId): Promise<number> {
    const [row] = await world.rows<{ n: number }>("SELECT count(*)::int AS n FROM executions WHERE tenant_id = $1", [
      tenantId,
    ]);
    return row?.n ?? -1;
  }

  it("run a binary, by its id or its SHA-256, and keep what it wrote", async () => {
    const byId = await run(hello, { args: ["a", "b c"] });
    expect(byId).toMatchObject({
      ...{ status: "SUCCEEDED", exitCode: 0, error: null, output: null, itemId: null, releaseId: null, taskId: null },
      ...{ args: ["a", "b c"], createdBy: admin.id, tenantId: admin.tenantId },
    });
    expect(text(byId.stdout)).toBe("hello\n");
    const sha256 = createHash("sha256").update(hello).digest("hex");
    const bySha = await execute({ agent: { binary: sha256 } });
    expect(bySha.binarySha256).toBe(sha256);
    for (const answered of [byId, bySha]) expect(await kept(answered)).toEqual(plain(answered));
  });

  it("run an item: JSON in, JSON out, its price and its time as cost, counted as a use", async () => {
    const done = await execute({ agent: { item: "acme/echo", version: "^1" }, input: { n: [1, "ü\u0000"] } });
    expect(done).toMatchObject({
      ...{ status: "SUCCEEDED", output: { n: [1, "ü\u0000"] } },
      ...{ itemId: echoing.itemId, releaseId: echoing.releaseId },
    });
    expect(done.cost).toBeCloseTo(3 + (2 * (done.durationMs ?? NaN)) / 1_000, 9);
    expect(done.peakMemoryBytes).toBe(65_536);
    expect(await kept(done)).toEqual(plain(done));
    const uses = await world.rows("SELECT tenant_id, succeeded, duration_ms FROM item_uses WHERE release_id = $1", [
      echoing.releaseId,
    ]);
    expect(uses).toEqual([{ tenant_id: admin.tenantId, succeeded: true, duration_ms: done.durationMs }]);
  });

  it.each([
    ["an exit code", exit42, {}, { exitCode: 42, error: { reason: "EXIT_CODE" } }],
    ["a trap", command("unreachable"), {}, { exitCode: null, error: { reason: "TRAP" } }],
    ["no end", endless, { limits: { timeoutMs: 100 } }, { exitCode: null, error: { reason: "TIMEOUT" } }],
    ["too much output", hello, { limits: { outputBytes: 3 } }, { error: { reason: "OUTPUT_LIMIT" } }],
  ])("keep that a run failed with %s", async (_what, module, input, expected) => {
    const failed = await run(module, input);
    expect(failed).toMatchObject({ status: "FAILED", output: null, ...expected });
    expect(failed.error?.message).not.toBe("");
    expect(await kept(failed)).toEqual(plain(failed));
  });

  it("keep what was written up to a failure", async () => {
    expect(text((await run(exit42)).stderr)).toBe("no luck");
    expect(text((await run(hello, { limits: { outputBytes: 3 } })).stdout)).toBe("hel");
  });

  it("fail where the output is not what the manifest says, which counts as a use that failed", async () => {
    const manifest = { outputs: { type: "object" } };
    const loose = await world.shelf.publish(admin, { name: "acme/loose", module: echo, manifest });
    const failed = await execute({ agent: { item: "acme/loose" }, stdin: "[1]" });
    expect(failed).toMatchObject({ status: "FAILED", exitCode: 0, output: null, error: { reason: "OUTPUT_INVALID" } });
    expect(text(failed.stdout)).toBe("[1]");
    const uses = await world.rows("SELECT succeeded FROM item_uses WHERE release_id = $1", [loose.releaseId]);
    expect(uses).toEqual([{ succeeded: false }]);
  });

  it("give the module stdin byte by byte, an environment that is not kept, and files", async () => {
    const bytes = Buffer.from([0, 255, 128]);
    expect(Buffer.from((await run(echo, { stdinBase64: bytes.toString("base64") })).stdout)).toEqual(bytes);
    const env = await run(printEnvironment, { env: { TOKEN: "secret-1" } });
    expect(text(env.stdout)).toBe("TOKEN=secret-1\0");
    const columns = await world.rows<{ row: string }>(
      "SELECT (to_jsonb(x) - 'stdout')::text AS row FROM executions x WHERE id = $1",
      [env.id],
    );
    expect(columns[0]?.row).not.toContain("secret-1");
    let given: unknown;
    world.intercept = (request, go) => ((given = request.directories), go(request));
    await run(hello, { files: [{ path: "in/words.txt", text: "a" }] });
    expect(given).toEqual([{ guestPath: "/", files: [{ path: "in/words.txt", bytes: Buffer.from("a") }] }]);
  });

  it("are seen while they run, and move to their end", async () => {
    const gate = createGate();
    world.intercept = async (request, go) => {
      await gate.isOpen;
      return go(request);
    };
    const running = run(endless, { limits: { timeoutMs: 1_000 } });
    const [row] = await eventually(async () => {
      const { items } = await replica.executions.list(admin.tenantId, { filter: { status: ["RUNNING"] } });
      expect(items).toHaveLength(1);
      return items;
    });
    expect(row).toMatchObject({ exitCode: null, error: null, cost: null, finishedAt: null, durationMs: null });
    const [due] = await world.rows<{ fromBeginning: number; fromNow: number }>(
      `SELECT (extract(epoch FROM deadline_at - created_at) * 1000)::int AS "fromBeginning",
         (extract(epoch FROM deadline_at - now()) * 1000)::int AS "fromNow" FROM executions WHERE id = $1`,
      [row?.id],
    );
    // From when it was noted: after it began, and before now.
    expect(due?.fromBeginning).toBeGreaterThanOrEqual(61_000);
    expect(due?.fromNow).toBeLessThanOrEqual(61_000);
    gate.open();
    const done = await running;
    expect(done).toMatchObject({ id: row?.id, status: "FAILED", createdAt: row?.createdAt });
    expect(await countOf()).toBeGreaterThan(0);
  });

  describe("that are refused", () => {
    const notWasi = assemble(
      '(module (import "env" "f" (func)) (memory (export "memory") 1) (func (export "_start")))',
    );

    it.each([
      ["an unknown item", { agent: { item: "acme/none" } }, "NOT_FOUND", ["agent", "item"]],
      ["an unknown version", { agent: { item: "acme/echo", version: "^9" } }, "NOT_FOUND", ["agent", "version"]],
      ["an unknown binary", { agent: { binary: "binary_x" } }, "NOT_FOUND", ["agent", "binary"]],
      ["an input that misfits", { agent: { item: "acme/echo" }, input: {} }, "BAD_USER_INPUT", ["input"]],
      ["stdin that is no JSON", { agent: { item: "acme/echo" }, stdin: "{" }, "BAD_USER_INPUT", ["stdin"]],
      [
        "bytes that are no JSON",
        { agent: { item: "acme/echo" }, stdinBase64: "ew==" },
        "BAD_USER_INPUT",
        ["stdinBase64"],
      ],
      [
        "limits beyond the installation's",
        { agent: { item: "acme/echo" }, limits: { memoryMib: 257 } },
        "BAD_USER_INPUT",
        ["limits", "memoryMib"],
      ],
    ])("for %s leave nothing", async (_what, input, code, path) => {
      const tenant = await world.tenant();
      expect(await refusalOf(execute(input, tenant))).toMatchObject({ code, path });
      expect(await countOf(tenant.tenantId)).toBe(0);
    });

    it("for their module say so at what named it, and leave nothing", async () => {
      await world.shelf.publish(admin, { name: "acme/bad", module: notWasi });
      const before = await countOf();
      expect(await refusalOf(run(notWasi))).toMatchObject({ code: "BAD_USER_INPUT", path: ["agent", "binary"] });
      const byItem = await refusalOf(execute({ agent: { item: "acme/bad" } }));
      expect(byItem).toMatchObject({ reason: "MODULE_IMPORT_UNKNOWN", path: ["agent", "item"] });
      expect(await countOf()).toBe(before);
    });

    it.each([
      [new MusterError("INVALID_STATE", "Tampered.", { reason: "RELEASE_TAMPERED" }), ["agent", "item"]],
      [unavailable("Away.", "DATABASE_UNAVAILABLE"), undefined],
    ])("because of their release, or of nobody, say so: %s", async (error, path) => {
      const runnable = vi.spyOn(world.shelf, "runnable").mockRejectedValueOnce(error);
      const { code, reason } = error;
      const refusal = await refusalOf(execute({ agent: { item: "acme/echo" } }));
      expect({ code: refusal.code, reason: refusal.reason, path: refusal.path }).toEqual({ code, reason, path });
      runnable.mockRestore();
    });

    it("after they were noted are taken back", async () => {
      const before = await countOf();
      const id = await world.shelf.add(admin, notWasi);
      world.intercept = async (request, go) => {
        await eventually(async () => expect(await countOf()).toBe(before + 1));
        return go(request);
      };
      await refusalOf(execute({ agent: { binary: id } }));
      expect(await countOf()).toBe(before);
    });
  });

  it("are nobody else's", async () => {
    const other = await world.tenant();
    const mine = await run(hello);
    expect((await replica.executions.getMany(other.tenantId, [mine.id])).size).toBe(0);
    expect((await replica.executions.list(other.tenantId, {})).items).toEqual([]);
    const binary = await world.shelf.add(admin, hello);
    expect(await refusalOf(execute({ agent: { binary } }, other))).toMatchObject({ code: "NOT_FOUND" });
    await world.shelf.publish(admin, { name: "acme/own", module: hello, only: admin });
    expect(await refusalOf(execute({ agent: { item: "acme/own" } }, other))).toMatchObject({ code: "NOT_FOUND" });
    const filter = { item: "acme/own" };
    expect(await refusalOf(replica.executions.list(other.tenantId, { filter }))).toMatchObject({
      ...{ code: "NOT_FOUND", path: ["filter", "item"] },
    });
  });

  it("are counted by how they ended", async () => {
    const before = await countsOf();
    await run(hello);
    await run(exit42);
    const after = await countsOf();
    expect((after.SUCCEEDED ?? 0) - (before.SUCCEEDED ?? 0)).toBe(1);
    expect((after.FAILED ?? 0) - (before.FAILED ?? 0)).toBe(1);
  });

  async function countsOf(): Promise<Record<string, number>> {
    const metric = await replica.metrics.registry.getSingleMetric("muster_executions_total")?.get();
    return Object.fromEntries((metric?.values ?? []).map(({ labels, value }) => [labels.status, value]));
  }
});
