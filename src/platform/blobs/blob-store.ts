import type { Readable } from "node:stream";
import type { Service } from "../service.js";

/** What a store holds, named by its content. */
export interface BlobName {
  /** 64 lower-case hex digits. */
  readonly sha256: string;
  /** Bytes, 5 GiB at most: what S3 takes in one piece. */
  readonly size: number;
}

/**
 * Immutable bytes by their SHA-256. Nothing that is not what its name says ever becomes visible: size and hash are verified as
 * bytes pass, in both directions. All reject with BAD_USER_INPUT, BLOB_NAME_INVALID, for a name that is none, and with UNAVAILABLE,
 * BLOBS_UNAVAILABLE, when the store does not answer.
 */
export interface BlobStore {
  /**
   * Takes the bytes; repeating it is harmless, and mends what has been damaged since. A blob that is there proves nothing of the bytes
   * that come: they are verified all the same, and it stays when they are refused. Rejects
   * with BAD_USER_INPUT, BLOB_SIZE_WRONG or BLOB_HASH_WRONG, when they are not what the name says or are cut off, with the stream's
   * own error when it fails with a MusterError, and with UNAVAILABLE, BLOBS_UNAVAILABLE or BLOBS_FULL. Nothing is left behind either
   * way, and the stream is destroyed.
   */
  put(name: BlobName, bytes: Readable): Promise<void>;
  /**
   * The bytes, at most `name.size` of them and never more than 512 MiB (PAYLOAD_TOO_LARGE, BLOB_TOO_LARGE, beyond). Rejects with
   * NOT_FOUND, BLOB_NOT_FOUND, when it has none of that name, and with UNAVAILABLE, BLOB_CORRUPT, when what it has is something
   * else.
   */
  read(name: BlobName): Promise<Uint8Array>;
  /**
   * The same as a stream, of any size, which fails with BLOB_CORRUPT before its last piece when it is something else, and with
   * BLOBS_UNAVAILABLE when the store goes away in between. Destroy it if you do not read it to its end.
   */
  stream(name: BlobName): Promise<Readable>;
  /** Whether there is something of that name and size; it is not verified. */
  has(name: BlobName): Promise<boolean>;
  /** Removes it; none there is none removed. */
  delete(name: BlobName): Promise<void>;
  /** A URL that anybody may GET it from until then, as an attachment; null where the store has none of its own. */
  presign(name: BlobName, options: PresignOptions): Promise<string | null>;
  /** Removes what uploads that never ended have left for longer than `olderThanMs`; answers how many. */
  sweep(olderThanMs: number): Promise<number>;
}

export interface PresignOptions {
  /** Rounded up to seconds; a week at most. */
  readonly expiresInMs: number;
  readonly mediaType: string;
}

/** A store as its owner sees it. `stop` fails what is under way with BLOBS_UNAVAILABLE, streams that were given out included. */
export interface OwnedBlobStore extends BlobStore, Service {
  /** Whether it takes and gives blobs now, as far as one can tell without trying. Never rejects; answers within two seconds. */
  isReachable(): Promise<boolean>;
}
