/** An agent's columns under the names of the `Agent` row; `a` is the table. */
export const agentColumns = `
  a.id, a.tenant_id AS "tenantId", a.name, a.capabilities, a.version, a.labels, a.status,
  a.status_reason AS "statusReason", a.load, a.event_seq AS "eventSeq", a.last_seen_at AS "lastSeenAt",
  a.removed_at AS "removedAt", a.created_at AS "createdAt"`;

/** A session's columns under the names of the `AgentSession` row; `s` is the table. */
export const sessionColumns = `
  s.id, s.tenant_id AS "tenantId", s.agent_id AS "agentId", s.replica_id AS "replicaId", s.capacity, s.kinds,
  s.connected_at AS "connectedAt"`;
