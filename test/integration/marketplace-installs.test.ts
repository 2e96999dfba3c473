import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import { eventually } from "../support/eventually.js";
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

const nextName = (): string => `acme/thing-${++names}`;

const flows = (...versions: readonly string[]) => world.flows(publisher, nextName(), versions);
const workflowOf = (workflowId: string | null) => world.workflowOf(workflowId);

describe("installing a workflow", () => {
  it("defines it in the tenant, under the publisher's and the item's name, and counts its runs as the release's", async () => {
    const user = await world.workflows.tenant(replica);
    const { ids, itemId, name } = await flows("1.0.0", "1.1.0", "2.0.0");
    const installation = await replica.desk.install(user, { item: name, range: "^1" });
    expect(installation).toMatchObject({
      ...{ tenantId: user.tenantId, itemId, range: "^1", releaseId: ids[1], kind: null, installedBy: user.id },
    });
    const workflow = await replica.workflows.get(user.tenantId, name.replace("/", "."));
    expect(workflow?.id).toBe(installation.workflowId);
    expect(await workflowOf(installation.workflowId)).toEqual({ latest: "1.1.0", releases: [ids[1]] });
    const run = await replica.workflows.startRun(user, { workflow: name.replace("/", ".") });
    await replica.workflows.cancel(user, { id: run.id, compensate: false, reason: null });
    const uses = () =>
      world.rows(`SELECT 1 FROM item_uses WHERE release_id = $1 AND tenant_id = $2`, [ids[1], user.tenantId]);
    await eventually(async () => expect(await uses()).toHaveLength(1));
  });

  it("takes the latest unless told a range, and finds the item by its id too", async () => {
    const user = await world.tenant();
    const { ids, itemId } = await flows("1.0.0", "2.0.0");
    const installation = await replica.desk.install(user, { item: itemId });
    expect(installation).toMatchObject({ range: "*", releaseId: ids[1] });
  });

  it("refuses one whose name a workflow of the tenant's own has, and changes nothing", async () => {
    const user = await world.tenant();
    const { name } = await flows("1.0.0");
    const own = name.replace("/", ".");
    await replica.workflows.define(user, { name: own, definition: flowOf("1.0.0") });
    const refusal = await refusalOf(replica.desk.install(user, { item: name }));
    expect(refusal).toMatchObject({ code: "CONFLICT", reason: "WORKFLOW_NAME_TAKEN", path: ["item"] });
    expect(await world.rows(`SELECT 1 FROM installations WHERE tenant_id = $1`, [user.tenantId])).toHaveLength(0);
    const workflow = await replica.workflows.get(user.tenantId, own);
    expect(await workflowOf(workflow?.id ?? null)).toEqual({ latest: "1.0.0", releases: [null] });
  });

  it("goes on with the workflow that an earlier installation has left", async () => {
    const user = await world.tenant();
    const { ids, name } = await flows("1.0.0", "2.0.0");
    const first = await replica.desk.install(user, { item: name, range: "1.0.0" });
    await replica.desk.uninstall(user, first.id);
    expect(await replica.workflows.get(user.tenantId, first.workflowId ?? "")).not.toBeNull();
    const second = await replica.desk.install(user, { item: name });
    expect(second.workflowId).toBe(first.workflowId);
    expect(second.id).not.toBe(first.id);
    expect(await workflowOf(second.workflowId)).toEqual({ latest: "2.0.0", releases: ids });
  });

  it("names it by its id where the name were too long, and puts x_ before a publisher that begins with a digit", async () => {
    const user = await world.tenant();
    const long = `${"p".repeat(39)}/${"n".repeat(64)}`;
    const { itemId } = await world.release({ by: publisher, name: long, version: "1.0.0", definition: flowOf("long") });
    const installation = await replica.desk.install(user, { item: long });
    const workflow = (await replica.workflows.getMany(user.tenantId, [installation.workflowId ?? ""])).get(
      installation.workflowId ?? "",
    );
    expect(workflow?.name).toBe(`${"p".repeat(39)}.${itemId}`);
    await world.release({ by: publisher, name: "3m/tape", version: "1.0.0", definition: flowOf("tape") });
    await replica.desk.install(user, { item: "3m/tape" });
    expect(await replica.workflows.get(user.tenantId, "x_3m.tape")).not.toBeNull();
  });

  it("refuses a definition that the rules do not allow any more, as none of the caller's making", async () => {
    const user = await world.tenant();
    const name = nextName();
    await world.release({ by: publisher, name, version: "1.0.0", definition: { steps: [] } });
    const refusal = await refusalOf(replica.desk.install(user, { item: name }));
    expect(refusal).toMatchObject({ code: "INVALID_STATE", reason: "RELEASE_NOT_INSTALLABLE", path: ["item"] });
    expect(await world.rows(`SELECT 1 FROM workflows WHERE tenant_id = $1`, [user.tenantId])).toHaveLength(0);
  });
});

