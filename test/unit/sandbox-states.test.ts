import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Statement } from "../../src/platform/db/database.js";
import {
  endedStatuses,
  hasEnded,
  mayMove,
  sandboxMoves,
  sandboxStatuses,
  type SandboxMove,
} from "../../src/sandboxes/index.js";
import { activeOf } from "../../src/sandboxes/sql/provisioned.js";

/** With the event that each of them writes. `provision` has two ways: of those that are claimed, and of a task's try. */
const movesOf: Record<string, readonly [SandboxMove, string]> = {
  "claim-sandboxes": ["provision", "SANDBOX_PROVISIONING"],
  "begin-task-sandbox": ["provision", "SANDBOX_PROVISIONING"],
  "postpone-sandboxes": ["postpone", "SANDBOX_POSTPONED"],
  "ready-sandboxes": ["ready", "SANDBOX_READY"],
  "succeed-sandboxes": ["succeed", "SANDBOX_SUCCEEDED"],
  "fail-sandboxes": ["fail", "SANDBOX_FAILED"],
  "terminate-sandboxes": ["terminate", "SANDBOX_TERMINATING"],
  "drop-sandboxes": ["drop", "SANDBOX_TERMINATED"],
  "finish-sandboxes": ["terminated", "SANDBOX_TERMINATED"],
  "lose-sandboxes": ["lose", "SANDBOX_LOST"],
};

const files = readdirSync(new URL("../../src/sandboxes/sql", import.meta.url))
  .filter((file) => file.endsWith(".sql.ts"))
  .map((file) => file.slice(0, -".sql.ts".length));

async function statementsOf(file: string): Promise<Statement[]> {
  const module = (await import(`../../src/sandboxes/sql/${file}.sql.ts`)) as Record<string, Partial<Statement>>;
  return Object.values(module).filter((exported): exported is Statement => typeof exported.text === "string");
}

const migration = readFileSync(
  new URL("../../prisma/migrations/20261127210000_sandboxes/migration.sql", import.meta.url),
  "utf8",
);

const literals = (text: string) => [...text.matchAll(/'([A-Z]+)'/g)].map(([, status]) => status);

/** The statuses that a statement asks of a sandbox before it moves it: as it looks for it, and once more as it moves it. */
function guardsOf(text: string): (string | undefined)[][] {
  return [...text.matchAll(/x\.status::text IN \(([^)]*)\)/g)].map(([, list]) => literals(list ?? ""));
}

describe("the table of a sandbox's moves", () => {
  it("has SQL for every move", () => {
    expect(new Set(Object.values(movesOf).map(([move]) => move))).toEqual(new Set(Object.keys(sandboxMoves)));
  });

  it.each(Object.entries(movesOf))(
    "says the same as the SQL of %s, which writes the move's event",
    async (file, [move, type]) => {
      const [statement, ...others] = await statementsOf(file);
      expect(others).toEqual([]);
      const text = statement?.text ?? "";
      expect(guardsOf(text)).toEqual([sandboxMoves[move].from, sandboxMoves[move].from]);
      expect([...text.matchAll(/UPDATE sandboxes x SET status = '([A-Z]+)'/g)].map(([, to]) => to)).toEqual([
        sandboxMoves[move].to,
      ]);
      expect(text).toContain(`'${type}'`);
      expect(text).toContain("INSERT INTO events");
    },
  );

  it("is the only one who moves: no other statement writes a status", async () => {
    for (const file of files.filter((name) => !(name in movesOf))) {
      for (const { text } of await statementsOf(file)) expect(text).not.toMatch(/SET\s[^()]*\bstatus =/);
    }
  });

  it("is made at once by a new one of a task's try", async () => {
    const [statement] = await statementsOf("begin-task-sandbox");
    expect(statement?.text).toMatch(/SELECT \$8, \$1, 'PROVISIONING', /);
    expect(sandboxMoves.provision).toMatchObject({ from: ["PENDING"], to: "PROVISIONING" });
    expect(statement?.text).toContain("'SANDBOX_REQUESTED'");
  });

  it("ends where nothing leads on, and everything else leads on", () => {
    const ends = sandboxStatuses.filter((status) =>
      (Object.keys(sandboxMoves) as SandboxMove[]).every((move) => !mayMove(move, status)),
    );
    expect(new Set(ends)).toEqual(new Set(endedStatuses));
    expect(sandboxStatuses.filter(hasEnded)).toEqual(ends);
  });

  it("sets an end's instant, and its cost, by every move to an end and by no other", async () => {
    for (const [file, [move]] of Object.entries(movesOf)) {
      const [statement] = await statementsOf(file);
      const isEnd = hasEnded(sandboxMoves[move].to);
      expect(/finished_at = now\(\)/.test(statement?.text ?? "")).toBe(isEnd);
      expect(/\bcost = /.test(statement?.text ?? "")).toBe(isEnd);
    }
  });

  it("has the statuses that the database has, whose checks know the ends and what needs no host", () => {
    const [, type = ""] = /CREATE TYPE "SandboxStatus" AS ENUM\s*\(([^)]*)\)/.exec(migration) ?? [];
    expect(literals(type)).toEqual(sandboxStatuses);
    const [, ends = ""] = /CHECK \(\(status IN \(([^)]*)\)\) = \(finished_at IS NOT NULL\)\)/.exec(migration) ?? [];
    expect(literals(ends)).toEqual(endedStatuses);
    const [, hostless = ""] = /CHECK \(status IN \(([^)]*)\) OR host IS NOT NULL\)/.exec(migration) ?? [];
    expect(literals(hostless)).toEqual(["PENDING", ...endedStatuses]);
  });

  it("has what counts for a tenant's share where the index has it", () => {
    const [, active = ""] = /sandboxes_active_idx [^;]*ARRAY\[([^\]]*)\]/.exec(migration) ?? [];
    const counted = /AND a\.status IN \(([^)]*)\)/.exec(activeOf("$1"))?.[1] ?? "";
    expect(literals(counted)).toEqual(literals(active));
    expect(literals(counted)).toEqual(["PROVISIONING", "READY", "TERMINATING"]);
  });
});
