import type { Readable } from "node:stream";
import type { Principal } from "../identity/index.js";
import type { Page, PageArguments } from "../platform/page.js";
import type { Service } from "../platform/service.js";
import type { Binary, UploadOffer } from "./model.js";

export interface CreateUploadInput {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
}

/** What comes over HTTP with a token out of a URL. */
export interface IncomingUpload {
  readonly token: string;
  /** As `content-length` says; null when it says nothing. */
  readonly size: number | null;
  /** Left open, read or not: it is for whoever owns the connection to answer over it, and to close it then. */
  readonly body: Readable;
}

export interface OutgoingBinary {
  readonly stream: Readable;
  readonly size: number;
  readonly mediaType: string;
}

/** The binaries of all tenants. "Not yours" reads as "not found". */
export interface BinaryService extends Service {
  /**
   * BAD_USER_INPUT at the field that is wrong, PAYLOAD_TOO_LARGE at `["size"]`, QUOTA_EXCEEDED beyond what a tenant may keep,
   * uploads under way counted, RATE_LIMITED beyond 100 that are open.
   */
  createUpload(principal: Principal, input: CreateUploadInput): Promise<UploadOffer>;
  /**
   * Takes the bytes of an upload, once. NOT_FOUND, UPLOAD_NOT_FOUND, when it is unknown, expired or done with; CONFLICT, UPLOAD_TAKEN,
   * while another sends. BAD_USER_INPUT, BLOB_SIZE_WRONG or BLOB_HASH_WRONG, when the bytes are not what was announced: then the URL is
   * of no use any more. After any other failure it is as good as before: UPLOAD_CUT, TIMEOUT when no byte has come for a minute or
   * it took a quarter of an hour, UNAVAILABLE.
   */
  receive(upload: IncomingUpload): Promise<Binary>;
  /** By a token of `urlOf`. NOT_FOUND when it is none, or has expired. */
  download(token: string): Promise<OutgoingBinary>;
  /** By id, or by SHA-256. */
  get(tenantId: string, idOrSha256: string): Promise<Binary | null>;
  getMany(tenantId: string, ids: readonly string[]): Promise<Map<string, Binary>>;
  /** Newest first. */
  list(tenantId: string, page: PageArguments): Promise<Page<Binary>>;
  /** INVALID_STATE, BINARY_IN_USE, while a release holds it. */
  remove(principal: Principal, id: string): Promise<string>;
  /** Where anybody may GET it within the next 15 minutes: of the blob store itself, or of ours. */
  urlOf(binary: Binary): Promise<string>;
  /** The bytes, verified; whoever asks must have made sure that he may. UNAVAILABLE when they are not there or not what they were. */
  load(blob: { readonly sha256: string; readonly size: number }): Promise<Uint8Array>;
}
