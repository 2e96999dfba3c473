import { afterEach, describe, expect, it } from "vitest";
import { ControlWorld, type ControlWorldOptions, type FakeProcess } from "../support/control-world.js";

const second = 1_000;

describe("the log of a sandbox", () => {
  let world: ControlWorld;
  let process: FakeProcess;

  const open = async (options: ControlWorldOptions = {}) => {
    world = new ControlWorld(options);
    process = await world.boot();
  };

  afterEach(() => world.close());

  it("is kept as it is written, in pieces that have come together", async () => {
    await open();
    const id = await world.request();
    let appends = 0;
    process.onCall = (name, when) => void (appends += name === "ledger.appendLog" && when === "before" ? 1 : 0);
    for (let n = 0; n < 50; n++) world.host.write(id, `line ${n}\n`);
    await world.advance(second);
    expect(world.ledger.logText(id).split("\n")).toHaveLength(51);
    expect(appends).toBe(1);
  });

  it("is written at once when much has come, without waiting for more", async () => {
    await open();
    const id = await world.request();
    for (let n = 0; n < 5; n++) world.host.write(id, "x".repeat(16_384));
    await world.settle();
    expect(world.ledger.get(id).logBytes).toBe(4 * 16_384);
    await world.advance(100);
    expect(world.ledger.get(id).logBytes).toBe(5 * 16_384);
  });

  it("is whole when the sandbox is said to have ended", async () => {
    await open();
    const id = await world.request();
    world.host.write(id, "first\n");
    world.host.write(id, "last\n");
    let before = "";
    process.onCall = (name, when, [changes]) => {
      const isEnd = name === "ledger.move" && when === "before" && JSON.stringify(changes).includes("succeed");
      if (isEnd) before = world.ledger.logText(id);
    };
    world.host.exit(id, 0);
    await world.settle();
    expect(before).toBe("first\nlast\n");
    expect(world.ledger.get(id).status).toBe("SUCCEEDED");
  });

  it("has what was written in the grace of one that was ended", async () => {
    await open();
    world.host.removesAtOnce = false;
    const id = await world.request();
    await world.terminate(id);
    for (const word of ["saving\n", "saved\n", "bye\n"]) world.host.write(id, word);
    world.host.vanish(id);
    await world.settle();
    expect(world.ledger.get(id).status).toBe("TERMINATED");
    expect(world.ledger.logText(id)).toBe("saving\nsaved\nbye\n");
  });

  it("is read also of a program that had ended before it was heard to run", async () => {
    await open();
    world.host.runsAtOnce = false;
    const id = await world.request();
    world.host.write(id, "short\n");
    world.host.exit(id, 0);
    await world.settle();
    expect(world.ledger.logText(id)).toBe("short\n");
  });

  it("is not waited for longer than a while", async () => {
    await open();
    const id = await world.request();
    await world.advance(second);
    world.host.isUp = false;
    world.host.write(id, "never read\n");
    world.host.exit(id, 0);
    await world.advance(13 * second);
    expect(world.ledger.get(id).status).toBe("SUCCEEDED");
    world.host.isUp = true;
    await world.advance(31 * second);
    expect(world.host.readers).toBe(0);
  });

  it("is read on from where the ledger has it when the host was away for a moment", async () => {
    await open();
    const id = await world.request();
    world.host.write(id, "one\n");
    await world.advance(second);
    world.host.isUp = false;
    world.host.write(id, "two\n");
    await world.settle();
    world.host.isUp = true;
    await world.advance(3 * second);
    world.host.write(id, "three\n");
    await world.advance(second);
    expect(world.ledger.logText(id)).toBe("one\ntwo\nthree\n");
  });

  it("waits while the ledger is away, and its program's words with it", async () => {
    await open();
    const id = await world.request();
    process.onCall = (name) => {
      if (name === "ledger.appendLog") throw new Error("away");
    };
    for (let n = 0; n < 20; n++) world.host.write(id, `${String(n)}${"x".repeat(16_000)}\n`);
    await world.advance(5 * second);
    expect(world.ledger.logText(id)).toBe("");
    process.onCall = () => undefined;
    await world.advance(15 * second);
    expect(world.ledger.logText(id).split("\n")).toHaveLength(21);
  });

  it("is read on by the next process, without a gap or a repetition", async () => {
    await open();
    const id = await world.request();
    world.host.write(id, "one\n");
    await world.advance(second);
    world.host.write(id, "two\n");
    await world.settle();
    world.kill(process);
    world.host.write(id, "three\n");
    process = await world.boot();
    await world.advance(second);
    expect(world.ledger.logText(id)).toBe("one\ntwo\nthree\n");
    world.host.exit(id, 0);
    await world.settle();
    expect(world.ledger.logText(id)).toBe("one\ntwo\nthree\n");
  });

  it("of those beyond what is followed at a time is read at their end", async () => {
    await open({ config: { maxLogsFollowed: 1 } });
    const [followed, other] = [await world.request(), await world.request()];
    for (const id of [followed, other]) world.host.write(id, "word\n");
    await world.advance(second);
    expect([followed, other].map((id) => world.ledger.logText(id))).toEqual(["word\n", ""]);
    world.host.exit(other, 0);
    await world.settle();
    expect(world.ledger.logText(other)).toBe("word\n");
    expect(world.ledger.get(other).status).toBe("SUCCEEDED");
    const next = await world.request();
    world.host.exit(followed, 0);
    world.host.write(next, "next\n");
    await world.advance(second);
    expect(world.ledger.logText(next)).toBe("next\n");
  });

  it.each([
    ["is not read on from a cluster", "kubernetes:test", 0],
    ["is read on where a program would stand still otherwise", "local:test", 1],
  ])("that is full %s", async (_what, hostId, readers) => {
    await open({ hostId, config: { maxLogBytes: 10 } });
    const id = await world.request();
    for (let n = 0; n < 4; n++) {
      world.host.write(id, "12345\n");
      await world.advance(second);
    }
    expect(world.ledger.get(id)).toMatchObject({ logBytes: 6, isLogCut: true });
    expect(world.host.readers).toBe(readers);
    world.host.exit(id, 0);
    await world.settle();
    expect(world.ledger.get(id).status).toBe("SUCCEEDED");
  });
});
