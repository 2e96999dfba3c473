import type { BlobStore } from "../platform/blobs/index.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import { MusterError } from "../platform/errors.js";
import { newId } from "../platform/ids.js";
import type { Log } from "../platform/log.js";
import type { IncomingUpload } from "./door.js";
import { uploadLost, uploadNotFound, uploadsFull, uploadSizeWrong, uploadsStopped, uploadTaken } from "./errors.js";
import { UploadHold, type TakenUpload } from "./hold.js";
import { Inflow } from "./inflow.js";
import { leaseMs, maxReceptions } from "./limits.js";
import type { BinaryMetrics, UploadOutcome } from "./metrics.js";
import type { Binary } from "./model.js";
import { finishUpload, pinBlob, settleBlob } from "./sql/finish-upload.sql.js";
import { releaseUpload, takeUpload, voidUpload, type FoundUpload } from "./sql/take-upload.sql.js";
import { hashToken, isUploadToken } from "./tokens.js";

export interface ReceiverParts {
  readonly database: Database;
  readonly blobs: Pick<BlobStore, "put">;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: BinaryMetrics;
}

/**
 * Takes the bytes of uploads: take the upload, pin the blob, put the bytes, write the binary. A process may die between any two of
 * these: the upload is free again when its lease ends, and what lies in the store has a row from before its first byte, so the
 * collector finds it.
 */
export class Receiver {
  readonly #parts: ReceiverParts;
  readonly #inflows = new Set<Inflow>();
  readonly #receptions = new Set<Promise<Binary>>();
  #isStopped = false;

  constructor(parts: ReceiverParts) {
    this.#parts = parts;
  }

  async receive(upload: IncomingUpload): Promise<Binary> {
    // Whatever becomes of it until somebody reads it, the inflow will see.
    upload.body.on("error", () => undefined);
    if (this.#isStopped) throw uploadsStopped();
    if (this.#receptions.size >= maxReceptions) throw uploadsFull();
    const reception = this.#receive(upload);
    this.#receptions.add(reception);
    try {
      return await reception;
    } finally {
      this.#receptions.delete(reception);
    }
  }

  /** Fails what is under way, and resolves when it is over. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const inflow of this.#inflows) inflow.fail(uploadsStopped());
    await Promise.allSettled(this.#receptions);
  }

  async #receive(upload: IncomingUpload): Promise<Binary> {
    const taken = await this.#take(upload);
    const inflow = new Inflow(upload.body, this.#parts.metrics.received);
    const hold = new UploadHold(this.#parts, taken, inflow);
    this.#inflows.add(inflow);
    hold.start();
    try {
      return await this.#receiveTaken(taken, inflow, hold);
    } finally {
      await hold.end();
      inflow.destroy();
      this.#inflows.delete(inflow);
    }
  }

  async #take({ token, size }: IncomingUpload): Promise<TakenUpload> {
    if (!isUploadToken(token)) throw uploadNotFound();
    const values = [hashToken(token), size, leaseMs];
    const [found] = await this.#parts.database.query<FoundUpload>(takeUpload, values);
    if (!found) throw uploadNotFound();
    if (size !== null && size !== found.size) throw uploadSizeWrong(found.size);
    if (!found.takenUntil) throw uploadTaken();
    return { ...found, takenUntil: found.takenUntil };
  }

  async #receiveTaken(taken: TakenUpload, inflow: Inflow, hold: UploadHold): Promise<Binary> {
    const { metrics } = this.#parts;
    try {
      if (this.#isStopped) throw uploadsStopped();
      const binary = await this.#store(taken, inflow, hold);
      metrics.ended("stored");
      return binary;
    } catch (error) {
      const reason = inflow.failure ?? error;
      const outcome = outcomeOf(reason);
      metrics.ended(outcome);
      await this.#giveUp({ ...taken, takenUntil: await hold.end() }, outcome);
      throw reason;
    }
  }

  async #store(taken: TakenUpload, inflow: Inflow, hold: UploadHold): Promise<Binary> {
    const { blobs } = this.#parts;
    const { sha256, size } = taken;
    await this.#pin(taken, leaseMs);
    await blobs.put({ sha256, size }, inflow);
    // From here on nobody extends it: the transaction locks the blob and then the upload, an extension the other way round.
    const binary = await this.#finish({ ...taken, takenUntil: await hold.end() });
    if (binary) return binary;
    // This process may have stood still for so long that the blob's row is gone, while its bytes have come: they get one again.
    await this.#pin(taken, 0);
    throw uploadLost();
  }

  /** Never shortens another's pin; nobody takes one off, they run out. */
  async #pin({ sha256, size }: TakenUpload, forMs: number): Promise<void> {
    await this.#parts.database.query(pinBlob, [sha256, size, forMs]);
  }

  /** Null when the upload is ours no more. */
  async #finish({ id, sha256, size, takenUntil }: TakenUpload): Promise<Binary | null> {
    const { database } = this.#parts;
    return database.transaction(async (client) => {
      const [blob] = await database.queryWithin(client, settleBlob, [sha256, size]);
      if (!blob) return null;
      const [binary] = await database.queryWithin<Binary>(client, finishUpload, [id, takenUntil, newId("binary")]);
      return binary ?? null;
    });
  }

  /** Bytes that were not what was announced void the URL; else it is as good as before. */
  async #giveUp({ id, takenUntil }: TakenUpload, outcome: UploadOutcome): Promise<void> {
    const { database, log } = this.#parts;
    try {
      await database.query(outcome === "refused" ? voidUpload : releaseUpload, [id, takenUntil]);
    } catch (error) {
      log.warn(
        { err: error, uploadId: id },
        "an upload that failed was not given back; it is free when its lease ends",
      );
    }
  }
}

function outcomeOf(error: unknown): UploadOutcome {
  if (!(error instanceof MusterError)) return "failed";
  switch (error.reason) {
    case "BLOB_SIZE_WRONG":
    case "BLOB_HASH_WRONG":
      return "refused";
    case "UPLOAD_CUT":
      return "cut";
    case "UPLOAD_TIMEOUT":
      return "timeout";
    default:
      return "failed";
  }
}
