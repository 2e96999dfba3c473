import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineSplitter } from "../../src/sandboxes/kubernetes/lines.js";
import { withoutManagedFields } from "../../src/sandboxes/kubernetes/managed-fields.js";
import { pause } from "../../src/platform/pause.js";
import { Backoff, Pace } from "../../src/sandboxes/kubernetes/pace.js";
import { CallFailure, hostErrorOf } from "../../src/sandboxes/kubernetes/refusals.js";
import { isSame } from "../../src/sandboxes/kubernetes/sameness.js";
import { addSample, sampleOf } from "../../src/sandboxes/kubernetes/usage.js";
import { ManualClock } from "../support/manual-clock.js";

describe("a pace", () => {
  it("lets a tenth of a second's worth through at once, then one after the other", () => {
    const clock = new ManualClock();
    const pace = new Pace(clock, 50);
    expect(Array.from({ length: 8 }, () => pace.take())).toEqual([0, 0, 0, 0, 0, 20, 40, 60]);
    clock.advance(1_000);
    expect(Array.from({ length: 6 }, () => pace.take())).toEqual([0, 0, 0, 0, 0, 20]);
  });

  it("lets nobody through before the server wants it", () => {
    const clock = new ManualClock();
    const pace = new Pace(clock, 50);
    pace.holdFor(5_000);
    expect(pace.take()).toBeGreaterThanOrEqual(5_000);
    clock.advance(6_000);
    expect(pace.take()).toBe(0);
  });
});

describe("a back-off", () => {
  it("grows up to its bound, and begins anew", () => {
    const backoff = new Backoff(100, 1_000);
    const wholeMs = [100, 200, 400, 800, 1_000, 1_000];
    for (const ms of wholeMs) {
      const nextMs = backoff.nextMs();
      expect(nextMs).toBeGreaterThanOrEqual(ms / 2);
      expect(nextMs).toBeLessThanOrEqual(ms);
    }
    backoff.reset();
    expect(backoff.nextMs()).toBeLessThanOrEqual(100);
  });
});

describe("a pause", () => {
  it("ends with its time, or with its signal", async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const first = pause(clock, 1_000, stop.signal);
    clock.advance(1_000);
    await first;
    const second = pause(clock, 1_000, stop.signal);
    stop.abort();
    await second;
    await pause(clock, 1_000, stop.signal);
  });
});

describe("a splitter of lines", () => {
  function split(maxBytes: number, ...pieces: readonly string[]): [string, boolean][] {
    const lines: [string, boolean][] = [];
    const splitter = new LineSplitter(maxBytes, (line, isWhole) => lines.push([line.toString(), isWhole]));
    for (const piece of pieces) splitter.push(Buffer.from(piece));
    return lines;
  }

  it("puts together what came in pieces", () => {
    expect(split(100, "a", "b\nc", "\n", "\n", "d")).toEqual([
      ["ab", true],
      ["c", true],
      ["", true],
    ]);
  });

  it("keeps no more of a line than it may", () => {
    expect(split(4, "0123456789", "01\n", "0123\n")).toEqual([
      ["0123", false],
      ["4567", false],
      ["8901", true],
      ["0123", true],
    ]);
  });
});

describe("an event without managed fields", () => {
  const without = (json: string): unknown => JSON.parse(withoutManagedFields(Buffer.from(json)));

  it("is the same but for these, whatever is around and in them", () => {
    const fields = fc.array(fc.jsonValue(), { maxLength: 3 });
    const check = (before: unknown, managedFields: unknown[], after: unknown): void => {
      const text = '"managedFields":[';
      for (const metadata of [
        { before, text, managedFields, after },
        { managedFields, after },
        { text, managedFields },
        { managedFields },
      ]) {
        const { managedFields: _, ...rest } = metadata as Record<string, unknown>;
        const list = (of: unknown): string => JSON.stringify([before, { metadata: of }, { metadata: of, spec: after }]);
        expect(without(list(metadata))).toEqual(JSON.parse(list(rest)));
      }
    };
    fc.assert(fc.property(fc.jsonValue(), fields, fc.jsonValue(), check), { numRuns: 200 });
  });

  it.each(['{"a":1}', "", '{"managedFields":[', '{"managedFields":[{"a":"\\', '{"managedFields":null}'])(
    "leaves %j as it is",
    (text) => {
      expect(withoutManagedFields(Buffer.from(text))).toBe(text);
    },
  );
});

