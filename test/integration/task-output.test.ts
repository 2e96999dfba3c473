import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { Lease } from "../../src/tasks/index.js";
import { refusalOf } from "../support/refusal.js";
import { leaseOf, only, TaskWorld, type PlayedAgent, type Replica } from "../support/task-world.js";

describe("output that is sent with its position", () => {
  let world: TaskWorld;
  let replica: Replica;
  let admin: Principal;
  let agent: PlayedAgent;
  let lease: Lease;

  beforeAll(async () => {
    world = await TaskWorld.open();
    replica = await world.replica();
    admin = await world.tenant();
    await replica.tasks.defineKind(admin, { name: "echo" });
    agent = await world.agent(replica, admin, { capacity: 100 });
  });
  afterAll(async () => {
    await agent.leave();
    await world.close();
  });
  beforeEach(async () => {
    await replica.tasks.create(admin, { kind: "echo" });
    lease = await accepted();
  });

  /** The lease of the next assignment, which is accepted. */
  async function accepted(): Promise<Lease> {
    const next = leaseOf(only(await agent.next()));
    await replica.tasks.accept(agent.principal, [next]);
    return next;
  }

  const append = (text: string, afterSeq?: number | null): Promise<number> =>
    replica.tasks.appendOutput(agent.principal, { ...lease, chunks: [...text], afterSeq });

  /** All that is stored: one character per piece, as the test writes them. */
  async function stored(): Promise<string> {
    const rows = await world.rows<{ seq: number; chunk: string }>(
      "SELECT seq, chunk FROM task_output WHERE task_id = $1 ORDER BY seq",
      [lease.taskId],
    );
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
    const task = await replica.tasks.get(admin.tenantId, lease.taskId);
    expect(task?.outputSeq).toBe(rows.length);
    return rows.map(({ chunk }) => chunk).join("");
  }

  it("is stored once however often it is sent, with the same answer", async () => {
    for (let count = 0; count < 3; count++) expect(await append("abc", 0)).toBe(3);
    expect(await append("de", 3)).toBe(5);
    expect(await append("abc", 0)).toBe(3);
    expect(await stored()).toBe("abcde");
  });

  it("is stored as far as it is not there yet", async () => {
    await append("abc", 0);
    expect(await append("bcdef", 1)).toBe(6);
    expect(await stored()).toBe("abcdef");
  });

  it("goes behind what was sent without a position, and that behind it", async () => {
    await append("ab");
    expect(await append("c", 2)).toBe(3);
    expect(await append("d", null)).toBe(4);
    expect(await stored()).toBe("abcd");
  });

  it.each([3, 100_000, 2 ** 31, Number.MAX_SAFE_INTEGER])(
    "is refused where pieces are missing before it, as at %i",
    async (afterSeq) => {
      await append("ab", 0);
      expect(await refusalOf(append("d", afterSeq))).toMatchObject({
        code: "BAD_USER_INPUT",
        reason: "OUTPUT_GAP",
        path: ["afterSeq"],
      });
      expect(await stored()).toBe("ab");
    },
  );

  it("is stored once when several send it at the same time", async () => {
    const text = "abcdefghijklmnopqrstuvwxyz";
    for (let seq = 0; seq < 20; seq += 4) {
      const sends = [0, 0, 1, 3, 4].map((back) => Math.max(0, seq - back));
      await Promise.all(sends.map((after) => append(text.slice(after, seq + 4), after)));
    }
    expect(await stored()).toBe(text.slice(0, 20));
  });

  it("either finds what it is to follow or is refused, when it races with that", async () => {
    const [first, second] = await Promise.allSettled([append("ab", 0), append("cd", 2)]);
    expect(first.status).toBe("fulfilled");
    if (second.status === "rejected") expect(second.reason).toMatchObject({ reason: "OUTPUT_GAP" });
    expect(await append("cd", 2)).toBe(4);
    expect(await stored()).toBe("abcd");
  });

  it("begins behind what earlier tries have written, and takes none of it for its own", async () => {
    await append("ab", 0);
    await replica.tasks.fail(agent.principal, { ...lease, errorMessage: "again" });
    const [assignment] = await agent.next();
    expect(assignment).toMatchObject({ attempt: 2, task: { id: lease.taskId, outputSeq: 2 } });
    lease = { taskId: lease.taskId, leaseToken: assignment?.leaseToken ?? "" };
    await replica.tasks.accept(agent.principal, [lease]);
    const earlier = { code: "BAD_USER_INPUT", reason: "OUTPUT_OF_EARLIER_TRY", path: ["afterSeq"] };
    expect(await refusalOf(append("xy", 0))).toMatchObject(earlier);
    expect(await refusalOf(append("xyz", 1))).toMatchObject(earlier);
    for (let count = 0; count < 2; count++) expect(await append("cd", 2)).toBe(4);
    expect(await refusalOf(append("xy", 1))).toMatchObject(earlier);
    expect(await stored()).toBe("abcd");
  });

  it("is refused under a lease that does not hold, whatever its position", async () => {
    await append("ab", 0);
    const { principal } = agent;
    const stale = replica.tasks.appendOutput(principal, { ...lease, leaseToken: "stale", chunks: ["c"], afterSeq: 9 });
    expect(await refusalOf(stale)).toMatchObject({ code: "STALE_LEASE" });
    await replica.tasks.complete(principal, [lease]);
    expect(await refusalOf(append("ab", 0))).toMatchObject({ code: "INVALID_STATE" });
    expect(await stored()).toBe("ab");
  });

  it("is refused when there is no room for the last of it, but not when it is there", async () => {
    await world.rows(
      "INSERT INTO task_output (task_id, seq, attempt, chunk) SELECT $1, n, 1, '' FROM generate_series(1, 99999) AS n",
      [lease.taskId],
    );
    await world.rows("UPDATE tasks SET output_seq = 99999 WHERE id = $1", [lease.taskId]);
    expect(await refusalOf(append("ab", 99_999))).toMatchObject({ reason: "TASK_OUTPUT_FULL", path: ["chunks"] });
    for (let count = 0; count < 2; count++) expect(await append("a", 99_999)).toBe(100_000);
    expect(await refusalOf(append("b", 100_000))).toMatchObject({ reason: "TASK_OUTPUT_FULL" });
    expect(await stored()).toBe("a");
  });
});
