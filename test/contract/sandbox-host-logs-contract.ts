import { expect, it } from "vitest";
import { newId } from "../../src/platform/ids.js";
import { HostError, type HostLogChunk } from "../../src/sandboxes/index.js";
import type { Get, SandboxHostTraits } from "./sandbox-host-contract.js";
import { forever, textOf } from "./sandbox-host-orders.js";

const maxChunkBytes = 16 * 1024;

export function sandboxLogsContract(get: Get, traits: SandboxHostTraits): void {
  readingContract(get, traits);
  readersContract(get);
}

function readingContract(get: Get, { keepsStreamsApart }: SandboxHostTraits): void {
  it("gives both streams", async () => {
    const bench = get();
    const { ref } = await bench.provision("echo out; echo err >&2; echo more; echo late >/dev/stderr");
    const chunks = await bench.chunks(ref);

    expect(textOf(chunks).split("\n").toSorted()).toEqual(["", "err", "late", "more", "out"]);
    if (!keepsStreamsApart) return;
    expect([textOf(chunks, "STDOUT"), textOf(chunks, "STDERR")]).toEqual(["out\nmore\n", "err\nlate\n"]);
  });

  it("gives lines while it runs", async () => {
    const bench = get();
    const { ref } = await bench.provision(`echo one; sleep 0.2; echo two; ${forever}`);
    const log = bench.host.logs(ref, null, new AbortController().signal)[Symbol.asyncIterator]();

    let text = "";
    // A reader that is slow is given both at once.
    while (!text.endsWith("two\n")) text += ((await log.next()).value as HostLogChunk).text;
    expect(text).toBe("one\ntwo\n");
    expect((await bench.listed(ref))?.phase).toBe("RUNNING");
    await bench.host.remove(ref, 0);
    expect(await log.next()).toMatchObject({ done: true });
  });

  it("gives all of it after the end too, as often as it is read", async () => {
    const bench = get();
    const { ref } = await bench.provision("echo one; echo two; exit 1");
    await bench.ended(ref);
    expect(await bench.text(ref)).toBe("one\ntwo\n");
    expect(await bench.text(ref)).toBe("one\ntwo\n");
  });

  it("goes on behind a cursor", async () => {
    const bench = get();
    // No chunk holds two of these lines, however late it is read.
    const { ref } = await bench.provision('for i in 1 2 3 4 5; do printf "%010000d\\n" $i; sleep 0.1; done');
    const chunks = await bench.chunks(ref);

    expect(chunks.length).toBeGreaterThan(1);
    for (const [index, { cursor }] of chunks.entries()) {
      expect(await bench.text(ref, cursor)).toBe(textOf(chunks.slice(index + 1)));
    }
  });
}

function readersContract(get: Get): void {
  it("ends with a reader that gives up, while nothing is written", async () => {
    const bench = get();
    const { ref } = await bench.provision(`echo one; ${forever}`);
    const giveUp = new AbortController();
    const log = bench.host.logs(ref, null, giveUp.signal)[Symbol.asyncIterator]();
    await log.next();
    const next = log.next();
    giveUp.abort();

    expect(await next).toMatchObject({ done: true });
    expect((await bench.listed(ref))?.phase).toBe("RUNNING");
    const late = bench.host.logs(ref, null, giveUp.signal)[Symbol.asyncIterator]();
    expect(await late.next()).toMatchObject({ done: true });
  });

  it("gives a second reader the same", async () => {
    const bench = get();
    const { ref } = await bench.provision("for i in 1 2 3 4 5; do echo $i; sleep 0.05; done");
    const texts = await Promise.all([bench.text(ref), bench.text(ref)]);
    expect(texts).toEqual(["1\n2\n3\n4\n5\n", "1\n2\n3\n4\n5\n"]);
  });

  it("has none of what it does not know", async () => {
    const log = get().text(newId("sandbox"));
    const refusal = await log.catch((error: unknown) => error);
    expect(refusal === "" || refusal instanceof HostError).toBe(true);
  });

  it("lets what nobody reads end all the same, when it is told to", async () => {
    const bench = get();
    const { ref } = await bench.provision("while :; do echo 0123456789012345678901234567890123456789; done");
    await bench.until(ref, "RUNNING");
    await bench.host.remove(ref, 200);
    await bench.until(ref, "GONE");
  });
}

export function sandboxLinesContract(get: Get): void {
  it("gives whole lines of a large log, in small chunks", async () => {
    const bench = get();
    const { ref } = await bench.provision("seq 1 400000");
    const chunks = await bench.chunks(ref);

    expect(chunks.filter(({ text }) => !text.endsWith("\n"))).toEqual([]);
    expectSmall(chunks);
    const expected = Array.from({ length: 400_000 }, (_, index) => `${index + 1}\n`).join("");
    // Compared as a truth: no reader wants to see the difference.
    expect(textOf(chunks) === expected).toBe(true);
  });

  it("gives a line that is too long in pieces, none of which cuts a character", async () => {
    const bench = get();
    const { ref } = await bench.provision("printf x; yes 世界é | head -n 20000 | tr -d '\\n'; echo");
    const chunks = await bench.chunks(ref);

    expectSmall(chunks);
    expect(textOf(chunks) === `x${"世界é".repeat(20_000)}\n`).toBe(true);
  });

  it("puts a character together that came in two", async () => {
    expect(await get().outputOf("printf 'caf\\303'; sleep 0.2; printf '\\251\\n'")).toBe("café\n");
  });

  it("gives a last line that does not end", async () => {
    expect(await get().outputOf("echo one; printf two")).toBe("one\ntwo");
  });

  it("gives empty lines, and nothing of one that says nothing", async () => {
    expect(await get().outputOf("echo; echo; printf ' \\r\\n'")).toBe("\n\n \r\n");
    expect(await get().outputOf("exit 0")).toBe("");
  });

  it("replaces what is no text, and what cannot be kept", async () => {
    const output = await get().outputOf("printf 'a\\377b\\000c\\300\\n'");
    expect(output).toBe("a\u{FFFD}b\u{FFFD}c\u{FFFD}\n");
  });

  it("stays within bounds with bytes that are no text", async () => {
    const bench = get();
    const { ref } = await bench.provision("head -c 100000 /dev/zero | tr '\\000' '\\377'");
    const chunks = await bench.chunks(ref);
    expectSmall(chunks);
    expect(textOf(chunks) === "\u{FFFD}".repeat(100_000)).toBe(true);
  });
}

function expectSmall(chunks: readonly HostLogChunk[]): void {
  const sizes = chunks.map(({ text }) => Buffer.byteLength(text));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(maxChunkBytes);
}
