import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { Assignment } from "../../src/tasks/index.js";
import { TaskWorld, type PlayedAgent, type Replica } from "../support/task-world.js";

const maxFrameBytes = 1_048_576;
const count = 12;
/** 250,000 bytes in UTF-8, of half as many characters. */
const input = { text: "ä".repeat(125_000) };
const inputBytes = Buffer.byteLength(JSON.stringify(input));

describe("large inputs on their way to an agent", () => {
  let world: TaskWorld;
  let replica: Replica;
  let admin: Principal;

  beforeAll(async () => {
    world = await TaskWorld.open();
    replica = await world.replica();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    admin = await world.tenant();
    await replica.tasks.defineKind(admin, { name: "echo" });
  });

  async function create(): Promise<string[]> {
    const inputs = Array.from({ length: count }, () => ({ kind: "echo", input }));
    return (await replica.tasks.createMany(admin, inputs)).map(({ id }) => id);
  }

  async function framesOf(agent: PlayedAgent): Promise<(readonly Assignment[])[]> {
    const frames: (readonly Assignment[])[] = [];
    while (frames.flat().length < count) frames.push(await agent.next());
    return frames;
  }

  function expectBounded(frames: readonly (readonly Assignment[])[], ids: readonly string[]): void {
    for (const frame of frames) {
      expect(frame.map((assignment) => assignment.inputBytes)).toEqual(frame.map(() => inputBytes));
      expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThan(maxFrameBytes);
    }
    const got = frames.flat().map(({ task }) => task.id);
    expect(new Set(got)).toEqual(new Set(ids));
    expect(got).toHaveLength(count);
  }

  it("come in frames of at most 1 MiB when they are assigned as they are created", async () => {
    const agent = await world.agent(replica, admin, { capacity: count });
    const ids = await create();
    expectBounded(await framesOf(agent), ids);
    await agent.leave();
  });

  it("come in frames of at most 1 MiB when they have waited", async () => {
    const ids = await create();
    const agent = await world.agent(replica, admin, { capacity: count });
    expectBounded(await framesOf(agent), ids);
    await agent.leave();
  });
});
