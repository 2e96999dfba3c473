import { describe, expect, it } from "vitest";
import type { HeldLease } from "../../src/tasks/lease-outcomes.js";
import type { LeaseResult } from "../../src/tasks/model.js";
import { Overtaking } from "../../src/tasks/overtaking.js";

const lease = (taskId: string): HeldLease => ({ taskId, leaseToken: `of ${taskId}`, tenantId: "t", agentId: "a" });
const ids = (leases: readonly HeldLease[]) => leases.map(({ taskId }) => taskId).join(" ");
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A table of leases that notes the statements; `late` ones are taken by somebody else before they are both accepted and completed. */
function table(late: readonly string[] = []) {
  const statements: string[] = [];
  const accepted = new Set<string>();
  const outcome = (taskId: string, applies: boolean): LeaseResult => ({
    taskId,
    outcome: applies ? "APPLIED" : "INVALID_STATE",
    message: null,
  });
  let hold: Promise<void> | null = null;
  const overtaking = new Overtaking<HeldLease>(
    {
      accept: async (leases) => {
        statements.push(`accept ${ids(leases)}`);
        await hold;
        for (const { taskId } of leases) accepted.add(taskId);
        return leases.map(({ taskId }) => outcome(taskId, true));
      },
      complete: async (leases) => {
        statements.push(`complete ${ids(leases)}`);
        return leases.map(({ taskId }) => outcome(taskId, accepted.delete(taskId)));
      },
      acceptAndComplete: async (leases) => {
        statements.push(`both ${ids(leases)}`);
        return leases.map(({ taskId }) => outcome(taskId, !late.includes(taskId)));
      },
    },
    { maxWeight: 100, maxWaiting: 100 },
  );
  return { overtaking, statements, holdUntil: (until: Promise<void>) => void (hold = until) };
}

describe("results that overtake the answer of their accept", () => {
  it("are applied in one statement with an accept of the same turn", async () => {
    const { overtaking, statements } = table();
    const accepting = overtaking.accept([lease("1"), lease("2"), lease("3")]);
    const completing = overtaking.complete([lease("3"), lease("1")]);
    expect(await accepting).toMatchObject(["1", "2", "3"].map((taskId) => ({ taskId, outcome: "APPLIED" })));
    expect(await completing).toMatchObject(["3", "1"].map((taskId) => ({ taskId, outcome: "APPLIED" })));
    expect(statements.toSorted()).toEqual(["accept 2", "both 3 1"]);
  });

  it("go with an accept that waits for its turn, however long", async () => {
    const { overtaking, statements, holdUntil } = table();
    let release = (): void => undefined;
    holdUntil(new Promise((resolve) => (release = resolve)));
    const before = [overtaking.accept([lease("1")])];
    await turn();
    before.push(overtaking.accept([lease("2")]));
    await turn();
    const accepting = overtaking.accept([lease("3"), lease("4")]);
    await turn();
    await turn();
    const completing = overtaking.complete([lease("4")]);
    release();
    expect(await Promise.all([...before, accepting])).toMatchObject([[{}], [{}], [{}, {}]]);
    expect(await completing).toMatchObject([{ taskId: "4", outcome: "APPLIED" }]);
    expect(statements.toSorted()).toEqual(["accept 1", "accept 2", "accept 3", "both 4"]);
  });

  it("wait for an accept that is under way", async () => {
    const { overtaking, statements, holdUntil } = table();
    let release = (): void => undefined;
    holdUntil(new Promise((resolve) => (release = resolve)));
    const accepting = overtaking.accept([lease("1")]);
    await turn();
    await turn();
    const completing = overtaking.complete([lease("1")]);
    await turn();
    expect(statements).toEqual(["accept 1"]);
    release();
    expect(await accepting).toMatchObject([{ outcome: "APPLIED" }]);
    expect(await completing).toMatchObject([{ outcome: "APPLIED" }]);
    expect(statements).toEqual(["accept 1", "complete 1"]);
  });

  it("get answers of their own where the one statement does not apply", async () => {
    const { overtaking, statements } = table(["2"]);
    const accepting = overtaking.accept([lease("1"), lease("2")]);
    const completing = overtaking.complete([lease("1"), lease("2")]);
    expect(await accepting).toMatchObject([{ outcome: "APPLIED" }, { outcome: "APPLIED" }]);
    expect(await completing).toMatchObject([{ outcome: "APPLIED" }, { outcome: "APPLIED" }]);
    expect(statements).toEqual(["both 1 2", "accept 2", "complete 2"]);
  });

  it("count once when a lease is completed twice", async () => {
    const { overtaking } = table();
    const accepting = overtaking.accept([lease("1")]);
    const [first, second] = [overtaking.complete([lease("1"), lease("1")]), overtaking.complete([lease("1")])];
    expect(await accepting).toMatchObject([{ outcome: "APPLIED" }]);
    const outcomes = [...(await first), ...(await second)].map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual(["APPLIED", "INVALID_STATE", "INVALID_STATE"]);
  });

  it("go alone when nothing is accepted", async () => {
    const { overtaking, statements } = table();
    expect(await overtaking.complete([lease("1")])).toMatchObject([{ outcome: "INVALID_STATE" }]);
    expect(statements).toEqual(["complete 1"]);
  });
});
