import { createHmac } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createBinaryService } from "../../src/binaries/index.js";
import { createFileBlobStore, type BlobStore } from "../../src/platform/blobs/index.js";
import { systemClock } from "../../src/platform/clock.js";
import { createDatabase } from "../../src/platform/db/index.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";

/** Receives an upload from standard input into files, and kills itself on the way: pinned, sending, stored or finished. */
const [url = "", directory = "", token = "", stage = ""] = process.argv.slice(2);

function dieAt(here: string): void {
  if (here === stage) process.kill(process.pid, "SIGKILL");
}

/** Dies as soon as some of the bytes have reached the disk. */
async function dieInTheMiddle(): Promise<void> {
  const uploads = join(directory, "uploads");
  for (;;) {
    for (const name of await readdir(uploads)) if ((await stat(join(uploads, name))).size > 0) dieAt("sending");
    await pause(5);
  }
}

const database = createDatabase({ url, poolSize: 2, log: silentLog, metrics: createMetrics() });
const files = createFileBlobStore({ directory });
await database.start();
await files.start();
const blobs: BlobStore = {
  ...files,
  put: async (name, bytes) => {
    dieAt("pinned");
    if (stage === "sending") void dieInTheMiddle();
    await files.put(name, bytes);
    dieAt("stored");
  },
};
const binaries = createBinaryService({
  database,
  blobs,
  identity: { deriveSecret: (purpose) => createHmac("sha256", "a key").update(purpose).digest() },
  clock: systemClock,
  log: silentLog,
  baseUrl: () => "https://muster.example",
  collects: false,
  config: { maxBinaryBytes: 1e9, quotaBytes: 1e9 },
});
await binaries.receive({ token, size: null, body: process.stdin });
dieAt("finished");
