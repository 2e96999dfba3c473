-- Sandboxes: where they stand, what they have written, and those that are ready before anybody asks.

CREATE TYPE "SandboxStatus" AS ENUM
  ('PENDING', 'PROVISIONING', 'READY', 'SUCCEEDED', 'FAILED', 'TERMINATING', 'TERMINATED', 'LOST');

-- The place that each try of the task asks for, as it was checked.
ALTER TABLE tasks ADD COLUMN sandbox JSON;

-- A key of an agent for one task alone, and for nothing else.
ALTER TABLE api_keys ADD COLUMN task_id TEXT COLLATE "C";
-- By which keys of sandboxes are found that ended long ago.
CREATE INDEX api_keys_expires_idx ON api_keys (expires_at) WHERE expires_at IS NOT NULL;

-- Containers that wait for work, of no tenant yet.
CREATE TABLE warm_sandboxes (
  id TEXT COLLATE "C" PRIMARY KEY,
  image TEXT COLLATE "C" NOT NULL,
  -- Which host has it, and which process looks after it.
  host TEXT COLLATE "C" NOT NULL,
  owner_id TEXT COLLATE "C" NOT NULL,
  -- SHA-256 of what it shows as it waits.
  key_hash TEXT COLLATE "C" NOT NULL UNIQUE,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  -- When it began to wait; null while it is made.
  ready_at TIMESTAMPTZ(3),
  -- The sandbox that it has become, and when it was told what to do.
  sandbox_id TEXT COLLATE "C" UNIQUE,
  delivered_at TIMESTAMPTZ(3),
  CHECK (sandbox_id IS NULL OR ready_at IS NOT NULL)
);
CREATE INDEX warm_sandboxes_ready_idx ON warm_sandboxes (host, image, id) WHERE sandbox_id IS NULL;
CREATE INDEX warm_sandboxes_host_id_idx ON warm_sandboxes (host, id);

CREATE TABLE sandboxes (
  id TEXT COLLATE "C" PRIMARY KEY,
  tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenants (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  status "SandboxStatus" NOT NULL DEFAULT 'PENDING',
  reason TEXT COLLATE "C",
  message TEXT COLLATE "C",
  task_id TEXT COLLATE "C",
  -- Of the try of the task that it is for.
  lease_token TEXT COLLATE "C",
  agent_id TEXT COLLATE "C",
  release_id TEXT COLLATE "C" REFERENCES releases (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  -- What was asked for, as it was checked: image, command, arguments, environment, files, resources, egress, time.
  spec JSON NOT NULL,
  labels JSONB NOT NULL DEFAULT '{}',
  -- Which host has it, what the host knows it by, and which process looks after it.
  host TEXT COLLATE "C",
  host_ref TEXT COLLATE "C",
  owner_id TEXT COLLATE "C",
  container_id TEXT COLLATE "C",
  connection JSON,
  exit_code INTEGER,
  cpu_ms DOUBLE PRECISION,
  peak_memory_bytes BIGINT,
  cost DOUBLE PRECISION,
  event_seq INTEGER NOT NULL DEFAULT 1,
  log_seq INTEGER NOT NULL DEFAULT 0,
  log_bytes BIGINT NOT NULL DEFAULT 0,
  is_log_cut BOOLEAN NOT NULL DEFAULT false,
  -- Where its host's log was read up to, in the host's own terms.
  log_cursor TEXT COLLATE "C",
  idempotency_key TEXT COLLATE "C",
  input_hash TEXT COLLATE "C",
  -- How often its host had no room or was away, and when it is tried again.
  postponements INTEGER NOT NULL DEFAULT 0,
  next_try_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  created_by TEXT COLLATE "C" NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  provisioning_at TIMESTAMPTZ(3),
  ready_at TIMESTAMPTZ(3),
  -- From then on it is overdue: not ready in time, or run for too long.
  deadline_at TIMESTAMPTZ(3),
  finished_at TIMESTAMPTZ(3),
  -- When its host had nothing of it left.
  released_at TIMESTAMPTZ(3),
  CHECK ((status IN ('SUCCEEDED', 'FAILED', 'TERMINATED', 'LOST')) = (finished_at IS NOT NULL)),
  CHECK (status IN ('PENDING', 'SUCCEEDED', 'FAILED', 'TERMINATED', 'LOST') OR host IS NOT NULL),
  CHECK ((idempotency_key IS NULL) = (input_hash IS NULL))
);
CREATE INDEX sandboxes_tenant_id_id_idx ON sandboxes (tenant_id, id);
CREATE INDEX sandboxes_tenant_id_status_id_idx ON sandboxes (tenant_id, status, id);
CREATE INDEX sandboxes_task_idx ON sandboxes (task_id, id) WHERE task_id IS NOT NULL;
CREATE INDEX sandboxes_agent_idx ON sandboxes (agent_id, id) WHERE agent_id IS NOT NULL;
CREATE INDEX sandboxes_labels_idx ON sandboxes USING gin (labels jsonb_path_ops) WHERE labels <> '{}';
CREATE UNIQUE INDEX sandboxes_key_idx ON sandboxes (tenant_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
-- What waits for room, in turn.
CREATE INDEX sandboxes_pending_idx ON sandboxes (next_try_at, id) WHERE status = 'PENDING';
-- Of a tenant, what is not begun by its task: in its turn.
CREATE INDEX sandboxes_waiting_idx ON sandboxes (tenant_id, id) WHERE status = 'PENDING' AND task_id IS NULL;
-- What a tenant has under way: what its share is counted by.
CREATE INDEX sandboxes_active_idx ON sandboxes (tenant_id) WHERE status = ANY (ARRAY['PROVISIONING'::"SandboxStatus", 'READY'::"SandboxStatus", 'TERMINATING'::"SandboxStatus"]);
-- What a host has, or may still have.
CREATE INDEX sandboxes_host_idx ON sandboxes (host, id) WHERE host IS NOT NULL AND released_at IS NULL;

-- No more than its sandbox's row says is kept.
CREATE TABLE sandbox_logs (
  sandbox_id TEXT COLLATE "C" NOT NULL,
  seq INTEGER NOT NULL,
  -- 0 standard output, 1 standard error.
  stream SMALLINT NOT NULL CHECK (stream IN (0, 1)),
  chunk TEXT NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (sandbox_id, seq)
);
