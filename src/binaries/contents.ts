import { finished } from "node:stream/promises";
import type { BlobName, BlobStore } from "../platform/blobs/index.js";
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

/** Why a store does not give what it should have. */
const damages: ReadonlySet<string> = new Set(["BLOB_NOT_FOUND", "BLOB_CORRUPT"]);

/** Ways to the bytes. */
export class Contents {
  readonly #parts: ContentsParts;
  readonly #loading = new Map<string, Promise<Uint8Array>>();
  readonly #checking = new Map<string, Promise<boolean>>();

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
  load(blob: BlobName): Promise<Uint8Array> {
    return share(this.#loading, blob, (name) => this.#parts.blobs.read(name).catch(missing));
  }

  /** Whether the store has it, every bit: all of it is read. */
  isIntact(blob: BlobName): Promise<boolean> {
    return share(this.#checking, blob, async (name) => {
      try {
        const stream = await this.#parts.blobs.stream(name);
        stream.resume();
        await finished(stream);
        return true;
      } catch (error) {
        if (error instanceof MusterError && damages.has(error.reason)) return false;
        throw error;
      }
    });
  }
}

/** Those who ask for the same at the same time ask once. */
function share<Result>(
  underWay: Map<string, Promise<Result>>,
  { sha256, size }: BlobName,
  ask: (name: BlobName) => Promise<Result>,
): Promise<Result> {
  const key = `${sha256} ${size}`;
  const asked = underWay.get(key);
  if (asked) return asked;
  const result = ask({ sha256, size }).finally(() => underWay.delete(key));
  underWay.set(key, result);
  return result;
}

/** A row says that it is there: who asks is not to blame when it is not. */
function missing(error: unknown): never {
  throw error instanceof MusterError && error.code === "NOT_FOUND" ? blobMissing(error) : error;
}