describe("sameness", () => {
  const report = { ref: "a", connection: { pod: "p", address: null }, startedAt: new Date(5), exitCode: null };

  it("is of all that is in a thing", () => {
    expect(isSame(report, structuredClone(report))).toBe(true);
    expect(isSame(report, { ...report, startedAt: new Date(6) })).toBe(false);
    expect(isSame(report, { ...report, connection: null })).toBe(false);
    expect(isSame({ ...report, connection: null }, report)).toBe(false);
    expect(isSame(report, { ...report, connection: { pod: "p", address: "x" } })).toBe(false);
    expect(isSame(report, { ...report, more: 1 })).toBe(false);
    expect(isSame(report, null)).toBe(false);
  });
});

describe("a refusal", () => {
  it.each([
    [401, "HOST_FORBIDDEN", false],
    [403, "HOST_FORBIDDEN", false],
    [404, "HOST_REFUSED", false],
    [409, "HOST_UNREACHABLE", true],
    [422, "HOST_REFUSED", false],
    [429, "HOST_UNREACHABLE", true],
    [500, "HOST_UNREACHABLE", true],
    [null, "HOST_UNREACHABLE", true],
  ] as const)("with %j is %s", (status, reason, isPassing) => {
    const error = hostErrorOf(new CallFailure("said", { status, retryAfterMs: 7 }));
    expect(error).toMatchObject({ reason, isPassing, message: "said" });
    expect(error.retryAfterMs).toBe(reason === "HOST_UNREACHABLE" ? 7 : null);
  });

  it("does not tell what is secret, and is told in brief", () => {
    const failure = new CallFailure(`Invalid value: "hush hush":\n${"x".repeat(1000)}`, { status: 422 });
    const { message } = hostErrorOf(failure, ["hush hush", ""]);
    expect(message).toContain('Invalid value: "[secret]": xxx');
    expect(message.length).toBeLessThanOrEqual(500);
  });

  it("of anything else is an error of ours, and stays one", () => {
    const error = new TypeError("ours");
    expect(() => hostErrorOf(error)).toThrow(error);
  });
});

describe("what a pod uses", () => {
  const item = {
    timestamp: "2026-11-27T08:00:15Z",
    window: "10.5s",
    containers: [
      { name: "istio-proxy", usage: { cpu: "9", memory: "9Gi" } },
      { name: "sandbox", usage: { cpu: "250000000n", memory: "20480Ki" } },
    ],
  };
  const atMs = Date.parse(item.timestamp);

  it("is what its own container uses", () => {
    expect(sampleOf(item)).toEqual({ atMs, windowMs: 10_500, cores: 0.25, memoryBytes: 20 * 2 ** 20 });
  });

  it.each([
    ["500u", 0.0005],
    ["100m", 0.1],
    ["2", 2],
    ["0", 0],
  ])("is read of %s", (cpu, cores) => {
    const containers = [{ name: "sandbox", usage: { cpu, memory: "1" } }];
    expect(sampleOf({ ...item, containers })?.cores).toBeCloseTo(cores, 9);
  });

  it.each([{}, { ...item, containers: [] }, { ...item, timestamp: "x" }])("is not made up of %j", (of) => {
    expect(sampleOf(of)).toBeNull();
  });

  it("adds up over the time between looks, and keeps the most of memory", () => {
    const first = addSample(null, null, { atMs, windowMs: 10_000, cores: 0.5, memoryBytes: 100 });
    expect(first).toEqual({ cpuMs: 5_000, peakMemoryBytes: 100 });
    const second = addSample(first, atMs, { atMs: atMs + 15_000, windowMs: 10_000, cores: 1, memoryBytes: 50 });
    expect(second).toEqual({ cpuMs: 20_000, peakMemoryBytes: 100 });
    expect(
      addSample(second, atMs + 15_000, { atMs: atMs + 15_000, windowMs: 10_000, cores: 1, memoryBytes: 50 }),
    ).toEqual(second);
  });
});
