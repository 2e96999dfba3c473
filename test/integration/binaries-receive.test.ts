import type { Readable } from "node:stream";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { BinaryService } from "../../src/binaries/index.js";
import type { Principal } from "../../src/identity/index.js";
import { BinaryWorld, bodyOf, bytesOf, openBody, type BinaryReplica, type SentBytes } from "../support/binary-world.js";
import { sha256Of } from "../support/fake-blobs.js";
import { createGate } from "../support/gate.js";
import { refusalOf } from "../support/refusal.js";

let world: BinaryWorld;
let replica: BinaryReplica;
let owner: Principal;
let sent: SentBytes;
let token: string;

beforeAll(async () => void (world = await BinaryWorld.open()));
afterAll(() => world.close());

beforeEach(async () => {
  replica = world.replica();
  owner = await world.owner();
  sent = bytesOf();
  token = await world.offer(replica, owner, sent);
});
afterEach(() => {
  for (const hooks of [world.blobs.before, world.blobs.after]) delete hooks.put;
});

function send(body: Readable = bodyOf(sent), size: number | null = sent.size): ReturnType<BinaryService["receive"]> {
  return replica.binaries.receive({ token, size, body });
}

/** What there is of the bytes of this test. */
async function traces(): Promise<{ binaries: number; uploads: number; isStored: boolean }> {
  const [counts] = await world.rows<{ binaries: number; uploads: number }>(
    `SELECT (SELECT count(*) FROM binaries WHERE sha256 = $1) AS binaries,
       (SELECT count(*) FROM binary_uploads WHERE sha256 = $1 AND taken_until IS NULL) AS uploads`,
    [sent.sha256],
  );
  return { binaries: 0, uploads: 0, ...counts, isStored: world.blobs.held.has(sent.sha256) };
}

const untouched = { binaries: 0, uploads: 1, isStored: false };
const voided = { binaries: 0, uploads: 0, isStored: false };

async function outcomes(): Promise<Record<string, number>> {
  const metric = await replica.metrics.registry.getSingleMetric("muster_binary_uploads_total")?.get();
  return Object.fromEntries(metric?.values.map(({ labels, value }) => [labels["outcome"], value]) ?? []);
}

