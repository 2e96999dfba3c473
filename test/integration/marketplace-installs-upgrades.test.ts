import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { flowOf, MarketWorld, type MarketReplica } from "../support/market-world.js";
import { refusalOf } from "../support/refusal.js";

let world: MarketWorld;
let replica: MarketReplica;
let publisher: Principal;
let names = 0;

beforeAll(async () => {
  world = await MarketWorld.open();
  replica = await world.replica();
  publisher = await world.tenant();
});
afterAll(() => world.close());

const nextName = (): string => `acme/upgrade-${++names}`;
const flows = (...versions: readonly string[]) => world.flows(publisher, nextName(), versions);
const workflowOf = (workflowId: string | null) => world.workflowOf(workflowId);

describe("an upgrade", () => {
  it("moves to the highest version of the range, or of another one, which is kept", async () => {
    const user = await world.workflows.tenant(replica);
    const { name } = await flows("1.0.0");
    const { id, workflowId } = await replica.desk.install(user, { item: name, range: "^1" });
    const running = await replica.workflows.startRun(user, { workflow: workflowId ?? "" });
    const next = await world.release({ by: publisher, name, version: "1.1.0", definition: flowOf("1.1.0") });
    const third = await world.release({ by: publisher, name, version: "2.0.0", definition: flowOf("2.0.0") });
    expect(await replica.desk.upgrade(user, { id })).toMatchObject({ range: "^1", releaseId: next.id, workflowId });
    expect(await replica.desk.upgrade(user, { id, range: ">=1" })).toMatchObject({ range: ">=1", releaseId: third.id });
    expect((await workflowOf(workflowId)).latest).toBe("2.0.0");
    const pinned = (await replica.workflows.runsById(user.tenantId, [running.id])).get(running.id);
    expect(pinned?.versionId).toBe(running.versionId);
    expect(pinned?.status).toBe("RUNNING");
    const version = (await replica.workflows.versionsById(user.tenantId, [running.versionId])).get(running.versionId);
    expect(version?.number).toBe(1);
  });

  it("answers what is there where there is no other version", async () => {
    const user = await world.tenant();
    const { name } = await flows("1.0.0");
    const installation = await replica.desk.install(user, { item: name });
    expect(await replica.desk.upgrade(user, { id: installation.id })).toEqual(installation);
    expect((await workflowOf(installation.workflowId)).releases).toHaveLength(1);
    expect(await replica.desk.upgrade(user, { id: installation.id, range: "^1" })).toMatchObject({
      ...{ range: "^1", releaseId: installation.releaseId },
    });
  });

  it("leaves a yanked version for a lower one, which the workflow's next runs do", async () => {
    const user = await world.tenant();
    const { ids, name } = await flows("1.0.0", "1.1.0");
    const { id, workflowId } = await replica.desk.install(user, { item: name, range: "1.0.0" });
    await replica.desk.upgrade(user, { id, range: "^1" });
    await world.setStatus(ids[1] ?? "", "YANKED", "broken");
    expect(await replica.desk.upgrade(user, { id })).toMatchObject({ releaseId: ids[0], range: "^1" });
    expect(await workflowOf(workflowId)).toEqual({ latest: "1.0.0", releases: [ids[0], ids[1], ids[0]] });
    const run = await replica.workflows.startRun(user, { workflow: workflowId ?? "" });
    const versions = await replica.workflows.versions(user.tenantId, workflowId ?? "", {});
    expect(versions.items.find((version) => version.id === run.versionId)?.number).toBe(3);
    const hashes = versions.items.map(({ contentHash }) => contentHash);
    expect(hashes[0]).toBe(hashes[2]);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    await world.setStatus(ids[1] ?? "", "LISTED");
    expect(await replica.desk.upgrade(user, { id })).toMatchObject({ releaseId: ids[1] });
    expect((await workflowOf(workflowId)).latest).toBe("1.1.0");
  });

  it("stays at a yanked version where there is nothing else, even with another range that means it", async () => {
    const user = await world.tenant();
    const { ids, name } = await flows("1.0.0");
    const { id } = await replica.desk.install(user, { item: name });
    await world.setStatus(ids[0] ?? "", "YANKED", "broken");
    expect(await replica.desk.upgrade(user, { id })).toMatchObject({ releaseId: ids[0], range: "*" });
    expect(await replica.desk.upgrade(user, { id, range: "~1.0" })).toMatchObject({ releaseId: ids[0], range: "~1.0" });
    const refusal = await refusalOf(replica.desk.upgrade(user, { id, range: "^2" }));
    expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "VERSION_NOT_FOUND", path: ["range"] });
  });

  it("moves a release whose definition is the same, and counts the runs as the new one's", async () => {
    const user = await world.tenant();
    const name = nextName();
    await world.release({ by: publisher, name, version: "1.0.0", definition: flowOf("same") });
    const { id, workflowId } = await replica.desk.install(user, { item: name });
    const next = await world.release({ by: publisher, name, version: "1.0.1", definition: flowOf("same") });
    expect(await replica.desk.upgrade(user, { id })).toMatchObject({ releaseId: next.id });
    expect(await workflowOf(workflowId)).toEqual({ latest: "same", releases: [next.id] });
  });

  it("puts the release above versions that the tenant has written itself", async () => {
    const user = await world.tenant();
    const { ids, name } = await flows("1.0.0");
    const { id, workflowId } = await replica.desk.install(user, { item: name });
    await replica.workflows.define(user, { name: name.replace("/", "."), definition: flowOf("changed here") });
    const next = await world.release({ by: publisher, name, version: "1.1.0", definition: flowOf("1.1.0") });
    await replica.desk.upgrade(user, { id });
    expect(await workflowOf(workflowId)).toEqual({ latest: "1.1.0", releases: [ids[0], null, next.id] });
  });
});
