import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SandboxLogChunk } from "../../src/events/index.js";
import type { Principal } from "../../src/identity/index.js";
import type { SandboxDesk } from "../../src/sandboxes/desk.js";
import type { HostLogChunk } from "../../src/sandboxes/index.js";
import type { PostgresLedger } from "../../src/sandboxes/postgres-ledger.js";
import { refusalOf } from "../support/refusal.js";
import { SandboxWorld } from "../support/sandbox-world.js";

let world: SandboxWorld;
let ledger: PostgresLedger;
let desk: SandboxDesk;
let admin: Principal;
let id: string;

beforeAll(async () => {
  world = await SandboxWorld.open();
  ledger = world.ledger({ maxPerTenant: 1_000 });
  desk = world.desk();
  admin = await world.tenant();
});
afterAll(() => world.close());
beforeEach(async () => {
  ({ id } = await world.at("READY", await world.tenant()));
  await world.rows("UPDATE sandboxes SET tenant_id = $2 WHERE id = $1", [id, admin.tenantId]);
});

const maxBytes = 1_000;
const chunk = (cursor: number, text = `line ${cursor}\n`, stream: HostLogChunk["stream"] = "STDOUT"): HostLogChunk => ({
  ...{ stream, text, cursor: String(cursor) },
});

/** Those with the cursors from one to another. */
const chunks = (first: number, last: number): HostLogChunk[] =>
  Array.from({ length: last - first + 1 }, (_, index) => chunk(first + index));

async function kept(): Promise<{ texts: string[]; row: object | undefined }> {
  const pieces = await world.rows<{ seq: number; chunk: string }>(
    "SELECT seq, chunk FROM sandbox_logs WHERE sandbox_id = $1 ORDER BY seq",
    [id],
  );
  expect(pieces.map(({ seq }) => seq)).toEqual(pieces.map((_, index) => index + 1));
  const [row] = await world.rows<object>(
    `SELECT log_seq AS seq, log_bytes AS bytes, is_log_cut AS "isCut", log_cursor AS cursor FROM sandboxes WHERE id = $1`,
    [id],
  );
  return { texts: pieces.map((piece) => piece.chunk), row };
}

