import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { BinaryWorld, bodyOf, bytesOf, type BinaryReplica, type SentBytes } from "../support/binary-world.js";
import { eventually } from "../support/eventually.js";
import { createGate } from "../support/gate.js";
import { refusalOf } from "../support/refusal.js";

let world: BinaryWorld;
let replica: BinaryReplica;
let owner: Principal;

beforeEach(async () => {
  world = await BinaryWorld.open();
  replica = world.replica();
  owner = await world.owner();
});
afterEach(() => world.close());

/** What was uploaded and removed again. */
async function garbage(sent: SentBytes = bytesOf()): Promise<SentBytes> {
  const { id } = await world.upload(replica, owner, sent);
  await replica.binaries.remove(owner, id);
  return sent;
}

/** A walk over all blobs, from its begin to its end. */
async function walk(collector = world.collector()): Promise<void> {
  while ((await collector.turn()) < 1_000);
}

describe("the collector", () => {
  it("removes blobs that no binary names, an hour behind the last sign of life", async () => {
    const gone = await garbage();
    const kept = bytesOf();
    await world.upload(replica, owner, kept);
    await walk();
    expect([...world.blobs.held.keys()]).toEqual(expect.arrayContaining([gone.sha256, kept.sha256]));
    await world.age();
    await walk();
    expect([...world.blobs.held.keys()]).toEqual([kept.sha256]);
    expect(await world.counts()).toEqual({ blobs: 1, binaries: 1, uploads: 0 });
    expect(world.blobs.calls.filter((call) => call === "sweep")).toHaveLength(2);
  });

  it("keeps what was pinned within the hour, however old the row is", async () => {
    const sent = await garbage();
    await world.age();
    await world.rows("UPDATE blobs SET pinned_until = now() - interval '59 minutes'");
    await walk();
    expect(world.blobs.held.has(sent.sha256)).toBe(true);
  });

  it("keeps what another tenant has of the same bytes", async () => {
    const sent = bytesOf();
    const other = await world.owner();
    await world.upload(replica, other, sent);
    await garbage(sent);
    await world.age();
    await walk();
    expect(await replica.binaries.load(sent)).toEqual(sent.bytes);
  });

  it("takes away what a process left behind that died after it had pinned", async () => {
    const sent = bytesOf();
    const token = await world.offer(replica, owner, sent);
    const begun = createGate();
    const dies = createGate();
    world.blobs.before.put = () => (begun.open(), dies.isOpen);
    const dead = replica.binaries.receive({ token, size: null, body: bodyOf(sent) });
    await begun.isOpen;
    expect(await world.counts()).toEqual({ blobs: 1, binaries: 0, uploads: 1 });
    await world.age();
    await walk();
    expect(await world.counts()).toEqual({ blobs: 0, binaries: 0, uploads: 0 });
    // It stood still, and comes back: what it then stores is not a binary, and is found again.
    dies.open();
    expect(await refusalOf(dead)).toMatchObject({ reason: "UPLOAD_LOST" });
    expect(world.blobs.held.has(sent.sha256)).toBe(true);
    expect(await world.counts()).toEqual({ blobs: 1, binaries: 0, uploads: 0 });
    await world.age();
    await walk();
    expect(world.blobs.held.size).toBe(0);
  });

  it("removes uploads that have expired, but for those that are being sent", async () => {
    for (let n = 0; n < 3; n++) await world.offer(replica, owner, bytesOf());
    await world.age();
    await world.offer(replica, owner, bytesOf());
    await world.rows(`UPDATE binary_uploads SET taken_until = now() + interval '1 minute'
      WHERE id = (SELECT min(id) FROM binary_uploads)`);
    await walk();
    expect((await world.counts()).uploads).toBe(2);
  });

  it("passes all blobs, a page a turn, and rests at the end", async () => {
    await world.rows(
      "INSERT INTO blobs (sha256, size, created_at) SELECT encode(sha256(n::text::bytea), 'hex'), 1, now() - interval '2 hours' FROM generate_series(1, 1100) n",
    );
    const collector = world.collector();
    const waits = [];
    for (const left of [600, 100, 0]) {
      waits.push(await collector.turn());
      expect((await world.counts()).blobs).toBe(left);
    }
    expect(waits).toEqual([100, 100, 300_000]);
  }, 60_000);

  it("shares the work with those of other processes", async () => {
    for (let n = 0; n < 20; n++) await garbage();
    await world.age();
    await Promise.all([walk(), walk(), walk()]);
    expect(world.blobs.calls.filter((call) => call === "delete")).toHaveLength(20);
    expect(await world.counts()).toEqual({ blobs: 0, binaries: 0, uploads: 0 });
  });

  it("keeps the row of a blob that the store does not give up, and goes on with the others", async () => {
    const all = [await garbage(), await garbage(), await garbage()].map(({ sha256 }) => sha256).toSorted();
    await world.age();
    let first = true;
    world.blobs.before.delete = () => {
      if (first) {
        first = false;
        throw new Error("the disk is on fire");
      }
    };
    const collector = world.collector();
    await expect(collector.turn()).rejects.toThrow("on fire");
    expect(await world.rows("SELECT sha256 FROM blobs")).toEqual([{ sha256: all[0] }]);
    await walk(collector);
    expect(world.blobs.held.size).toBe(0);
  });

  it("gives a turn up when the store is away", async () => {
    for (let n = 0; n < 5; n++) await garbage();
    await world.age();
    world.blobs.breakDown("delete");
    expect(await refusalOf(world.collector().turn())).toMatchObject({ reason: "BLOBS_UNAVAILABLE" });
    expect(world.blobs.calls.filter((call) => call === "delete")).toHaveLength(3);
    expect((await world.counts()).blobs).toBe(5);
  });

  it("stops between two blobs, with nothing half done", async () => {
    for (let n = 0; n < 3; n++) await garbage();
    await world.age();
    const [begun, go] = [createGate(), createGate()];
    world.blobs.before.delete = () => (begun.open(), go.isOpen);
    const collector = world.collector();
    collector.start();
    world.clock.advance(100);
    await begun.isOpen;
    const stopping = collector.stop();
    go.open();
    await stopping;
    expect(await world.counts()).toMatchObject({ blobs: 2 });
    expect(world.blobs.held.size).toBe(2);
  });
});

