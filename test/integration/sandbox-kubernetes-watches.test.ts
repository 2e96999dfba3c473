import { describe, expect, it } from "vitest";
import { jobOf } from "../../src/sandboxes/kubernetes/manifests.js";
import { nameOf } from "../../src/sandboxes/kubernetes/names.js";
import { eventually } from "../support/eventually.js";
import { HeldClock } from "../support/held-clock.js";
import { hostOrder } from "../support/host-orders.js";
import { jobs, pods } from "../support/kubernetes-api/resources.js";
import { KubernetesWorld, namespace } from "../support/kubernetes-world.js";

async function watching(options: Parameters<typeof KubernetesWorld.open>[0] = {}): Promise<KubernetesWorld> {
  const world = await KubernetesWorld.open(options);
  await eventually(() => expect(world.api.watches).toHaveLength(2));
  return world;
}

const lists = (world: KubernetesWorld): number =>
  world.api.requests.count("list", "jobs.batch") + world.api.requests.count("list", "pods");

describe("a watch of the cluster", () => {
  it("asks for bookmarks, and goes on from where it was when it is dropped", async () => {
    await using world = await watching();
    for (const { demand } of world.api.watches) expect(demand.query.get("allowWatchBookmarks")).toBe("true");
    const before = await world.run();
    world.api.dropWatches();
    const { ref } = await world.run();
    world.api.dropWatches();
    await world.host.remove(ref, 0);
    await world.host.remove(before.ref, 0);
    await world.until(ref, "GONE");
    await world.until(before.ref, "GONE");
    expect(lists(world)).toBe(2);
  });

  it("goes on from its last bookmark, though what it saw last is forgotten", async () => {
    await using world = await watching();
    await world.run();
    world.api.createNamespace("elsewhere");
    world.api.compact();
    world.api.sendBookmarks();
    // A watch knows of the bookmark when it has told of what came after it.
    await world.run();
    world.api.dropWatches();
    await world.run();
    expect(lists(world)).toBe(2);
  });

  it("begins anew when the server ends it, as it does in time", async () => {
    await using world = await watching();
    for (const watch of world.api.watches) (watch as unknown as { end(): void }).end();
    await world.run();
    expect(lists(world)).toBe(2);
  });

  it("lists anew when its version is forgotten, and finds what it missed", async () => {
    await using world = await watching();
    const stays = await world.run();
    const goes = await world.run();
    const deny = world.api.access.deny({ verb: "watch" });
    world.api.dropWatches();
    await eventually(() => expect(world.api.watches).toEqual([]));
    world.api.registry.delete(
      { resource: jobs, namespace, name: nameOf(goes.ref) },
      { propagationPolicy: "Background" },
    );
    await eventually(() => expect(world.api.list(pods, namespace)).toHaveLength(1));
    const order = await world.provision();
    world.api.compact();
    deny();
    await world.until(goes.ref, "GONE");
    await world.until(order.ref, "RUNNING");
    expect(world.phasesOf(stays.ref)).toEqual(["STARTING", "RUNNING"]);
    expect(lists(world)).toBe(4);
  });

  it("is refused with 410 before it begins, and lists anew", async () => {
    await using world = await watching();
    world.api.faults.next({ verb: "watch" }, { kind: "status", code: 410, reason: "Expired" }, 2);
    world.api.dropWatches();
    await world.run();
    await eventually(() => expect(lists(world)).toBe(4));
  });

  it("is begun again when nothing comes any more, not even bookmarks", async () => {
    await using world = await watching({ timings: { watchSilenceMs: 200 } });
    world.api.silenceWatches();
    await world.run();
    expect(lists(world)).toBe(2);
  });

  it("is kept while bookmarks come", async () => {
    const watchSilenceMs = 60_000;
    const clock = new HeldClock(watchSilenceMs);
    await using world = await watching({ clock, timings: { watchSilenceMs } });
    await eventually(() => expect(clock.count).toBe(2));
    for (let turn = 1; turn <= 3; turn++) {
      world.api.sendBookmarks();
      await eventually(() => expect(clock.count).toBe(2 + 2 * turn));
      clock.advance(watchSilenceMs - 1);
    }
    const { ref } = await world.provision({ image: "brief" });
    await world.until(ref, "SUCCEEDED");
    expect(world.api.watches).toHaveLength(2);
    expect(world.api.requests.count("watch", "pods")).toBe(1);
  });

  it.each([
    ["half a line", '{"type":"MODIFIED","object":{"kind"\n'],
    ["no JSON", "<html>502 Bad Gateway</html>\n"],
    ["JSON that is no event", "[]\n"],
    ["null", "null\n"],
    ["an event without an object", '{"type":"ADDED"}\n'],
    ["an error of the server", '{"type":"ERROR","object":{"kind":"Status","code":500,"message":"etcd"}}\n'],
    ["an empty line", "\n"],
  ])("does not lose its way over %s", async (_, bytes) => {
    await using world = await watching();
    const { ref } = await world.run();
    world.api.garbleWatches(bytes);
    const other = await world.run();
    await world.host.remove(ref, 0);
    await world.until(ref, "GONE");
    expect(world.phasesOf(other.ref).at(-1)).toBe("RUNNING");
  });

  it("throws away half an event of a connection that broke", async () => {
    await using world = await watching();
    world.api.garbleWatches('{"type":"MODIFIED","object":{"metadata":{"name":"x","resourceVersion":"99999999"');
    world.api.dropWatches();
    await world.run();
  });

  it("waits longer each time while it is refused", async () => {
    await using world = await watching({ timings: { retryFirstMs: 40, retryMaxMs: 60_000 } });
    const allow = world.api.access.deny({ verb: "watch" });
    world.api.dropWatches();
    const { ref } = await world.provision({ image: "brief" });
    await eventually(() => expect(world.api.list(jobs, namespace)[0]).toMatchObject({ status: { succeeded: 1 } }));
    allow();
    await world.until(ref, "SUCCEEDED");
    expect(world.api.requests.count("watch", "pods")).toBeLessThan(10);
  });

  it("finds by its resync what no watch has told", async () => {
    await using world = await watching({ timings: { resyncMs: 300 } });
    const { ref } = await world.run();
    world.api.silenceWatches();
    world.api.registry.delete({ resource: jobs, namespace, name: nameOf(ref) }, { propagationPolicy: "Background" });
    await world.until(ref, "GONE");
  });

  it("comes back after the server was away", async () => {
    await using world = await watching();
    const { ref } = await world.run();
    await world.api.refuseConnections();
    world.api.registry.delete({ resource: jobs, namespace, name: nameOf(ref) }, { propagationPolicy: "Background" });
    await world.api.acceptConnections();
    await world.until(ref, "GONE");
  });
});

