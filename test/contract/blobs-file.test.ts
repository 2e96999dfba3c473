import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { createFileBlobStore } from "../../src/platform/blobs/index.js";
import { blobContract } from "./blobs-contract.js";

blobContract("files", async () => {
  const directory = await mkdtemp(join(tmpdir(), "muster-blobs-"));
  const store = createFileBlobStore({ directory });
  await store.start();
  return {
    store,
    factory: { name: "createFileBlobStore", options: { directory } },
    async keys() {
      const entries = await readdir(join(directory, "sha256"), { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join("sha256", basename(entry.parentPath), entry.name));
    },
    drafts: async () => (await readdir(join(directory, "uploads"))).length,
    async plant({ sha256 }, bytes) {
      const path = join(directory, "sha256", sha256.slice(0, 2), sha256.slice(2));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
    },
    async close() {
      await store.stop();
      await rm(directory, { recursive: true });
    },
  };
});
