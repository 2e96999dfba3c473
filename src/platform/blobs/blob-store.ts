import type { Readable } from "node:stream";

/** What a store holds, named by its content. */
export interface BlobName {
  /** 64 lower-case hex digits. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Immutable bytes by their SHA-256. Nothing that is not what its name says ever becomes visible: size and hash are verified as
 * bytes pass, in both directions.
 */
export interface BlobStore {
  /**
   * Takes the bytes; repeating it is harmless. Rejects with BAD_USER_INPUT, BLOB_SIZE_WRONG or BLOB_HASH_WRONG, when they are not
   * what the name says, and with UNAVAILABLE, BLOBS_UNAVAILABLE, when the store does not answer. Nothing is left behind either way.
   */
  put(name: BlobName, bytes: Readable): Promise<void>;
  /**
   * The bytes, at most `name.size` of them. Rejects with NOT_FOUND, BLOB_NOT_FOUND, when it has none of that name, and with
   * UNAVAILABLE, BLOB_CORRUPT, when what it has is something else.
   */
  read(name: BlobName): Promise<Uint8Array>;
  /** The same as a stream, which fails with BLOB_CORRUPT at its end, before its last piece, when it is something else. */
  stream(name: BlobName): Promise<Readable>;
  /** Whether there is something of that name and size; it is not verified. */
  has(name: BlobName): Promise<boolean>;
  /** Removes it; none there is none removed. */
  delete(name: BlobName): Promise<void>;
  /** A URL that anybody may GET it from until then; null where the store has none of its own. */
  presign(name: BlobName, options: PresignOptions): Promise<string | null>;
  /** Removes what uploads that never ended have left for longer than `olderThanMs`; answers how many. */
  sweep(olderThanMs: number): Promise<number>;
}

export interface PresignOptions {
  readonly expiresInMs: number;
  readonly mediaType: string;
}
