import { spawnSync } from "node:child_process";
import { pipeline } from "node:stream/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createS3BlobStore, type OwnedBlobStore, type S3BlobStoreOptions } from "../../src/platform/blobs/index.js";
import { eventually } from "../support/eventually.js";
import { freePort } from "../support/processes.js";
import { placeAt, S3Corner } from "../support/s3-place.js";
import type { S3Fault } from "../support/s3-proxy.js";
import { startS3Server, type S3Server } from "../support/s3-server.js";
import { inPieces, longSample, sampleOf, type Sample } from "./blobs-samples.js";

let server: S3Server;
let corner: S3Corner;
let store: OwnedBlobStore;

beforeAll(async () => {
  server = await startS3Server();
});

afterAll(() => server.close());

beforeEach(async () => {
  server.proxy.drop();
  server.proxy.fault = () => null;
  corner = new S3Corner(placeAt(server));
  store = createS3BlobStore(corner.options);
  await store.start();
});

afterEach(async () => {
  server.proxy.fault = () => null;
  await store.stop();
  await corner.close();
});

const unavailable = { code: "UNAVAILABLE", reason: "BLOBS_UNAVAILABLE" };
const small = sampleOf(10_000);
const large = sampleOf(1_000_000);

async function inStore(sample: Sample): Promise<void> {
  await store.put(sample.name, inPieces(sample.bytes));
}

/** That fault for the first so many requests of these methods. */
function faults(fault: S3Fault, times = Infinity, methods = "GET HEAD PUT DELETE"): void {
  let left = times;
  server.proxy.fault = (method) => (methods.includes(method) && left-- > 0 ? fault : null);
}

/** Another store at the same place, stopped when `use` is done. */
async function withStore<Result>(
  changes: Partial<S3BlobStoreOptions>,
  use: (other: OwnedBlobStore) => Promise<Result>,
): Promise<Result> {
  const other = createS3BlobStore({ ...corner.options, ...changes });
  await other.start();
  try {
    return await use(other);
  } finally {
    await other.stop();
  }
}

/** All that can be asked, of a small blob and of a large one. */
async function failsAll(other: OwnedBlobStore): Promise<void> {
  for (const { name, bytes } of [small, large]) {
    await expect(other.put(name, inPieces(bytes))).rejects.toMatchObject(unavailable);
    await expect(other.read(name)).rejects.toMatchObject(unavailable);
    await expect(other.stream(name)).rejects.toMatchObject(unavailable);
    await expect(other.has(name)).rejects.toMatchObject(unavailable);
    await expect(other.delete(name)).rejects.toMatchObject(unavailable);
  }
  expect(await other.isReachable()).toBe(false);
}

describe("S3 that is away", () => {
  it("keeps no process from starting, and fails what is asked", async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    await withStore({ endpoint }, failsAll);
  });

  it("is asked three times at most", async () => {
    faults({ kind: "answer", status: 503 });
    const before = server.proxy.requests.length;
    await expect(store.has(small.name)).rejects.toMatchObject(unavailable);
    expect(server.proxy.requests.length - before).toBe(3);
    await failsAll(store);
  });

  it("may fail once: what can be asked again is", async () => {
    const once = (): void => faults({ kind: "answer", status: 500 }, 1);
    once();
    await inStore(small);
    once();
    expect(Buffer.compare(await store.read(small.name), small.bytes)).toBe(0);
    once();
    expect(await store.has(small.name)).toBe(true);
    once();
    await store.delete(small.name);
    expect(await store.has(small.name)).toBe(false);
  });

  it("fails an upload that streams at once, as its bytes are gone", async () => {
    faults({ kind: "answer", status: 500 }, 1, "PUT");
    await expect(inStore(large)).rejects.toMatchObject(unavailable);
    await inStore(large);
    expect(Buffer.compare(await store.read(large.name), large.bytes)).toBe(0);
  });

  it("has nothing of an upload that was cut on its way", async () => {
    faults({ kind: "cutRequest", afterBytes: 500_000 }, 1, "PUT");
    await expect(inStore(large)).rejects.toMatchObject(unavailable);
    expect([await store.has(large.name), await corner.keys()]).toEqual([false, []]);
  });

  it("may have an upload whose answer was lost: putting it again is harmless", async () => {
    faults({ kind: "loseAnswer" }, 1, "PUT");
    await expect(inStore(large)).rejects.toMatchObject(unavailable);
    await inStore(large);
    expect(Buffer.compare(await store.read(large.name), large.bytes)).toBe(0);
  });

  it("fails a reader whose bytes are cut off", async () => {
    await inStore(large);
    faults({ kind: "cutAnswer", afterBytes: 500_000 }, 2, "GET");
    await expect(store.read(large.name)).rejects.toMatchObject(unavailable);
    let given = 0;
    const stream = await store.stream(large.name);
    const reading = pipeline(stream, async (pieces) => {
      for await (const piece of pieces as AsyncIterable<Buffer>) given += piece.length;
    });
    await expect(reading).rejects.toMatchObject(unavailable);
    expect(given).toBeLessThan(large.bytes.length);
  });
});

