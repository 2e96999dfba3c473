import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { eventually } from "../support/eventually.js";
import { parseAddress } from "../../sdk/src/address.js";
import { Backoff } from "../../sdk/src/backoff.js";
import { Batch } from "../../sdk/src/batch.js";
import { Inbox } from "../../sdk/src/inbox.js";
import { OutputStream } from "../../sdk/src/output-stream.js";

describe("the backoff", () => {
  it("draws each wait between the base and three times the last, up to the cap", () => {
    const backoff = new Backoff({ baseMs: 100, capMs: 10_000 });
    let lastMs = 100;
    for (let draw = 0; draw < 1_000; draw += 1) {
      const nextMs = backoff.next();
      expect(nextMs).toBeGreaterThanOrEqual(100);
      expect(nextMs).toBeLessThanOrEqual(Math.min(10_000, lastMs * 3));
      lastMs = nextMs;
    }
  });

  it("reaches the cap when luck is bad, and begins anew after a reset", () => {
    const backoff = new Backoff({ baseMs: 100, capMs: 1_000, random: () => 0.999 });
    const waits = [1, 2, 3, 4].map(() => Math.round(backoff.next()));
    expect(waits).toEqual([300, 899, 1_000, 1_000]);
    backoff.reset();
    expect(Math.round(backoff.next())).toBe(300);
  });
});

describe("a batch", () => {
  /** A batch whose sends are answered when told. */
  function heldBatch(options: { maxItems?: number; maxSize?: number } = {}) {
    const sends: { items: readonly string[]; answer: () => void }[] = [];
    const batch = new Batch<string, string>({
      maxItems: 3,
      maxSize: 100,
      ...options,
      sizeOf: (item) => item.length,
      send: (items) =>
        new Promise((resolve) => sends.push({ items, answer: () => resolve(items.map((item) => `${item}!`)) })),
    });
    return { batch, sends, sent: () => sends.map(({ items }) => items) };
  }

  it("sends what is added in one turn together and answers each its own", async () => {
    const { batch, sends, sent } = heldBatch();
    const answers = Promise.all([batch.add("a"), batch.add("b")]);
    await eventually(() => expect(sent()).toEqual([["a", "b"]]));
    sends[0]?.answer();
    await expect(answers).resolves.toEqual(["a!", "b!"]);
  });

  it("gathers while a send is under way, and sends a full one without waiting", async () => {
    const { batch, sends, sent } = heldBatch();
    void batch.add("a");
    await eventually(() => expect(sent()).toEqual([["a"]]));
    void batch.add("b");
    void batch.add("c");
    expect(sent()).toEqual([["a"]]);
    void batch.add("d");
    expect(sent()).toEqual([["a"], ["b", "c", "d"]]);
    void batch.add("e");
    sends[0]?.answer();
    await eventually(() => expect(sent().at(-1)).toEqual(["e"]));
  });

  it("cuts by size, and sends a single larger item alone", async () => {
    const { batch, sends, sent } = heldBatch({ maxSize: 4 });
    for (const item of ["aa", "bb", "cccccc"]) void batch.add(item);
    await eventually(() => expect(sent()).toEqual([["aa", "bb"]]));
    sends[0]?.answer();
    await eventually(() => expect(sent().at(-1)).toEqual(["cccccc"]));
  });

  it("rejects all of a send that fails, and goes on", async () => {
    const send = vi.fn().mockRejectedValueOnce(new Error("down")).mockResolvedValue(["ok"]);
    const batch = new Batch<string, string>({ maxItems: 3, maxSize: 100, sizeOf: () => 1, send });
    await expect(Promise.allSettled([batch.add("a"), batch.add("b")])).resolves.toMatchObject([
      { status: "rejected" },
      { status: "rejected" },
    ]);
    await expect(batch.add("c")).resolves.toBe("ok");
  });
});

describe("an output stream", () => {
  it("never cuts a character in two", async () => {
    const stored: string[] = [];
    const output = new OutputStream(0, (pieces) => Promise.resolve(void stored.push(...pieces)));
    const text = `x${"😀".repeat(30_000)}`;
    await output.write(text);
    await output.flush();
    expect(stored.join("")).toBe(text);
    expect(stored.length).toBeGreaterThan(1);
    for (const piece of stored) expect(Buffer.from(piece, "utf8").toString("utf8")).toBe(piece);
    for (const piece of stored) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(65_536);
  });

  it("makes a fast writer wait, and refuses one that does not", async () => {
    let store: () => void = () => {};
    const output = new OutputStream(0, () => new Promise((resolve) => (store = resolve)));
    let writable = false;
    const written = output.write("x".repeat(300_000)).then(() => (writable = true));
    await expect(output.write("y".repeat(17_000_000))).rejects.toThrow("full");
    expect(writable).toBe(false);
    await eventually(() => {
      store();
      expect(writable).toBe(true);
    });
    await written;
  });
});

describe("the positions of an output stream", () => {
  it("go on from the last that was stored before it, piece by piece", async () => {
    const sent: (readonly [number, number])[] = [];
    const output = new OutputStream(7, (pieces, afterSeq) =>
      Promise.resolve(void sent.push([afterSeq, pieces.length])),
    );
    await Promise.all(["a", "b", "c"].map((text) => output.write(text)));
    await output.flush();
    await output.write("x".repeat(50_000));
    await output.flush();
    expect(sent).toEqual([
      [7, 3],
      [10, 3],
    ]);
  });
});

describe("an inbox", () => {
  it("ends when it is full, and still gives what it holds", async () => {
    const inbox = new Inbox<number>(2);
    expect([1, 2, 3].map((number) => inbox.push(number))).toEqual([true, false, false]);
    const items = inbox.read();
    await expect(items.next()).resolves.toEqual({ value: 1, done: false });
    await expect(items.next()).resolves.toEqual({ value: 2, done: false });
    await expect(items.next()).resolves.toEqual({ value: { kind: "FULL" }, done: true });
  });
});

describe("an address", () => {
  it.each([
    ["http://localhost:4000", "http://localhost:4000/graphql", "ws://localhost:4000/graphql"],
    ["https://muster.example/api", "https://muster.example/api", "wss://muster.example/api"],
    ["wss://muster.example", "https://muster.example/graphql", "wss://muster.example/graphql"],
  ])("%s has both faces", (text, http, socket) => {
    expect(parseAddress(text)).toEqual({ http, socket });
  });

  it("is refused when it is of another kind", () => {
    expect(() => parseAddress("amqp://localhost")).toThrow(TypeError);
    expect(() => parseAddress("localhost")).toThrow(TypeError);
  });
});

describe("the package", () => {
  it("imports nothing of Node or of the server, so that browsers can load it", () => {
    const folder = new URL("../../sdk/src/", import.meta.url);
    const imports = readdirSync(folder, { recursive: true, encoding: "utf8" })
      // What runs in sandboxes beside programs is no part of what others import.
      .filter((file) => file.endsWith(".ts") && !file.startsWith("sandbox/launcher"))
      .flatMap((file) => [
        ...readFileSync(new URL(file, folder), "utf8").matchAll(/(?:from |import\()["']([^"']+)["']/g),
      ])
      .map(([, name]) => name ?? "");
    const outside = new Set(imports.filter((name) => !/^\.{1,2}\/(?!\.)/.test(name) || name.includes("../..")));
    expect([...outside].toSorted()).toEqual([
      "@graphql-typed-document-node/core",
      "graphql",
      "graphql-ws/client",
      "ws",
    ]);
    expect(imports.filter((name) => name.includes("launcher"))).toEqual([]);
  });
});
