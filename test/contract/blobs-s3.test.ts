import { afterAll, beforeAll } from "vitest";
import { createS3BlobStore } from "../../src/platform/blobs/index.js";
import { S3Corner, startS3Place, type S3Place } from "../support/s3-place.js";
import { blobContract } from "./blobs-contract.js";

let server: { readonly place: S3Place; close(): Promise<void> };

beforeAll(async () => {
  server = await startS3Place();
});

afterAll(() => server.close());

// On a server of the tests' own; with MUSTER_TEST_S3_URL (see s3-place.ts) on that one.
blobContract("S3", async () => {
  const corner = new S3Corner(server.place);
  const store = createS3BlobStore(corner.options);
  await store.start();
  const { log: _log, ...options } = corner.options;
  return {
    store,
    factory: { name: "createS3BlobStore", options },
    keys: () => corner.keys(),
    drafts: async () => 0,
    plant: ({ sha256 }, bytes) => corner.put(`sha256/${sha256.slice(0, 2)}/${sha256.slice(2)}`, bytes),
    async close() {
      await store.stop();
      await corner.close();
    },
  };
});
