import type { PutObjectCommand } from "@aws-sdk/client-s3";
import type { Readable } from "node:stream";
import { blobCorrupt, blobNotFound, storeUnavailable } from "./blob-errors.js";
import { checkName, keyOf } from "./blob-name.js";
import type { BlobName, OwnedBlobStore, PresignOptions } from "./blob-store.js";
import { OpenWork } from "./open-work.js";
import { S3Connection, type S3ConnectionOptions } from "./s3-connection.js";
import { isMissingObject, s3Failure } from "./s3-errors.js";
import { checkCollectable, collect, verifyStored, verifyUpload } from "./verifier.js";

export interface S3BlobStoreOptions extends S3ConnectionOptions {
  /** Must exist. The credentials need GetObject, PutObject and DeleteObject in it, and ListBucket: without it, S3 does not say that there is none. */
  readonly bucket: string;
  /** Before every key, as in `muster/`; empty for none. */
  readonly prefix: string;
}

/** Uploads up to here are collected first, so that the SDK can try them again; a piece or four of a stream. */
const maxBufferedBytes = 256 * 1024;
const reachableTimeoutMs = 1_500;
const maxExpirySeconds = 7 * 24 * 60 * 60;

/**
 * Blobs as objects `<prefix>sha256/ab/<rest>`. `start` asks nothing of S3: without it Muster still does all that needs no blob.
 * An upload is one request, so that S3 has the object or has not, and nothing is there to be swept. It is sent even when it is there:
 * to look whether that is right costs as much.
 */
export function createS3BlobStore(options: S3BlobStoreOptions): OwnedBlobStore {
  return new S3BlobStore(options);
}

class S3BlobStore implements OwnedBlobStore {
  readonly name = "S3 blob store";
  readonly #options: S3BlobStoreOptions;
  readonly #connection: S3Connection;
  readonly #work = new OpenWork();

  constructor(options: S3BlobStoreOptions) {
    this.#options = options;
    this.#connection = new S3Connection(options);
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    await this.#work.stop();
    await this.#connection.close();
  }

  async isReachable(): Promise<boolean> {
    const abortSignal = AbortSignal.any([this.#work.signal, AbortSignal.timeout(reachableTimeoutMs)]);
    try {
      const { sdk, client } = await this.#connection.open();
      await client.send(new sdk.HeadBucketCommand({ Bucket: this.#options.bucket }), { abortSignal });
      return true;
    } catch {
      return false;
    }
  }

  put(name: BlobName, bytes: Readable): Promise<void> {
    const verified = this.#work.follow(verifyUpload(name, bytes));
    const put = this.#run(async () => {
      checkName(name);
      if (name.size <= maxBufferedBytes) await this.#putObject(name, await collect(name, verified));
      else await this.#putStream(name, verified);
    });
    return put.finally(() => verified.destroy());
  }

  read(name: BlobName): Promise<Uint8Array> {
    return this.#run(async () => {
      checkCollectable(name);
      return await collect(name, await this.#getObject(name));
    });
  }

  stream(name: BlobName): Promise<Readable> {
    return this.#run(() => this.#getObject(name));
  }

  has(name: BlobName): Promise<boolean> {
    return this.#run(async () => {
      const place = this.#placeOf(name);
      const { sdk, client } = await this.#connection.open();
      try {
        const head = await client.send(new sdk.HeadObjectCommand(place), { abortSignal: this.#work.signal });
        return head.ContentLength === name.size;
      } catch (error) {
        if (isMissingObject(error)) return false;
        throw error;
      }
    });
  }

  delete(name: BlobName): Promise<void> {
    return this.#run(async () => {
      const place = this.#placeOf(name);
      const { sdk, client } = await this.#connection.open();
      await client.send(new sdk.DeleteObjectCommand(place), { abortSignal: this.#work.signal });
    });
  }

  presign(name: BlobName, { expiresInMs, mediaType }: PresignOptions): Promise<string> {
    return this.#run(async () => {
      const place = this.#placeOf(name);
      const { sdk, client } = await this.#connection.open();
      const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
      const command = new sdk.GetObjectCommand({
        ...place,
        ResponseContentType: mediaType,
        ResponseContentDisposition: "attachment",
      });
      const expiresIn = Math.min(Math.max(1, Math.ceil(expiresInMs / 1_000)), maxExpirySeconds);
      return await getSignedUrl(client, command, { expiresIn });
    });
  }

  async sweep(): Promise<number> {
    return 0;
  }

  async #run<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      return await this.#work.run(call);
    } catch (error) {
      throw s3Failure(error);
    }
  }

  #placeOf(name: BlobName): { readonly Bucket: string; readonly Key: string } {
    checkName(name);
    const { bucket, prefix } = this.#options;
    return { Bucket: bucket, Key: prefix + keyOf(name) };
  }

  async #getObject(name: BlobName): Promise<Readable> {
    const place = this.#placeOf(name);
    const { sdk, client } = await this.#connection.open();
    try {
      const got = await client.send(new sdk.GetObjectCommand(place), { abortSignal: this.#work.signal });
      // On Node a body is always one.
      const body = got.Body as Readable;
      if (got.ContentLength === name.size) return this.#work.follow(verifyStored(name, body));
      body.on("error", () => undefined).destroy();
    } catch (error) {
      throw isMissingObject(error) ? blobNotFound(name) : error;
    }
    throw blobCorrupt(name);
  }

  /** When the upload fails, S3 must not wait for the rest of it: the SDK does not look at what becomes of a stream. */
  async #putStream(name: BlobName, verified: Readable): Promise<void> {
    const cut = new AbortController();
    verified.once("error", () => cut.abort());
    try {
      if (!verified.errored) await this.#putObject(name, verified, cut.signal);
    } catch (error) {
      throw verified.errored ?? error;
    }
    if (verified.errored) throw verified.errored;
    // An answer to less than all of the bytes is no answer.
    if (!verified.readableEnded) throw storeUnavailable();
  }

  async #putObject(name: BlobName, body: Buffer | Readable, signal = this.#work.signal): Promise<void> {
    const { sdk, client } = await this.#connection.open();
    const command = new sdk.PutObjectCommand({ ...this.#placeOf(name), Body: body, ContentLength: name.size });
    announceHash(command, name);
    // How long a stream takes is its sender's affair.
    const limits = Buffer.isBuffer(body) ? {} : { requestTimeout: 0 };
    await client.send(command, { abortSignal: signal, ...limits });
  }
}

/** Part of the signature, so that S3 itself refuses what is something else; the SDK would sign a stream unseen. */
function announceHash(command: PutObjectCommand, { sha256 }: BlobName): void {
  command.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { readonly headers: Record<string, string> };
      headers["x-amz-content-sha256"] = sha256;
      return next(args);
    },
    { step: "build", name: "announceHash" },
  );
}
