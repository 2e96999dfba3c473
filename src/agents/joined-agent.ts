import { sparseRows } from "../platform/sparse-rows.js";
import type { Agent } from "./model.js";
import { agentColumns } from "./sql/agent-columns.js";

export type AgentColumn = keyof Agent;

/** The agent that a row of a higher slice names, read by the statement that reads the row. */
export interface JoinedAgent {
  /** What it adds to the columns of the statement. */
  readonly columns: readonly string[];
  /** Agents of the tenant, removed ones too. By agents_tenant_id_id_idx. */
  readonly join: string;
  /** From the values of these columns; null where there is no such agent. */
  readonly read: (values: readonly unknown[]) => Agent | null;
}

const sqlByColumn = new Map(
  [...agentColumns.matchAll(/a\.(\w+)(?: AS "(\w+)")?/g)].map(([, sql = "", name]) => [
    (name ?? sql) as AgentColumn,
    `a.${sql}`,
  ]),
);
const all: readonly AgentColumn[] = [...sqlByColumn.keys()];

/** `table` is the alias of the rows, which have `agent_id` and `tenant_id`. The id is always read. */
export function joinAgent(table: string, selected: ReadonlySet<AgentColumn>): JoinedAgent {
  const read = all.filter((column) => column === "id" || selected.has(column));
  const rowOf = sparseRows<Agent>(all, read);
  return {
    columns: read.map((column) => sqlByColumn.get(column) ?? ""),
    join: `LEFT JOIN agents a ON a.id = ${table}.agent_id AND a.tenant_id = ${table}.tenant_id`,
    // The id comes first in the table's columns.
    read: (values) => (values[0] === null ? null : rowOf(values)),
  };
}
