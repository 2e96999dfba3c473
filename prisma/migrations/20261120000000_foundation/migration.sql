-- Ids are TypeIDs kept as text: collated "C", so that comparison is a memcmp and their order is the order of creation.

CREATE TYPE "Role" AS ENUM ('ADMIN', 'SUPERVISOR', 'DEVELOPER', 'VIEWER', 'AGENT', 'SERVICE');
CREATE TYPE "AgentStatus" AS ENUM ('CREATED', 'READY', 'BUSY', 'PAUSED', 'DRAINING', 'OFFLINE', 'FAULTED');
CREATE TYPE "TaskStatus" AS ENUM ('SCHEDULED', 'QUEUED', 'ASSIGNED', 'RUNNING', 'COMPLETED', 'CANCELLED', 'QUARANTINED');
CREATE TYPE "OutboxDestination" AS ENUM ('TODO', 'DEAD');

-- identity ----------------------------------------------------------------

CREATE TABLE "tenants" (
  "id" TEXT COLLATE "C" NOT NULL,
  "name" TEXT NOT NULL,
  "is_operator" BOOLEAN NOT NULL DEFAULT false,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "tenants_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "users" (
  "id" TEXT COLLATE "C" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "email" TEXT COLLATE "C" NOT NULL,
  "name" TEXT NOT NULL,
  "role" "Role" NOT NULL,
  "password_hash" TEXT NOT NULL,
  "disabled" BOOLEAN NOT NULL DEFAULT false,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "users_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "users_role_check" CHECK ("role" IN ('ADMIN', 'SUPERVISOR', 'DEVELOPER', 'VIEWER')),
  CONSTRAINT "users_email_check" CHECK ("email" = lower("email"))
);
CREATE UNIQUE INDEX "users_email_key" ON "users" ("email");
CREATE INDEX "users_tenant_id_id_idx" ON "users" ("tenant_id", "id");

