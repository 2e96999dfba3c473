import type { IdentityService, Principal } from "../identity/index.js";
import type { BlobStore } from "../platform/blobs/index.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import { notFound } from "../platform/errors.js";
import { isId } from "../platform/ids.js";
import type { Log } from "../platform/log.js";
import type { Metrics } from "../platform/metrics.js";
import { Collector } from "./collector.js";
import { Contents } from "./contents.js";
import type { BinaryService } from "./door.js";
import { binaryInUse, isStillReferred } from "./errors.js";
import { BinaryMetrics } from "./metrics.js";
import { UploadOffers } from "./offers.js";
import { BinaryReader } from "./reader.js";
import { Receiver } from "./receiver.js";
import { deleteBinary } from "./sql/delete-binary.sql.js";
import { DownloadTokens } from "./tokens.js";

export interface BinaryServiceParts {
  readonly database: Database;
  /** Started before this service, stopped after it. */
  readonly blobs: BlobStore;
  readonly identity: Pick<IdentityService, "deriveSecret">;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics | undefined;
  /** Of this installation as clients see it, without a slash at its end; URLs are `/uploads/<token>` and `/binaries/<token>` below. */
  readonly baseUrl: () => string;
  /** Whether this process removes what nobody wants any more; any number may. */
  readonly collects: boolean;
  readonly config: {
    /** Most bytes of one binary. */
    readonly maxBinaryBytes: number;
    /** Most bytes that a tenant's binaries have together, uploads under way counted. */
    readonly quotaBytes: number;
  };
}

export function createBinaryService(parts: BinaryServiceParts): BinaryService {
  const { database, identity, clock } = parts;
  const metrics = new BinaryMetrics(parts.metrics);
  const reader = new BinaryReader(database);
  const tokens = new DownloadTokens({
    deriveSecret: (purpose) => identity.deriveSecret(purpose),
    now: () => clock.now(),
  });
  const contents = new Contents({ ...parts, reader, tokens });
  const offers = new UploadOffers({ ...parts, reader, contents });
  const receiver = new Receiver({ ...parts, metrics });
  const collector = new Collector({ ...parts, metrics });
  return {
    name: "binaries",
    start: async () => {
      if (parts.collects) collector.start();
    },
    stop: async () => {
      await Promise.all([receiver.stop(), collector.stop()]);
    },
    createUpload: (principal, input) => offers.create(principal, input),
    receive: (upload) => receiver.receive(upload),
    download: (token) => contents.download(token),
    get: (tenantId, idOrSha256) => reader.get(tenantId, idOrSha256),
    getMany: (tenantId, ids) => reader.getMany(tenantId, ids),
    list: (tenantId, page) => reader.list(tenantId, page),
    remove: (principal, id) => remove(database, principal, id),
    urlOf: (binary) => contents.urlOf(binary),
    load: (blob) => contents.load(blob),
  };
}

async function remove(database: Database, { tenantId }: Principal, id: string): Promise<string> {
  if (!isId("binary", id)) throw notFound("binary", id);
  const [gone] = await database.query<{ readonly id: string }>(deleteBinary, [id, tenantId]).catch((error: unknown) => {
    throw isStillReferred(error) ? binaryInUse(id, error) : error;
  });
  if (!gone) throw notFound("binary", id);
  return gone.id;
}
