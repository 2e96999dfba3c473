import type * as S3Sdk from "@aws-sdk/client-s3";
import type { Log } from "../log.js";

export interface S3Timeouts {
  /** Until there is a connection; 3 s unless said. */
  readonly connectMs: number;
  /** Until there is an answer to a request without a body; 10 s unless said. */
  readonly answerMs: number;
  /** Between two pieces of a body in either direction, and from the last piece of an upload to its answer; 60 s unless said. */
  readonly idleMs: number;
}

export interface S3ConnectionOptions {
  readonly region: string;
  /** Where a server of its own speaks S3; Amazon's of the region unless said. */
  readonly endpoint: string | null;
  /** `endpoint/bucket/key` instead of `bucket.endpoint/key`: what most servers but Amazon's want. */
  readonly forcePathStyle: boolean;
  /** Found where Amazon's tools look for them unless said: environment, files, the machine's role. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  readonly timeouts?: Partial<S3Timeouts> | undefined;
  readonly log: Log;
}

interface Opened {
  readonly sdk: typeof S3Sdk;
  readonly client: S3Sdk.S3Client;
}

const defaultTimeouts: S3Timeouts = { connectMs: 3_000, answerMs: 10_000, idleMs: 60_000 };
/** With the SDK's pauses between them, two seconds more at most. An upload that streams is tried once: its bytes are gone. */
const maxAttempts = 3;
/** Connections at a time: beyond, requests wait for one within their `answerMs`. */
const maxSockets = 128;

/** A client of the SDK, which is loaded with the first request: it costs 100 to 300 ms and 23 MB. */
export class S3Connection {
  readonly #options: S3ConnectionOptions;
  #opened: Promise<Opened> | null = null;

  constructor(options: S3ConnectionOptions) {
    this.#options = options;
  }

  open(): Promise<Opened> {
    return (this.#opened ??= connect(this.#options));
  }

  /** Closes its sockets; nothing is to be asked of it afterwards. */
  async close(): Promise<void> {
    const opened = await this.#opened?.catch(() => null);
    opened?.client.destroy();
  }
}

async function connect(options: S3ConnectionOptions): Promise<Opened> {
  const { region, endpoint, forcePathStyle, credentials, log } = options;
  const { connectMs, answerMs, idleMs } = { ...defaultTimeouts, ...options.timeouts };
  const sdk = await import("@aws-sdk/client-s3");
  const client = new sdk.S3Client({
    region,
    forcePathStyle,
    ...(endpoint !== null && { endpoint }),
    ...(credentials && { credentials: { ...credentials } }),
    maxAttempts,
    // The SDK's own checksums come as a trailer, which servers other than Amazon's have stored as part of the bytes.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
      socketTimeout: idleMs,
      httpAgent: { keepAlive: true, maxSockets },
      httpsAgent: { keepAlive: true, maxSockets },
    },
    // Without one it warns on the console. What it says of each request is of no interest.
    logger: {
      trace: () => undefined,
      debug: () => undefined,
      info: () => undefined,
      warn: (...words: unknown[]) => log.warn({ words }, "S3 client"),
      error: (...words: unknown[]) => log.error({ words }, "S3 client"),
    },
  });
  return { sdk, client };
}
