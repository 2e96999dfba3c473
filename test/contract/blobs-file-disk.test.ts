import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFileBlobStore, type OwnedBlobStore } from "../../src/platform/blobs/index.js";
import { fileFailure } from "../../src/platform/blobs/file-errors.js";
import { inPieces, sampleOf } from "./blobs-samples.js";

let directory: string;
let store: OwnedBlobStore;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "muster-disk-"));
  store = createFileBlobStore({ directory });
  await store.start();
});

afterEach(async () => {
  await store.stop();
  await rm(directory, { recursive: true });
});

const pathOf = (sha256: string): string => join(directory, "sha256", sha256.slice(0, 2), sha256.slice(2));

describe("a store of files", () => {
  it("is private to its account", async () => {
    const { name, bytes } = sampleOf(10);
    await store.put(name, inPieces(bytes));

    const modes = [join(directory, "uploads"), join(directory, "sha256"), pathOf(name.sha256)].map(
      async (path) => (await stat(path)).mode & 0o777,
    );
    expect(await Promise.all(modes)).toEqual([0o700, 0o700, 0o600]);
  });

  it("is shared with other processes by its folder", async () => {
    const { name, bytes } = sampleOf(10);
    await store.put(name, inPieces(bytes));
    const other = createFileBlobStore({ directory });
    await other.start();

    expect(Buffer.compare(await other.read(name), bytes)).toBe(0);
    await other.stop();
  });

  it("does not write again what is there and right", async () => {
    const { name, bytes } = sampleOf(1_000_000);
    await store.put(name, inPieces(bytes));
    const { ino } = await stat(pathOf(name.sha256));

    await store.put(name, inPieces(bytes));

    expect((await stat(pathOf(name.sha256))).ino).toBe(ino);
  });

  it("sweeps what is older than that, and no blob", async () => {
    const { name, bytes } = sampleOf(10);
    await store.put(name, inPieces(bytes));
    const aged = async (draft: string, ageSeconds: number): Promise<void> => {
      await writeFile(join(directory, "uploads", draft), "x");
      const at = Date.now() / 1_000 - ageSeconds;
      await utimes(join(directory, "uploads", draft), at, at);
    };
    await Promise.all([aged("old", 3_700), aged("older", 9_000), aged("young", 3_500)]);
    const at = new Date(0);
    await utimes(pathOf(name.sha256), at, at);

    expect(await store.sweep(3_600_000)).toBe(2);

    expect(await readdir(join(directory, "uploads"))).toEqual(["young"]);
    expect(await store.has(name)).toBe(true);
  });

  it("has no URL of its own", async () => {
    expect(await store.presign(sampleOf(1).name, { expiresInMs: 1_000, mediaType: "text/plain" })).toBeNull();
  });
});

describe("a folder that is of no use", () => {
  it("keeps the store from starting", async () => {
    const file = join(directory, "file");
    await writeFile(file, "");
    const other = createFileBlobStore({ directory: join(file, "blobs") });

    await expect(other.start()).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "BLOBS_UNAVAILABLE" });

    expect(await other.isReachable()).toBe(false);
    await other.stop();
  });

  it("fails what is asked once it is gone", async () => {
    const { name, bytes } = sampleOf(10);
    await rm(join(directory, "uploads"), { recursive: true });

    await expect(store.put(name, inPieces(bytes))).rejects.toMatchObject({ reason: "BLOBS_UNAVAILABLE" });

    expect(await store.isReachable()).toBe(false);
  });

  it.each(["ENOSPC", "EDQUOT"])("is full when the system says %s", (code) => {
    const cause = Object.assign(new Error(code), { code, errno: -28 });
    expect(fileFailure(cause)).toMatchObject({ code: "UNAVAILABLE", reason: "BLOBS_FULL", cause });
  });

  it("leaves an error alone that is none of the file system", () => {
    const bug = new TypeError("x is not a function");
    expect(fileFailure(bug)).toBe(bug);
  });
});

/** Only root may mount one. */
const mounts = process.platform === "linux" && process.getuid?.() === 0;

describe.runIf(mounts)("a disk of 1 MB", () => {
  let disk: string;
  let small: OwnedBlobStore;

  beforeEach(async () => {
    disk = await mkdtemp(join(tmpdir(), "muster-small-disk-"));
    const { status } = spawnSync("/bin/mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]);
    expect(status).toBe(0);
    small = createFileBlobStore({ directory: disk });
    await small.start();
  });

  afterEach(async () => {
    await small.stop();
    spawnSync("/bin/umount", [disk]);
    await rm(disk, { recursive: true });
  });

  it("refuses what it has no room for, and takes what it has", async () => {
    const large = sampleOf(2_000_000);
    const refusal = { code: "UNAVAILABLE", reason: "BLOBS_FULL" };
    await expect(small.put(large.name, inPieces(large.bytes))).rejects.toMatchObject(refusal);
    expect(await readdir(join(disk, "uploads"))).toEqual([]);

    const { name, bytes } = sampleOf(700_000);
    await small.put(name, inPieces(bytes));
    expect(Buffer.compare(await small.read(name), bytes)).toBe(0);
  });
});
