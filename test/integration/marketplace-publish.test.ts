import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { digestOf } from "../../src/marketplace/proofs/digest.js";
import type { PublishReleaseInput } from "../../src/marketplace/inputs.js";
import { newId } from "../../src/platform/ids.js";
import { exit } from "../support/fake-wasm.js";
import { MarketplaceWorld } from "../support/marketplace-world.js";
import { refusalOf } from "../support/refusal.js";

let world: MarketplaceWorld;
let owner: Principal;

beforeAll(async () => {
  world = await MarketplaceWorld.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  owner = await world.tenant();
  world.wasm.play = ({ stdin }) => ({ stdout: stdin });
});

const definition = { steps: [{ id: "wait", type: "sleep", durationMs: 10 }] };
const image = `registry.example/agent@sha256:${"0f".repeat(32)}`;

describe("a first release", () => {
  it("registers its publisher and its item with it", async () => {
    const binary = await world.binary(owner);
    const shared = newId("tenant");
    const input: PublishReleaseInput = {
      ...{ name: "first/word-count", version: "1.2.0", type: "TOOL", description: "Counts words.", changelog: "New." },
      ...{ tags: ["text"], licence: "MIT", repositoryUrl: "https://git.example/wc", pricePerRun: 0.5 },
      ...{ visibility: "SHARED", sharedWith: [shared], binary: binary.id },
      manifest: {
        inputs: true,
        outputs: { type: "object" },
        capabilities: ["count", "a"],
        resources: { memoryMib: 1 },
      },
      tests: [{ name: "echoes", input: { a: 1 }, output: { a: 1 } }],
    };
    const release = await world.releases.publish(owner, input);
    expect(release).toMatchObject({
      ...{ tenantId: owner.tenantId, version: "1.2.0", status: "LISTED", statusReason: null, changelog: "New." },
      ...{ manifest: input.manifest, binarySha256: binary.sha256, binarySize: binary.size, image: null },
      ...{ keyId: null, signature: null, publishedBy: owner.id },
      testResults: [{ name: "echoes", passed: true, message: null, durationMs: 1 }],
    });
    expect(release.digest).toBe(
      digestOf({
        ...{ name: "first/word-count", version: "1.2.0", type: "TOOL", content: { binary: binary.sha256 } },
        manifest: input.manifest ?? {},
        tests: [{ name: "echoes", args: [], exitCode: 0, input: { a: 1 }, output: { a: 1 } }],
      }),
    );
    expect(await world.item(release)).toMatchObject({
      ...{ name: "first/word-count", type: "TOOL", description: "Counts words.", tags: ["text"], licence: "MIT" },
      ...{ repositoryUrl: "https://git.example/wc", pricePerRun: 0.5, visibility: "SHARED", sharedWith: [shared] },
      ...{ latestReleaseId: release.id, latestReleasedAt: release.createdAt, capabilities: ["count", "a"] },
    });
    const publisher = await world.publishers.publisher("first");
    expect(publisher).toMatchObject({ tenantId: owner.tenantId, displayName: "first" });
    expect(world.wasm.requests.at(-1)).toMatchObject({ owner: owner.tenantId, limits: { memoryBytes: 1_048_576 } });
  });

  it("may be a workflow, or a container", async () => {
    const workflow = await world.publish(owner, { type: "WORKFLOW", definition });
    expect(workflow).toMatchObject({ binarySha256: null, image: null, status: "LISTED", manifest: {} });
    const container = await world.publish(owner, { type: "AGENT", image });
    expect(container).toMatchObject({ binarySha256: null, image, status: "LISTED" });
    const definitions = await world.releases.definitions([workflow.id, container.id, newId("release"), "release_1"]);
    expect([...definitions]).toEqual([[workflow.id, definition]]);
  });

  it("may be of a binary of which others have releases too", async () => {
    const binary = await world.binary(owner);
    const first = await world.publish(owner, { binary: binary.sha256 });
    const second = await world.publish(owner, { binary: binary.id });
    expect(first.binarySha256).toBe(second.binarySha256);
    expect(first.digest).not.toBe(second.digest);
  });
});