describe("installing an agent", () => {
  it("defines the kind of its tasks, as its manifest says", async () => {
    const user = await world.tenant();
    const name = nextName();
    const inputs = { type: "object", required: ["text"] };
    const manifest = { inputs, outputs: { type: "number" }, resources: { timeoutMs: 5_000 } };
    const { id } = await world.release({ by: publisher, name, version: "1.0.0", type: "TOOL", manifest });
    const installation = await replica.desk.install(user, { item: name });
    expect(installation).toMatchObject({ releaseId: id, workflowId: null, kind: `wasm:${name}` });
    expect(await replica.tasks.kind(user.tenantId, `wasm:${name}`)).toMatchObject({
      ...{ description: "What it is for.", inputSchema: inputs, outputSchema: { type: "number" } },
      ...{ requiredCapabilities: ["muster:wasm"], defaultTimeoutMs: 65_000 },
    });
    const refusal = await refusalOf(replica.tasks.create(user, { kind: `wasm:${name}`, input: {} }));
    expect(refusal.reason).toBe("SCHEMA_MISFIT");
    const task = await replica.tasks.create(user, { kind: `wasm:${name}`, input: { text: "a" } });
    expect(task.requiredCapabilities).toEqual(["muster:wasm"]);
  });

  it("defines the kind anew with an upgrade, seen by this process at once", async () => {
    const user = await world.tenant();
    const name = nextName();
    await world.release({ by: publisher, name, version: "1.0.0", manifest: { inputs: { type: "string" } } });
    const { id } = await replica.desk.install(user, { item: name });
    await replica.tasks.create(user, { kind: `wasm:${name}`, input: "text" });
    await world.release({ by: publisher, name, version: "1.1.0", manifest: { inputs: { type: "number" } } });
    await replica.desk.upgrade(user, { id });
    const refusal = await refusalOf(replica.tasks.create(user, { kind: `wasm:${name}`, input: "text" }));
    expect(refusal.reason).toBe("SCHEMA_MISFIT");
    await replica.tasks.create(user, { kind: `wasm:${name}`, input: 1 });
  });

  it("names the kind by the item's id where the name were too long", async () => {
    const user = await world.tenant();
    const name = `${"q".repeat(39)}/${"n".repeat(64)}`;
    const { itemId } = await world.release({ by: publisher, name, version: "1.0.0" });
    expect((await replica.desk.install(user, { item: name })).kind).toBe(`wasm:${itemId}`);
  });

  it("defines of a container the kind of the tasks that sandboxes do", async () => {
    const user = await world.tenant();
    const name = nextName();
    const inputs = { type: "object", required: ["text"] };
    const manifest = { inputs, outputs: { type: "number" }, resources: { timeoutMs: 5_000 } };
    const image = "registry.example/a@sha256:00";
    await world.release({ by: publisher, name, version: "1.0.0", type: "TOOL", image, manifest });
    expect(await replica.desk.install(user, { item: name })).toMatchObject({
      workflowId: null,
      kind: `container:${name}`,
    });
    expect(await replica.tasks.kind(user.tenantId, `container:${name}`)).toMatchObject({
      ...{ description: "What it is for.", inputSchema: inputs, outputSchema: { type: "number" } },
      ...{ requiredCapabilities: ["muster:sandbox"], defaultTimeoutMs: 65_000 },
    });
    const refusal = await refusalOf(replica.tasks.create(user, { kind: `container:${name}`, input: {} }));
    expect(refusal.reason).toBe("SCHEMA_MISFIT");
    const task = await replica.tasks.create(user, { kind: `container:${name}`, input: { text: "a" } });
    expect(task.requiredCapabilities).toEqual(["muster:sandbox"]);
  });

  it("names a container's kind by the item's id where the name were too long", async () => {
    const user = await world.tenant();
    const name = `${"r".repeat(39)}/${"n".repeat(64)}`;
    const { itemId } = await world.release({ by: publisher, name, version: "1.0.0", image: "a@sha256:00" });
    expect((await replica.desk.install(user, { item: name })).kind).toBe(`container:${itemId}`);
  });

  it("goes from a container to a module and back", async () => {
    const user = await world.tenant();
    const name = nextName();
    await world.release({ by: publisher, name, version: "1.0.0", image: "registry.example/a@sha256:00" });
    const { id } = await replica.desk.install(user, { item: name });
    await world.release({ by: publisher, name, version: "1.1.0" });
    expect(await replica.desk.upgrade(user, { id })).toMatchObject({ kind: `wasm:${name}` });
    await world.release({ by: publisher, name, version: "1.2.0", image: "registry.example/a@sha256:01" });
    expect(await replica.desk.upgrade(user, { id })).toMatchObject({ kind: `container:${name}` });
  });
});

