import { z } from "zod";
import { marketplaceVariables } from "./marketplace-variables.js";
import { sandboxVariables } from "./sandbox-variables.js";
import { logLevels } from "./platform/log.js";
import { days, described, flag, list, mib, text, url, whole } from "./variable.js";

export const processRoles = ["api", "dispatcher", "feeder", "reaper", "workflows", "wasm", "sandboxes"] as const;

/** What a process does: serve clients, push work to agents, publish due work, take lost work back, carry workflows on, do WASM tasks, have sandboxes made. */
type ProcessRole = (typeof processRoles)[number];

/** An agent's socket may end at any process with `api`, and the other two have agents of their own: so these dispatch too. */
const dispatching: readonly ProcessRole[] = ["api", "wasm", "sandboxes"];

const roleList = list
  .pipe(z.array(z.enum(processRoles)).min(1))
  .transform(
    (roles) =>
      new Set<ProcessRole>(roles.some((role) => dispatching.includes(role)) ? [...roles, "dispatcher"] : roles),
  );

/** Every variable that Muster reads. docs/configuration.md is held to it by a test. */
export const variables = described({
  port: {
    name: "PORT",
    schema: whole(0, 65535),
    fallback: "4000",
    description: "Port of HTTP and WebSocket; 0 takes a free one.",
  },
  host: {
    name: "MUSTER_HOST",
    schema: text,
    fallback: "0.0.0.0",
    description: "Address to listen on.",
  },
  databaseUrl: {
    name: "DATABASE_URL",
    schema: url("postgres", "postgresql"),
    fallback: null,
    secret: true,
    description: "PostgreSQL, 15 or newer. An embedded one in the data directory unless set.",
  },
  amqpUrl: {
    name: "AMQP_URL",
    schema: url("amqp", "amqps"),
    fallback: null,
    secret: true,
    description: "RabbitMQ, 3.10 or newer. An embedded broker, private to this process, unless set.",
  },
  dataDir: {
    name: "MUSTER_DATA_DIR",
    schema: text,
    fallback: ".muster",
    description: "Directory of the embedded database and the generated admin password.",
  },
  roles: {
    name: "MUSTER_ROLES",
    schema: roleList,
    fallback: processRoles.join(","),
    description:
      "What this process does, by comma: `api`, `dispatcher`, `feeder`, `reaper`, `workflows`, `wasm`, `sandboxes`. Fewer than all of them needs `DATABASE_URL` and `AMQP_URL`.",
  },
  adminEmail: {
    name: "MUSTER_ADMIN_EMAIL",
    schema: z.email("expected an email address"),
    fallback: "admin@muster.local",
    description: "Sign-in name of the admin whom the first start creates.",
  },
  adminPassword: {
    name: "MUSTER_ADMIN_PASSWORD",
    schema: text.min(12, "expected at least 12 characters").max(256, "expected at most 256 characters"),
    fallback: null,
    secret: true,
    description:
      "Password of that admin. Generated unless set: printed once, and kept in `admin-password` in the data directory, mode 0600.",
  },
  jwtSecret: {
    name: "MUSTER_JWT_SECRET",
    schema: text.min(32, "expected at least 32 characters"),
    fallback: null,
    secret: true,
    description:
      "Key that signs access tokens. Generated and kept in the database unless set, so that all replicas share it.",
  },
  logLevel: {
    name: "MUSTER_LOG_LEVEL",
    schema: z.enum(logLevels),
    fallback: "info",
    description: `Least severity that is logged: ${logLevels.map((level) => `\`${level}\``).join(", ")}.`,
  },
  dbPoolSize: {
    name: "MUSTER_DB_POOL_SIZE",
    schema: whole(2, 1000),
    fallback: "10",
    description: "Most connections to PostgreSQL.",
  },
  queuePrefix: {
    name: "MUSTER_QUEUE_PREFIX",
    schema: text.regex(/^[\w.-]{0,40}$/, "expected up to 40 of letters, digits, . _ -"),
    fallback: "",
    description: "Put before the names of queues and exchanges, so that several installations can share a RabbitMQ.",
  },
  trustedProxies: {
    name: "MUSTER_TRUSTED_PROXIES",
    schema: list,
    fallback: "",
    description: "Addresses or CIDR ranges, by comma, whose `X-Forwarded-For` is believed.",
  },
  ackTimeoutMs: {
    name: "MUSTER_ACK_TIMEOUT_MS",
    schema: whole(100, 600_000),
    fallback: "10000",
    description: "Milliseconds that an agent has to accept an assignment.",
  },
  leaseMs: {
    name: "MUSTER_LEASE_MS",
    schema: whole(500, 3_600_000),
    fallback: "30000",
    description: "Milliseconds that a lease lasts unless a heartbeat extends it.",
  },
  backoffBaseMs: {
    name: "MUSTER_BACKOFF_BASE_MS",
    schema: whole(1, 3_600_000),
    fallback: "1000",
    description: "Longest wait before the first retry, in milliseconds; doubles with each further one.",
  },
  backoffMaxMs: {
    name: "MUSTER_BACKOFF_MAX_MS",
    schema: whole(1, 86_400_000),
    fallback: "300000",
    description: "Longest wait before any retry, in milliseconds.",
  },
  retentionDays: {
    name: "MUSTER_RETENTION_DAYS",
    schema: days(1, 36_500),
    fallback: null,
    description:
      "Days after which tasks and runs that have ended, and agents that were removed, are deleted with their events; 1 at least, `1.5` is a day and a half. Nothing is deleted unless set.",
  },
  drainTimeoutMs: {
    name: "MUSTER_DRAIN_TIMEOUT_MS",
    schema: whole(0, 600_000),
    fallback: "25000",
    description: "Milliseconds that operations in flight have to finish after SIGTERM.",
  },
  subscriberBuffer: {
    name: "MUSTER_SUBSCRIBER_BUFFER",
    schema: whole(1, 1_000_000),
    fallback: "1000",
    description:
      "Events that wait for a stuck subscriber; when it has taken none for two seconds or more its socket is closed with 4410.",
  },
  maxBodyBytes: {
    name: "MUSTER_MAX_BODY_BYTES",
    schema: whole(1024, 256 * mib),
    fallback: String(8 * mib),
    description: "Largest HTTP request body.",
  },
  maxMessageBytes: {
    name: "MUSTER_MAX_MESSAGE_BYTES",
    schema: whole(1024, 256 * mib),
    fallback: String(8 * mib),
    description: "Largest WebSocket message from a client; a larger one closes the socket with 1009.",
  },
  maxTaskBytes: {
    name: "MUSTER_MAX_TASK_BYTES",
    schema: whole(16, 64 * mib),
    fallback: String(256 * 1024),
    description: "Largest input, and largest output, of a task: as JSON, in UTF-8.",
  },
  maxOperations: {
    name: "MUSTER_MAX_OPERATIONS",
    schema: whole(1, 1_000_000),
    fallback: "2000",
    description: "HTTP operations in flight; a further one is answered 503.",
  },
  maxSocketOperations: {
    name: "MUSTER_MAX_SOCKET_OPERATIONS",
    schema: whole(1, 100_000),
    fallback: "1000",
    description:
      "Operations in flight on one socket, subscriptions among them; a further one is refused as `RATE_LIMITED`.",
  },
  maxTokens: {
    name: "MUSTER_MAX_TOKENS",
    schema: whole(100, 1_000_000),
    fallback: "2000",
    description: "Tokens of a GraphQL document. Variables do not count.",
  },
  maxDepth: {
    name: "MUSTER_MAX_DEPTH",
    schema: whole(1, 100),
    fallback: "12",
    description: "Levels of fields in a GraphQL document; introspection does not count.",
  },
  maxAliases: {
    name: "MUSTER_MAX_ALIASES",
    schema: whole(0, 10_000),
    fallback: "50",
    description: "Aliases in a GraphQL document.",
  },
  maxCost: {
    name: "MUSTER_MAX_COST",
    schema: whole(1, 100_000_000),
    fallback: "20000",
    description: "Cost of an operation: one per field, times `first` for each list above it.",
  },
  persistedDocuments: {
    name: "MUSTER_PERSISTED_DOCUMENTS",
    schema: text,
    fallback: null,
    description:
      "File of documents that clients may name by `documentId`: a JSON object from SHA-256, in hex, to text.",
  },
  persistedOnly: {
    name: "MUSTER_PERSISTED_ONLY",
    schema: flag,
    fallback: "false",
    description: "`true` refuses every document that is not in that file, save from an ADMIN.",
  },
  ...marketplaceVariables,
  ...sandboxVariables,
});