describe("a further release", () => {
  it("needs neither type nor description, and changes what it says of the item", async () => {
    const name = world.name();
    const first = await world.publish(owner, { name, tags: ["a"], licence: "MIT" });
    const input = await world.inputOf(owner, { name, version: "1.1.0", description: null, type: null, tags: ["b"] });
    const second = await world.releases.publish(owner, input);
    expect(second.itemId).toBe(first.itemId);
    expect(await world.item(second)).toMatchObject({
      ...{ latestReleaseId: second.id, tags: ["b"], licence: "MIT", description: "Does work.", type: "AGENT" },
    });
  });

  it("is not the latest when its version is lower, or it is a pre-release", async () => {
    const name = world.name();
    const pre = await world.publish(owner, { name, version: "3.0.0-rc.1", manifest: { capabilities: ["new"] } });
    expect(await world.item(pre)).toMatchObject({ latestReleaseId: pre.id, capabilities: ["new"] });
    const stable = await world.publish(owner, { name, version: "1.10.0", manifest: { capabilities: ["old"] } });
    expect(await world.item(pre)).toMatchObject({ latestReleaseId: stable.id, capabilities: ["old"] });
    await world.publish(owner, { name, version: "1.9.0" });
    await world.publish(owner, { name, version: "3.0.0-rc.2" });
    expect(await world.item(pre)).toMatchObject({ latestReleaseId: stable.id, latestReleasedAt: stable.createdAt });
  });
});

describe("a release that fails its tests", () => {
  const tests = [{ name: "good" }, { name: "bad", stdout: "other" }];

  it("is rejected, with what its tests gave, and uses its version up", async () => {
    const input = await world.inputOf(owner, { tests });
    const release = await world.releases.publish(owner, input);
    expect(release).toMatchObject({ status: "REJECTED", statusReason: "Failed: bad" });
    expect(release.testResults).toMatchObject([{ passed: true }, { passed: false, message: 'It wrote "".' }]);
    expect(await world.item(release)).toMatchObject({ latestReleaseId: null, latestReleasedAt: null });
    expect(await refusalOf(world.releases.publish(owner, { ...input, tests: [] }))).toMatchObject({
      reason: "VERSION_TAKEN",
    });
  });

  it("changes nothing of the item that is there", async () => {
    const name = world.name();
    const first = await world.publish(owner, { name, description: "Old." });
    const before = await world.item(first);
    await world.publish(owner, { name, version: "2.0.0", description: "New.", visibility: "PUBLIC", tests });
    expect(await world.item(first)).toEqual(before);
    const third = await world.publish(owner, { name, version: "2.0.1", description: "New." });
    expect(await world.item(first)).toMatchObject({ description: "New.", latestReleaseId: third.id });
  });

  it("may be meant to fail", async () => {
    world.wasm.play = ({ args }) => exit(args.length > 1 ? 2 : 0);
    const release = await world.publish(owner, { tests: [{ name: "refuses", args: ["-x"], exitCode: 2 }] });
    expect(release.status).toBe("LISTED");
  });
});

describe("what is said of an item", () => {
  it("is changed by its publisher; what is left out stays", async () => {
    const release = await world.publish(owner, { tags: ["a"], pricePerRun: 3, licence: "MIT" });
    const { id, name, updatedAt } = await world.item(release);
    const shared = newId("tenant");
    const changed = await world.releases.updateItem(owner, { item: name, visibility: "SHARED", sharedWith: [shared] });
    expect(changed).toMatchObject({ id, visibility: "SHARED", sharedWith: [shared], tags: ["a"], pricePerRun: 3 });
    expect(changed.updatedAt.getTime()).toBeGreaterThanOrEqual(updatedAt.getTime());
    const open = await world.releases.updateItem(owner, { item: id, visibility: "PUBLIC", tags: [], licence: null });
    expect(open).toMatchObject({ visibility: "PUBLIC", sharedWith: [], tags: [], licence: null, pricePerRun: 3 });
    expect(await world.item(release)).toEqual(open);
  });

  it("is not changed by others, not even where they see it", async () => {
    const release = await world.publish(owner, { visibility: "PUBLIC" });
    const item = await world.item(release);
    const other = await world.tenant();
    for (const which of [item.id, item.name, "no/such", newId("item"), "a\0b"]) {
      const refusal = await refusalOf(world.releases.updateItem(other, { item: which, tags: ["mine"] }));
      expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "ITEM_NOT_FOUND", path: ["item"] });
    }
    expect(await world.item(release)).toEqual(item);
  });

  it("is refused as in a release", async () => {
    const { name } = await world.item(await world.publish(owner));
    const refusal = await refusalOf(world.releases.updateItem(owner, { item: name, tags: ["No"] }));
    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", reason: "TAG_INVALID", path: ["tags", 0] });
  });
});
