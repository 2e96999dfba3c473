import { describe, expect, it } from "vitest";
import { foldAttempts, type LifeEvent } from "../../src/tasks/attempts.js";

const agentId = "agent_1";
const made = { agentId, message: "m", reason: "REPORTED" };

/** Events a second apart; a number is the attempt assigned. */
function events(...types: (LifeEvent["type"] | number)[]): LifeEvent[] {
  return types.map((type, second) => ({
    type: typeof type === "number" ? "TASK_ASSIGNED" : type,
    at: at(second),
    data: typeof type === "number" ? { agentId, attempt: type } : made,
  }));
}

const at = (second: number) => new Date(second * 1_000);
const outline = (...types: Parameters<typeof events>) =>
  foldAttempts(events(...types)).map(({ number, outcome }) => `${number} ${outcome}`);

describe("foldAttempts", () => {
  it.each<[string, Parameters<typeof events>, string[]]>([
    ["nothing yet", ["TASK_CREATED"], []],
    ["offered", ["TASK_CREATED", 1], ["1 OPEN"]],
    ["handed back", ["TASK_CREATED", 1, "TASK_QUEUED"], []],
    ["handed back and offered again", ["TASK_CREATED", 1, "TASK_QUEUED", 1], ["1 OPEN"]],
    ["running", ["TASK_CREATED", 1, "TASK_STARTED", "TASK_PROGRESSED"], ["1 OPEN"]],
    ["completed", ["TASK_CREATED", 1, "TASK_STARTED", "TASK_COMPLETED"], ["1 COMPLETED"]],
    ["waiting for a retry", ["TASK_CREATED", 1, "TASK_STARTED", "TASK_FAILED"], ["1 FAILED"]],
    ["queued for a retry", ["TASK_CREATED", 1, "TASK_STARTED", "TASK_FAILED", "TASK_QUEUED"], ["1 FAILED"]],
    ["cancelled while it waited", ["TASK_CREATED", "TASK_CANCELLED"], []],
    ["cancelled between two tries", ["TASK_CREATED", 1, "TASK_STARTED", "TASK_FAILED", "TASK_CANCELLED"], ["1 FAILED"]],
    ["cancelled when offered", ["TASK_CREATED", 1, "TASK_CANCELLED"], ["1 CANCELLED"]],
    ["cancelled when running", ["TASK_CREATED", 1, "TASK_STARTED", "TASK_CANCELLED"], ["1 CANCELLED"]],
    ["quarantined", ["TASK_CREATED", 1, "TASK_STARTED", "TASK_QUARANTINED"], ["1 QUARANTINED"]],
    [
      "redriven and completed",
      ["TASK_CREATED", 1, "TASK_STARTED", "TASK_QUARANTINED", "TASK_REDRIVEN", 2, "TASK_STARTED", "TASK_COMPLETED"],
      ["1 QUARANTINED", "2 COMPLETED"],
    ],
    [
      "scheduled, raised, retried after a hand-back",
      [
        "TASK_CREATED",
        "TASK_REPRIORITIZED",
        "TASK_QUEUED",
        1,
        "TASK_STARTED",
        "TASK_FAILED",
        "TASK_QUEUED",
        2,
        "TASK_QUEUED",
        2,
        "TASK_STARTED",
      ],
      ["1 FAILED", "2 OPEN"],
    ],
    ["seen from the middle of its life", ["TASK_STARTED", "TASK_FAILED", "TASK_QUEUED", 7], ["7 OPEN"]],
  ])("tells the tries of a task that was %s", (_what, types, tries) => {
    expect(outline(...types)).toEqual(tries);
  });

  it("tells when each try was offered, begun and ended, and why it failed", () => {
    expect(foldAttempts(events("TASK_CREATED", 1, "TASK_STARTED", "TASK_FAILED"))).toEqual([
      {
        number: 1,
        agentId,
        assignedAt: at(1),
        startedAt: at(2),
        endedAt: at(3),
        outcome: "FAILED",
        error: { reason: "REPORTED", message: "m", at: at(3) },
      },
    ]);
  });
});
