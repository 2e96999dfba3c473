import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Statement } from "../../src/platform/db/database.js";
import { newId } from "../../src/platform/ids.js";
import { allowedActions } from "../../src/tasks/administration.js";
import { mayMove, taskMoves, taskStatuses, type TaskMove } from "../../src/tasks/states.js";

/** `fail-tasks` does one of two moves, `cancel-tasks` one in two ways. */
const movesOf: Record<string, readonly TaskMove[]> = {
  "queue-due-tasks": ["due"],
  "assign-tasks": ["assign"],
  "claim-backlog": ["assign"],
  "accept-tasks": ["accept"],
  "hand-back-tasks": ["handBack"],
  "complete-tasks": ["complete"],
  "fail-tasks": ["retry", "quarantine"],
  "cancel-tasks": ["cancel"],
  "redrive-task": ["redrive"],
};

/** Moves one after the other in a statement. */
const chainsOf: Record<string, readonly [TaskMove, TaskMove]> = {
  "accept-and-complete-tasks": ["accept", "complete"],
};

const files = readdirSync(new URL("../../src/tasks/sql", import.meta.url))
  .filter((file) => file.endsWith(".sql.ts"))
  .map((file) => file.slice(0, -".sql.ts".length));

async function statementsOf(file: string): Promise<Statement[]> {
  const module = (await import(`../../src/tasks/sql/${file}.sql.ts`)) as Record<string, Statement>;
  return Object.values(module);
}

const literals = (text: string) => [...text.matchAll(/'([A-Z]+)'/g)].map(([, status]) => status);

/** The statuses that a statement asks of the task before it moves it. */
function guardsOf(text: string): (string | undefined)[][] {
  const conditions = text.matchAll(/(?<!SET )\b(?:t\.)?status(?:::text)? (?:= ('[A-Z]+')|IN \(([^)]*)\)(?! AS))/g);
  return [...conditions].map(([, one, many]) => literals(one ?? many ?? ""));
}

/** The statuses that it writes. */
function targetsOf(text: string): (string | undefined)[] {
  const [, written] = /SET\s+status = ('[A-Z]+'|CASE .*? END)/.exec(text) ?? [];
  return literals(written ?? "");
}

describe("the table of a task's moves", () => {
  it("has SQL for every move", () => {
    expect(new Set(Object.values(movesOf).flat())).toEqual(new Set(Object.keys(taskMoves)));
  });

  it.each(Object.entries(movesOf))("says the same as the SQL of %s", async (file, moves) => {
    const statements = await statementsOf(file);
    expect(statements.length).toBeGreaterThan(0);
    for (const { text } of statements) {
      expect(guardsOf(text)).toEqual([taskMoves[moves[0] as TaskMove].from]);
      expect(new Set(targetsOf(text))).toEqual(new Set(moves.map((move) => taskMoves[move].to)));
      for (const move of moves) expect(taskMoves[move].from).toEqual(taskMoves[moves[0] as TaskMove].from);
    }
  });

  it.each(Object.entries(chainsOf))("says the same as the SQL of %s", async (file, [first, second]) => {
    expect(taskMoves[second].from).toEqual([taskMoves[first].to]);
    for (const { text } of await statementsOf(file)) {
      expect(guardsOf(text)).toEqual([taskMoves[first].from]);
      expect(targetsOf(text)).toEqual([taskMoves[second].to]);
    }
  });

  it("is the only one who moves: no other statement writes a status, and creation begins in two", async () => {
    for (const file of files.filter((name) => !(name in movesOf) && !(name in chainsOf))) {
      for (const { text } of await statementsOf(file)) expect(text).not.toMatch(/SET\s[^()]*\bstatus =/);
    }
    // A task that is placed has made the move `assign` as well.
    expect(taskMoves.assign).toMatchObject({ from: ["QUEUED"], to: "ASSIGNED" });
    for (const { text } of await statementsOf("create-tasks"))
      expect(text).toMatch(
        /CASE WHEN agent_id IS NOT NULL THEN 'ASSIGNED' WHEN scheduled_at > now\(\) THEN 'SCHEDULED' ELSE 'QUEUED' END::"TaskStatus"/,
      );
  });

  it("ends in COMPLETED and CANCELLED only", () => {
    const ends = taskStatuses.filter((status) =>
      (Object.keys(taskMoves) as TaskMove[]).every((move) => !mayMove(move, status)),
    );
    expect(ends).toEqual(["COMPLETED", "CANCELLED"]);
  });
});

describe("allowedActions", () => {
  it.each([
    ["SCHEDULED", ["CANCEL", "SET_PRIORITY"]],
    ["QUEUED", ["CANCEL", "SET_PRIORITY"]],
    ["ASSIGNED", ["CANCEL"]],
    ["RUNNING", ["CANCEL"]],
    ["COMPLETED", []],
    ["CANCELLED", []],
    ["QUARANTINED", ["REDRIVE"]],
  ] as const)("offers for %s: %s", (status, actions) => {
    expect(allowedActions({ status, runId: null })).toEqual(actions);
  });

  it("leaves it to the run whether a task of its own is done again", () => {
    expect(allowedActions({ status: "QUARANTINED", runId: newId("run") })).toEqual([]);
    expect(allowedActions({ status: "QUEUED", runId: newId("run") })).toEqual(["CANCEL", "SET_PRIORITY"]);
  });
});
