import { describe, expect, it } from "vitest";
import type { Connection } from "../../sdk/src/connection.js";
import { operationOf } from "../../sdk/src/document.js";
import { Reports } from "../../sdk/src/reports.js";
import { eventually } from "../support/eventually.js";

interface Sent {
  readonly name: string;
  readonly taskIds: readonly string[];
  /** Which turn of the event loop it was sent in. */
  readonly turn: number;
}

/** Reports over a connection that notes what is sent, and applies everything. */
function notedReports() {
  const sent: Sent[] = [];
  let turn = 0;
  const nextTurn = (): Promise<void> =>
    new Promise((resolve) =>
      setImmediate(() => {
        turn += 1;
        resolve();
      }),
    );
  const execute = async (document: unknown, variables: unknown) => {
    const items = Object.values(variables as Record<string, readonly { readonly taskId: string }[]>)[0] ?? [];
    const name = /mutation (\w+)/.exec(operationOf(document as Parameters<typeof operationOf>[0]).query)?.[1] ?? "";
    sent.push({ name, taskIds: items.map(({ taskId }) => taskId), turn });
    const results = items.map(({ taskId }) => ({ taskId, outcome: "APPLIED", message: null }));
    return { data: { acceptTasks: { results }, completeTasks: { results } }, resent: false };
  };
  return { sent, nextTurn, reports: new Reports({ execute } as unknown as Pick<Connection, "execute">) };
}

function lease(number: number) {
  return { taskId: `task_${number}`, leaseToken: `lease_${number}` };
}

function result(number: number) {
  return { result: { ...lease(number), output: null, cost: null }, size: 4 };
}

const numbers = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

describe("accepts and results", () => {
  it("of one turn are one message each, the accepts first, in the same turn", async () => {
    const { sent, nextTurn, reports } = notedReports();
    const acceptance = reports.accept([lease(1)]);
    void reports.complete(result(1), acceptance);
    expect(reports.accept([lease(2)])).toBe(acceptance);
    void reports.complete(result(2), acceptance);
    expect(sent).toEqual([]);
    await nextTurn();
    const taskIds = ["task_1", "task_2"];
    await eventually(() => expect(sent).toHaveLength(2));
    expect(sent).toMatchObject([
      { name: "AcceptTasks", taskIds, turn: 0 },
      { name: "CompleteTasks", taskIds, turn: 0 },
    ]);
  });

  it("keep their order when another result is about to be sent", async () => {
    const { sent, nextTurn, reports } = notedReports();
    const earlier = reports.accept([lease(1)]);
    await nextTurn();
    await earlier.answered;
    void reports.complete(result(1), earlier);
    void reports.complete(result(2), reports.accept([lease(2)]));
    await eventually(() => expect(sent).toHaveLength(3));
    expect(sent.map(({ name }) => name)).toEqual(["AcceptTasks", "AcceptTasks", "CompleteTasks"]);
    expect(sent[2]?.taskIds).toEqual(["task_1", "task_2"]);
  });

  it("keep their order when so many are ready that the turn's end is not waited for", async () => {
    const { sent, reports } = notedReports();
    const acceptance = reports.accept(numbers(0, 600).map(lease));
    for (const number of numbers(0, 600)) void reports.complete(result(number), acceptance);
    expect(sent.map(({ name, taskIds }) => [name, taskIds.length])).toEqual([
      ["AcceptTasks", 600],
      ["CompleteTasks", 500],
    ]);
    await eventually(() => expect(sent[2]?.taskIds).toHaveLength(100));
  });

  it("go in several messages when the server would not take them in one", async () => {
    const { sent, reports } = notedReports();
    const first = reports.accept(numbers(0, 700).map(lease));
    const second = reports.accept(numbers(700, 700).map(lease));
    await Promise.all([first.answered, second.answered]);
    expect(sent.map(({ taskIds }) => taskIds.length)).toEqual([700, 700]);
    expect(first.holds(lease(0)) && second.holds(lease(700))).toBe(true);
  });
});