describe("S3 that says nothing", () => {
  const timeouts = { connectMs: 1_000, answerMs: 150, idleMs: 300 };

  it("is given up in time", async () => {
    faults({ kind: "silence" });
    await withStore({ timeouts }, failsAll);
  });

  it("makes the sender wait: nothing piles up", async () => {
    faults({ kind: "silence" }, Infinity, "PUT");
    const sample = longSample(50_000_000);
    let takenBytes = 0;
    await withStore({ timeouts: { ...timeouts, idleMs: 1_000 } }, async (other) => {
      const source = sample.open((bytes) => (takenBytes = bytes));
      await expect(other.put(sample.name, source)).rejects.toMatchObject(unavailable);
      expect(source.destroyed).toBe(true);
    });
    // What the kernel buffers of a connection.
    expect(takenBytes).toBeLessThan(10_000_000);
  });

  it("is left at once by a store that is stopped", async () => {
    faults({ kind: "silence" });
    await withStore({}, async (other) => {
      const calls = [other.has(small.name), other.read(small.name), other.put(small.name, inPieces(small.bytes))];
      const failing = calls.map((call) => expect(call).rejects.toMatchObject(unavailable));
      const before = server.proxy.requests.length;
      await eventually(() => expect(server.proxy.requests.length).toBeGreaterThan(before));
      await other.stop();
      await Promise.all(failing);
    });
  });
});

describe("a store in S3", () => {
  it("closes its sockets when it is stopped", async () => {
    await inStore(small);
    await store.read(small.name);
    expect(await server.proxy.connectionCount()).toBeGreaterThan(0);
    await store.stop();
    await corner.close();
    await eventually(async () => expect(await server.proxy.connectionCount()).toBe(0));
  });

  it("is of no use with the wrong secret", async () => {
    await withStore({ credentials: { ...server.keys, secretAccessKey: "wrong" } }, failsAll);
  });

  it("does not take a bucket that is missing for a blob that is", async () => {
    await withStore({ bucket: "nowhere" }, async (other) => {
      await expect(other.read(small.name)).rejects.toMatchObject(unavailable);
      await expect(other.put(large.name, inPieces(large.bytes))).rejects.toMatchObject(unavailable);
      expect(await other.isReachable()).toBe(false);
    });
  });

  it("has what is below its prefix, and nothing else", async () => {
    await inStore(small);
    await withStore({ prefix: "another/" }, async (other) => expect(await other.has(small.name)).toBe(false));
  });

  it.each([small, large])("tells S3 the hash, so that it verifies it too", async (sample) => {
    await inStore(sample);
    const put = server.proxy.requests.findLast(({ line }) => line.startsWith("PUT"));
    expect(put?.headers).toMatchObject({
      "content-length": String(sample.name.size),
      "x-amz-content-sha256": sample.name.sha256,
    });
  });

  it("has nothing to sweep", async () => {
    expect(await store.sweep(0)).toBe(0);
  });

  it("loads no SDK until it is asked for something", () => {
    const door = new URL("../../src/platform/blobs/index.ts", import.meta.url).href;
    const options = { region: "x", endpoint: null, bucket: "x", prefix: "", forcePathStyle: true };
    const code = `
      import { Module } from "node:module";
      import { createS3BlobStore } from "${door}";
      await createS3BlobStore(${JSON.stringify(options)}).start();
      console.log(Object.keys(Module._cache).filter((path) => path.includes("@aws-sdk")).length);
    `;
    const loader = import.meta.resolve("tsx");
    const { stdout } = spawnSync(process.execPath, ["--import", loader, "--input-type=module", "--eval", code]);
    expect(String(stdout)).toBe("0\n");
  });
});

describe("a URL of a blob", () => {
  it("gives it to whoever has it, as an attachment of its type", async () => {
    await inStore(small);
    const url = await store.presign(small.name, { expiresInMs: 60_000, mediaType: "application/wasm" });
    const response = await fetch(String(url));
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/wasm");
    expect(response.headers.get("content-disposition")).toBe("attachment");
    expect(Buffer.compare(Buffer.from(await response.arrayBuffer()), small.bytes)).toBe(0);
  });

  it("opens nothing else", async () => {
    await Promise.all([inStore(small), inStore(large)]);
    const url = String(await store.presign(small.name, { expiresInMs: 60_000, mediaType: "application/wasm" }));
    const others = [
      url.replace(small.name.sha256.slice(2), large.name.sha256.slice(2)),
      url.replace("application%2Fwasm", "text%2Fhtml"),
      url.replace("X-Amz-Expires=60", "X-Amz-Expires=600"),
    ];
    for (const other of others) {
      expect(other).not.toBe(url);
      expect((await fetch(other)).status).toBe(403);
    }
    expect((await fetch(url, { method: "DELETE" })).status).toBe(403);
  });

  it("ends when it was said to", async () => {
    await inStore(small);
    const url = String(await store.presign(small.name, { expiresInMs: 900, mediaType: "text/plain" }));
    expect(url).toContain("X-Amz-Expires=1&");
    await eventually(async () => expect((await fetch(url)).status).toBe(403));
  });
});
