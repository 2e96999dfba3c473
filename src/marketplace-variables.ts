import { amount, described, flag, mib, text, url, whole } from "./variable.js";

/** Of binaries, the marketplace and executions. */
export const marketplaceVariables = described({
  publicUrl: {
    name: "MUSTER_PUBLIC_URL",
    schema: url("http", "https"),
    fallback: null,
    description:
      "Where clients reach this installation: what URLs of uploads and downloads begin with. Where it listens unless set.",
  },
  blobsDir: {
    name: "MUSTER_BLOBS_DIR",
    schema: text,
    fallback: null,
    description:
      "Directory of uploaded binaries; `blobs` in the data directory unless set. Processes that share a database must share it, or use `MUSTER_S3_BUCKET`.",
  },
  s3Bucket: {
    name: "MUSTER_S3_BUCKET",
    schema: text,
    fallback: null,
    description: "Bucket for uploaded binaries, in place of a directory.",
  },
  s3Region: { name: "MUSTER_S3_REGION", schema: text, fallback: "us-east-1", description: "Region of the bucket." },
  s3Endpoint: {
    name: "MUSTER_S3_ENDPOINT",
    schema: url("http", "https"),
    fallback: null,
    description: "Endpoint of a service that speaks S3's protocol; AWS unless set.",
  },
  s3Prefix: {
    name: "MUSTER_S3_PREFIX",
    schema: text,
    fallback: "",
    description: "Put before the keys of objects, as `muster/`.",
  },
  s3PathStyle: {
    name: "MUSTER_S3_PATH_STYLE",
    schema: flag,
    fallback: "false",
    description:
      "`true` puts the bucket in the path rather than in the host's name, as many other services than AWS want it.",
  },
  s3AccessKeyId: {
    name: "MUSTER_S3_ACCESS_KEY_ID",
    schema: text,
    fallback: null,
    description: "Key to the bucket, with `MUSTER_S3_SECRET_ACCESS_KEY`. Unless set, whatever the AWS SDK finds.",
  },
  s3SecretAccessKey: {
    name: "MUSTER_S3_SECRET_ACCESS_KEY",
    schema: text,
    fallback: null,
    secret: true,
    description: "Secret of that key.",
  },
  maxBinaryBytes: {
    name: "MUSTER_MAX_BINARY_BYTES",
    schema: whole(1024, 5 * 1024 * mib),
    fallback: String(256 * mib),
    description: "Largest uploaded binary.",
  },
  binaryQuotaBytes: {
    name: "MUSTER_BINARY_QUOTA_BYTES",
    schema: whole(1024, 1024 * 1024 * 1024 * mib),
    fallback: String(10 * 1024 * mib),
    description: "Bytes of binaries that a tenant may keep.",
  },
  wasmWorkers: {
    name: "MUSTER_WASM_WORKERS",
    schema: whole(0, 1024),
    fallback: "0",
    description:
      "WASM modules that run at a time; as many as the machine has cores when 0: say how many in a container that may use fewer.",
  },
  wasmMaxWaiting: {
    name: "MUSTER_WASM_MAX_WAITING",
    schema: whole(0, 100_000),
    fallback: "1000",
    description: "Executions that wait for one of these; a further one is refused as `RATE_LIMITED`.",
  },
  wasmMaxMemoryMib: {
    name: "MUSTER_WASM_MAX_MEMORY_MIB",
    schema: whole(1, 4096),
    fallback: "512",
    description: "Most memory that an execution may ask for, in MiB.",
  },
  wasmMaxTimeoutMs: {
    name: "MUSTER_WASM_MAX_TIMEOUT_MS",
    schema: whole(100, 300_000),
    fallback: "300000",
    description: "Longest time that an execution may ask for, in milliseconds.",
  },
  maxTenantExecutions: {
    name: "MUSTER_MAX_TENANT_EXECUTIONS",
    schema: whole(1, 100_000),
    fallback: "200",
    description:
      "Direct executions of a tenant that run or wait at a time at one process; a further one is refused as `QUOTA_EXCEEDED`.",
  },
  tenantExecutionsPerMinute: {
    name: "MUSTER_TENANT_EXECUTIONS_PER_MINUTE",
    schema: whole(1, 100_000_000),
    fallback: "60000",
    description:
      "Direct executions of a tenant that begin within a minute at one process; a further one is refused as `QUOTA_EXCEEDED`.",
  },
  executionCostPerSecond: {
    name: "MUSTER_EXECUTION_COST_PER_SECOND",
    schema: amount(1_000_000),
    fallback: "0",
    description: "What a second of an execution costs, beside the item's price per run; in the unit of `cost`.",
  },
});