describe("the bytes of an upload", () => {
  it("become a binary of whom they were offered to, once", async () => {
    const binary = await send();
    expect(binary).toEqual({
      id: expect.stringMatching(/^binary_/),
      tenantId: owner.tenantId,
      sha256: sent.sha256,
      size: sent.size,
      mediaType: "application/wasm",
      createdBy: owner.id,
      createdAt: expect.any(Date),
    });
    expect(await traces()).toEqual({ binaries: 1, uploads: 0, isStored: true });
    expect(await replica.binaries.load(sent)).toEqual(sent.bytes);
    expect(await refusalOf(send())).toMatchObject({ code: "NOT_FOUND", reason: "UPLOAD_NOT_FOUND" });
    expect(await outcomes()).toEqual({ stored: 1 });
    const bytes = await replica.metrics.registry.getSingleMetric("muster_binary_bytes_received_total")?.get();
    expect(bytes?.values[0]?.value).toBe(sent.size);
  });

  it("may come without a length", async () => {
    expect(await send(bodyOf(sent), null)).toMatchObject({ sha256: sent.sha256, size: sent.size });
  });

  it("that are announced as other than they are void the URL", async () => {
    const wrong = { bytes: sent.bytes.toReversed() };
    const refused = await refusalOf(send(bodyOf(wrong)));
    expect(refused).toMatchObject({ code: "BAD_USER_INPUT", reason: "BLOB_HASH_WRONG", path: ["sha256"] });
    expect(await traces()).toEqual(voided);
    expect(await refusalOf(send())).toMatchObject({ code: "NOT_FOUND", reason: "UPLOAD_NOT_FOUND" });
    expect(await outcomes()).toEqual({ refused: 1 });
  });

  it.each([
    ["fewer", 99],
    ["more", 101],
  ])("void the URL when there are %s than announced", async (_what, count) => {
    const refused = await refusalOf(send(bodyOf(bytesOf(count)), null));
    expect(refused).toMatchObject({ code: "BAD_USER_INPUT", reason: "BLOB_SIZE_WRONG", path: ["size"] });
    expect(await traces()).toEqual(voided);
  });

  it("are refused unread when their length is another than announced, and the URL stays good", async () => {
    const body = bodyOf(sent);
    const refused = await refusalOf(send(body, sent.size + 1));
    expect(refused).toMatchObject({ code: "BAD_USER_INPUT", reason: "BLOB_SIZE_WRONG", path: ["size"] });
    expect(body.readableDidRead).toBe(false);
    expect(await traces()).toEqual(untouched);
    await send();
  });

  it.each(["", "x", "a".repeat(43), "ä".repeat(43), "a".repeat(100_000), "\0".repeat(43)])(
    "are refused for a token that is none",
    async (made) => {
      const refused = refusalOf(replica.binaries.receive({ token: made, size: null, body: bodyOf(sent) }));
      expect(await refused).toMatchObject({ code: "NOT_FOUND", reason: "UPLOAD_NOT_FOUND" });
    },
  );

  it("are refused when the offer has expired", async () => {
    await world.rows("UPDATE binary_uploads SET expires_at = now() WHERE sha256 = $1", [sent.sha256]);
    expect(await refusalOf(send())).toMatchObject({ code: "NOT_FOUND", reason: "UPLOAD_NOT_FOUND" });
    expect(await traces()).toEqual(untouched);
  });

  it("may come through two offers at once: both answer the same binary", async () => {
    const second = await world.offer(replica, owner, sent);
    const both = [send(), world.replica().binaries.receive({ token: second, size: null, body: bodyOf(sent) })];
    const [one, other] = await Promise.all(both);
    expect(one).toEqual(other);
    expect(await traces()).toEqual({ binaries: 1, uploads: 0, isStored: true });
  });

  it("are kept of two tenants that send them at once, one of whom has lied about their number", async () => {
    const other = await world.owner();
    const lie = await world.offer(replica, other, { ...sent, size: 7 });
    const refused = await refusalOf(replica.binaries.receive({ token: lie, size: 7, body: bodyOf(sent) }));
    expect(refused).toMatchObject({ reason: "BLOB_SIZE_WRONG" });
    await send();
    expect(await world.rows("SELECT size FROM blobs WHERE sha256 = $1", [sent.sha256])).toEqual([{ size: sent.size }]);
  });
});

describe("two at the same URL", () => {
  it("are one who sends and one who is told so, on whatever process", async () => {
    const [begun, go] = [createGate(), createGate()];
    world.blobs.before.put = () => (begun.open(), go.isOpen);
    const first = send();
    await begun.isOpen;
    const second = world.replica().binaries.receive({ token, size: null, body: bodyOf(sent) });
    expect(await refusalOf(second)).toMatchObject({ code: "CONFLICT", reason: "UPLOAD_TAKEN" });
    go.open();
    expect(await first).toMatchObject({ sha256: sent.sha256 });
  });

  it("that begin in the same moment are still one", async () => {
    const [go, othersAreTold] = [createGate(), createGate()];
    world.blobs.before.put = () => go.isOpen;
    const told: unknown[] = [];
    const all = Array.from({ length: 6 }, async () => {
      try {
        return await send();
      } catch (error) {
        if (told.push(error) === 5) othersAreTold.open();
        return null;
      }
    });
    await othersAreTold.isOpen;
    go.open();
    expect((await Promise.all(all)).filter(Boolean)).toHaveLength(1);
    for (const error of told) expect(error).toMatchObject({ code: "CONFLICT", reason: "UPLOAD_TAKEN" });
  });
});

