import type { Readable } from "node:stream";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Binary } from "../../src/binaries/index.js";
import type { Principal } from "../../src/identity/index.js";
import { finishUpload } from "../../src/binaries/sql/finish-upload.sql.js";
import { extendUpload } from "../../src/binaries/sql/take-upload.sql.js";
import { newId } from "../../src/platform/ids.js";
import { BinaryWorld, bodyOf, bytesOf, openBody, type BinaryReplica, type SentBytes } from "../support/binary-world.js";
import { eventually } from "../support/eventually.js";
import { createGate } from "../support/gate.js";
import { refusalOf } from "../support/refusal.js";

let world: BinaryWorld;
let replica: BinaryReplica;
let owner: Principal;
let sent: SentBytes;
let token: string;
let body: Readable;
let sending: Promise<Binary>;

const beatMs = 20_000;

beforeAll(async () => void (world = await BinaryWorld.open()));
afterAll(() => world.close());

/** Somebody who has sent the first ten bytes, and more only when the test says so. */
beforeEach(async () => {
  const begun = createGate();
  world.blobs.before.put = () => begun.open();
  replica = world.replica();
  owner = await world.owner();
  sent = bytesOf();
  token = await world.offer(replica, owner, sent);
  body = openBody(sent.bytes.subarray(0, 10));
  sending = replica.binaries.receive({ token, size: null, body });
  sending.catch(() => undefined);
  await begun.isOpen;
  await received(10);
});
afterEach(async () => {
  delete world.blobs.before.put;
  delete world.blobs.after.put;
  await replica.binaries.stop();
});

/** Waits until so many bytes have come by. */
function received(count: number): Promise<void> {
  return eventually(async () => {
    const metric = await replica.metrics.registry.getSingleMetric("muster_binary_bytes_received_total")?.get();
    expect(metric?.values[0]?.value).toBe(count);
  });
}

/** The instants until which the upload is taken and its blob pinned. */
async function held(): Promise<{ takenUntil: number; pinnedUntil: number }> {
  const [row] = await world.rows<{ takenUntil: Date; pinnedUntil: Date }>(
    `SELECT u.taken_until AS "takenUntil", b.pinned_until AS "pinnedUntil"
     FROM binary_uploads u JOIN blobs b USING (sha256) WHERE u.sha256 = $1`,
    [sent.sha256],
  );
  return { takenUntil: Number(row?.takenUntil ?? 0), pinnedUntil: Number(row?.pinnedUntil ?? 0) };
}

/** Makes what is left of the lease shorter, as time does, without a process knowing. */
async function passSeconds(seconds: number): Promise<void> {
  await world.rows("UPDATE binary_uploads SET taken_until = taken_until - $2 * interval '1 second' WHERE sha256 = $1", [
    sent.sha256,
    seconds,
  ]);
}

/** Lets the next extension be sent, and waits until it is there and who sent it knows. */
async function beat(): Promise<void> {
  const before = await held();
  const query = vi.spyOn(world.test.database, "query");
  world.clock.advance(beatMs);
  const [extension] = query.mock.results;
  query.mockRestore();
  expect(await extension?.value).toHaveLength(1);
  await eventually(async () => expect((await held()).takenUntil).toBeGreaterThan(before.takenUntil));
}

it("is kept ours, and the blob pinned, while bytes come", async () => {
  for (let count = 20; count <= 50; count += 10) {
    body.push(sent.bytes.subarray(count - 10, count));
    await received(count);
    await beat();
    const { takenUntil, pinnedUntil } = await held();
    expect(pinnedUntil).toBeGreaterThanOrEqual(takenUntil);
  }
  body.push(sent.bytes.subarray(50));
  body.push(null);
  expect(await sending).toMatchObject({ sha256: sent.sha256 });
});

it("is given up when no byte has come for a minute, and the URL stays good", async () => {
  await beat();
  const { takenUntil } = await held();
  for (let ticks = 0; ticks < 3; ticks++) {
    world.clock.advance(beatMs);
    await new Promise(setImmediate);
  }
  expect(await refusalOf(sending)).toMatchObject({ code: "TIMEOUT", reason: "UPLOAD_TIMEOUT" });
  expect(takenUntil).toBeGreaterThan(0);
  await replica.binaries.receive({ token, size: null, body: bodyOf(sent) });
});

it("is kept ours while the store works on the last bytes", async () => {
  const [stored, go] = [createGate(), createGate()];
  world.blobs.after.put = () => (stored.open(), go.isOpen);
  body.push(sent.bytes.subarray(10));
  body.push(null);
  await stored.isOpen;
  for (let ticks = 0; ticks < 6; ticks++) await beat();
  go.open();
  expect(await sending).toMatchObject({ sha256: sent.sha256 });
});