-- One row per sign-in: the family of refresh tokens of which only the newest is valid.
CREATE TABLE "sign_ins" (
  "id" TEXT COLLATE "C" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "user_id" TEXT COLLATE "C" NOT NULL,
  "refresh_token_hash" TEXT COLLATE "C" NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "revoked_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "sign_ins_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "sign_ins_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "sign_ins_user_id_idx" ON "sign_ins" ("user_id");
CREATE INDEX "sign_ins_expires_at_idx" ON "sign_ins" ("expires_at");
CREATE INDEX "sign_ins_revoked_idx" ON "sign_ins" ("revoked_at") WHERE revoked_at IS NOT NULL;

-- The JWT key, kept here only where MUSTER_JWT_SECRET is not set, so that replicas share it.
CREATE TABLE "signing_keys" (
  "id" TEXT COLLATE "C" NOT NULL,
  "secret" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "signing_keys_pkey" PRIMARY KEY ("id")
);

-- agents ------------------------------------------------------------------

CREATE TABLE "agents" (
  "id" TEXT COLLATE "C" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "name" TEXT NOT NULL,
  "capabilities" TEXT[] NOT NULL,
  "version" TEXT,
  "labels" JSONB NOT NULL DEFAULT '{}',
  "status" "AgentStatus" NOT NULL DEFAULT 'CREATED',
  "status_reason" TEXT,
  "load" DOUBLE PRECISION,
  "event_seq" INTEGER NOT NULL DEFAULT 0,
  "last_seen_at" TIMESTAMPTZ(3),
  "faulted_at" TIMESTAMPTZ(3),
  "removed_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "agents_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "agents_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
) WITH (fillfactor = 70);
CREATE INDEX "agents_tenant_id_id_idx" ON "agents" ("tenant_id", "id");
CREATE INDEX "agents_tenant_id_name_id_idx" ON "agents" ("tenant_id", "name", "id");

CREATE TABLE "api_keys" (
  "id" TEXT COLLATE "C" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "name" TEXT NOT NULL,
  "role" "Role" NOT NULL,
  "agent_id" TEXT COLLATE "C",
  "prefix" TEXT NOT NULL,
  "secret_hash" TEXT COLLATE "C" NOT NULL,
  "last_used_at" TIMESTAMPTZ(3),
  "expires_at" TIMESTAMPTZ(3),
  "revoked_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "api_keys_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "api_keys_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "api_keys_role_check" CHECK (("role" = 'AGENT' AND "agent_id" IS NOT NULL) OR ("role" = 'SERVICE' AND "agent_id" IS NULL))
);
CREATE UNIQUE INDEX "api_keys_secret_hash_key" ON "api_keys" ("secret_hash");
CREATE INDEX "api_keys_tenant_id_id_idx" ON "api_keys" ("tenant_id", "id");
CREATE INDEX "api_keys_agent_id_idx" ON "api_keys" ("agent_id");
CREATE INDEX "api_keys_revoked_idx" ON "api_keys" ("revoked_at") WHERE revoked_at IS NOT NULL;

-- A replica is one running process; its sessions are dead when it has not been seen for a while.
CREATE TABLE "replicas" (
  "id" TEXT COLLATE "C" NOT NULL,
  "roles" TEXT[] NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "replicas_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "agent_sessions" (
  "id" TEXT COLLATE "C" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "agent_id" TEXT COLLATE "C" NOT NULL,
  "replica_id" TEXT COLLATE "C" NOT NULL,
  "capacity" INTEGER NOT NULL,
  "kinds" TEXT[],
  "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "agent_sessions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "agent_sessions_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "agent_sessions_capacity_check" CHECK ("capacity" BETWEEN 1 AND 1000)
);
CREATE INDEX "agent_sessions_agent_id_idx" ON "agent_sessions" ("agent_id");
CREATE INDEX "agent_sessions_replica_id_idx" ON "agent_sessions" ("replica_id");
CREATE INDEX "agent_sessions_tenant_id_idx" ON "agent_sessions" ("tenant_id");

-- tasks -------------------------------------------------------------------

CREATE TABLE "task_kinds" (
  "id" TEXT COLLATE "C" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "name" TEXT COLLATE "C" NOT NULL,
  "description" TEXT,
  "input_schema" JSON,
  "output_schema" JSON,
  "default_priority" SMALLINT NOT NULL DEFAULT 1,
  "default_max_retries" INTEGER NOT NULL DEFAULT 3,
  "default_timeout_ms" INTEGER NOT NULL DEFAULT 300000,
  "required_capabilities" TEXT[] NOT NULL DEFAULT '{}',
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "task_kinds_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "task_kinds_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "task_kinds_tenant_id_name_key" ON "task_kinds" ("tenant_id", "name");

-- The tasks that the same agents can take: one broker queue each. The id is a hash of the other columns.
CREATE TABLE "task_pools" (
  "id" TEXT COLLATE "C" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "kind" TEXT COLLATE "C" NOT NULL,
  "capabilities" TEXT[] NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "task_pools_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "task_pools_tenant_id_idx" ON "task_pools" ("tenant_id");

CREATE TABLE "tasks" (
  "id" TEXT COLLATE "C" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "kind" TEXT COLLATE "C" NOT NULL,
  "pool_id" TEXT COLLATE "C" NOT NULL,
  "status" "TaskStatus" NOT NULL,
  "priority" SMALLINT NOT NULL,
  "required_capabilities" TEXT[] NOT NULL,
  "input" JSON,
  "output" JSON,
  "labels" JSONB NOT NULL DEFAULT '{}',
  "attempt" INTEGER NOT NULL DEFAULT 0,
  "max_retries" INTEGER NOT NULL,
  "retries_from" INTEGER NOT NULL DEFAULT 0,
  "timeout_ms" INTEGER NOT NULL,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "deadline_at" TIMESTAMPTZ(3),
  "agent_id" TEXT COLLATE "C",
  "session_id" TEXT COLLATE "C",
  "lease_token" TEXT COLLATE "C",
  "lease_expires_at" TIMESTAMPTZ(3),
  "timeout_at" TIMESTAMPTZ(3),
  "progress_percent" REAL,
  "progress_message" TEXT,
  "last_error" JSON,
  "cost" DOUBLE PRECISION,
  "event_seq" INTEGER NOT NULL DEFAULT 1,
  "output_seq" INTEGER NOT NULL DEFAULT 0,
  "hand_backs" INTEGER NOT NULL DEFAULT 0,
  "created_by" TEXT COLLATE "C" NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "started_at" TIMESTAMPTZ(3),
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "tasks_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "tasks_priority_check" CHECK ("priority" BETWEEN 0 AND 3),
  CONSTRAINT "tasks_lease_check" CHECK (("status" IN ('ASSIGNED', 'RUNNING')) = ("lease_expires_at" IS NOT NULL)),
  CONSTRAINT "tasks_finished_check" CHECK (("status" IN ('COMPLETED', 'CANCELLED', 'QUARANTINED')) = ("finished_at" IS NOT NULL))
) WITH (fillfactor = 70);
CREATE INDEX "tasks_tenant_id_id_idx" ON "tasks" ("tenant_id", "id");
CREATE INDEX "tasks_tenant_id_status_id_idx" ON "tasks" ("tenant_id", "status", "id");
CREATE INDEX "tasks_lease_idx" ON "tasks" ("lease_expires_at") WHERE "status" IN ('ASSIGNED', 'RUNNING');
CREATE INDEX "tasks_timeout_idx" ON "tasks" ("timeout_at") WHERE "status" = 'RUNNING';
CREATE INDEX "tasks_due_idx" ON "tasks" ("due_at") WHERE "status" = 'SCHEDULED';
CREATE INDEX "tasks_deadline_idx" ON "tasks" ("deadline_at") WHERE "deadline_at" IS NOT NULL AND "status" IN ('SCHEDULED', 'QUEUED', 'ASSIGNED', 'RUNNING');
CREATE INDEX "tasks_agent_open_idx" ON "tasks" ("agent_id") WHERE "status" IN ('ASSIGNED', 'RUNNING');
CREATE INDEX "tasks_labels_idx" ON "tasks" USING GIN ("labels" jsonb_path_ops) WHERE "labels" <> '{}';

CREATE TABLE "idempotency_keys" (
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "key" TEXT COLLATE "C" NOT NULL,
  "input_hash" TEXT COLLATE "C" NOT NULL,
  "task_id" TEXT COLLATE "C" NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("tenant_id", "key")
);
CREATE INDEX "idempotency_keys_expires_at_idx" ON "idempotency_keys" ("expires_at");

CREATE TABLE "task_output" (
  "task_id" TEXT COLLATE "C" NOT NULL,
  "seq" INTEGER NOT NULL,
  "attempt" INTEGER NOT NULL,
  "chunk" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "task_output_pkey" PRIMARY KEY ("task_id", "seq")
);

-- What the broker must still be told (TODO: published_at null), what it holds (published_at set) and what it must
-- be told once (DEAD, removed on confirm). A TODO row lives as long as its task is QUEUED.
CREATE TABLE "outbox" (
  "task_id" TEXT COLLATE "C" NOT NULL,
  "destination" "OutboxDestination" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "pool_id" TEXT COLLATE "C" NOT NULL,
  "priority" SMALLINT NOT NULL,
  "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "published_at" TIMESTAMPTZ(3),
  CONSTRAINT "outbox_pkey" PRIMARY KEY ("task_id", "destination")
);
CREATE INDEX "outbox_backlog_idx" ON "outbox" ("pool_id", "priority" DESC, "task_id") WHERE "published_at" IS NULL AND "destination" = 'TODO';
CREATE INDEX "outbox_published_idx" ON "outbox" ("pool_id", "published_at") WHERE "published_at" IS NOT NULL AND "destination" = 'TODO';
CREATE INDEX "outbox_dead_idx" ON "outbox" ("available_at") WHERE "destination" = 'DEAD';

-- events ------------------------------------------------------------------

-- `seq` is gapless in a stream: the stream's own row is locked while it is counted. `position` orders the tenant's feed, and
-- within a stream agrees with `seq`, being drawn under the same lock; a reader stops below what transactions that still write
-- here may have drawn. `txid` tells a feed which of them ended before it began.
CREATE TABLE "events" (
  "stream_id" TEXT COLLATE "C" NOT NULL,
  "seq" INTEGER NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "type" TEXT COLLATE "C" NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "data" JSON NOT NULL,
  "txid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
  "position" BIGINT GENERATED ALWAYS AS IDENTITY NOT NULL,
  CONSTRAINT "events_pkey" PRIMARY KEY ("stream_id", "seq")
);
CREATE INDEX "events_feed_idx" ON "events" ("tenant_id", "position");
