-- Binaries, the marketplace, and direct executions of WASM modules.

-- For searches that forgive typing errors. A trusted extension: the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TYPE "ItemType" AS ENUM ('AGENT', 'WORKFLOW', 'TOOL');
CREATE TYPE "ItemVisibility" AS ENUM ('PRIVATE', 'SHARED', 'PUBLIC');
CREATE TYPE "ReleaseStatus" AS ENUM ('LISTED', 'DEPRECATED', 'YANKED', 'REJECTED');
CREATE TYPE "ExecutionStatus" AS ENUM ('RUNNING', 'SUCCEEDED', 'FAILED', 'LOST');

-- What the blob store holds or is about to hold. Bytes are put in the store only while their row is pinned, and taken out of it only
-- under its lock: so what a binary names is there.
CREATE TABLE blobs (
  sha256 TEXT COLLATE "C" PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size BIGINT NOT NULL CHECK (size >= 0),
  pinned_until TIMESTAMPTZ(3),
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX blobs_age_idx ON blobs (created_at);

CREATE TABLE binaries (
  id TEXT COLLATE "C" PRIMARY KEY,
  tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenants (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  sha256 TEXT COLLATE "C" NOT NULL REFERENCES blobs (sha256) ON DELETE RESTRICT ON UPDATE CASCADE,
  size BIGINT NOT NULL CHECK (size >= 0),
  media_type TEXT COLLATE "C" NOT NULL,
  created_by TEXT COLLATE "C" NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, sha256)
);
CREATE INDEX binaries_tenant_id_id_idx ON binaries (tenant_id, id);
CREATE INDEX binaries_sha256_idx ON binaries (sha256);

CREATE TABLE binary_uploads (
  id TEXT COLLATE "C" PRIMARY KEY,
  tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenants (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  sha256 TEXT COLLATE "C" NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size BIGINT NOT NULL CHECK (size >= 0),
  media_type TEXT COLLATE "C" NOT NULL,
  -- SHA-256 of what stands in the URL.
  token_hash TEXT COLLATE "C" NOT NULL UNIQUE,
  expires_at TIMESTAMPTZ(3) NOT NULL,
  -- While somebody sends: until then nobody else may.
  taken_until TIMESTAMPTZ(3),
  created_by TEXT COLLATE "C" NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX binary_uploads_tenant_id_idx ON binary_uploads (tenant_id);
CREATE INDEX binary_uploads_expires_at_idx ON binary_uploads (expires_at);

CREATE TABLE publishers (
  id TEXT COLLATE "C" PRIMARY KEY,
  tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenants (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  name TEXT COLLATE "C" NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 39),
  display_name TEXT COLLATE "C" NOT NULL,
  created_by TEXT COLLATE "C" NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX publishers_tenant_id_id_idx ON publishers (tenant_id, id);

CREATE TABLE publisher_keys (
  id TEXT COLLATE "C" PRIMARY KEY,
  tenant_id TEXT COLLATE "C" NOT NULL,
  publisher_id TEXT COLLATE "C" NOT NULL REFERENCES publishers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  name TEXT COLLATE "C" NOT NULL,
  -- The 32 bytes of an Ed25519 key.
  public_key BYTEA NOT NULL CHECK (length(public_key) = 32),
  revoked_at TIMESTAMPTZ(3),
  created_by TEXT COLLATE "C" NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (publisher_id, public_key)
);

CREATE TABLE marketplace_items (
  id TEXT COLLATE "C" PRIMARY KEY,
  -- The publisher's.
  tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenants (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  publisher_id TEXT COLLATE "C" NOT NULL REFERENCES publishers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  -- As publisher/name.
  name TEXT COLLATE "C" NOT NULL UNIQUE,
  type "ItemType" NOT NULL,
  description TEXT COLLATE "C" NOT NULL,
  tags TEXT[] COLLATE "C" NOT NULL DEFAULT '{}',
  licence TEXT COLLATE "C",
  repository_url TEXT COLLATE "C",
  price_per_run DOUBLE PRECISION NOT NULL DEFAULT 0 CHECK (price_per_run >= 0),
  visibility "ItemVisibility" NOT NULL DEFAULT 'PRIVATE',
  shared_with TEXT[] COLLATE "C" NOT NULL DEFAULT '{}',
  -- Of the latest release, kept with it: null and empty while none is listed.
  latest_release_id TEXT COLLATE "C",
  latest_released_at TIMESTAMPTZ(3),
  capabilities TEXT[] COLLATE "C" NOT NULL DEFAULT '{}',
  -- Folded in from item_uses.
  runs BIGINT NOT NULL DEFAULT 0,
  succeeded BIGINT NOT NULL DEFAULT 0,
  -- How many runs took how long, by the buckets of src/marketplace/usage/durations.ts.
  durations BIGINT[] NOT NULL DEFAULT '{}',
  last_run_at TIMESTAMPTZ(3),
  rating_sum BIGINT NOT NULL DEFAULT 0,
  review_count INTEGER NOT NULL DEFAULT 0,
  -- Average of the reviews; null while there are none.
  rating DOUBLE PRECISION,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX marketplace_items_tenant_id_id_idx ON marketplace_items (tenant_id, id);
CREATE INDEX marketplace_items_publisher_id_idx ON marketplace_items (publisher_id);

CREATE TABLE releases (
  id TEXT COLLATE "C" PRIMARY KEY,
  tenant_id TEXT COLLATE "C" NOT NULL,
  item_id TEXT COLLATE "C" NOT NULL REFERENCES marketplace_items (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  version TEXT COLLATE "C" NOT NULL,
  status "ReleaseStatus" NOT NULL,
  status_reason TEXT COLLATE "C",
  changelog TEXT COLLATE "C",
  manifest JSON NOT NULL,
  binary_sha256 TEXT COLLATE "C",
  binary_size BIGINT,
  image TEXT COLLATE "C",
  definition JSON,
  digest TEXT COLLATE "C" NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  key_id TEXT COLLATE "C" REFERENCES publisher_keys (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  signature BYTEA CHECK (length(signature) = 64),
  tests JSON NOT NULL DEFAULT '[]',
  test_results JSON NOT NULL DEFAULT '[]',
  published_by TEXT COLLATE "C" NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (item_id, version),
  -- One content; a signature has its key.
  CHECK (num_nonnulls(binary_sha256, image, definition) = 1),
  CHECK ((binary_sha256 IS NULL) = (binary_size IS NULL)),
  CHECK ((key_id IS NULL) = (signature IS NULL)),
  -- What a release runs is kept as long as it.
  FOREIGN KEY (tenant_id, binary_sha256) REFERENCES binaries (tenant_id, sha256) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX releases_binary_idx ON releases (tenant_id, binary_sha256) WHERE binary_sha256 IS NOT NULL;
CREATE INDEX releases_key_id_idx ON releases (key_id) WHERE key_id IS NOT NULL;
ALTER TABLE marketplace_items ADD FOREIGN KEY (latest_release_id) REFERENCES releases (id) ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE installations (
  id TEXT COLLATE "C" PRIMARY KEY,
  tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenants (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  item_id TEXT COLLATE "C" NOT NULL REFERENCES marketplace_items (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  range TEXT COLLATE "C" NOT NULL,
  release_id TEXT COLLATE "C" NOT NULL REFERENCES releases (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  -- What a workflow has become.
  workflow_id TEXT COLLATE "C" REFERENCES workflows (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  -- Of the tasks that a WASM agent does.
  kind TEXT COLLATE "C",
  installed_by TEXT COLLATE "C" NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, item_id)
);
CREATE INDEX installations_tenant_id_id_idx ON installations (tenant_id, id);
-- Tenants whose WASM tasks have to be worked on.
CREATE INDEX installations_kinds_idx ON installations (tenant_id) WHERE kind IS NOT NULL;

CREATE TABLE reviews (
  id TEXT COLLATE "C" PRIMARY KEY,
  tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenants (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  item_id TEXT COLLATE "C" NOT NULL REFERENCES marketplace_items (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  rating SMALLINT NOT NULL CHECK (rating BETWEEN 1 AND 5),
  text TEXT COLLATE "C",
  created_by TEXT COLLATE "C" NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, item_id)
);
CREATE INDEX reviews_item_id_id_idx ON reviews (item_id, id);

-- Runs that have ended and are not in their item's figures yet: written in the transaction of the run's end, taken out in the one that
-- counts them. So each counts once, and no run waits for another's item.
CREATE TABLE item_uses (
  id BIGSERIAL PRIMARY KEY,
  release_id TEXT COLLATE "C" NOT NULL,
  tenant_id TEXT COLLATE "C" NOT NULL,
  succeeded BOOLEAN NOT NULL,
  duration_ms DOUBLE PRECISION NOT NULL,
  ended_at TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);

-- Who has run what: what a review asks for.
CREATE TABLE item_tenants (
  item_id TEXT COLLATE "C" NOT NULL REFERENCES marketplace_items (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenants (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  runs BIGINT NOT NULL,
  last_run_at TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (item_id, tenant_id)
);

CREATE TABLE executions (
  id TEXT COLLATE "C" PRIMARY KEY,
  tenant_id TEXT COLLATE "C" NOT NULL REFERENCES tenants (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  item_id TEXT COLLATE "C" REFERENCES marketplace_items (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  release_id TEXT COLLATE "C" REFERENCES releases (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  binary_sha256 TEXT COLLATE "C" NOT NULL,
  task_id TEXT COLLATE "C",
  status "ExecutionStatus" NOT NULL DEFAULT 'RUNNING',
  args TEXT[] COLLATE "C" NOT NULL DEFAULT '{}',
  exit_code INTEGER,
  stdout BYTEA NOT NULL DEFAULT '',
  stderr BYTEA NOT NULL DEFAULT '',
  output JSON,
  error JSON,
  duration_ms DOUBLE PRECISION,
  cpu_ms DOUBLE PRECISION,
  peak_memory_bytes BIGINT,
  cost DOUBLE PRECISION,
  created_by TEXT COLLATE "C" NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  -- Then the process that runs it is gone.
  deadline_at TIMESTAMPTZ(3) NOT NULL,
  finished_at TIMESTAMPTZ(3),
  CHECK ((status = 'RUNNING') = (finished_at IS NULL))
);
CREATE INDEX executions_tenant_id_id_idx ON executions (tenant_id, id);
CREATE INDEX executions_tenant_id_status_id_idx ON executions (tenant_id, status, id);
CREATE INDEX executions_item_idx ON executions (tenant_id, item_id, id) WHERE item_id IS NOT NULL;
CREATE INDEX executions_task_idx ON executions (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX executions_running_idx ON executions (deadline_at) WHERE status = 'RUNNING';

-- A version that was installed, and the release that it is of: its runs count as the item's.
ALTER TABLE workflow_versions ADD COLUMN release_id TEXT COLLATE "C" REFERENCES releases (id) ON DELETE RESTRICT ON UPDATE CASCADE;

-- As before, and counted as a use of the release whose definition has run.
CREATE OR REPLACE FUNCTION settle_workflow_run(settled_run TEXT, run_output JSON)
RETURNS TABLE ("status" "WorkflowRunStatus", "seq" INTEGER, "cost" DOUBLE PRECISION, "finishedAt" TIMESTAMPTZ)
LANGUAGE plpgsql AS $$
DECLARE
  run workflow_runs%ROWTYPE;
  ending "WorkflowRunStatus";
  total DOUBLE PRECISION;
BEGIN
  SELECT * INTO run FROM workflow_runs r WHERE r.id = settled_run FOR NO KEY UPDATE;
  IF NOT FOUND OR run.finished_at IS NOT NULL OR run.status IN ('QUEUED', 'PAUSED') THEN RETURN; END IF;
  PERFORM 1 FROM workflow_steps s
    WHERE s.run_id = settled_run AND s.status IN ('PENDING', 'RUNNING', 'WAITING', 'COMPENSATING') LIMIT 1;
  IF FOUND THEN RETURN; END IF;
  ending := CASE
    WHEN run.outcome IS NULL THEN 'COMPLETED'
    WHEN EXISTS (SELECT 1 FROM workflow_steps s WHERE s.run_id = settled_run AND s.status = 'COMPENSATION_FAILED') THEN 'COMPENSATION_FAILED'
    WHEN EXISTS (SELECT 1 FROM workflow_steps s WHERE s.run_id = settled_run AND s.status = 'COMPENSATED') THEN 'COMPENSATED'
    WHEN run.outcome = 'CANCEL' THEN 'CANCELLED'
    ELSE 'FAILED'
  END;
  SELECT sum(c.cost) INTO total FROM (
    SELECT t.cost FROM tasks t WHERE t.run_id = settled_run
    UNION ALL SELECT r.cost FROM workflow_runs r WHERE r.parent_run_id = settled_run
  ) c;
  RETURN QUERY
  WITH moved AS (
    UPDATE workflow_runs r SET status = ending, output = CASE WHEN ending = 'COMPLETED' THEN run_output END, cost = total,
      steps_ended = r.step_count, finished_at = now(), timeout_at = NULL, event_seq = r.event_seq + 1
    WHERE r.id = settled_run
    RETURNING r.id, r.tenant_id, r.version_id, r.status, r.event_seq, r.cost, r.output, r.error, r.started_at, r.finished_at
  ), logged AS (
    INSERT INTO events (stream_id, seq, tenant_id, type, data)
    SELECT m.id, m.event_seq, m.tenant_id, 'RUN_' || m.status, (
      -- Not json_strip_nulls: it would take out of the output what is null there.
      SELECT coalesce(json_object_agg(f.name, f.value) FILTER (WHERE f.value IS NOT NULL), '{}')
      FROM (VALUES ('cost', to_json(m.cost)), ('error', m.error), ('output', m.output)) AS f (name, value)
    ) FROM moved m
  ), used AS (
    INSERT INTO item_uses (release_id, tenant_id, succeeded, duration_ms)
    SELECT v.release_id, m.tenant_id, m.status = 'COMPLETED',
      extract(epoch FROM m.finished_at - coalesce(m.started_at, m.finished_at)) * 1000
    FROM moved m JOIN workflow_versions v ON v.id = m.version_id
    WHERE v.release_id IS NOT NULL
  )
  SELECT m.status, m.event_seq, m.cost, m.finished_at FROM moved m;
END $$;
