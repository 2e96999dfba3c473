import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { BlobName, BlobStore, PresignOptions } from "../../src/platform/blobs/index.js";
import { badInput, MusterError, unavailable } from "../../src/platform/errors.js";

type Call = "put" | "read" | "stream" | "has" | "delete" | "presign" | "sweep";

/** A store in memory that keeps the contract of the port, and fails or waits wherever a test says so. */
export class FakeBlobs implements BlobStore {
  readonly held = new Map<string, Buffer>();
  /** What is called before a call does anything; what it throws, the call rejects with. */
  readonly before: Partial<Record<Call, () => void | Promise<void>>> = {};
  /** The same, when it has done it. */
  readonly after: Partial<Record<Call, () => void | Promise<void>>> = {};
  readonly calls: Call[] = [];
  /** Beginning of the URLs that it signs; none unless said. */
  signs: string | null = null;

  /** Lets a call fail as a store does that is away. */
  breakDown(...calls: Call[]): void {
    for (const call of calls) {
      this.before[call] = () => {
        throw unavailable("The store of blobs does not answer; try again.", "BLOBS_UNAVAILABLE");
      };
    }
  }

  put(name: BlobName, bytes: Readable): Promise<void> {
    return this.#call("put", async () => {
      const pieces: Buffer[] = [];
      let size = 0;
      for await (const piece of bytes as AsyncIterable<Buffer>) {
        size += piece.length;
        pieces.push(piece);
        if (size > name.size) break;
      }
      const whole = Buffer.concat(pieces);
      if (size !== name.size) throw badInput("The size is wrong.", ["size"], "BLOB_SIZE_WRONG");
      if (sha256Of(whole) !== name.sha256) throw badInput("The hash is wrong.", ["sha256"], "BLOB_HASH_WRONG");
      this.held.set(name.sha256, whole);
    });
  }

  read(name: BlobName): Promise<Uint8Array> {
    return this.#call("read", async () => this.#verified(name));
  }

  stream(name: BlobName): Promise<Readable> {
    return this.#call("stream", async () => Readable.from([this.#verified(name)]));
  }

  has({ sha256, size }: BlobName): Promise<boolean> {
    return this.#call("has", async () => this.held.get(sha256)?.length === size);
  }

  delete({ sha256 }: BlobName): Promise<void> {
    return this.#call("delete", async () => void this.held.delete(sha256));
  }

  presign({ sha256 }: BlobName, { expiresInMs, mediaType }: PresignOptions): Promise<string | null> {
    return this.#call("presign", async () => this.signs && `${this.signs}/${sha256}?${expiresInMs}&${mediaType}`);
  }

  sweep(): Promise<number> {
    return this.#call("sweep", async () => 0);
  }

  #verified({ sha256 }: BlobName): Buffer {
    const bytes = this.held.get(sha256);
    if (!bytes) throw new MusterError("NOT_FOUND", `No blob ${sha256}.`, { reason: "BLOB_NOT_FOUND" });
    if (sha256Of(bytes) !== sha256) throw unavailable("It is damaged.", "BLOB_CORRUPT");
    return bytes;
  }

  async #call<Result>(call: Call, work: () => Promise<Result>): Promise<Result> {
    this.calls.push(call);
    await this.before[call]?.();
    const result = await work();
    await this.after[call]?.();
    return result;
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
