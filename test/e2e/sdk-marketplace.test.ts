import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MusterClient, releaseDigest, signedText, type PublishReleaseInput } from "../../sdk/src/index.js";
import { eventually } from "../support/eventually.js";
import { silent } from "../support/fake-fleet.js";
import { MusterProcess } from "../support/muster-process.js";
import { assemble } from "../support/wat.js";

/** Writes what it reads. */
const echo = `(module
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "_start")
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.const 4096))
    (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (i32.store (i32.const 4) (i32.load (i32.const 8)))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))`;
const bytes = new Uint8Array(assemble(echo));
const name = "sdk-makers/echo";
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const release = {
  name,
  type: "TOOL",
  description: "Says what it is told.",
  tags: ["parrot"],
  visibility: "PUBLIC",
  manifest: { inputs: {}, outputs: { type: "object" } },
  tests: [{ name: "echoes", input: { a: 1 }, output: { a: 1 } }],
} as const satisfies Partial<PublishReleaseInput>;

let server: MusterProcess;
let client: MusterClient;
let keyId = "";

beforeAll(async () => {
  server = await MusterProcess.create({});
  await server.start();
  client = new MusterClient({ url: server.url, logger: silent });
  await client.signIn({ email: server.email, password: server.password });
});

afterAll(() => server.close());

async function publish(version: string, more: Partial<PublishReleaseInput> = {}) {
  const { id: binary, sha256 } = await client.binaries.upload({ bytes });
  const substance = { ...release, ...more, version };
  const digest = await releaseDigest({ ...substance, type: "TOOL", binarySha256: sha256 });
  const signature = { keyId, signature: sign(null, Buffer.from(signedText(digest)), privateKey).toString("base64") };
  return client.marketplace.publish({ ...substance, binary, signature });
}

