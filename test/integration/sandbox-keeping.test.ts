import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { endedStatuses, sandboxStatuses } from "../../src/sandboxes/index.js";
import type { Keeping, KeptSandbox } from "../../src/sandboxes/ledger.js";
import type { PostgresLedger } from "../../src/sandboxes/postgres-ledger.js";
import { specOf } from "../support/sandbox-specs.js";
import { SandboxWorld } from "../support/sandbox-world.js";

let world: SandboxWorld;
let ledger: PostgresLedger;
let admin: Principal;

beforeAll(async () => {
  world = await SandboxWorld.open();
  ledger = world.ledger();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.rows("DELETE FROM sandboxes");
  admin = await world.tenant();
});

const idsOf = (sandboxes: readonly KeptSandbox[]): string[] => sandboxes.map(({ id }) => id);
const keepingOf = ({ host, ownerId }: KeptSandbox): Keeping => ({ host: host ?? "", ownerId: ownerId ?? "" });
const die = (by: Keeping) =>
  world.rows("UPDATE replicas SET seen_at = now() - interval '21 seconds' WHERE id = $1", [by.ownerId]);

async function claimed(by: Keeping, count: number): Promise<string[]> {
  for (let made = 0; made < count; made++) await world.waiting(admin);
  return idsOf(await ledger.claim(by, count));
}

async function kept(id: string, by: Keeping): Promise<KeptSandbox | undefined> {
  return (await ledger.kept(by, "", 1_000)).find((one) => one.id === id);
}

describe("what a process looks after", () => {
  it("is found by pages, until its host has nothing of it", async () => {
    const keeping = await world.process();
    const ids = await claimed(keeping, 5);
    await claimed(await world.process(), 1);
    expect(idsOf(await ledger.kept(keeping, "", 2))).toEqual(ids.slice(0, 2));
    expect(idsOf(await ledger.kept(keeping, ids[1] ?? "", 10))).toEqual(ids.slice(2));
    const [first = "", second = "", third = ""] = ids;
    await ledger.move([
      { id: first, move: "succeed" },
      { id: second, move: "terminate", reason: "REQUESTED" },
      { id: third, move: "postpone", reason: "HOST_QUOTA", delayMs: 60_000 },
    ]);
    expect(idsOf(await ledger.kept(keeping, "", 10))).toEqual([first, second, ...ids.slice(3)]);
    await ledger.release([first, second]);
    // What has not ended may have something there.
    expect(idsOf(await ledger.kept(keeping, "", 10))).toEqual([second, ...ids.slice(3)]);
    expect(await ledger.kept({ ...keeping, host: "local:other" }, "", 10)).toEqual([]);
  });

  it("has all that its host is to be told while it is made, and no contents after that", async () => {
    const spec = specOf({ env: { A: "secret" }, files: [{ path: "a", text: "content" }] });
    const sandbox = await world.at("PROVISIONING", admin, { env: spec.env, files: spec.files });
    const keeping = keepingOf(sandbox);
    expect((await kept(sandbox.id, keeping))?.spec).toEqual(spec);
    const [ready] = await ledger.move([{ id: sandbox.id, move: "ready" }]);
    const shown = { ...spec, env: { A: "" }, files: [{ path: "a", base64: "" }] };
    expect(ready?.spec).toEqual(shown);
    expect((await kept(sandbox.id, keeping))?.spec).toEqual(shown);
  });
});

