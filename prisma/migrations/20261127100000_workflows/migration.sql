CREATE TYPE "WorkflowRunStatus" AS ENUM ('QUEUED', 'RUNNING', 'PAUSED', 'STOPPING', 'COMPENSATING', 'COMPLETED', 'FAILED', 'CANCELLED', 'COMPENSATED', 'COMPENSATION_FAILED');
CREATE TYPE "StepStatus" AS ENUM ('PENDING', 'RUNNING', 'WAITING', 'COMPLETED', 'FAILED', 'SKIPPED', 'CANCELLED', 'COMPENSATING', 'COMPENSATED', 'COMPENSATION_FAILED');
CREATE TYPE "TriggerType" AS ENUM ('CRON', 'WEBHOOK', 'EVENT');

-- A task may be of a step of a run, and may bring its own way to be retried.
ALTER TABLE "tasks" ADD COLUMN "run_id" TEXT COLLATE "C", ADD COLUMN "step_key" TEXT COLLATE "C", ADD COLUMN "retry" JSON;
CREATE INDEX "tasks_run_idx" ON "tasks" ("run_id", "step_key") WHERE "run_id" IS NOT NULL;

CREATE TABLE "workflows" (
  "id" TEXT COLLATE "C" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "name" TEXT COLLATE "C" NOT NULL,
  "latest_version" INTEGER NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "workflows_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "workflows_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "workflows_tenant_id_name_key" ON "workflows" ("tenant_id", "name");

-- Immutable. The same content has the same hash, and so is the same version.
CREATE TABLE "workflow_versions" (
  "id" TEXT COLLATE "C" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "workflow_id" TEXT COLLATE "C" NOT NULL,
  "number" INTEGER NOT NULL,
  "definition" JSON NOT NULL,
  "content_hash" TEXT COLLATE "C" NOT NULL,
  "created_by" TEXT COLLATE "C" NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "workflow_versions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "workflow_versions_workflow_id_fkey" FOREIGN KEY ("workflow_id") REFERENCES "workflows" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "workflow_versions_workflow_id_number_key" ON "workflow_versions" ("workflow_id", "number");
CREATE UNIQUE INDEX "workflow_versions_workflow_id_content_hash_key" ON "workflow_versions" ("workflow_id", "content_hash");

-- One row per execution. `event_seq` counts its stream and, under the row's lock, its turns.
CREATE TABLE "workflow_runs" (
  "id" TEXT COLLATE "C" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "workflow_id" TEXT COLLATE "C" NOT NULL,
  "version_id" TEXT COLLATE "C" NOT NULL,
  "status" "WorkflowRunStatus" NOT NULL,
  -- Why it stops, once it does: FAIL or CANCEL.
  "outcome" TEXT COLLATE "C",
  "compensates" BOOLEAN NOT NULL DEFAULT true,
  "input" JSON,
  "output" JSON,
  "error" JSON,
  "trigger" JSON NOT NULL,
  "trigger_id" TEXT COLLATE "C",
  "labels" JSONB NOT NULL DEFAULT '{}',
  "priority" SMALLINT NOT NULL DEFAULT 1,
  -- Signals that came before a step waited for them.
  "signals" JSON NOT NULL DEFAULT '[]',
  "concurrency_key" TEXT COLLATE "C",
  "parent_run_id" TEXT COLLATE "C",
  "parent_ordinal" INTEGER,
  "depth" INTEGER NOT NULL DEFAULT 0,
  "step_count" INTEGER NOT NULL,
  "steps_ended" INTEGER NOT NULL DEFAULT 0,
  "cost" DOUBLE PRECISION,
  "event_seq" INTEGER NOT NULL DEFAULT 1,
  "timeout_at" TIMESTAMPTZ(3),
  "created_by" TEXT COLLATE "C" NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "started_at" TIMESTAMPTZ(3),
  "finished_at" TIMESTAMPTZ(3),
  -- When a sweeper looks at it next, in case that a crash has left it: each turn puts it off.
  "look_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "workflow_runs_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "workflow_runs_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "workflow_versions" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "workflow_runs_outcome_check" CHECK ("outcome" IN ('FAIL', 'CANCEL')),
  CONSTRAINT "workflow_runs_finished_check" CHECK (("status" IN ('COMPLETED', 'FAILED', 'CANCELLED', 'COMPENSATED', 'COMPENSATION_FAILED')) = ("finished_at" IS NOT NULL))
) WITH (fillfactor = 70);
CREATE INDEX "workflow_runs_tenant_id_id_idx" ON "workflow_runs" ("tenant_id", "id");
CREATE INDEX "workflow_runs_tenant_id_status_id_idx" ON "workflow_runs" ("tenant_id", "status", "id");
CREATE INDEX "workflow_runs_workflow_id_id_idx" ON "workflow_runs" ("workflow_id", "id");
CREATE INDEX "workflow_runs_parent_idx" ON "workflow_runs" ("parent_run_id") WHERE "parent_run_id" IS NOT NULL;
CREATE INDEX "workflow_runs_open_idx" ON "workflow_runs" ("look_at") WHERE "finished_at" IS NULL;
CREATE INDEX "workflow_runs_timeout_idx" ON "workflow_runs" ("timeout_at") WHERE "timeout_at" IS NOT NULL AND "finished_at" IS NULL;
CREATE INDEX "workflow_runs_concurrency_idx" ON "workflow_runs" ("workflow_id", "concurrency_key", "id") WHERE "concurrency_key" IS NOT NULL AND "finished_at" IS NULL;
CREATE INDEX "workflow_runs_trigger_idx" ON "workflow_runs" ("trigger_id", "id") WHERE "trigger_id" IS NOT NULL;
CREATE INDEX "workflow_runs_labels_idx" ON "workflow_runs" USING GIN ("labels" jsonb_path_ops) WHERE "labels" <> '{}';

-- One row per step of a run, and one per item of a step that fans out. `ordinal` is the step's place in the definition; items
-- follow behind, in the order in which they came to be.
CREATE TABLE "workflow_steps" (
  "id" TEXT COLLATE "C" NOT NULL,
  "run_id" TEXT COLLATE "C" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "ordinal" INTEGER NOT NULL,
  "key" TEXT COLLATE "C" NOT NULL,
  "parent_ordinal" INTEGER,
  "item_index" INTEGER,
  "status" "StepStatus" NOT NULL DEFAULT 'PENDING',
  -- The task in flight or the last one: of the step itself, of what is done when it failed, or of its undoing.
  "phase" TEXT COLLATE "C" NOT NULL DEFAULT 'MAIN',
  "task_id" TEXT COLLATE "C",
  "undo_task_id" TEXT COLLATE "C",
  "child_run_id" TEXT COLLATE "C",
  "attempt" INTEGER NOT NULL DEFAULT 0,
  "input" JSON,
  "output" JSON,
  "error" JSON,
  "due_at" TIMESTAMPTZ(3),
  -- Seq of the event with which it completed: compensation goes through it backwards.
  "completed_seq" INTEGER,
  "started_at" TIMESTAMPTZ(3),
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "workflow_steps_pkey" PRIMARY KEY ("run_id", "ordinal"),
  CONSTRAINT "workflow_steps_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "workflow_runs" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "workflow_steps_phase_check" CHECK ("phase" IN ('MAIN', 'FALLBACK', 'UNDO'))
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX "workflow_steps_id_key" ON "workflow_steps" ("id");
CREATE INDEX "workflow_steps_due_idx" ON "workflow_steps" ("due_at") WHERE "due_at" IS NOT NULL AND "status" IN ('RUNNING', 'WAITING', 'COMPENSATING');
CREATE INDEX "workflow_steps_running_idx" ON "workflow_steps" ("run_id", "ordinal") WHERE "status" IN ('RUNNING', 'COMPENSATING');

-- The state of a run as of an event, so that a long log need not be read from its beginning.
CREATE TABLE "workflow_snapshots" (
  "run_id" TEXT COLLATE "C" NOT NULL,
  "seq" INTEGER NOT NULL,
  "state" JSON NOT NULL,
  CONSTRAINT "workflow_snapshots_pkey" PRIMARY KEY ("run_id", "seq"),
  CONSTRAINT "workflow_snapshots_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "workflow_runs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "workflow_triggers" (
  "id" TEXT COLLATE "C" NOT NULL,
  "tenant_id" TEXT COLLATE "C" NOT NULL,
  "workflow_id" TEXT COLLATE "C" NOT NULL,
  "name" TEXT NOT NULL,
  "type" "TriggerType" NOT NULL,
  "config" JSON NOT NULL,
  "input" JSON,
  "enabled" BOOLEAN NOT NULL DEFAULT true,
  -- CRON: when it fires next, and the instant whose run waits for the last one to end.
  "next_at" TIMESTAMPTZ(3),
  "waiting_at" TIMESTAMPTZ(3),
  -- EVENT: how far it has read the tenant's feed.
  "feed_cursor" TEXT,
  -- WEBHOOK: its secret is derived from the server's and this.
  "secret_generation" INTEGER NOT NULL DEFAULT 1,
  "last_fired_at" TIMESTAMPTZ(3),
  "last_run_id" TEXT COLLATE "C",
  "last_error" TEXT,
  -- Attempts in a row of which nothing came.
  "failures" INTEGER NOT NULL DEFAULT 0,
  "created_by" TEXT COLLATE "C" NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "workflow_triggers_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "workflow_triggers_workflow_id_fkey" FOREIGN KEY ("workflow_id") REFERENCES "workflows" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "workflow_triggers_tenant_id_id_idx" ON "workflow_triggers" ("tenant_id", "id");
CREATE UNIQUE INDEX "workflow_triggers_workflow_id_name_key" ON "workflow_triggers" ("workflow_id", "name");
CREATE INDEX "workflow_triggers_due_idx" ON "workflow_triggers" ("next_at") WHERE "enabled" AND "type" = 'CRON' AND "next_at" IS NOT NULL;
CREATE INDEX "workflow_triggers_waiting_idx" ON "workflow_triggers" ("id") WHERE "enabled" AND "waiting_at" IS NOT NULL;
CREATE INDEX "workflow_triggers_listening_idx" ON "workflow_triggers" ("id") WHERE "enabled" AND "type" = 'EVENT';

-- What has started a run already, so that it starts none again: a webhook's message, an instant of a cron, an event, a caller's key.
CREATE TABLE "workflow_run_keys" (
  "scope" TEXT COLLATE "C" NOT NULL,
  "key" TEXT COLLATE "C" NOT NULL,
  "input_hash" TEXT COLLATE "C" NOT NULL,
  "run_id" TEXT COLLATE "C",
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "workflow_run_keys_pkey" PRIMARY KEY ("scope", "key")
);
CREATE INDEX "workflow_run_keys_expires_at_idx" ON "workflow_run_keys" ("expires_at");

-- Ends a run whose steps have all ended: status, end, cost and event in one. Answers no row when it has ended before, or when
-- a step is still open: so it may be called by anyone at any time, any number of times.
CREATE FUNCTION settle_workflow_run(settled_run TEXT, run_output JSON)
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
    RETURNING r.id, r.tenant_id, r.status, r.event_seq, r.cost, r.output, r.error, r.finished_at
  ), logged AS (
    INSERT INTO events (stream_id, seq, tenant_id, type, data)
    SELECT m.id, m.event_seq, m.tenant_id, 'RUN_' || m.status, (
      -- Not json_strip_nulls: it would take out of the output what is null there.
      SELECT coalesce(json_object_agg(f.name, f.value) FILTER (WHERE f.value IS NOT NULL), '{}')
      FROM (VALUES ('cost', to_json(m.cost)), ('error', m.error), ('output', m.output)) AS f (name, value)
    ) FROM moved m
  )
  SELECT m.status, m.event_seq, m.cost, m.finished_at FROM moved m;
END $$;
