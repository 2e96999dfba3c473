import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { newId } from "../../src/platform/ids.js";
import type { HostLogChunk } from "../../src/sandboxes/host.js";
import { eventually } from "../support/eventually.js";
import type { PodScript } from "../support/kubernetes-api/index.js";
import { KubernetesWorld } from "../support/kubernetes-world.js";

const mib = 2 ** 20;
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
const readLog = { resource: "pods/log" } as const;

function writing(
  log: PodScript["log"],
  runMs: number | null = 0,
): { readonly api: { readonly behave: () => PodScript } } {
  return { api: { behave: () => ({ runMs, ...(log && { log }) }) } };
}

/** Numbers of the lines that the double makes up; throws for what is none of them, or no whole one. */
function numbersOf(text: string): number[] {
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const [, number] = /^line (\d{9}) \.+$/.exec(line) ?? [];
      if (number === undefined) throw new Error(`${line} is no line.`);
      return Number(number);
    });
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function textOf(chunks: readonly HostLogChunk[]): string {
  return chunks.map(({ text }) => text).join("");
}

describe("a log on a cluster", () => {
  it("is read to its end, in small chunks of whole lines, as often as it is asked for", async () => {
    await using world = await KubernetesWorld.open(writing({ bytes: mib }));
    const { ref } = await world.provision();
    for (let turn = 0; turn < 2; turn++) {
      const chunks = await world.chunks(ref);
      for (const { text, stream } of chunks) {
        expect(stream).toBe("STDOUT");
        expect(text.endsWith("\n")).toBe(true);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(16 * 1024);
      }
      expect(numbersOf(textOf(chunks))).toEqual(upTo(Math.floor(mib / 100)));
    }
  });

  it("goes on behind any cursor", async () => {
    await using world = await KubernetesWorld.open(writing({ bytes: 200_000 }));
    const { ref } = await world.provision();
    await world.until(ref, "SUCCEEDED");
    const chunks = await world.chunks(ref);
    expect(chunks.length).toBeGreaterThan(3);
    for (const [index, { cursor }] of chunks.entries()) {
      expect(textOf(await world.chunks(ref, cursor)) === textOf(chunks.slice(index + 1))).toBe(true);
    }
  });

  it("is whole though its connections break", async () => {
    await using world = await KubernetesWorld.open(writing({ bytes: 8 * mib }, null));
    const { ref } = await world.run();
    const log = world.host.logs(ref, null, new AbortController().signal)[Symbol.asyncIterator]();
    const lines = Math.floor((8 * mib) / 100);
    let text = "";
    for (let turn = 0; text.length < lines * 100; turn++) {
      if (turn % 128 === 64) world.api.dropLogs();
      const { value, done } = await log.next();
      if (done) throw new Error("The log has ended before its container.");
      text += value.text;
    }
    expect(world.api.requests.count("get", "pods/log")).toBeGreaterThan(2);
    expect(numbersOf(text)).toEqual(upTo(lines));
    const end = log.next();
    world.api.dropLogs();
    await world.host.remove(ref, 0);
    expect(await end).toMatchObject({ done: true });
  });

  it("is given up with an error when its connection breaks again and again and brings nothing new", async () => {
    await using world = await KubernetesWorld.open(writing({ bytes: mib, dropAfterBytes: 100_050 }));
    const { ref } = await world.provision();
    // The double writes all in the same second, before which none can go on: each connection brings the same.
    const said = world.chunks(ref);
    await expect(said).rejects.toMatchObject({ name: "HostError", reason: "HOST_UNREACHABLE", isPassing: true });
  });

  it.each([
    ["429", { kind: "status", code: 429, retryAfterSeconds: 0 }, 2],
    ["500", { kind: "status", code: 500 }, 2],
    ["a reset", { kind: "reset" }, 2],
    ["refused credentials", { kind: "status", code: 401, reason: "Unauthorized" }, 1],
  ] as const)("is asked for again after %s", async (_, fault, times) => {
    await using world = await KubernetesWorld.open(writing({ bytes: 10_000 }));
    world.api.faults.next(readLog, fault, times);
    const { ref } = await world.provision();
    expect(numbersOf(textOf(await world.chunks(ref)))).toEqual(upTo(100));
  });

  it("is given up with an error when it cannot be had for long", async () => {
    await using world = await KubernetesWorld.open(writing({ bytes: 10_000 }));
    world.api.faults.always(readLog, { kind: "status", code: 500 });
    const { ref } = await world.provision();
    await expect(world.chunks(ref)).rejects.toMatchObject({ reason: "HOST_UNREACHABLE", isPassing: true });
    world.api.faults.clear();
    world.api.access.deny(readLog);
    await expect(world.chunks(ref)).rejects.toMatchObject({ reason: "HOST_FORBIDDEN", isPassing: false });
  });

  it("is waited for until the container has begun, and ends with one that never does", async () => {
    await using world = await KubernetesWorld.open();
    const late = await world.provision({ image: "pull-error" });
    const log = world.chunks(late.ref);
    await eventually(() => expect(world.reportsOf(late.ref).at(-1)?.reason).toBe("IMAGE_PULL_FAILED"));
    await world.host.remove(late.ref, 0);
    expect(await log).toEqual([]);
    const never = await world.provision({ image: "start-error" });
    expect(await world.chunks(never.ref)).toEqual([]);
    expect(await world.chunks(newId("sandbox"))).toEqual([]);
  });

  it("ends with a reader that gives up, and with the host", async () => {
    await using world = await KubernetesWorld.open(writing({ bytes: 1_000 }, null));
    const { ref } = await world.run();
    const giveUp = new AbortController();
    const log = world.host.logs(ref, null, giveUp.signal)[Symbol.asyncIterator]();
    await log.next();
    const next = log.next();
    giveUp.abort();
    expect(await next).toMatchObject({ done: true });
    const other = world.host.logs(ref, null, new AbortController().signal)[Symbol.asyncIterator]();
    await other.next();
    const end = other.next();
    await world.host.stop();
    expect(await end).toMatchObject({ done: true });
  });

  it("ends where nobody says that it has, once the container has ended", async () => {
    await using world = await KubernetesWorld.open({ ...writing({ bytes: 1_000 }, null), timings: { callMs: 2_000 } });
    const { ref } = await world.run();
    world.api.faults.next(readLog, { kind: "hang" });
    const text = world.chunks(ref).then(textOf);
    await eventually(() => expect(world.api.requests.count("get", "pods/log")).toBe(1));
    await world.host.remove(ref, 1_000);
    await world.until(ref, "GONE");
    expect(await text).toBe("");
  });

  it("of 100 MB takes no more memory than one of 1 MB, with a slow reader and a connection that breaks", async () => {
    const bytes = 100 * mib;
    await using world = await KubernetesWorld.open(writing({ bytes }));
    const { ref } = await world.provision();
    await world.until(ref, "SUCCEEDED");
    const usedBytes = (): number => {
      collectGarbage();
      return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
    };
    let [next, most] = [0, 0];
    const before = usedBytes();
    let turn = 0;
    for await (const { text } of world.host.logs(ref, null, new AbortController().signal)) {
      for (const number of numbersOf(text)) {
        if (number !== next) throw new Error(`Line ${number} comes in place of ${next}.`);
        next += 1;
      }
      // A reader that lets others run: what comes faster than it reads has to wait.
      if (turn++ % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
      if (turn === 500) world.api.dropLogs();
      if (turn % 512 === 0) most = Math.max(most, usedBytes() - before);
    }
    expect(next).toBe(Math.floor(bytes / 100));
    expect(most).toBeLessThan(40 * mib);
  }, 120_000);
});