describe("what nobody looks after any more", () => {
  it("is taken over: of a process that is silent, gone or has let go, by one with the same host", async () => {
    const [alive, silent, gone, leaving] = [
      await world.process(),
      await world.process(),
      await world.process(),
      await world.process(),
    ];
    const ids: string[] = [];
    await claimed(alive, 1);
    for (const one of [silent, gone, leaving]) ids.push(...(await claimed(one, 1)));
    await die(silent);
    await world.rows("DELETE FROM replicas WHERE id = $1", [gone.ownerId]);
    await ledger.disown(leaving.ownerId);
    expect(await ledger.adopt(await world.process("local:other"), 10)).toEqual([]);
    const heir = await world.process();
    const adopted = await ledger.adopt(heir, 10);
    expect(idsOf(adopted).toSorted()).toEqual(ids.toSorted());
    expect(new Set(adopted.map(({ ownerId }) => ownerId))).toEqual(new Set([heir.ownerId]));
    expect(await ledger.adopt(heir, 10)).toEqual([]);
    expect(await ledger.adopt(alive, 10)).toEqual([]);
  });

  it("is all that a local host has had, for whoever has the host now", async () => {
    const host = "local:restarted";
    const ids = await claimed(await world.process(host), 2);
    expect(await ledger.adopt(await world.process("local:beside"), 10)).toEqual([]);
    expect(idsOf(await ledger.adopt(await world.process(host), 10)).toSorted()).toEqual(ids.toSorted());
  });

  it("is given up where its machine died with its process, and where nobody has come back for it for long", async () => {
    const [machine, cluster, late] = [
      await world.process("local:dead"),
      await world.process("kubernetes:gone"),
      await world.process("kubernetes:late"),
    ];
    const lost = [...(await claimed(machine, 1)), ...(await claimed(late, 1))];
    const [waits = ""] = await claimed(cluster, 1);
    await world.rows("UPDATE sandboxes SET deadline_at = now() - interval '2 hours' WHERE id = $1", [lost[1]]);
    const mine = "local:mine";
    const abandoned = async () =>
      idsOf(await ledger.abandoned(mine, 1_000)).filter((id) => [...lost, waits].includes(id));
    expect(await abandoned()).toEqual([]);
    for (const one of [machine, cluster, late]) await world.rows("DELETE FROM replicas WHERE id = $1", [one.ownerId]);
    expect(new Set(await abandoned())).toEqual(new Set(lost));
    expect(idsOf(await ledger.abandoned("local:dead", 1_000))).not.toContain(lost[0]);
    await ledger.move(lost.map((id) => ({ id, move: "lose" as const })));
    await ledger.release(lost);
    expect(await abandoned()).toEqual([]);
  });

  it("is nothing that waits, and nothing that is released; but what has ended and is not", async () => {
    const here = new Map<string, string>();
    for (const status of sandboxStatuses) {
      const sandbox = await world.at(status, admin);
      here.set(sandbox.id, status);
    }
    const released = await world.at("FAILED", admin);
    await ledger.release([released.id]);
    await world.rows("DELETE FROM replicas");
    const adopted = await ledger.adopt(await world.process(), 100);
    const those = sandboxStatuses.filter((status) => status !== "PENDING");
    expect(new Set(adopted.map(({ id }) => here.get(id)))).toEqual(new Set(those));
    expect(adopted.length).toBe(those.length);
    expect(endedStatuses.length).toBe(4);
  });

  it("is taken by one of many who come at once, each a few", async () => {
    const dead = await world.process();
    const ids = await claimed(dead, 20);
    await die(dead);
    const heirs = Array.from({ length: 6 }, async () => ledger.adopt(await world.process(), 4));
    const adopted = (await Promise.all(heirs)).flat();
    expect(new Set(idsOf(adopted)).size).toBe(adopted.length);
    for (let more = 1; more > 0;) {
      const rest = await ledger.adopt(await world.process(), 4);
      adopted.push(...rest);
      more = rest.length;
    }
    expect(idsOf(adopted).toSorted()).toEqual(ids.toSorted());
  });

  it("and is moved meanwhile is as it was moved", async () => {
    const dead = await world.process();
    const [id = ""] = await claimed(dead, 1);
    await die(dead);
    const heir = await world.process();
    await Promise.all([ledger.adopt(heir, 1), ledger.move([{ id, move: "ready" }])]);
    // Whoever came first: a row that was locked is adopted by the next look.
    await ledger.adopt(heir, 1);
    expect(await kept(id, heir)).toMatchObject({ status: "READY", ownerId: heir.ownerId });
  });

  it("is let go as a whole", async () => {
    const keeping = await world.process();
    const ids = await claimed(keeping, 3);
    await ledger.disown(keeping.ownerId);
    expect(await ledger.kept(keeping, "", 10)).toEqual([]);
    expect(idsOf(await ledger.adopt(keeping, 10)).toSorted()).toEqual(ids.toSorted());
  });
});

