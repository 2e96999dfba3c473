import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Execution } from "../../src/executions/index.js";
import type { Principal } from "../../src/identity/index.js";
import { MusterError } from "../../src/platform/errors.js";
import { eventually } from "../support/eventually.js";
import { ExecutionWorld, type ExecutionReplica } from "../support/execution-world.js";
import { createGate } from "../support/gate.js";
import { refusalOf } from "../support/refusal.js";
import { endless, hello } from "../support/wasm-modules.js";

describe("executions within their bounds", () => {
  let world: ExecutionWorld;
  let admin: Principal;
  let binary: string;

  beforeAll(async () => {
    world = await ExecutionWorld.open();
    admin = await world.tenant();
    binary = await world.shelf.add(admin, hello);
  });
  afterAll(() => world.close());
  afterEach(() => {
    world.intercept = (request, run) => run(request);
  });

  const roles = ["api", "dispatcher"];

  async function execute(replica: ExecutionReplica, count: number, by = admin): Promise<(Execution | MusterError)[]> {
    const own = by === admin ? binary : await world.shelf.add(by, hello);
    const answers = await Promise.allSettled(
      Array.from({ length: count }, () => replica.executions.execute(by, { agent: { binary: own } })),
    );
    return answers.map((answer) => {
      if (answer.status === "fulfilled") return answer.value;
      if (answer.reason instanceof MusterError) return answer.reason;
      throw answer.reason;
    });
  }

  const refused = (answers: readonly (Execution | MusterError)[]): MusterError[] =>
    answers.filter((answer) => answer instanceof MusterError);

  async function countOf(tenantId: string, status: string): Promise<number> {
    const [row] = await world.rows<{ n: number }>(
      "SELECT count(*)::int AS n FROM executions WHERE tenant_id = $1 AND status::text = $2",
      [tenantId, status],
    );
    return row?.n ?? -1;
  }

  it("answer each of a thousand calls at once: with an end that is kept, or with a refusal that is not", async () => {
    const replica = await world.replica({ roles });
    const answers = await execute(replica, 1_000);
    const refusals = refused(answers);
    expect(answers).toHaveLength(1_000);
    expect(refusals.length).toBeGreaterThan(0);
    for (const one of refusals) expect(one).toMatchObject({ code: "RATE_LIMITED", reason: "EXECUTIONS_BUSY" });
    expect(await countOf(admin.tenantId, "SUCCEEDED")).toBe(1_000 - refusals.length);
    expect(await countOf(admin.tenantId, "RUNNING")).toBe(0);
  });

  it("leave one tenant room while another has more than enough", async () => {
    const replica = await world.replica({ roles });
    const other = await world.tenant();
    const [many, few] = await Promise.all([execute(replica, 200), execute(replica, 5, other)]);
    expect(refused(many).length).toBeGreaterThan(0);
    expect(refused(few)).toEqual([]);
  });

  it("are so many at a time for a tenant, whatever others run", async () => {
    const replica = await world.replica({ roles, limits: { maxPerTenant: 3 } });
    const gate = createGate();
    let begun = 0;
    world.intercept = async (request, run) => {
      begun++;
      await gate.isOpen;
      return run(request);
    };
    const running = execute(replica, 3);
    await eventually(() => expect(begun).toBe(3));
    const refusal = await refusalOf(replica.executions.execute(admin, { agent: { binary } }));
    expect(refusal).toMatchObject({ code: "QUOTA_EXCEEDED", reason: "EXECUTION_QUOTA" });
    const other = execute(replica, 1, await world.tenant());
    await eventually(() => expect(begun).toBe(4));
    gate.open();
    expect(refused([...(await running), ...(await other)])).toEqual([]);
    expect(refused(await execute(replica, 1))).toEqual([]);
  });

  it("are so many in a minute for a tenant, and what is refused does not count", async () => {
    const replica = await world.replica({ roles, limits: { perMinute: 2 } });
    const tenant = await world.tenant();
    world.intercept = async () => {
      throw new MusterError("RATE_LIMITED", "Busy.", { reason: "EXECUTIONS_BUSY" });
    };
    for (let tries = 0; tries < 3; tries++)
      expect(refused(await execute(replica, 1, tenant))).toMatchObject([{ reason: "EXECUTIONS_BUSY" }]);
    world.intercept = (request, run) => run(request);
    expect(refused(await execute(replica, 2, tenant))).toEqual([]);
    expect(refused(await execute(replica, 1, tenant))).toMatchObject([
      {
        code: "QUOTA_EXCEEDED",
        message: expect.stringMatching(/^A tenant runs 2 in a minute: try again in \d+ ms\.$/),
      },
    ]);
    expect(refused(await execute(replica, 1, await world.tenant()))).toEqual([]);
  });

  it("are ended, and kept so, when the process stops; later ones are refused", async () => {
    const replica = await world.replica({ roles });
    const tenant = await world.tenant();
    let begun = false;
    world.intercept = (request, run) => ((begun = true), run(request));
    const agent = { binary: await world.shelf.add(tenant, endless) };
    const running = replica.executions.execute(tenant, { agent, limits: { timeoutMs: 60_000 } });
    await eventually(() => expect(begun).toBe(true));
    await replica.executions.stop();
    expect(await running).toMatchObject({ status: "FAILED", error: { reason: "CANCELLED" } });
    expect(await countOf(tenant.tenantId, "FAILED")).toBe(1);
    expect(await refusalOf(replica.executions.execute(tenant, { agent }))).toMatchObject({
      ...{ code: "UNAVAILABLE", reason: "EXECUTIONS_STOPPING" },
    });
  });
});
