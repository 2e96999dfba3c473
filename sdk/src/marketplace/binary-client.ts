import type { ClientCalls } from "../client-calls.js";
import { messageOf, MusterRequestError } from "../errors.js";
import * as api from "../generated/graphql.js";
import { answerError } from "../http.js";
import type { Binary } from "../nouns.js";
import { sha256Hex } from "./sha256.js";

/** A binary, with where to GET it within the next 15 minutes. */
export type BinaryWithUrl = Binary & { readonly downloadUrl: string };

export interface UploadInput {
  /** All of the bytes. */
  readonly bytes: Uint8Array;
  /** `application/wasm` unless said. */
  readonly mediaType?: string;
  /** Ends the upload. */
  readonly signal?: AbortSignal;
}

interface Put {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly signal?: AbortSignal;
}

/** `client.binaries`. Every request rejects with MusterRequestError. */
export class BinaryClient {
  readonly #calls: ClientCalls;
  readonly #fetch: typeof fetch;

  constructor(calls: ClientCalls, fetcher: typeof fetch) {
    this.#calls = calls;
    this.#fetch = fetcher;
  }

  /** Uploads bytes, unless the tenant has them already. */
  async upload({ mediaType = "application/wasm", signal, ...upload }: UploadInput): Promise<BinaryWithUrl> {
    const bytes = unshared(upload.bytes);
    const input = { sha256: await sha256Hex(bytes), size: bytes.byteLength, mediaType };
    const { createBinaryUpload: offer } = await this.#calls.execute(api.CreateBinaryUploadDocument, { input });
    if (!offer.binary) await this.#put(offer.uploadUrl ?? "", { bytes, mediaType, ...(signal && { signal }) });
    const binary = await this.binary(input.sha256);
    if (binary) return binary;
    throw new MusterRequestError("NOT_FOUND", "The binary was removed as soon as it was uploaded.", {
      reason: "BINARY_NOT_FOUND",
    });
  }

  /** By its id or its SHA-256 in hex; null when there is none. */
  async binary(id: string): Promise<BinaryWithUrl | null> {
    return (await this.#calls.execute(api.BinaryDocument, { id })).binary ?? null;
  }

  /** A page of binaries, newest first. */
  async binaries(page: api.BinariesQueryVariables = {}): Promise<api.BinariesQuery["binaries"]> {
    return (await this.#calls.execute(api.BinariesDocument, page)).binaries;
  }

  /** Removes a binary that no release holds. */
  async delete(id: string): Promise<void> {
    await this.#calls.execute(api.DeleteBinaryDocument, { id });
  }

  async #put(url: string, { bytes, mediaType, signal }: Put): Promise<void> {
    const request = { method: "PUT", headers: { "content-type": mediaType }, body: bytes, ...(signal && { signal }) };
    const response = await this.#fetch(url, request).catch((error: unknown) => {
      throw new MusterRequestError("UNAVAILABLE", `The upload was cut: ${messageOf(error)}`, {
        reason: "CONNECTION_FAILED",
        cause: error,
      });
    });
    if (!response.ok) throw await answerError(response);
  }
}

/** Neither Web Crypto nor fetch takes what other threads may write. */
function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = bytes;
  return buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, byteLength) : new Uint8Array(bytes);
}