describe("a list of the cluster", () => {
  it("comes in pages, and begins anew when its version is forgotten midway", async () => {
    await using world = await watching({ timings: { callMs: 15_000 } });
    const settings = { runtimeClass: null, pullSecrets: [], nodeSelector: [], tolerations: [] };
    for (let made = 0; made < 1_100; made++) {
      const job = jobOf(hostOrder({ secrets: {} }), settings);
      world.api.registry.create(
        { resource: jobs, namespace, name: "" },
        { ...job, spec: { ...job.spec, suspend: true } },
        { manager: "test" },
      );
    }
    const before = world.api.requests.count("list", "jobs.batch");
    const refs = (reports: readonly { readonly ref: string }[]) => new Set(reports.map(({ ref }) => ref));
    expect(refs(await world.host.list()).size).toBe(1_100);
    expect(world.api.requests.count("list", "jobs.batch") - before).toBe(3);
    const listed = world.host.list();
    await eventually(() => expect(world.api.requests.count("list", "jobs.batch") - before).toBeGreaterThan(3));
    world.api.createNamespace("elsewhere");
    world.api.compact();
    expect(refs(await listed).size).toBe(1_100);
  });

  it("is refused whole where a page is refused", async () => {
    await using world = await watching({ limits: { tries: 1 } });
    world.api.faults.next({ verb: "list", resource: "pods" }, { kind: "garbage" });
    await expect(world.host.list()).rejects.toMatchObject({ name: "HostError", isPassing: true });
  });
});
