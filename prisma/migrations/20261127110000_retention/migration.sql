-- Of agents that are not removed it has no entry, so it costs nothing where agents work.
CREATE INDEX "agents_removed_idx" ON "agents" ("removed_at") WHERE removed_at IS NOT NULL;
