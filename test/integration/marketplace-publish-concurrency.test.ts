import { afterAll, beforeAll, expect, it } from "vitest";
import { MarketplaceWorld } from "../support/marketplace-world.js";

let world: MarketplaceWorld;

beforeAll(async () => {
  world = await MarketplaceWorld.open();
});
afterAll(() => world.close());

const image = `registry.example/agent@sha256:${"0f".repeat(32)}`;

function reasonsOf(ends: readonly PromiseSettledResult<unknown>[]): unknown[] {
  return ends.flatMap((end) => (end.status === "rejected" ? [(end.reason as { reason?: unknown }).reason] : []));
}

it("publishes one of 20 releases of one version, the first of their publisher", async () => {
  const owner = await world.tenant();
  const input = await world.inputOf(owner, { image });
  const ends = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => world.releases.publish(owner, { ...input, changelog: `${index}` })),
  );
  expect(reasonsOf(ends)).toEqual(Array.from({ length: 19 }, () => "VERSION_TAKEN"));
  const [winner] = ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
  const rows = await world.rows("SELECT id, changelog FROM releases WHERE tenant_id = $1", [owner.tenantId]);
  expect(rows).toEqual([{ id: winner?.id, changelog: winner?.changelog }]);
  expect(await world.publishers.publishersOf(owner.tenantId)).toHaveLength(1);
});

it("publishes 20 versions at once, and the highest of them is the latest", async () => {
  const owner = await world.tenant();
  const input = await world.inputOf(owner, { image });
  const versions = Array.from({ length: 20 }, (_, index) => `1.${(index * 7) % 20}.0`);
  const releases = await Promise.all(versions.map((version) => world.releases.publish(owner, { ...input, version })));
  const [first] = releases;
  const highest = releases.find(({ version }) => version === "1.19.0");
  expect(new Set(releases.map(({ itemId }) => itemId)).size).toBe(1);
  expect(first && (await world.item(first)).latestReleaseId).toBe(highest?.id);
});

it("gives a publisher's name to one of many tenants, and an item one type", async () => {
  const owners = await Promise.all(Array.from({ length: 6 }, () => world.tenant()));
  const name = world.name();
  const inputs = await Promise.all(owners.map((owner) => world.inputOf(owner, { name, image })));
  const ends = await Promise.allSettled(
    owners.map((owner, index) => world.releases.publish(owner, inputs[index] as (typeof inputs)[0])),
  );
  expect(reasonsOf(ends)).toEqual(Array.from({ length: 5 }, () => "PUBLISHER_NOT_YOURS"));

  const owner = await world.tenant();
  const manifest = { inputs: true, outputs: true };
  const input = { ...(await world.inputOf(owner, { image })), manifest };
  const types = await Promise.allSettled(
    (["AGENT", "TOOL"] as const).map((type, index) =>
      world.releases.publish(owner, { ...input, type, version: `1.0.${index}` }),
    ),
  );
  expect(reasonsOf(types)).toEqual(["TYPE_CHANGED"]);
});

it("keeps the latest release right while releases are yanked, restored and published at once", async () => {
  const owner = await world.tenant();
  const input = await world.inputOf(owner, { image });
  const publish = (version: string) => world.releases.publish(owner, { ...input, version });
  const [one, two, three] = [await publish("1.0.0"), await publish("2.0.0"), await publish("3.0.0")];
  await Promise.all([
    world.releases.yank(owner, { id: three.id, reason: "Broken." }),
    publish("2.5.0-rc.1"),
    world.releases.yank(owner, { id: two.id, reason: "Broken." }),
    world.releases.deprecate(owner, { id: one.id, reason: "Old." }),
    publish("0.9.0"),
  ]);
  expect((await world.item(one)).latestReleaseId).toBe(one.id);
  await Promise.all([
    world.releases.restore(owner, two.id),
    world.releases.yank(owner, { id: one.id, reason: "Old." }),
  ]);
  expect((await world.item(one)).latestReleaseId).toBe(two.id);
});

it("asks for a signature as soon as there is a key, whatever is just being published", async () => {
  const owner = await world.tenant();
  const input = await world.inputOf(owner, { image });
  const [publisher = ""] = input.name.split("/");
  await world.publishers.createPublisher(owner, { name: publisher });
  const versions = Array.from({ length: 10 }, (_, index) => `1.0.${index}`);
  const [, ...ends] = await Promise.allSettled([
    world.addKey(owner, publisher),
    ...versions.map((version) => world.releases.publish(owner, { ...input, version })),
  ]);
  for (const reason of reasonsOf(ends)) expect(reason).toBe("SIGNATURE_MISSING");
  const late = await Promise.allSettled([world.releases.publish(owner, { ...input, version: "2.0.0" })]);
  expect(reasonsOf(late)).toEqual(["SIGNATURE_MISSING"]);
});
