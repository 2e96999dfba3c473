import { describe, expect, it } from "vitest";
import { releaseMoves, type ReleaseMove } from "../../src/marketplace/publishing/release-states.js";
import { deprecateRelease, restoreRelease, yankRelease } from "../../src/marketplace/sql/move-releases.sql.js";

const statements = { deprecate: deprecateRelease, yank: yankRelease, restore: restoreRelease };

describe("the table of a release's moves", () => {
  it.each(Object.keys(statements) as ReleaseMove[])("says the same as the SQL of %s", (move) => {
    const { text } = statements[move];
    const [, guard = ""] = /r\.status IN \(([^)]*)\)/.exec(text) ?? [];
    expect([...guard.matchAll(/'([A-Z]+)'/g)].map(([, status]) => status)).toEqual([...releaseMoves[move].from]);
    expect(/SET status = '([A-Z]+)'/.exec(text)?.[1]).toBe(releaseMoves[move].to);
    expect(text).toContain("r.tenant_id = $1");
  });

  it("has SQL for every move, and none out of REJECTED or into it", () => {
    expect(Object.keys(releaseMoves)).toEqual(Object.keys(statements));
    for (const { from, to } of Object.values(releaseMoves)) expect([...from, to]).not.toContain("REJECTED");
  });
});