describe("a connection that is cut", () => {
  it.each([
    ["fails", (body: Readable) => body.destroy(Object.assign(new Error("aborted"), { code: "ECONNRESET" }))],
    ["closes", (body: Readable) => body.destroy()],
  ])("leaves the URL good when it %s", async (_how, cut) => {
    const body = openBody(sent.bytes.subarray(0, 50));
    world.blobs.before.put = () => cut(body) && undefined;
    expect(await refusalOf(send(body))).toMatchObject({ code: "BAD_USER_INPUT", reason: "UPLOAD_CUT" });
    expect(await traces()).toEqual(untouched);
    expect(await outcomes()).toEqual({ cut: 1 });
    delete world.blobs.before.put;
    await send();
  });

  it("leaves the URL good when it was cut before anybody has read", async () => {
    const body = openBody(sent.bytes.subarray(0, 50));
    const sending = send(body);
    body.destroy(new Error("aborted"));
    expect(await refusalOf(sending)).toMatchObject({ reason: "UPLOAD_CUT" });
    expect(await traces()).toEqual(untouched);
  });

  it("is not closed by us: whoever sends is to be told", async () => {
    const body = openBody(Buffer.alloc(sent.size + 1));
    expect(await refusalOf(send(body, null))).toMatchObject({ reason: "BLOB_SIZE_WRONG" });
    expect(body.destroyed).toBe(false);
  });
});

describe("a store that fails", () => {
  it.each(["before", "after"] as const)("%s it has taken the bytes leaves the URL good", async (when) => {
    world.blobs[when].put = () => {
      throw new Error("the disk is on fire");
    };
    await expect(send()).rejects.toThrow("on fire");
    expect(await traces()).toEqual({ ...untouched, isStored: when === "after" });
    expect(await outcomes()).toEqual({ failed: 1 });
    delete world.blobs[when].put;
    expect(await send()).toMatchObject({ sha256: sent.sha256 });
  });
});

describe("a process that dies", () => {
  it("while it sends costs a minute: then the URL is free, and of no use to the dead", async () => {
    const [begun, wakes] = [createGate(), createGate()];
    world.blobs.before.put = () => (begun.open(), wakes.isOpen);
    const dead = send();
    await begun.isOpen;
    delete world.blobs.before.put;
    const again = world.replica();
    const retry = (): Promise<unknown> => again.binaries.receive({ token, size: null, body: bodyOf(sent) });
    expect(await refusalOf(retry())).toMatchObject({ reason: "UPLOAD_TAKEN" });
    const [row] = await world.rows<{ seconds: number }>(
      "SELECT extract(epoch FROM taken_until - now())::float AS seconds FROM binary_uploads WHERE sha256 = $1",
      [sent.sha256],
    );
    expect(row?.seconds).toBeGreaterThan(30);
    expect(row?.seconds).toBeLessThanOrEqual(60);
    await world.rows("UPDATE binary_uploads SET taken_until = now() WHERE sha256 = $1", [sent.sha256]);
    const binary = await retry();
    wakes.open();
    expect(await refusalOf(dead)).toMatchObject({ code: "UNAVAILABLE", reason: "UPLOAD_LOST" });
    expect(await replica.binaries.get(owner.tenantId, sent.sha256)).toEqual(binary);
    expect(await traces()).toEqual({ binaries: 1, uploads: 0, isStored: true });
  });

  it("does not give back what another has taken meanwhile", async () => {
    const [begun, wakes] = [createGate(), createGate()];
    world.blobs.before.put = () => {
      begun.open();
      return wakes.isOpen.then(() => Promise.reject(new Error("the disk is on fire")));
    };
    const dead = send();
    await begun.isOpen;
    const later = new Date(Date.now() + 50_000);
    await world.rows("UPDATE binary_uploads SET taken_until = $2 WHERE sha256 = $1", [sent.sha256, later]);
    wakes.open();
    await expect(dead).rejects.toThrow("on fire");
    expect(await refusalOf(send())).toMatchObject({ reason: "UPLOAD_TAKEN" });
  });
});

it("has the blob pinned before a byte goes to the store", async () => {
  let pinned: unknown[] = [];
  world.blobs.before.put = async () => {
    pinned = await world.rows("SELECT size FROM blobs WHERE sha256 = $1 AND pinned_until > now()", [sent.sha256]);
  };
  await send();
  expect(pinned).toEqual([{ size: sent.size }]);
  expect(sha256Of(world.blobs.held.get(sent.sha256) ?? Buffer.of())).toBe(sent.sha256);
});
