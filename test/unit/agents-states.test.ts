import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { agentMoves, agentStatuses, allowedActions, mayMove, type AgentMove } from "../../src/agents/index.js";
import type { Statement } from "../../src/platform/db/database.js";

/** `recover` has two statements: after work, and after a heartbeat. */
const moveOfFile: Record<string, AgentMove> = {
  "connect-agents": "connect",
  "saturate-agents": "saturate",
  "free-agents": "free",
  "pause-agents": "pause",
  "resume-agents": "resume",
  "release-agents": "release",
  "drain-agents": "drain",
  "disconnect-agents": "disconnect",
  "fault-agents": "fault",
  "recover-agents": "recover",
  "revive-agents": "recover",
};

async function statementsOf(file: string): Promise<Statement[]> {
  const module = (await import(`../../src/agents/sql/${file}.sql.ts`)) as Record<string, Statement | (() => Statement)>;
  return Object.values(module).filter((exported) => typeof exported !== "function");
}

const files = readdirSync(new URL("../../src/agents/sql", import.meta.url))
  .filter((file) => file.endsWith(".sql.ts"))
  .map((file) => file.slice(0, -".sql.ts".length));

describe("the table of an agent's moves", () => {
  it("has SQL for every move", () => {
    expect(new Set(Object.values(moveOfFile))).toEqual(new Set(Object.keys(agentMoves)));
  });

  it.each(Object.entries(moveOfFile))("says the same as the SQL of %s", async (file, move) => {
    const [statement, ...others] = await statementsOf(file);
    expect(others).toEqual([]);
    const guards = [...(statement?.text.matchAll(/a\.status IN \(([^)]*)\)/g) ?? [])].map(([, list]) =>
      list?.match(/\w+/g),
    );
    expect(guards).toEqual([agentMoves[move].from, agentMoves[move].from]);
    expect(statement?.text).toContain(`SET status = '${agentMoves[move].to}'`);
  });

  it("is the only one who moves: no other statement writes a status", async () => {
    for (const file of files.filter((name) => !(name in moveOfFile))) {
      for (const { text } of await statementsOf(file)) expect(text).not.toMatch(/SET [^()]*\bstatus =/);
    }
  });

  it("leaves a way out of every status", () => {
    for (const status of agentStatuses) {
      const exits = (Object.keys(agentMoves) as AgentMove[]).filter((move) => mayMove(move, status));
      expect(exits).not.toEqual([]);
    }
  });
});

describe("allowedActions", () => {
  it.each([
    ["CREATED", ["PAUSE", "REMOVE"]],
    ["READY", ["PAUSE", "DRAIN", "REMOVE"]],
    ["BUSY", ["PAUSE", "DRAIN", "REMOVE"]],
    ["PAUSED", ["RESUME", "REMOVE"]],
    ["DRAINING", ["PAUSE", "RESUME", "REMOVE"]],
    ["OFFLINE", ["PAUSE", "REMOVE"]],
    ["FAULTED", ["PAUSE", "RESUME", "REMOVE"]],
  ] as const)("offers for %s: %s", (status, actions) => {
    expect(allowedActions({ status, removedAt: null })).toEqual(actions);
  });

  it("offers nothing for a removed agent", () => {
    expect(allowedActions({ status: "OFFLINE", removedAt: new Date() })).toEqual([]);
  });
});
