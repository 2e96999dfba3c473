import { describe, expect, it } from "vitest";
import { startAll, stopAll, type Service } from "../../src/platform/service.js";

function services(log: string[], failing?: string): Service[] {
  return ["a", "b", "c"].map((name) => ({
    name,
    start: async () => {
      log.push(`start ${name}`);
      if (name === failing) throw new Error(`${name} failed`);
    },
    stop: async () => void log.push(`stop ${name}`),
  }));
}

describe("startAll and stopAll", () => {
  it("start in order and stop the other way round, one after the other", async () => {
    const log: string[] = [];
    const all = services(log);
    await startAll(all);
    await stopAll(all);
    expect(log).toEqual(["start a", "start b", "start c", "stop c", "stop b", "stop a"]);
  });

  it("undo a start that fails, the half-started one included, and tell why", async () => {
    const log: string[] = [];
    await expect(startAll(services(log, "b"))).rejects.toThrow("b failed");
    expect(log).toEqual(["start a", "start b", "stop b", "stop a"]);
  });
});