it("is given up after a quarter of an hour, however steadily bytes come", async () => {
  for (let count = 11; count <= 55; count++) {
    body.push(sent.bytes.subarray(count - 1, count));
    await received(count);
    if (count < 55) await beat();
  }
  world.clock.advance(beatMs);
  expect(await refusalOf(sending)).toMatchObject({ code: "TIMEOUT", reason: "UPLOAD_TIMEOUT" });
});

it("is given up when another process has it", async () => {
  await passSeconds(1);
  body.push(sent.bytes.subarray(10, 20));
  await received(20);
  world.clock.advance(beatMs);
  expect(await refusalOf(sending)).toMatchObject({ code: "UNAVAILABLE", reason: "UPLOAD_LOST" });
});

it("is not finished when it is ours no more, though the bytes are there: what holds them gets a row", async () => {
  const [stored, go] = [createGate(), createGate()];
  world.blobs.after.put = () => (stored.open(), go.isOpen);
  body.push(sent.bytes.subarray(10));
  body.push(null);
  await stored.isOpen;
  await passSeconds(100);
  // As the collector does when this process has stood still for more than an hour.
  await world.rows("DELETE FROM blobs WHERE sha256 = $1", [sent.sha256]);
  go.open();
  expect(await refusalOf(sending)).toMatchObject({ code: "UNAVAILABLE", reason: "UPLOAD_LOST" });
  expect(await replica.binaries.get(owner.tenantId, sent.sha256)).toBeNull();
  expect(await world.rows("SELECT sha256 FROM blobs WHERE sha256 = $1", [sent.sha256])).toHaveLength(1);
});

it("is not finished when another has taken it in between, and is left to him", async () => {
  const [stored, go] = [createGate(), createGate()];
  world.blobs.after.put = () => (stored.open(), go.isOpen);
  body.push(sent.bytes.subarray(10));
  body.push(null);
  await stored.isOpen;
  await passSeconds(-10);
  go.open();
  expect(await refusalOf(sending)).toMatchObject({ code: "UNAVAILABLE", reason: "UPLOAD_LOST" });
  expect(await replica.binaries.get(owner.tenantId, sent.sha256)).toBeNull();
  expect((await held()).takenUntil).toBeGreaterThan(Date.now());
});

it.each([extendUpload, finishUpload])("is of no use to $name a moment after it has ended", async (statement) => {
  const last = { [extendUpload.name]: 1_000, [finishUpload.name]: newId("binary") }[statement.name];
  await passSeconds(120);
  const [row] = await world.rows<{ id: string; takenUntil: Date }>(
    `SELECT id, taken_until AS "takenUntil" FROM binary_uploads WHERE sha256 = $1`,
    [sent.sha256],
  );
  const { database } = world.test;
  expect(await database.query(statement, [row?.id, row?.takenUntil, last])).toEqual([]);
  await passSeconds(-120);
  const [later] = await world.rows<{ takenUntil: Date }>(
    `SELECT taken_until AS "takenUntil" FROM binary_uploads WHERE sha256 = $1`,
    [sent.sha256],
  );
  expect(await database.query(statement, [row?.id, later?.takenUntil, last])).toHaveLength(1);
});

it("goes on when the database was away for an extension", async () => {
  await world.rows("ALTER TABLE binary_uploads RENAME TO elsewhere");
  body.push(sent.bytes.subarray(10, 20));
  await received(20);
  world.clock.advance(beatMs);
  await new Promise(setImmediate);
  await world.rows("ALTER TABLE elsewhere RENAME TO binary_uploads");
  body.push(sent.bytes.subarray(20));
  body.push(null);
  expect(await sending).toMatchObject({ sha256: sent.sha256 });
});

it("ends when the service stops, with the URL as good as before; then nothing is taken any more", async () => {
  await replica.binaries.stop();
  expect(await refusalOf(sending)).toMatchObject({ code: "UNAVAILABLE", reason: "SERVER_DRAINING" });
  const late = replica.binaries.receive({ token, size: null, body: bodyOf(sent) });
  expect(await refusalOf(late)).toMatchObject({ code: "UNAVAILABLE", reason: "SERVER_DRAINING" });
  await world.replica().binaries.receive({ token, size: null, body: bodyOf(sent) });
});

it("is refused beyond what one process takes at a time", async () => {
  const [, ...rest] = Array.from({ length: 200 }, () => openBody(sent.bytes));
  const go = createGate();
  world.blobs.before.put = () => go.isOpen;
  const all = rest.map((each) => replica.binaries.receive({ token, size: null, body: each }));
  const settled = Promise.allSettled(all);
  const oneMore = replica.binaries.receive({ token, size: null, body: bodyOf(sent) });
  expect(await refusalOf(oneMore)).toMatchObject({ code: "UNAVAILABLE", reason: "UPLOADS_FULL" });
  go.open();
  await settled;
});
