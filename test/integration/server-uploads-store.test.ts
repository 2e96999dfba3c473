import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createFileBlobStore, type BlobName, type OwnedBlobStore } from "../../src/platform/blobs/index.js";
import { systemClock } from "../../src/platform/clock.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import { createHttp } from "../../src/server/http.js";
import { createServerMetrics } from "../../src/server/server-metrics.js";
import { addUploads } from "../../src/server/uploads.js";
import { eventually } from "../support/eventually.js";

const bytes = randomBytes(5_000_000);
const name: BlobName = { sha256: createHash("sha256").update(bytes).digest("hex"), size: bytes.length };

let directory: string;
let store: OwnedBlobStore;
let app: FastifyInstance;

/** Uploads by any token are that blob. */
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "muster-uploads-"));
  store = createFileBlobStore({ directory });
  await store.start();
  const metrics = createServerMetrics(createMetrics(), { sockets: () => 0, subscriptions: () => 0 });
  app = createHttp({ maxBodyBytes: 1_000, trustedProxies: [], log: silentLog, metrics });
  const binaries = {
    receive: async ({ body }: { body: Parameters<OwnedBlobStore["put"]>[1] }) => {
      await store.put(name, body);
      return { binaryId: "bin_1", ...name };
    },
    download: async () => ({ stream: await store.stream(name), size: name.size, mediaType: "application/wasm" }),
  };
  addUploads(app, { binaries, isDraining: () => false, clock: systemClock, log: silentLog, metrics });
  await app.listen({ host: "127.0.0.1", port: 0 });
});

afterEach(async () => {
  app.server.closeAllConnections();
  await app.close();
  await store.stop();
  await rm(directory, { recursive: true });
});

const urlOf = (path: string): string => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}${path}`;
const drafts = (): Promise<string[]> => readdir(join(directory, "uploads"));
const put = (body: Buffer): Promise<Response> =>
  fetch(urlOf("/uploads/t"), { method: "PUT", body: new Uint8Array(body) });

it("stores what is uploaded and gives it back", async () => {
  const response = await put(bytes);
  expect([response.status, await response.json()]).toEqual([201, { binaryId: "bin_1", ...name }]);
  const back = Buffer.from(await (await fetch(urlOf("/binaries/t"))).arrayBuffer());
  expect(Buffer.compare(back, bytes)).toBe(0);
});

it("refuses what is something else, too short or too long, and says why", async () => {
  const wrongs: readonly (readonly [Buffer, string])[] = [
    [randomBytes(bytes.length), "BLOB_HASH_WRONG"],
    [bytes.subarray(1), "BLOB_SIZE_WRONG"],
    [Buffer.concat([bytes, bytes]), "BLOB_SIZE_WRONG"],
  ];
  for (const [wrong, reason] of wrongs) {
    const response = await put(wrong);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT", reason } }] });
  }
  expect([await store.has(name), await drafts()]).toEqual([false, []]);
});

it("keeps nothing of an upload whose sender goes away", async () => {
  const request = ask(urlOf("/uploads/t"), { method: "PUT", headers: { "content-length": bytes.length } });
  request.on("error", () => undefined);
  request.write(bytes.subarray(0, 2_000_000));
  await eventually(async () => expect(await drafts()).toHaveLength(1));
  request.destroy();
  await eventually(async () => expect(await drafts()).toEqual([]));
  expect(await store.has(name)).toBe(false);
});
