import type { BlobName, BlobStore } from "../platform/blobs/blob-store.js";
import { MusterError } from "../platform/errors.js";
import type { OutgoingBinary } from "./door.js";
import { blobMissing, downloadNotFound } from "./errors.js";
import { offerMs } from "./limits.js";
import type { Binary } from "./model.js";
import type { BinaryReader } from "./reader.js";
import type { DownloadTokens } from "./tokens.js";

export interface ContentsParts {
  readonly reader: BinaryReader;
  readonly blobs: Pick<BlobStore, "read" | "stream" | "presign">;
  readonly tokens: DownloadTokens;
  /** Of this installation as clients see it, without a slash at its end. */
  readonly baseUrl: () => string;
}

/** Ways to the bytes. */
export class Contents {
  readonly #parts: ContentsParts;
  readonly #loading = new Map<string, Promise<Uint8Array>>();

  constructor(parts: ContentsParts) {
    this.#parts = parts;
  }

  async urlOf({ id, sha256, size, mediaType }: Binary): Promise<string> {
    const { blobs, tokens, baseUrl } = this.#parts;
    const signed = await blobs.presign({ sha256, size }, { expiresInMs: offerMs, mediaType });
    return signed ?? `${baseUrl()}/binaries/${tokens.issue(id)}`;
  }

  /** What was removed since the token was issued is not found: the token is no right to it. */
  async download(token: string): Promise<OutgoingBinary> {
    const { reader, blobs, tokens } = this.#parts;
    const id = tokens.read(token);
    const binary = id === null ? null : await reader.download(id);
    if (!binary) throw downloadNotFound();
    const { sha256, size, mediaType } = binary;
    return { stream: await blobs.stream({ sha256, size }).catch(missing), size, mediaType };
  }

  /**
   * Those who ask at the same time share one read, and its bytes. Nothing is kept: who runs modules keeps what was compiled of them,
   * and asks again only for one that it does not know.
   */
  load({ sha256, size }: BlobName): Promise<Uint8Array> {
    const key = `${sha256} ${size}`;
    const loading = this.#loading.get(key);
    if (loading) return loading;
    const bytes = this.#parts.blobs
      .read({ sha256, size })
      .catch(missing)
      .finally(() => this.#loading.delete(key));
    this.#loading.set(key, bytes);
    return bytes;
  }
}

/** A row says that it is there: who asks is not to blame when it is not. */
function missing(error: unknown): never {
  throw error instanceof MusterError && error.code === "NOT_FOUND" ? blobMissing(error) : error;
}