describe("what a host has", () => {
  it("is known by the sandbox's id, and by what it was taken from the pool as", async () => {
    const own = await world.at("READY", admin);
    const pooled = await world.at("PROVISIONING", admin);
    expect(await ledger.setHostRef(pooled.id, "warm_1")).toBe(true);
    const waiting = await world.at("PENDING", admin);
    const ended = await world.at("TERMINATED", admin);
    const released = await world.at("FAILED", admin);
    const dropped = await world.at("PENDING", admin);
    await ledger.release([released.id]);
    await ledger.move([{ id: dropped.id, move: "drop" }]);
    const refs = [own, pooled, waiting, ended, released, dropped].map(({ id }) => id);
    const known = await ledger.knownRefs(own.host ?? "", [...refs, "warm_1", "warm_2", "sandbox_none"]);
    expect([...known].toSorted()).toEqual([own.id, pooled.id, waiting.id, ended.id, "warm_1"].toSorted());
    // On another host it is somebody else's, but for what may come there at any moment.
    expect([...(await ledger.knownRefs("local:other", [...refs, "warm_1"]))]).toEqual([waiting.id]);
    expect(await ledger.knownRefs("local:test", [])).toEqual(new Set());
  });

  it("is told of the sandbox as from the pool, also where the sandbox has moved on meanwhile", async () => {
    const sandbox = await world.at("PROVISIONING", admin);
    expect(await ledger.setHostRef(sandbox.id, sandbox.id)).toBe(true);
    expect(await kept(sandbox.id, keepingOf(sandbox))).toMatchObject({ hostRef: sandbox.id, isFromPool: false });
    await ledger.move([{ id: sandbox.id, move: "terminate" }]);
    expect(await ledger.setHostRef(sandbox.id, "warm_2")).toBe(false);
    expect(await kept(sandbox.id, keepingOf(sandbox))).toMatchObject({ hostRef: "warm_2", isFromPool: true });
  });

  it("is nothing of a sandbox that waits, is released, or is none", async () => {
    const waiting = await world.at("PENDING", admin);
    const released = await world.at("FAILED", admin);
    await ledger.release([released.id]);
    for (const id of [waiting.id, released.id, "sandbox_none"])
      expect(await ledger.setHostRef(id, "warm_3")).toBe(false);
    expect(await world.rows("SELECT 1 FROM sandboxes WHERE host_ref = 'warm_3'")).toEqual([]);
  });

  it("is noted beside where the sandboxes stand, with no event", async () => {
    const [a, b] = [await world.at("READY", admin), await world.at("SUCCEEDED", admin)];
    const connection = { namespace: null, pod: null, container: null, address: "host" };
    await ledger.note([
      { id: a.id, cpuMs: 10, connection },
      { id: b.id, peakMemoryBytes: 5 },
      { id: a.id, cpuMs: 20, containerId: undefined },
      { id: "sandbox_none", cpuMs: 1 },
    ]);
    expect(await kept(a.id, keepingOf(a))).toEqual({ ...a, cpuMs: 20, connection });
    expect(await kept(b.id, keepingOf(b))).toEqual({ ...b, peakMemoryBytes: 5 });
    const versions = () => world.rows("SELECT id, xmin::text FROM sandboxes ORDER BY id");
    const before = await versions();
    await ledger.note([{ id: a.id, cpuMs: 20, connection, containerId: null, peakMemoryBytes: null }, { id: b.id }]);
    await ledger.note([]);
    // What is known already is not written again.
    expect(await versions()).toEqual(before);
  });
});