describe("an upload of what is being removed", () => {
  it("waits until it is gone, and stores it anew", async () => {
    const sent = await garbage();
    await world.age();
    const token = await world.offer(replica, owner, sent);
    const [begun, go] = [createGate(), createGate()];
    world.blobs.before.delete = () => (begun.open(), go.isOpen);
    const turn = world.collector().turn();
    await begun.isOpen;
    const calls = world.blobs.calls.length;
    const receiving = replica.binaries.receive({ token, size: null, body: bodyOf(sent) });
    await eventually(async () => {
      const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      expect(await world.rows(waiting)).toHaveLength(1);
    });
    expect(world.blobs.calls).toHaveLength(calls);
    go.open();
    await turn;
    await receiving;
    expect(await replica.binaries.load(sent)).toEqual(sent.bytes);
    expect(await world.counts()).toEqual({ blobs: 1, binaries: 1, uploads: 0 });
  });

  it("comes first when it has pinned it: then it is kept", async () => {
    const sent = await garbage();
    await world.age();
    const token = await world.offer(replica, owner, sent);
    world.blobs.before.put = () => walk();
    await replica.binaries.receive({ token, size: null, body: bodyOf(sent) });
    expect(world.blobs.calls).not.toContain("delete");
    expect(await replica.binaries.load(sent)).toEqual(sent.bytes);
  });

  it("finds its bytes whatever four tenants upload and remove, and two collectors without any grace take away", async () => {
    const contents = [bytesOf(), bytesOf(), bytesOf()];
    const collectors = [world.collector(0), world.collector(0)];
    const over = new AbortController();
    const collecting = collectors.map(async (collector) => {
      while (!over.signal.aborted) await collector.turn();
    });
    // A pin lasts a minute; here it ends at once when its upload has.
    const unpin = (sha256: string): Promise<unknown[]> =>
      world.rows(
        `UPDATE blobs SET pinned_until = now(), created_at = now() WHERE sha256 = $1
           AND NOT EXISTS (SELECT FROM binary_uploads u WHERE u.sha256 = $1 AND u.taken_until > now())`,
        [sha256],
      );
    const play = async (): Promise<void> => {
      const tenant = await world.owner();
      for (let round = 0; round < 40; round++) {
        const sent = contents[round % contents.length] ?? bytesOf();
        const { id } = await world.upload(replica, tenant, sent);
        await unpin(sent.sha256);
        expect(await replica.binaries.load(sent)).toEqual(sent.bytes);
        await replica.binaries.remove(tenant, id);
      }
    };
    const playing = Promise.all([play(), play(), play(), play()]).finally(() => over.abort());
    await Promise.all([playing, ...collecting]);
    expect(world.blobs.calls.filter((call) => call === "delete").length).toBeGreaterThan(5);
  }, 60_000);
});
