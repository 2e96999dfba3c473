import { describe, expect, it } from "vitest";
import { forever } from "../contract/sandbox-host-orders.js";
import { eventually } from "../support/eventually.js";
import { startBench } from "../support/local-sandboxes.js";

const mib = 2 ** 20;
/** Prints, to the other stream, how many lines of 100 bytes it has got rid of. */
const flood = (lines: number): string =>
  `node -e 'const fs = require("fs"); const line = "x".repeat(99) + "\\n";
    for (let i = 0; i < ${lines}; i += 100) { fs.writeSync(1, line.repeat(100)); fs.writeFileSync("written", String(i)); }'`;

describe("the log of a local sandbox", () => {
  it("of 100 MB passes through little memory", async () => {
    const bench = await startBench();
    const { ref } = await bench.provision(flood(1_000_000));
    let bytes = 0;
    let peak = 0;
    const before = process.memoryUsage().rss;
    for await (const { text } of bench.host.logs(ref, null, new AbortController().signal)) {
      bytes += text.length;
      peak = Math.max(peak, process.memoryUsage().rss - before);
    }
    expect(bytes).toBe(100_000_000);
    expect(peak).toBeLessThan(80 * mib);
    expect(await bench.ended(ref)).toMatchObject({ phase: "SUCCEEDED" });
  });

  it("waits for its reader, and loses nothing while nobody reads", async () => {
    const bench = await startBench();
    const { ref } = await bench.provision(`${flood(100_000)}; echo done`);
    await bench.until(ref, "RUNNING");
    const first = bench.host.logs(ref, null, new AbortController().signal)[Symbol.asyncIterator]();
    const { value } = await first.next();
    await first.return?.(undefined);
    expect((await bench.listed(ref))?.phase).toBe("RUNNING");

    const rest = await bench.text(ref, value?.cursor ?? null);

    expect((value?.text.length ?? 0) + rest.length).toBe(10_000_000 + "done\n".length);
    expect(rest.endsWith("x\ndone\n")).toBe(true);
  });

  it("begins for a cursor that is gone with what is still there", async () => {
    const bench = await startBench();
    const { ref } = await bench.provision("seq 1 100000");
    const all = await bench.text(ref);
    await bench.ended(ref);

    const again = await bench.text(ref, "10:0");

    expect(again.length).toBeGreaterThan(60_000);
    expect(again.length).toBeLessThan(200_000);
    expect(all.endsWith(again)).toBe(true);
    expect(await bench.text(ref, `${10 ** 14}:0`)).toBe("");
    expect(await bench.text(ref, "no cursor")).toBe(again);
  });

  it("ends for who reads slowly with all of it, though the sandbox is gone", async () => {
    const bench = await startBench();
    const { ref } = await bench.provision(
      "seq 1 5000; exec 2>/dev/null; trap 'seq 5001 6000; exit 0' TERM; echo up >ready; " + forever,
    );
    const log = bench.host.logs(ref, null, new AbortController().signal)[Symbol.asyncIterator]();
    let text = (await log.next()).value?.text ?? "";
    await eventually(async () => expect(text.length + (await bench.host.list()).length).toBeGreaterThan(1));
    while (!text.includes("\n5000\n")) text += (await log.next()).value?.text ?? "";
    await bench.host.remove(ref, 5_000);
    await bench.until(ref, "GONE");

    for (let next = await log.next(); !next.done; next = await log.next()) text += next.value.text;

    expect(text).toBe(Array.from({ length: 6_000 }, (_, index) => `${index + 1}\n`).join(""));
  });

  it("ends though somebody who got away holds it open", async () => {
    const bench = await startBench({ sampleEveryMs: 60_000 });
    // Nothing of it is left by which it could be known.
    const { ref } = await bench.provision("(env -i setsid sh -c 'sleep 6' &) ; echo here; sleep 0.1; exit 0");
    expect(await bench.text(ref)).toBe("here\n");
    await bench.host.remove(ref, 0);
    await bench.until(ref, "GONE");
  });
});
