import { describe, expect, it } from "vitest";
import { derivedId, firstIdAt, idPrefixes, isId, newId, prefixOf } from "../../src/platform/ids.js";

describe("ids", () => {
  it.each(idPrefixes)("knows its own: %s", (prefix) => {
    const id = newId(prefix);
    expect(isId(prefix, id)).toBe(true);
    expect(prefixOf(id)).toBe(prefix);
  });

  it("sorts by creation", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      ids.push(newId("task"));
      const now = Date.now();
      while (Date.now() === now) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(ids.toSorted()).toEqual(ids);
  });

  it("tells what ids of a time begin with", () => {
    const before = Date.now();
    const id = newId("task");
    expect(firstIdAt("task", new Date(before)) <= id).toBe(true);
    expect(id < firstIdAt("task", new Date(Date.now() + 1))).toBe(true);
    expect(firstIdAt("task", new Date(before + 1)).length).toBe("task_".length + 10);
  });

  it("derives others, the same each time, that sort beside", () => {
    const [tenant, later] = [newId("tenant"), newId("tenant")];
    const id = derivedId("agent", tenant, "sandbox");
    expect(isId("agent", id)).toBe(true);
    expect(derivedId("agent", tenant, "sandbox")).toBe(id);
    expect(id.slice("agent_".length, -12)).toBe(tenant.slice("tenant_".length, -12));
    const others = [
      derivedId("agent", later, "sandbox"),
      derivedId("agent", tenant, "other"),
      `agent_${tenant.slice(7)}`,
    ];
    expect(new Set([id, ...others].map((one) => one.slice(-12))).size).toBe(4);
  });

  it("knows no time before 1970", () => {
    expect(firstIdAt("run", new Date(-1))).toBe("run_0000000000");
  });

  const suffix = newId("task").slice("task_".length);

  it.each([
    ["another prefix", `agent_${suffix}`],
    ["an unknown prefix", `thing_${suffix}`],
    ["no prefix", suffix],
    ["an empty prefix", `_${suffix}`],
    ["an upper-case prefix", `TASK_${suffix}`],
    ["a suffix too short", `task_${suffix.slice(1)}`],
    ["a suffix too long", `task_${suffix}0`],
    ["a letter that base32 lacks", `task_${suffix.slice(0, -1)}u`],
    ["an upper-case suffix", `task_${suffix.toUpperCase()}`],
    ["more than 128 bits", `task_8${suffix.slice(1)}`],
    ["a NUL", `task_${suffix.slice(0, -1)}\0`],
    ["a blank", ` task_${suffix.slice(1)}`],
    ["nothing", ""],
  ])("refuses %s", (_what, id) => {
    expect(isId("task", id)).toBe(false);
    expect(prefixOf(id)).not.toBe("task");
  });

  it("tells the nouns of one id apart", () => {
    expect(prefixOf(`agent_${suffix}`)).toBe("agent");
    expect(isId("agent", `agent_${suffix}`)).toBe(true);
    expect(prefixOf("no id at all")).toBeUndefined();
  });
});
