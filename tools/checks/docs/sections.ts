import { permissions, type Permission } from "../../../resolvers/permissions.js";
import { agentMoves } from "../../../src/agents/states.js";
import { roles } from "../../../src/identity/index.js";
import { releaseMoves } from "../../../src/marketplace/index.js";
import { sandboxMoves } from "../../../src/sandboxes/index.js";
import { taskMoves } from "../../../src/tasks/states.js";
import { variables } from "../../../src/variables.js";
import { problemReasons } from "../../../src/workflows/definition/problems.js";
import { hints } from "../../../src/workflows/insight/hints.js";
import { runMoves, stepMoves } from "../../../src/workflows/states.js";
import { eventFields } from "./event-fields.js";
import { findReasons } from "./reasons.js";
import type { Section } from "./section.js";
import { code, table } from "./table.js";
import { renderWorkflowReference } from "./workflow-reference.js";

interface Move {
  readonly from: readonly string[];
  /** Null where it stays as it is. */
  readonly to: string | null;
  readonly who: string;
}

/** Every table that is written from code. */
export const sections: readonly Section[] = [
  { name: "variables", page: "docs/configuration.md", render: async () => renderVariables() },
  { name: "task-moves", page: "docs/task-lifecycle.md", render: async () => renderMoves(taskMoves) },
  { name: "agent-moves", page: "docs/architecture.md", render: async () => renderMoves(agentMoves) },
  { name: "permissions", page: "docs/architecture.md", render: async () => renderPermissions() },
  { name: "task-events", page: "docs/task-lifecycle.md", render: (root) => renderEvents(root, "TaskEventData") },
  { name: "agent-events", page: "docs/task-lifecycle.md", render: (root) => renderEvents(root, "AgentEventData") },
  { name: "release-moves", page: "docs/marketplace.md", render: async () => renderMoves(releaseMoves) },
  { name: "run-moves", page: "docs/workflows.md", render: async () => renderMoves(runMoves) },
  { name: "step-moves", page: "docs/workflows.md", render: async () => renderMoves(stepMoves) },
  { name: "run-events", page: "docs/workflows.md", render: (root) => renderEvents(root, "RunEventData") },
  { name: "error-hints", page: "docs/workflows.md", render: async () => renderHints() },
  { name: "workflow-reference", page: "docs/workflows.md", render: async () => renderWorkflowReference() },
  { name: "definition-problems", page: "docs/workflows.md", render: async () => renderProblems() },
  { name: "sandbox-moves", page: "docs/sandboxes.md", render: async () => renderMoves(sandboxMoves) },
  { name: "sandbox-events", page: "docs/sandboxes.md", render: (root) => renderEvents(root, "SandboxEventData") },
  { name: "error-reasons", page: "docs/errors.md", render: renderReasons },
];

function renderVariables(): string {
  const rows = Object.values(variables).map(({ name, fallback, description }) => {
    return [code(name), fallback ? code(fallback) : "", description];
  });
  return table(["variable", "default", "what it is"], rows);
}

function renderMoves(moves: Readonly<Record<string, Move>>): string {
  const rows = Object.entries(moves).map(([move, { from, to, who }]) => {
    return [move, from.map(code).join(", "), to === null ? "stays" : code(to), who];
  });
  return table(["move", "from", "to", "who causes it"], rows);
}

function renderPermissions(): string {
  const fields = Object.entries(permissions).flatMap(([type, entries]) =>
    Object.entries(entries).map(([field, permission]) => [code(`${type}.${field}`), ...ticks(permission)]),
  );
  return table(["field", ...roles.map((role) => role)], fields);
}

function ticks(permission: Permission): string[] {
  return roles.map((role) => (permission === "public" ? "anyone" : permission.includes(role) ? "yes" : ""));
}

async function renderEvents(root: string, name: string): Promise<string> {
  const events = await eventFields(root, name);
  return table(
    ["event", "data"],
    events.map(({ type, fields }) => [code(type), fields === "" ? "nothing" : code(fields)]),
  );
}

function renderHints(): string {
  return table(
    ["class", "what may help"],
    Object.entries(hints).map(([name, hint]) => [code(name), hint]),
  );
}

function renderProblems(): string {
  return table(
    ["reason", "what it means"],
    Object.entries(problemReasons).map(([reason, meaning]) => [code(reason), meaning]),
  );
}

async function renderReasons(root: string): Promise<string> {
  const rows = findReasons(root).map(({ reason, errorCode, message }) => [code(reason), code(errorCode), message]);
  return table(["reason", "code", "message"], rows);
}
