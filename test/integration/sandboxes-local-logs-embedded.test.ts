import { describe, expect, it } from "vitest";
import { forever } from "../contract/sandbox-host-orders.js";
import { startBench } from "../support/local-sandboxes.js";

const mib = 2 ** 20;
/** So many bytes in lines of 100. */
const flood = (bytes: number): string => `head -c ${bytes} /dev/zero | tr '\\000' x | fold -w 99`;
const lengthOf = (bytes: number): number => bytes + Math.floor((bytes - 1) / 99);

describe("the log of a local sandbox", () => {
  it("of 100 MB passes through little memory", async () => {
    const bench = await startBench();
    const { ref } = await bench.provision(flood(100_000_000));
    const before = process.memoryUsage.rss();
    let [length, chunks, grown] = [0, 0, 0];
    for await (const { text } of bench.host.logs(ref, null, new AbortController().signal)) {
      length += text.length;
      if (++chunks % 100 === 0) grown = Math.max(grown, process.memoryUsage.rss() - before);
    }
    expect(length).toBe(lengthOf(100_000_000));
    expect(chunks).toBeGreaterThan(5_000);
    expect(grown).toBeLessThan(80 * mib);
    expect(await bench.ended(ref)).toMatchObject({ phase: "SUCCEEDED" });
  });

  it("waits for its reader, and loses nothing while nobody reads", async () => {
    const bench = await startBench();
    const { ref } = await bench.provision(`${flood(10_000_000)}; echo; echo done`);
    await bench.until(ref, "RUNNING");
    const first = bench.host.logs(ref, null, new AbortController().signal)[Symbol.asyncIterator]();
    const { value } = await first.next();
    await first.return?.(undefined);
    expect((await bench.listed(ref))?.phase).toBe("RUNNING");

    const rest = await bench.text(ref, value?.cursor ?? null);

    expect((value?.text.length ?? 0) + rest.length).toBe(lengthOf(10_000_000) + "\ndone\n".length);
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
    const script = `exec 2>/dev/null; trap 'seq 5001 6000; exit 0' TERM; seq 1 5000; ${forever}`;
    const { ref } = await bench.provision(script);
    const log = bench.host.logs(ref, null, new AbortController().signal)[Symbol.asyncIterator]();
    let text = "";
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
