import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { PublishReleaseInput } from "../../src/marketplace/inputs.js";
import { badInput, MusterError } from "../../src/platform/errors.js";
import { newId } from "../../src/platform/ids.js";
import { MarketplaceWorld, newModule } from "../support/marketplace-world.js";
import { refusalOf } from "../support/refusal.js";
import { assemble } from "../support/wasm-modules.js";

let world: MarketplaceWorld;
let owner: Principal;

beforeAll(async () => {
  world = await MarketplaceWorld.open();
  owner = await world.tenant();
});
afterAll(() => world.close());
beforeEach(() => {
  world.wasm.play = () => ({});
});

/** What publishing is refused with; that it has written nothing is looked at. */
async function refused(changes: Partial<PublishReleaseInput>, by = owner): Promise<MusterError> {
  const input = await world.inputOf(by, changes);
  const before = await world.counts();
  const refusal = await refusalOf(world.releases.publish(by, input));
  expect(await world.counts()).toEqual(before);
  return refusal;
}

const image = `registry.example/agent@sha256:${"0f".repeat(32)}`;
const definition = { steps: [{ id: "wait", type: "sleep", durationMs: 10 }] };
const tooMuch = { inputs: { enum: ["x".repeat(70_000)] } };

it.each<[Partial<PublishReleaseInput>, readonly (string | number)[], string]>([
  [{ name: "../escape" }, ["name"], "NAME_INVALID"],
  [{ version: "v1.0.0" }, ["version"], "VERSION_INVALID"],
  [{ version: "1.0.0+build" }, ["version"], "VERSION_INVALID"],
  [{ type: null }, ["type"], "TYPE_MISSING"],
  [{ description: null }, ["description"], "DESCRIPTION_MISSING"],
  [{ tags: ["Upper"] }, ["tags", 0], "TAG_INVALID"],
  [{ licence: "see LICENSE" }, ["licence"], "LICENCE_INVALID"],
  [{ repositoryUrl: "ftp://git.example" }, ["repositoryUrl"], "URL_INVALID"],
  [{ pricePerRun: -1 }, ["pricePerRun"], "NUMBER_OUT_OF_RANGE"],
  [{ sharedWith: [newId("tenant")] }, ["sharedWith"], "SHARING_MISFIT"],
  [{ visibility: "SHARED", sharedWith: ["x"] }, ["sharedWith", 0], "ID_INVALID"],
  [{ changelog: "x".repeat(20_001) }, ["changelog"], "TEXT_TOO_LONG"],
  [{ manifest: { entry: 1 } }, ["manifest", "entry"], "FIELD_UNKNOWN"],
  [{ manifest: tooMuch }, ["manifest", "inputs"], "SCHEMA_TOO_LARGE"],
  [{ type: "TOOL" }, ["manifest", "inputs"], "FIELD_MISSING"],
  [{ type: "WORKFLOW" }, ["binary"], "CONTENT_MISFIT"],
  [{ type: "WORKFLOW", image }, ["image"], "CONTENT_MISFIT"],
  [{ type: "AGENT", definition }, ["definition"], "CONTENT_MISFIT"],
  [{ image, tests: [{ name: "t" }] }, ["tests"], "TESTS_MISFIT"],
  [{ tests: [{ name: "t", exitCode: 300 }] }, ["tests", 0, "exitCode"], "NUMBER_OUT_OF_RANGE"],
  [{ image: "agent:latest" }, ["image"], "IMAGE_INVALID"],
  [{ binary: null }, ["binary"], "CONTENT_MISSING"],
])("refuses %j", async (changes, path, reason) => {
  expect(await refused(changes)).toMatchObject({ code: "BAD_USER_INPUT", path, reason });
});

it("refuses a binary that the tenant does not have, be it another's or nobody's", async () => {
  const others = await world.binary(await world.tenant());
  for (const binary of [others.id, others.sha256, newId("binary"), "ab".repeat(32), "x", "", "a\0b"]) {
    const refusal = await refused({ binary });
    expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "BINARY_NOT_FOUND", path: ["binary"] });
  }
});

