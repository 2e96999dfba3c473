import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { createFileBlobStore, type OwnedBlobStore } from "../../src/platform/blobs/index.js";
import { BinaryWorld, bodyOf, bytesOf, type BinaryReplica } from "../support/binary-world.js";
import { refusalOf } from "../support/refusal.js";

const script = fileURLToPath(new URL("../support/dying-receiver.ts", import.meta.url));
const loader = import.meta.resolve("tsx");
/** So many that a file stream writes some before it has all. */
const sent = bytesOf(300_000);

let directory: string;
let files: OwnedBlobStore;
let world: BinaryWorld;
let replica: BinaryReplica;
let owner: Principal;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "muster-binaries-"));
  files = createFileBlobStore({ directory });
  await files.start();
  world = await BinaryWorld.open({ blobs: files, maxBytes: 1_000_000 });
  replica = world.replica();
  owner = await world.owner();
});
afterEach(async () => {
  await world.close();
  await files.stop();
  await rm(directory, { recursive: true });
});

/** Sends the bytes, or only half of them, to a process that dies at that point; resolves when it is gone. */
async function sendToDying(token: string, stage: string): Promise<void> {
  const child = spawn(process.execPath, ["--import", loader, script, world.test.url, directory, token, stage], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  child.stdin.on("error", () => undefined);
  if (stage === "sending") child.stdin.write(sent.bytes.subarray(0, 150_000));
  else child.stdin.end(sent.bytes);
  expect(await once(child, "close")).toEqual([null, "SIGKILL"]);
}

/** Names of the files that the store is made of, its drafts included. */
async function stored(): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** An hour and more goes by, and the collector with it. */
async function collect(): Promise<void> {
  await world.age();
  const longAgo = new Date(Date.now() - 2 * 3_600_000);
  for (const path of await stored()) await utimes(path, longAgo, longAgo);
  await world.collector().turn();
}

it.each(["pinned", "sending", "stored"])(
  "a process that is killed with the bytes %s leaves nothing half done: the upload is repeated",
  async (stage) => {
    const token = await world.offer(replica, owner, sent);
    await sendToDying(token, stage);
    expect(await world.counts()).toEqual({ blobs: 1, binaries: 0, uploads: 1 });
    const again = (): Promise<unknown> => replica.binaries.receive({ token, size: null, body: bodyOf(sent) });
    expect(await refusalOf(again())).toMatchObject({ code: "CONFLICT", reason: "UPLOAD_TAKEN" });
    await world.rows("UPDATE binary_uploads SET taken_until = taken_until - interval '1 minute'");
    await again();
    await collect();
    expect(Buffer.from(await replica.binaries.load(sent)).equals(sent.bytes)).toBe(true);
    expect(await stored()).toHaveLength(1);
  },
);

it.each(["pinned", "sending", "stored"])(
  "what a process leaves behind that is killed with the bytes %s is collected when nobody comes back",
  async (stage) => {
    await sendToDying(await world.offer(replica, owner, sent), stage);
    await collect();
    expect(await world.counts()).toEqual({ blobs: 0, binaries: 0, uploads: 0 });
    expect(await stored()).toEqual([]);
  },
);

it("a process that is killed before it could answer has stored it: that is what whoever asks again is told", async () => {
  const token = await world.offer(replica, owner, sent);
  await sendToDying(token, "finished");
  const again = replica.binaries.receive({ token, size: null, body: bodyOf(sent) });
  expect(await refusalOf(again)).toMatchObject({ code: "NOT_FOUND", reason: "UPLOAD_NOT_FOUND" });
  const { sha256, size } = sent;
  const offer = await replica.binaries.createUpload(owner, { sha256, size, mediaType: "application/wasm" });
  expect(offer.binary).toMatchObject({ sha256, size });
});

it("a blob that has lost bits is mended by whoever uploads it, its owner too", async () => {
  const binary = await world.upload(replica, owner, sent);
  const [path = ""] = await stored();
  await writeFile(path, Buffer.alloc(sent.size));
  expect(await refusalOf(replica.binaries.load(sent))).toMatchObject({ code: "UNAVAILABLE", reason: "BLOB_CORRUPT" });
  expect(await world.upload(replica, owner, sent)).toEqual(binary);
  expect(Buffer.from(await replica.binaries.load(sent)).equals(sent.bytes)).toBe(true);
});
