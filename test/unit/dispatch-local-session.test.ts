import { beforeEach, describe, expect, it } from "vitest";
import { LocalSession } from "../../src/dispatch/local-session.js";
import { AgentProfile } from "../../src/dispatch/profile.js";
import type { Assignment } from "../../src/tasks/index.js";

const kib = 1_024;
const maxFrameBytes = kib * kib;

describe("the frames of a session", () => {
  let session: LocalSession;

  beforeEach(() => {
    session = new LocalSession({
      id: "session_1",
      agentId: "agent_1",
      capacity: 1_000,
      prefetch: 0,
      profile: new AgentProfile("tenant_1", [], null),
      eligible: true,
      onClose: async () => undefined,
    });
  });

  /** Assigns tasks with inputs of so many bytes. */
  function assign(...sizes: number[]): void {
    for (const [index, inputBytes] of sizes.entries()) {
      session.reserve(index);
      session.assign({ task: { id: `task_${index}` }, inputBytes } as unknown as Assignment, 0);
    }
    session.flush();
  }

  /** Sizes of the inputs in the next frame. */
  async function frame(): Promise<number[]> {
    const { value } = await session.next();
    return (value as readonly Assignment[]).map(({ inputBytes }) => inputBytes);
  }

  it("hold all that was assigned since the last one", async () => {
    const first = frame();
    assign(10, 20, 30);
    expect(await first).toEqual([10, 20, 30]);
  });

  it("hold at most 500 tasks, and the rest comes when the first is written", async () => {
    assign(...Array.from({ length: 600 }, () => 100));
    expect(await frame()).toHaveLength(500);
    expect(await frame()).toHaveLength(100);
  });

  it("hold at most 1 MiB", async () => {
    assign(...Array.from({ length: 200 }, () => 256 * kib));
    const sizes: number[] = [];
    while (sizes.length < 200) {
      const bytes = await frame();
      expect(bytes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(maxFrameBytes);
      sizes.push(...bytes);
    }
    expect(sizes).toHaveLength(200);
  });

  it("count what a task takes beside its input", async () => {
    assign(...Array.from({ length: 500 }, () => 2 * kib));
    const { length } = await frame();
    expect(length * 2 * kib).toBeLessThan(maxFrameBytes);
    expect(length).toBeGreaterThan(400);
  });

  it("hold a task alone that is larger, and keep the order", async () => {
    assign(100, 5 * maxFrameBytes, 200);
    expect(await frame()).toEqual([100]);
    expect(await frame()).toEqual([5 * maxFrameBytes]);
    expect(await frame()).toEqual([200]);
  });
});