it("refuses a binary that is no module that could run", async () => {
  const component = Uint8Array.of(0, 97, 115, 109, 13, 0, 1, 0);
  const hungry = assemble(`(module (memory (export "memory") 1025) (func (export "_start")))`);
  for (const [bytes, reason] of [
    [Buffer.from("#!/bin/sh\nrm -rf /"), "MODULE_INVALID"],
    [newModule().subarray(0, 40), "MODULE_INVALID"],
    [component, "MODULE_IS_COMPONENT"],
    [assemble(`(module (memory (export "memory") 1))`), "MODULE_WITHOUT_START"],
    [assemble(`(module (import "env" "f" (func)) (memory (export "memory") 1))`), "MODULE_IMPORT_UNKNOWN"],
    [hungry, "MODULE_MEMORY_REFUSED"],
  ] as const) {
    const { id } = await world.binary(owner, bytes);
    const refusal = await refused({ binary: id });
    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", path: ["binary"], reason });
  }
  const { id } = await world.binary(owner, hungry);
  expect(await world.publish(owner, { binary: id, manifest: { resources: { memoryMib: 65 } } })).toBeTruthy();
});

it("refuses a binary that is too large for a module, and does not even load it", async () => {
  const { id } = await world.binary(owner);
  await world.rows("UPDATE binaries SET size = 100000000 WHERE id = $1", [id]);
  const refusal = await refused({ binary: id });
  expect(refusal).toMatchObject({ code: "PAYLOAD_TOO_LARGE", reason: "MODULE_TOO_LARGE", path: ["binary"] });
});

it("refuses a definition with all that is wrong with it", async () => {
  const steps = [
    { id: "a", type: "join", needs: ["b"] },
    { id: "b", type: "join", needs: ["a"] },
  ];
  const cyclic = await refused({ type: "WORKFLOW", definition: { steps } });
  expect(cyclic).toMatchObject({ code: "BAD_USER_INPUT", reason: "STEP_CYCLE" });
  expect(cyclic.path?.[0]).toBe("definition");
  expect(cyclic.message).toMatch(/a.*b/);
  const wrong = await refused({ type: "WORKFLOW", definition: { steps: [{ id: 1 }, { id: "b", type: "nope" }] } });
  expect(wrong.path?.[0]).toBe("definition");
  expect(wrong.problems?.length).toBeGreaterThan(1);
  expect(wrong.problems?.map(({ path }) => path[0])).not.toContain("definition");
});

it("refuses a name under another tenant's publisher, and tells nothing of what is there", async () => {
  const name = world.name();
  await world.publish(owner, { name });
  const other = await world.tenant();
  const [publisher = ""] = name.split("/");
  for (const [asked, version] of [
    [name, "1.0.0"],
    [name, "2.0.0"],
    [`${publisher}/another`, "1.0.0"],
  ] as const) {
    const refusal = await refused({ name: asked, version, type: "WORKFLOW", definition }, other);
    expect(refusal).toMatchObject({ code: "FORBIDDEN", reason: "PUBLISHER_NOT_YOURS", path: ["name"] });
  }
});

it("refuses a version that there is, and another type", async () => {
  const name = world.name();
  await world.publish(owner, { name });
  const taken = await refused({ name });
  expect(taken).toMatchObject({ code: "CONFLICT", reason: "VERSION_TAKEN", path: ["version"] });
  const changed = await refused({ name, version: "2.0.0", type: "WORKFLOW", definition });
  expect(changed).toMatchObject({ code: "CONFLICT", reason: "TYPE_CHANGED", path: ["type"] });
});

it("writes nothing where the runner is busy, or the tests could not be run", async () => {
  const tests = [{ name: "t" }];
  world.wasm.play = () => {
    throw new MusterError("RATE_LIMITED", "Busy.", { reason: "EXECUTIONS_BUSY" });
  };
  expect(await refused({ tests })).toMatchObject({ code: "RATE_LIMITED", reason: "EXECUTIONS_BUSY" });
  world.wasm.play = () => {
    throw badInput("It is not valid.", [], "MODULE_INVALID");
  };
  expect(await refused({ tests })).toMatchObject({ reason: "MODULE_INVALID", path: ["binary"] });
});

it("refuses an item's 1001st release", async () => {
  const first = await world.publish(owner);
  const { name } = await world.item(first);
  await world.rows(
    `INSERT INTO releases (id, tenant_id, item_id, version, status, manifest, image, digest, published_by)
     SELECT $1 || n, tenant_id, item_id, '1.0.' || n, 'YANKED', '{}', 'a', digest, published_by
     FROM releases, generate_series(1, 999) n WHERE id = $1`,
    [first.id],
  );
  const refusal = await refused({ name, version: "2.0.0" });
  expect(refusal).toMatchObject({ code: "QUOTA_EXCEEDED", reason: "RELEASE_QUOTA_EXCEEDED", path: ["name"] });
});