describe("a sandbox's log", () => {
  it("grows by what its host tells, with the place to go on from", async () => {
    expect(await ledger.appendLog(id, [chunk(1), chunk(2, "ä\n", "STDERR")], maxBytes)).toBe(true);
    expect(await ledger.appendLog(id, [chunk(3, "")], maxBytes)).toBe(true);
    expect(await kept()).toEqual({
      texts: ["line 1\n", "ä\n", ""],
      row: { seq: 3, bytes: 10, isCut: false, cursor: "3" },
    });
    const sandbox = (await desk.getMany(admin.tenantId, [id])).get(id);
    expect(sandbox).toMatchObject({ logSeq: 3, logBytes: 10, isLogCut: false });
  });

  it("is its beginning: what does not fit is left out, and all behind it", async () => {
    expect(await ledger.appendLog(id, [chunk(1, "x".repeat(600))], maxBytes)).toBe(true);
    const more = [chunk(2, "x".repeat(300)), chunk(3, "x".repeat(101)), chunk(4, "x")];
    expect(await ledger.appendLog(id, more, maxBytes)).toBe(false);
    expect(await ledger.appendLog(id, [chunk(5, "x")], maxBytes)).toBe(false);
    // Nor with more room: there would be a gap.
    expect(await ledger.appendLog(id, [chunk(6, "x")], 10 * maxBytes)).toBe(false);
    const { texts, row } = await kept();
    expect(texts.map(({ length }) => length)).toEqual([600, 300]);
    expect(row).toEqual({ seq: 2, bytes: 900, isCut: true, cursor: "6" });
  });

  it("that is full to the byte is not cut until there is more", async () => {
    expect(await ledger.appendLog(id, [chunk(1, "ä".repeat(500))], maxBytes)).toBe(true);
    expect(await ledger.appendLog(id, [chunk(2, "x")], maxBytes)).toBe(false);
    expect((await kept()).row).toMatchObject({ bytes: 1_000, isCut: true });
  });

  it("has nothing twice when it is told again, or from further back", async () => {
    await ledger.appendLog(id, chunks(1, 5), maxBytes);
    expect(await ledger.appendLog(id, chunks(1, 5), maxBytes)).toBe(true);
    expect(await ledger.appendLog(id, chunks(4, 8), maxBytes)).toBe(true);
    expect((await kept()).texts).toEqual(chunks(1, 8).map(({ text }) => text));
  });

  it("is told nothing", async () => {
    await ledger.appendLog(id, [chunk(1)], maxBytes);
    expect(await ledger.appendLog(id, [], maxBytes)).toBe(true);
    expect((await kept()).row).toMatchObject({ seq: 1, cursor: "1" });
    expect(await ledger.appendLog("sandbox_none", [chunk(1)], maxBytes)).toBe(false);
    expect(await ledger.appendLog(id, [chunk(2, "x")], 0)).toBe(false);
  });

  it("keeps of a text whatever can be kept", async () => {
    await ledger.appendLog(id, [chunk(1, "a\0b\ud800\n")], maxBytes);
    expect((await kept()).texts).toEqual(["a\ufffdb\ufffd\n"]);
  });

  it("has no gap and nothing too much when many append at once", async () => {
    const writers = Array.from({ length: 12 }, (_, writer) =>
      ledger.appendLog(
        id,
        [0, 1, 2, 3, 4].map((index) => chunk(writer * 100 + index, `${writer}/${index}\n`)),
        150,
      ),
    );
    const answers = await Promise.all(writers);
    const { texts, row } = await kept();
    const bytes = texts.reduce((sum, text) => sum + text.length, 0);
    expect(row).toMatchObject({ seq: texts.length, bytes, isCut: true });
    expect(bytes).toBeLessThanOrEqual(150);
    expect(bytes).toBeGreaterThan(140);
    expect(new Set(texts).size).toBe(texts.length);
    expect(answers.filter(Boolean).length).toBeLessThan(12);
    // Of each who came, the pieces are together and in their order.
    const order = texts.map((text) => text.split("/").map(Number));
    order.forEach(([writer, index], place) => {
      if (index !== 0) expect(order[place - 1]).toEqual([writer, (index ?? 0) - 1]);
    });
  });
});

describe("the log of a sandbox that is followed", () => {
  const follow = (after: number, by = admin) => desk.followLog({ tenantId: by.tenantId, id, after });
  const drain = async (log: AsyncIterable<SandboxLogChunk>): Promise<string[]> => {
    const texts: string[] = [];
    for await (const { text } of log) texts.push(text);
    return texts;
  };

  it("comes from where it was left, then as it is written, and ends with the sandbox", async () => {
    await ledger.appendLog(id, chunks(1, 3), maxBytes);
    const log = await follow(1);
    expect((await log.next()).value).toMatchObject({ seq: 2, text: "line 2\n", stream: "STDOUT" });
    expect((await log.next()).value).toMatchObject({ seq: 3, text: "line 3\n" });
    const next = log.next();
    await ledger.appendLog(id, [chunk(4, "err\n", "STDERR")], maxBytes);
    expect((await next).value).toEqual({
      sandboxId: id,
      seq: 4,
      stream: "STDERR",
      text: "err\n",
      at: expect.any(Date),
    });
    await ledger.appendLog(id, chunks(5, 6), maxBytes);
    await ledger.move([{ id, move: "succeed" }]);
    expect(await drain(log)).toEqual(["line 5\n", "line 6\n"]);
  });

  it("of one that has ended is what is kept", async () => {
    await ledger.appendLog(id, chunks(1, 100), maxBytes);
    await ledger.move([{ id, move: "fail", reason: "EXIT_CODE" }]);
    expect(await drain(await follow(0))).toHaveLength(100);
    expect(await drain(await follow(100))).toEqual([]);
  });

  it("is nobody else's", async () => {
    const stranger = await world.tenant();
    const missing = { code: "NOT_FOUND", reason: "SANDBOX_NOT_FOUND", path: ["id"] };
    expect(await refusalOf(follow(0, stranger))).toMatchObject(missing);
    expect(await refusalOf(desk.followLog({ tenantId: admin.tenantId, id: "x\0", after: 0 }))).toMatchObject(missing);
    expect(await refusalOf(follow(-1))).toMatchObject({ code: "BAD_USER_INPUT", path: ["after"] });
  });
});
