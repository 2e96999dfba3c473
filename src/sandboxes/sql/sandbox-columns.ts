/** A spec's fields but those that are shown in part. */
const plainFields = [
  "image",
  "command",
  "args",
  "cpuMillis",
  "memoryBytes",
  "storageBytes",
  "timeoutMs",
  "egress",
  "labels",
];

/**
 * What was asked for, without what files hold and what variables say: with their paths and names alone, all else being `""`. A spec may have
 * nearly a mebibyte, and a page has a hundred of them: read in one go each, a hundred of the largest took 0.4 s, and answered 60 KB.
 */
const shownSpec = `(
    SELECT json_build_object(${plainFields.map((field) => `'${field}', s."${field}"`).join(", ")},
      'env', (SELECT coalesce(json_object_agg(name, ''), '{}') FROM json_object_keys(s.env) AS name),
      'files', (SELECT coalesce(json_agg(json_build_object('path', file->'path', 'base64', '')), '[]')
        FROM json_array_elements(s.files) AS file))
    FROM json_to_record(x.spec) AS s(env json, files json, ${plainFields.map((field) => `"${field}" json`).join(", ")})
  )`;

const columnsWith = (spec: string): string => `
  x.id, x.tenant_id AS "tenantId", x.status, x.reason, x.message, x.task_id AS "taskId", x.agent_id AS "agentId",
  x.release_id AS "releaseId", ${spec} AS spec, x.host, coalesce(x.host_ref <> x.id, false) AS "isFromPool",
  x.container_id AS "containerId", x.connection, x.exit_code AS "exitCode", x.cpu_ms AS "cpuMs",
  x.peak_memory_bytes AS "peakMemoryBytes", x.cost, x.event_seq AS "eventSeq", x.log_seq AS "logSeq",
  x.log_bytes AS "logBytes", x.is_log_cut AS "isLogCut", x.created_by AS "createdBy", x.created_at AS "createdAt",
  x.provisioning_at AS "provisioningAt", x.ready_at AS "readyAt", x.finished_at AS "finishedAt"`;

/** Columns of `sandboxes x` under the names of the `Sandbox` row, as anybody may see it. */
export const sandboxColumns = columnsWith(shownSpec);

/** The same under those of the `KeptSandbox`; with the whole spec for as long as its host may have to be told it. */
export const keptColumns = `
  ${columnsWith(`CASE WHEN x.ready_at IS NULL AND x.finished_at IS NULL THEN x.spec ELSE ${shownSpec} END`)},
  x.lease_token AS "leaseToken", x.host_ref AS "hostRef", x.owner_id AS "ownerId", x.deadline_at AS "deadlineAt",
  x.log_cursor AS "logCursor", x.postponements, x.released_at AS "releasedAt"`;
