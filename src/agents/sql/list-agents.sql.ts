import type { Statement } from "../../platform/db/database.js";
import { agentColumns } from "./agent-columns.js";

export interface ListShape {
  readonly field: "CREATED_AT" | "NAME";
  readonly direction: "ASC" | "DESC";
  /** Whether the page begins behind a cursor. */
  readonly continued: boolean;
}

/** Ids sort by registration. */
const sortKeys = { CREATED_AT: ["a.id"], NAME: ["a.name", "a.id"] } as const;

/**
 * A page of a tenant's agents. $1: tenant, $2: most rows, $3: any of these statuses, $4: all of these capabilities,
 * $5: these labels, $6: pattern of the name (each null for any); $7 and on: sort keys of the agent before the page.
 * Walks agents_tenant_id_id_idx or agents_tenant_id_name_id_idx from there and stops when the page is full.
 */
export function listAgents({ field, direction, continued }: ListShape): Statement {
  const keys = sortKeys[field];
  const places = keys.map((_key, index) => `$${7 + index}::text`);
  const after = continued ? `AND (${keys.join(", ")}) ${direction === "ASC" ? ">" : "<"} (${places.join(", ")})` : "";
  return {
    name: `list-agents-${field}-${direction}${continued ? "-after" : ""}`.toLowerCase(),
    text: `
SELECT ${agentColumns} FROM agents a
WHERE a.tenant_id = $1 AND a.removed_at IS NULL
  AND ($3::text[] IS NULL OR a.status = ANY ($3::text[]::"AgentStatus"[]))
  AND ($4::text[] IS NULL OR a.capabilities @> $4::text[])
  AND ($5::jsonb IS NULL OR a.labels @> $5::jsonb)
  AND ($6::text IS NULL OR a.name ILIKE $6::text)
  ${after}
ORDER BY ${keys.map((key) => `${key} ${direction}`).join(", ")}
LIMIT $2`,
  };
}
