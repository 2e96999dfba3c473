import { describe, expect, it } from "vitest";
import { StatementNames } from "../../src/platform/db/statement-names.js";

describe("names of statements", () => {
  it("are one per text, and the same each time", () => {
    const names = new StatementNames("list-things", 10);
    expect(names.of("SELECT 1")).toMatch(/^list-things-[0-9a-f]{12}$/);
    expect(names.of("SELECT 1")).toBe(names.of("SELECT 1"));
    expect(names.of("SELECT 2")).not.toBe(names.of("SELECT 1"));
  });

  it("come to an end: what is met later is not prepared, what had a name keeps it", () => {
    const names = new StatementNames("list-things", 2);
    const first = names.of("SELECT 1");
    names.of("SELECT 2");
    expect([names.of("SELECT 3"), names.of("SELECT 4"), names.of("SELECT 1")]).toEqual(["", "", first]);
  });
});
