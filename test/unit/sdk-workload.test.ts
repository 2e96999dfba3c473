import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Acceptance, type Lease } from "../../sdk/src/acceptance.js";
import type { Reports } from "../../sdk/src/reports.js";
import type { Assignment } from "../../sdk/src/task-context.js";
import { Workload } from "../../sdk/src/workload.js";

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const assignment = (id: string): Assignment =>
  ({ task: { id, timeoutMs: 60_000 }, leaseToken: `of ${id}`, attempt: 1 }) as unknown as Assignment;

let handedBack: string[];
let workload: Workload;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  handedBack = [];
  const reports = {
    accept: () => new Acceptance(),
    reject: async (leases: readonly Lease[]) => void handedBack.push(...leases.map(({ taskId }) => taskId)),
  } as unknown as Reports;
  const workFor = () => () => new Promise(() => {});
  workload = new Workload({ concurrency: 1, acceptFirst: false, reports, logger: silent, workFor });
});

afterEach(() => {
  workload.close();
  vi.useRealTimers();
});

it("hands back what has waited for a slot for three seconds, and nothing younger", async () => {
  workload.offer([assignment("1"), assignment("2")]);
  await vi.advanceTimersByTimeAsync(2_000);
  workload.offer([assignment("3")]);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(handedBack).toEqual(["2"]);
  await vi.advanceTimersByTimeAsync(1_800);
  expect(handedBack).toEqual(["2"]);
  await vi.advanceTimersByTimeAsync(200);
  expect(handedBack).toEqual(["2", "3"]);
});

it("hands back what waits when it is closed, and forgets it when its session has ended", async () => {
  workload.offer([assignment("1"), assignment("2")]);
  workload.forgetWaiting();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(handedBack).toEqual([]);
  workload.offer([assignment("3")]);
  workload.close();
  expect(handedBack).toEqual(["3"]);
});

it("does not take again what it works on already", async () => {
  let begun = 0;
  const acceptance = new Acceptance();
  const reports = { accept: () => acceptance } as unknown as Reports;
  const workFor = () => () => {
    begun += 1;
    return new Promise(() => {});
  };
  workload = new Workload({ concurrency: 3, acceptFirst: true, reports, logger: silent, workFor });
  workload.offer([assignment("1")]);
  workload.offer([assignment("1")]);
  acceptance.answer(["APPLIED"]);
  await acceptance.answered;
  workload.offer([assignment("1"), assignment("2")]);
  await vi.advanceTimersByTimeAsync(10);
  expect([begun, workload.load]).toEqual([2, 2 / 3]);
});