describe("the SDK's marketplace", () => {
  it("uploads once, and gives back what it was given", async () => {
    const binary = await client.binaries.upload({ bytes });
    expect(binary).toMatchObject({
      sha256: createHash("sha256").update(bytes).digest("hex"),
      size: bytes.byteLength,
      mediaType: "application/wasm",
    });
    expect(await client.binaries.upload({ bytes })).toMatchObject({ id: binary.id });
    const { downloadUrl } = (await client.binaries.binary(binary.sha256)) ?? {};
    expect(new Uint8Array(await (await fetch(downloadUrl ?? "")).arrayBuffer())).toEqual(bytes);
    expect((await client.binaries.binaries()).nodes.map(({ id }) => id)).toEqual([binary.id]);
  });

  it("says by code and reason why an upload is refused", async () => {
    const refusing = new MusterClient({
      url: server.url,
      logger: silent,
      // What arrives is not what was announced.
      fetch: (url, init) => fetch(url, init?.method === "PUT" ? { ...init, body: "other bytes" } : init),
    });
    await refusing.signIn({ email: server.email, password: server.password });
    await expect(refusing.binaries.upload({ bytes: new Uint8Array([0, 1, 2]) })).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      reason: "BLOB_SIZE_WRONG",
    });
  });

  it("publishes what its publisher has signed, and finds it by its misspelt name", async () => {
    await client.marketplace.createPublisher({ name: "sdk-makers", displayName: "Makers" });
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    keyId = (await client.marketplace.addKey({ publisher: "sdk-makers", name: "first", publicKey: pem })).id;
    const published = await publish("1.0.0");
    expect(published).toMatchObject({
      status: "LISTED",
      signature: { isValid: true, key: { id: keyId } },
      testResults: [{ name: "echoes", passed: true }],
    });
    const { nodes } = await client.marketplace.search({ query: "parot ehco" });
    expect(nodes.map((item) => item.name)).toEqual([name]);
    expect((await client.marketplace.facets({ query: "parrot" })).tags).toEqual([{ value: "parrot", count: 1 }]);
    expect(await client.marketplace.publishers()).toMatchObject([{ name: "sdk-makers", keys: [{ publicKey: pem }] }]);
  });

  it("shows a release that fails its own tests to nobody but its publisher", async () => {
    const rejected = await publish("1.1.0", { tests: [{ name: "hopes", input: { a: 1 }, output: { a: 2 } }] });
    expect(rejected).toMatchObject({ status: "REJECTED", testResults: [{ name: "hopes", passed: false }] });
    expect(await client.marketplace.release(name, "*")).toMatchObject({ version: "1.0.0" });
    const { nodes } = (await client.marketplace.releases(name)) ?? { nodes: [] };
    expect(nodes.map(({ version, status }) => [version, status])).toEqual([
      ["1.1.0", "REJECTED"],
      ["1.0.0", "LISTED"],
    ]);
  });

  it("installs, runs at once and as a task, upgrades, removes", async () => {
    const installed = await client.marketplace.install({ item: name, range: "^1" });
    expect(installed).toMatchObject({
      release: { version: "1.0.0" },
      upgrade: null,
      taskKind: { name: `wasm:${name}` },
    });
    const execution = await client.executions.execute({ agent: { item: name }, input: { say: "hi" } });
    expect(execution).toMatchObject({ status: "SUCCEEDED", output: { say: "hi" }, release: { version: "1.0.0" } });
    expect(await client.executions.execution(execution.id)).toEqual(execution);
    const task = await client.createTask({ kind: `wasm:${name}`, input: { say: "later" } });
    expect(await client.waitForTask(task.id)).toMatchObject({ status: "COMPLETED", output: { say: "later" } });
    const { nodes } = await client.executions.executions({ filter: { item: name } });
    expect(nodes.map((one) => one.task?.id ?? null)).toEqual([task.id, null]);
    await publish("1.2.0");
    const [waiting] = (await client.marketplace.installations()).nodes;
    expect(waiting).toMatchObject({ release: { version: "1.0.0" }, upgrade: { version: "1.2.0" } });
    const upgraded = await client.marketplace.upgrade({ id: installed.id });
    expect(upgraded).toMatchObject({ release: { version: "1.2.0" }, upgrade: null });
    await client.marketplace.uninstall(installed.id);
    expect((await client.marketplace.installations()).nodes).toEqual([]);
    await eventually(async () => {
      expect((await client.marketplace.item(name))?.stats).toMatchObject({ runs: 2, successRate: 1 });
    });
  });

  it("deprecates, yanks, restores, and signs anew what a revoked key had signed", async () => {
    const { id } = (await client.marketplace.release(name, "1.2.0")) ?? { id: "" };
    expect(await client.marketplace.deprecate(id, "Old.")).toMatchObject({
      status: "DEPRECATED",
      statusReason: "Old.",
    });
    expect(await client.marketplace.yank(id, "Bad.")).toMatchObject({ status: "YANKED" });
    expect(await client.marketplace.release(name, "*")).toMatchObject({ version: "1.0.0" });
    const restored = await client.marketplace.restore(id);
    expect(restored).toMatchObject({ status: "LISTED", statusReason: null });
    const next = generateKeyPairSync("ed25519");
    const pem = next.publicKey.export({ type: "spki", format: "pem" }).toString();
    const { id: nextKey } = await client.marketplace.addKey({ publisher: "sdk-makers", name: "next", publicKey: pem });
    expect((await client.marketplace.revokeKey(keyId)).revokedAt).not.toBeNull();
    const run = () => client.executions.execute({ agent: { item: name, version: "1.2.0" }, input: {} });
    await eventually(() => expect(run()).rejects.toMatchObject({ code: "INVALID_STATE", reason: "KEY_REVOKED" }));
    const signature = sign(null, Buffer.from(signedText(restored.digest)), next.privateKey).toString("base64");
    const signed = await client.marketplace.sign({ id, signature: { keyId: nextKey, signature } });
    expect(signed.signature).toMatchObject({ isValid: true, key: { id: nextKey } });
    await eventually(async () => expect(await run()).toMatchObject({ status: "SUCCEEDED" }));
  });

  it("changes what is said of an item, and takes no praise of one's own", async () => {
    expect(await client.marketplace.update({ item: name, tags: ["echo"], pricePerRun: 0.5 })).toMatchObject({
      tags: ["echo"],
      pricePerRun: 0.5,
      description: release.description,
    });
    await expect(client.marketplace.review({ item: name, rating: 5 })).rejects.toMatchObject({
      reason: "REVIEW_OF_OWN_ITEM",
    });
    expect(await client.marketplace.reviews(name)).toMatchObject({ nodes: [] });
    expect(await client.marketplace.item("nobody/none")).toBeNull();
  });
});
