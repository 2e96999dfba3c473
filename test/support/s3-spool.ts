import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface Spooled {
  /** Whether it has the hash that its header says, where that says one. */
  readonly isAsSigned: boolean;
  /** Once: it is removed when it was read. */
  open(): Readable;
}

/** Takes the body of a request into a file; rejects, and leaves none, when it is cut. */
export async function spool(request: IncomingMessage, folder: string): Promise<Spooled> {
  const hash = createHash("sha256");
  const path = join(folder, randomUUID());
  const remove = () => rm(path, { force: true });
  try {
    await pipeline(
      request,
      async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          hash.update(piece);
          yield piece;
        }
      },
      createWriteStream(path),
    );
  } catch (error) {
    await remove();
    throw error;
  }
  const said = request.headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD";
  const isAsSigned = said === "UNSIGNED-PAYLOAD" || said === hash.digest("hex");
  if (!isAsSigned) await remove();
  return { isAsSigned, open: () => createReadStream(path).on("close", () => void remove()) };
}
