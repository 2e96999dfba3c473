import type { Principal } from "../identity/index.js";
import type { Database } from "../platform/db/database.js";
import { within } from "../platform/db/within.js";
import { MusterError } from "../platform/errors.js";
import { newId } from "../platform/ids.js";
import type { Contents } from "./contents.js";
import type { CreateUploadInput } from "./door.js";
import { checkUpload } from "./inputs.js";
import { maxBinaries, maxOpenUploads, offerMs } from "./limits.js";
import type { UploadOffer } from "./model.js";
import type { BinaryReader } from "./reader.js";
import { insertUpload, lockStorage, measureStorage, type Storage } from "./sql/offer-upload.sql.js";
import { hashToken, newUploadToken } from "./tokens.js";

export interface UploadOffersParts {
  readonly database: Database;
  readonly reader: BinaryReader;
  readonly contents: Pick<Contents, "isIntact">;
  /** Of this installation as clients see it, without a slash at its end. */
  readonly baseUrl: () => string;
  readonly config: { readonly maxBinaryBytes: number; readonly quotaBytes: number };
}

/** Says where bytes may be sent. */
export class UploadOffers {
  readonly #parts: UploadOffersParts;

  constructor(parts: UploadOffersParts) {
    this.#parts = parts;
  }

  /**
   * What the tenant has is answered; what another one has is not, and must be sent as if nobody had it: whoever knows a hash alone
   * learns and gets nothing. What the tenant has, but the store has lost or let decay, may be sent again, and is mended by that.
   */
  async create({ tenantId, id: by }: Principal, input: CreateUploadInput): Promise<UploadOffer> {
    const { reader, contents, baseUrl, config } = this.#parts;
    checkUpload(input, config.maxBinaryBytes);
    const binary = await reader.byHash(tenantId, input.sha256);
    if (binary && (await contents.isIntact(binary))) return { binary, uploadUrl: null, expiresAt: null };
    const token = newUploadToken();
    const { sha256, size, mediaType } = input;
    const values = [newId("upload"), tenantId, sha256, size, mediaType, hashToken(token), offerMs, by];
    const expiresAt = await this.#insert(tenantId, input, values);
    return { binary: null, uploadUrl: `${baseUrl()}/uploads/${token}`, expiresAt };
  }

  async #insert(tenantId: string, { sha256, size }: CreateUploadInput, values: readonly unknown[]): Promise<Date> {
    const { database, config } = this.#parts;
    return within(database, async (query) => {
      await query(lockStorage, [tenantId]);
      const [storage] = await query<Storage>(measureStorage, [tenantId, sha256, size]);
      if (!storage) throw new Error("measure-storage answers one row");
      checkStorage(storage, config.quotaBytes);
      const [offer] = await query<{ readonly expiresAt: Date }>(insertUpload, values);
      if (!offer) throw new Error("insert-upload answers one row");
      return offer.expiresAt;
    });
  }
}

function checkStorage({ bytes, binaries, uploads }: Storage, quotaBytes: number): void {
  if (uploads > maxOpenUploads) {
    throw new MusterError("RATE_LIMITED", `${maxOpenUploads} uploads are open; use them, or wait until they expire.`, {
      reason: "UPLOADS_OPEN",
    });
  }
  if (bytes > quotaBytes) {
    throw quotaExceeded(`Binaries and open uploads may have ${quotaBytes} bytes together, and would have ${bytes}.`);
  }
  if (binaries > maxBinaries) throw quotaExceeded(`There may be ${maxBinaries} binaries, open uploads counted.`);
}

function quotaExceeded(message: string): MusterError {
  return new MusterError("QUOTA_EXCEEDED", message, { reason: "BINARY_QUOTA", path: ["size"] });
}
