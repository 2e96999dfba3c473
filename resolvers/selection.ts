import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from "graphql";
import type { AgentResolvers, TaskResolvers } from "../src/generated/graphql.js";
import type { AgentColumn } from "../src/agents/index.js";
import type { TaskColumn, TaskSelection } from "../src/tasks/index.js";

/** What the resolver of each field takes from its row. A field of the contract that is not here does not compile. */
export type ColumnsOf<Resolvers, Column> = {
  readonly [Field in Exclude<keyof Resolvers, "__isTypeOf">]-?: readonly Column[];
};

const taskColumns = {
  agent: [],
  allowedActions: ["status", "runId"],
  attempt: ["attempt"],
  attempts: ["id"],
  cost: ["cost"],
  createdAt: ["createdAt"],
  deadlineAt: ["deadlineAt"],
  events: ["id"],
  finishedAt: ["finishedAt"],
  id: ["id"],
  input: ["input"],
  kind: ["kind"],
  labels: ["labels"],
  lastError: ["lastError"],
  lastOutputSeq: ["outputSeq"],
  lastSeq: ["eventSeq"],
  leaseExpiresAt: ["leaseExpiresAt"],
  maxRetries: ["maxRetries"],
  output: ["output"],
  priority: ["priority"],
  progressMessage: ["progressMessage"],
  progressPercent: ["progressPercent"],
  requiredCapabilities: ["requiredCapabilities"],
  run: ["runId"],
  sandbox: ["id"],
  scheduledAt: ["dueAt"],
  startedAt: ["startedAt"],
  status: ["status"],
  step: ["runId", "stepKey"],
  timeoutMs: ["timeoutMs"],
} as const satisfies ColumnsOf<TaskResolvers, TaskColumn>;

const agentColumns = {
  allowedActions: ["status", "removedAt"],
  capabilities: ["capabilities"],
  capacity: ["id"],
  createdAt: ["createdAt"],
  currentTasks: ["id"],
  id: ["id"],
  labels: ["labels"],
  lastSeenAt: ["lastSeenAt"],
  load: ["load"],
  name: ["name"],
  sessions: ["id"],
  status: ["status"],
  statusReason: ["statusReason"],
  version: ["version"],
} as const satisfies ColumnsOf<AgentResolvers, AgentColumn>;

/** By the field's node, which is the same each time that its document is executed. */
const known = new WeakMap<FieldNode, TaskSelection>();

/** What has to be read of the tasks of a page: of the fields below `nodes` and `edges { node }`, whatever directives say. */
export function selectTasks({ fieldNodes, fragments }: Pick<GraphQLResolveInfo, "fieldNodes" | "fragments">) {
  const [first] = fieldNodes;
  // Several make up one field when the document says it twice: their like may be made up of others elsewhere.
  const single = fieldNodes.length === 1 ? first : undefined;
  const before = single && known.get(single);
  if (before) return before;
  const task = fieldsOfNodes(fieldNodes, fragments);
  const agent = task.get("agent");
  const selection: TaskSelection = {
    columns: columnsFor(taskColumns, task),
    agent: agent ? columnsFor(agentColumns, fieldsBelow(agent, fragments)) : null,
  };
  if (single) known.set(single, selection);
  return selection;
}

/** The fields below `nodes` and `edges { node }` of a page. */
export function fieldsOfNodes(page: readonly FieldNode[], fragments: Fragments): Map<string, FieldNode[]> {
  const fields = fieldsBelow(page, fragments);
  const edges = fieldsBelow(fields.get("edges") ?? [], fragments);
  return fieldsBelow([...(fields.get("nodes") ?? []), ...(edges.get("node") ?? [])], fragments);
}

export function columnsFor<Column>(
  table: Readonly<Record<string, readonly Column[]>>,
  fields: ReadonlyMap<string, unknown>,
): ReadonlySet<Column> {
  return new Set([...fields.keys()].flatMap((name) => table[name] ?? []));
}

type Fragments = GraphQLResolveInfo["fragments"];

/** The fields below some, by name, through fragments of whatever type. */
function fieldsBelow(nodes: readonly FieldNode[], fragments: Fragments): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const visit = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value;
        if (!spread.has(name)) visit(fragments[name]?.selectionSet);
        spread.add(name);
      } else {
        const others = fields.get(selection.name.value);
        if (others) others.push(selection);
        else fields.set(selection.name.value, [selection]);
      }
    }
  };
  for (const { selectionSet } of nodes) visit(selectionSet);
  return fields;
}
