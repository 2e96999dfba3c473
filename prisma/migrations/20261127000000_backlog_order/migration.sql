-- NULLS FIRST, though there are none: an order that the primary key does not have. Where one pool has most of the tasks that
-- wait, the planner read all of them in the key's order to find the few of another priority: 80 ms a claim with 200,000.
DROP INDEX "outbox_backlog_idx";
CREATE INDEX "outbox_backlog_idx" ON "outbox" ("pool_id", "priority" DESC, "task_id" NULLS FIRST) WHERE "published_at" IS NULL AND "destination" = 'TODO';
