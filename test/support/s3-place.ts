import { randomUUID } from "node:crypto";
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { S3BlobStoreOptions } from "../../src/platform/blobs/index.js";
import { silentLog } from "../../src/platform/log.js";
import { startS3Server, type S3Server } from "./s3-server.js";

/** Where the tests' blobs go: a bucket, and how to reach it. */
export type S3Place = Required<
  Pick<S3BlobStoreOptions, "bucket" | "region" | "endpoint" | "forcePathStyle" | "credentials">
>;

/**
 * The server that `MUSTER_TEST_S3_URL` names, as `http://key:secret@host:port/bucket?region=us-east-1` (the bucket must exist), or
 * null for one of the tests' own.
 */
export function placeFromEnvironment(url = process.env["MUSTER_TEST_S3_URL"]): S3Place | null {
  if (!url) return null;
  const { origin, pathname, username, password, searchParams } = new URL(url);
  const credentials = {
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
  };
  const region = searchParams.get("region") ?? "us-east-1";
  return { bucket: pathname.slice(1), region, endpoint: origin, forcePathStyle: true, credentials };
}

export function placeAt({ bucket, keys, proxy }: S3Server): S3Place {
  return { bucket, region: "us-east-1", endpoint: proxy.url, forcePathStyle: true, credentials: keys };
}

/** Options of a store with a prefix of its own, and a view past the store. */
export class S3Corner {
  readonly options: S3BlobStoreOptions;
  readonly #client: S3Client;

  constructor(place: S3Place) {
    const { region, endpoint, forcePathStyle, credentials } = place;
    this.options = { ...place, prefix: `test-${randomUUID()}/`, log: silentLog };
    this.#client = new S3Client({
      region,
      forcePathStyle,
      ...(endpoint !== null && { endpoint }),
      ...(credentials && { credentials }),
      requestChecksumCalculation: "WHEN_REQUIRED",
    });
  }

  /** Below the prefix; the first thousand. */
  async keys(): Promise<string[]> {
    const { bucket, prefix } = this.options;
    const { Contents = [] } = await this.#client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
    return Contents.map(({ Key = "" }) => Key.slice(prefix.length));
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    const { bucket, prefix } = this.options;
    await this.#client.send(new PutObjectCommand({ Bucket: bucket, Key: prefix + key, Body: bytes }));
  }

  /** Leaves nothing on a server that is not the tests' own. */
  async close(): Promise<void> {
    const { bucket, prefix } = this.options;
    for (const key of await this.keys())
      await this.#client.send(new DeleteObjectCommand({ Bucket: bucket, Key: prefix + key }));
    this.#client.destroy();
  }
}

export async function startS3Place(): Promise<{ readonly place: S3Place; close(): Promise<void> }> {
  const given = placeFromEnvironment();
  if (given) return { place: given, close: async () => undefined };
  const server = await startS3Server();
  return { place: placeAt(server), close: () => server.close() };
}
