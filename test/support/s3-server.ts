import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { createS3Proxy, type S3Proxy } from "./s3-proxy.js";
import type { S3Keys } from "./s3-signature.js";

/** A server that speaks S3, in this process, with a proxy before it. */
export interface S3Server {
  readonly bucket: string;
  readonly keys: S3Keys;
  readonly proxy: S3Proxy;
  close(): Promise<void>;
}

/** The only pair that s3rver knows. */
const keys: S3Keys = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
const bucket = "blobs";

export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), "muster-s3-"));
  const folder = await mkdtemp(join(tmpdir(), "muster-s3-spool-"));
  const settings = { address: "127.0.0.1", port: 0, silent: true, directory };
  const server = new S3rver({ ...settings, configureBuckets: [{ name: bucket }] });
  const { port } = await server.run();
  const proxy = await createS3Proxy({ target: new URL(`http://127.0.0.1:${port}`), keys, folder });
  return {
    bucket,
    keys,
    proxy,
    async close() {
      await proxy.close();
      server.httpServer.closeAllConnections();
      await server.close();
      for (const each of [directory, folder]) await rm(each, { recursive: true, force: true });
    },
  };
}