describe("an installation is refused", () => {
  it("a second time, whatever the range", async () => {
    const user = await world.tenant();
    const { name } = await flows("1.0.0");
    await replica.desk.install(user, { item: name });
    for (const range of ["*", "9.9.9"]) {
      const refusal = await refusalOf(replica.desk.install(user, { item: name, range }));
      expect(refusal).toMatchObject({ code: "CONFLICT", reason: "ITEM_INSTALLED", path: ["item"] });
    }
  });

  it("where the item is not there, not listed, or not to be seen", async () => {
    const user = await world.tenant();
    const hidden = await world.release({ by: publisher, name: nextName(), version: "1.0.0", visibility: "PRIVATE" });
    const shared = nextName();
    await world.release({
      by: publisher,
      name: shared,
      version: "1.0.0",
      visibility: "SHARED",
      sharedWith: [publisher],
    });
    const rejected = nextName();
    await world.release({ by: publisher, name: rejected, version: "1.0.0", status: "REJECTED" });
    for (const item of ["acme/nothing", hidden.name, hidden.itemId, shared, rejected, newId("item"), "", "a\0b"]) {
      const refusal = await refusalOf(replica.desk.install(user, { item }));
      expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "ITEM_NOT_FOUND", path: ["item"] });
    }
  });

  it("where no version of the range may be installed", async () => {
    const user = await world.tenant();
    const { ids, name } = await flows("1.0.0", "2.0.0");
    await world.release({ by: publisher, name, version: "3.0.0", status: "REJECTED", definition: flowOf("3") });
    await world.setStatus(ids[1] ?? "", "YANKED", "it loses data");
    for (const range of ["^2", "3.0.0", "^4"]) {
      const refusal = await refusalOf(replica.desk.install(user, { item: name, range }));
      expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "VERSION_NOT_FOUND", path: ["range"] });
    }
    const yanked = await refusalOf(replica.desk.install(user, { item: name, range: "=2.0.0" }));
    expect(yanked).toMatchObject({ code: "INVALID_STATE", reason: "RELEASE_YANKED", path: ["range"] });
    expect(yanked.message).toContain("it loses data");
    const invalid = await refusalOf(replica.desk.install(user, { item: name, range: "latest" }));
    expect(invalid).toMatchObject({ code: "BAD_USER_INPUT", reason: "RANGE_INVALID", path: ["range"] });
  });

  it("where a signature is missing, wrong or its key revoked", async () => {
    const user = await world.tenant();
    const signer = await world.tenant();
    const key = await world.key(signer, "signer");
    const wish = { by: signer, definition: flowOf("signed") };
    await world.release({ ...wish, name: "signer/good", version: "1.0.0", signedWith: key });
    await world.release({ ...wish, name: "signer/good", version: "2.0.0" });
    await replica.desk.install(user, { item: "signer/good", range: "^1" });
    const other = await world.tenant();
    const install = (range: string) => refusalOf(replica.desk.install(other, { item: "signer/good", range }));
    expect(await install("*")).toMatchObject({ code: "INVALID_STATE", reason: "SIGNATURE_MISSING", path: ["item"] });
    await world.revoke(key);
    expect(await install("^1")).toMatchObject({ code: "INVALID_STATE", reason: "KEY_REVOKED", path: ["item"] });
    await world.rows(`UPDATE publisher_keys SET revoked_at = NULL`);
    await world.rows(`UPDATE releases SET definition = '{"steps":[]}' WHERE version = '1.0.0' AND key_id = $1`, [
      key.id,
    ]);
    expect(await install("^1")).toMatchObject({ code: "INVALID_STATE", reason: "RELEASE_TAMPERED", path: ["item"] });
  });
});

it("removes an installation once, and leaves workflow and kind", async () => {
  const user = await world.tenant();
  const name = nextName();
  await world.release({ by: publisher, name, version: "1.0.0" });
  const { id } = await replica.desk.install(user, { item: name });
  expect(await replica.desk.uninstall(user, id)).toBe(id);
  expect(await replica.tasks.kind(user.tenantId, `wasm:${name}`)).not.toBeNull();
  for (const gone of [id, newId("installation"), "nonsense", "\0"]) {
    const refusal = await refusalOf(replica.desk.uninstall(user, gone));
    expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "INSTALLATION_NOT_FOUND", path: ["id"] });
  }
});

it("lets no tenant change what another has installed", async () => {
  const [owner, stranger] = [await world.tenant(), await world.tenant()];
  const { name } = await flows("1.0.0");
  const installation = await replica.desk.install(owner, { item: name, range: "1.0.0" });
  for (const attempt of [
    () => replica.desk.uninstall(stranger, installation.id),
    () => replica.desk.upgrade(stranger, { id: installation.id, range: "*" }),
    () => replica.desk.uninstall(publisher, installation.id),
  ]) {
    expect(await refusalOf(attempt())).toMatchObject({ code: "NOT_FOUND", reason: "INSTALLATION_NOT_FOUND" });
  }
  const found = await replica.desk.installationsById(owner.tenantId, [installation.id]);
  expect(found.get(installation.id)).toEqual(installation);
});
