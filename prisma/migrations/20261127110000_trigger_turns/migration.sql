-- CRON: the instant whose run waits for the last one to end. `failures`: attempts in a row of which nothing came.
ALTER TABLE "workflow_triggers" ADD COLUMN "waiting_at" TIMESTAMPTZ(3), ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 0;

-- Every EVENT trigger is looked at again and again: they would stand in the way of the schedules that are due.
DROP INDEX "workflow_triggers_due_idx";
CREATE INDEX "workflow_triggers_due_idx" ON "workflow_triggers" ("next_at") WHERE "enabled" AND "type" = 'CRON' AND "next_at" IS NOT NULL;
CREATE INDEX "workflow_triggers_waiting_idx" ON "workflow_triggers" ("id") WHERE "enabled" AND "waiting_at" IS NOT NULL;
CREATE INDEX "workflow_triggers_listening_idx" ON "workflow_triggers" ("id") WHERE "enabled" AND "type" = 'EVENT';
