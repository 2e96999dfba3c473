import { randomUUID } from "node:crypto";
import {
  access,
  constants,
  mkdir,
  open,
  opendir,
  rename,
  rm,
  stat,
  writeFile,
  type FileHandle,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { blobCorrupt, blobNotFound } from "./blob-errors.js";
import { checkName, keyOf } from "./blob-name.js";
import type { BlobName, OwnedBlobStore } from "./blob-store.js";
import { fileFailure, isMissing } from "./file-errors.js";
import { OpenWork } from "./open-work.js";
import { checkCollectable, collect, drain, verifyStored, verifyUpload } from "./verifier.js";

export interface FileBlobStoreOptions {
  /** Made when it is not there; one file system, and shared by all processes that are to see the same blobs. */
  readonly directory: string;
}

/** Pieces of a file that is read: with the default of 64 KiB, a third of the time goes to asking for them. */
const pieceBytes = 256 * 1024;

/** Blobs as files: `sha256/ab/<rest>`. What is not whole yet lies in `uploads/`, under a name that is used once. */
export function createFileBlobStore({ directory }: FileBlobStoreOptions): OwnedBlobStore {
  const uploads = join(directory, "uploads");
  const work = new OpenWork();
  const pathOf = (name: BlobName): string => {
    checkName(name);
    return join(directory, keyOf(name));
  };
  const run = <Result>(call: () => Promise<Result>): Promise<Result> => work.run(() => translated(call));
  const openStored = async (name: BlobName): Promise<Readable> => work.follow(await openVerified(pathOf(name), name));
  return {
    name: "file blob store",
    start: () =>
      run(async () => {
        for (const folder of [uploads, join(directory, "sha256")])
          await mkdir(folder, { recursive: true, mode: 0o700 });
        await syncFolder(directory);
        await checkWritable(uploads);
      }),
    stop: () => work.stop(),
    isReachable: () =>
      access(uploads, constants.W_OK | constants.X_OK).then(
        () => !work.signal.aborted,
        () => false,
      ),
    put(name, bytes) {
      const verified = work.follow(verifyUpload(name, bytes));
      return run(async () => keep({ name, path: pathOf(name), uploads, verified })).finally(() => verified.destroy());
    },
    read: (name) =>
      run(async () => {
        checkCollectable(name);
        return await collect(name, await openStored(name));
      }),
    stream: (name) => run(() => openStored(name)),
    has: (name) => run(async () => (await sizeOf(pathOf(name))) === name.size),
    delete: (name) => run(async () => rm(pathOf(name), { force: true })),
    presign: (name) =>
      run(async () => {
        checkName(name);
        return null;
      }),
    sweep: (olderThanMs) => run(() => sweepFolder(uploads, Date.now() - olderThanMs)),
  };
}

async function translated<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw fileFailure(error);
  }
}

interface Upload {
  readonly name: BlobName;
  readonly path: string;
  readonly uploads: string;
  readonly verified: Readable;
}

/** Whoever put it there before may have lost bits since: what is damaged is written again, so that an upload mends it. */
async function keep({ name, path, uploads, verified }: Upload): Promise<void> {
  if (await isIntact(path, name)) return await drain(verified);
  const draft = join(uploads, randomUUID());
  try {
    await write(draft, verified);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(draft, path);
    // The folder may be new, by this call or by another that was killed since: its name is made durable as well.
    await syncFolder(dirname(path));
    await syncFolder(dirname(dirname(path)));
  } finally {
    await rm(draft, { force: true });
  }
}

/** Synced before it is renamed: otherwise a power cut may leave the name and not the bytes. */
async function write(draft: string, verified: Readable): Promise<void> {
  const handle = await open(draft, "wx", 0o600);
  try {
    await writeFile(handle, verified);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function isIntact(path: string, name: BlobName): Promise<boolean> {
  if ((await sizeOf(path)) !== name.size) return false;
  try {
    await drain(await openVerified(path, name));
    return true;
  } catch {
    return false;
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function openVerified(path: string, name: BlobName): Promise<Readable> {
  const handle = await open(path).catch((error: unknown) => {
    throw isMissing(error) ? blobNotFound(name) : error;
  });
  try {
    await checkSize(handle, name);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return verifyStored(name, handle.createReadStream({ highWaterMark: pieceBytes }));
}

async function checkSize(handle: FileHandle, name: BlobName): Promise<void> {
  if ((await handle.stat()).size !== name.size) throw blobCorrupt(name);
}

/** Leaves those that another process has renamed or removed since they were listed. */
async function sweepFolder(uploads: string, beforeMs: number): Promise<number> {
  let removed = 0;
  for await (const entry of await opendir(uploads)) {
    const path = join(uploads, entry.name);
    const written = await stat(path).catch(() => null);
    if (!written || written.mtimeMs >= beforeMs) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

async function checkWritable(folder: string): Promise<void> {
  const probe = join(folder, randomUUID());
  await (await open(probe, "wx", 0o600)).close();
  await rm(probe);
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
