import { badInput, MusterError, notFound, type InputPath } from "../platform/errors.js";
import { isId } from "../platform/ids.js";
import { checkLabels, checkNames, isStorable } from "../platform/labels.js";
import { isBuiltInCapability } from "./built-ins.js";
import type { AgentFilter, OpenSessionInput, RegisterAgentInput, UpdateAgentInput } from "./inputs.js";
import type { Agent } from "./model.js";

const maxCapabilities = 100;
const maxKinds = 100;
/** Of a session: what one agent may have at hand. */
export const maxSlots = 2_000;
const maxTextChars = 100;

export type Declaration = Pick<Agent, "name" | "capabilities" | "version" | "labels">;

export function checkDeclaration(input: RegisterAgentInput): Declaration {
  return {
    name: checkText(input.name, ["name"]),
    capabilities: checkOwnCapabilities(input.capabilities),
    version: isGiven(input.version) ? checkText(input.version, ["version"]) : null,
    labels: isGiven(input.labels) ? checkLabels(input.labels, ["labels"]) : {},
  };
}

/** What is left out, or null, is not in the answer. */
export function checkChanges(input: UpdateAgentInput): Partial<Declaration> {
  return {
    ...(isGiven(input.capabilities) && { capabilities: checkOwnCapabilities(input.capabilities) }),
    ...(isGiven(input.version) && { version: checkText(input.version, ["version"]) }),
    ...(isGiven(input.labels) && { labels: checkLabels(input.labels, ["labels"]) }),
  };
}

/** What an agent says of itself: a task or a kind may ask for a reserved one, but nobody may claim to have it. */
function checkOwnCapabilities(capabilities: readonly string[]): readonly string[] {
  const names = checkNames(capabilities, maxCapabilities, ["capabilities"]);
  const index = capabilities.findIndex(isBuiltInCapability);
  if (index === -1) return names;
  throw badInput("Names that begin with muster: are reserved.", ["capabilities", index], "NAME_RESERVED");
}

/** As names; one that ends in `*` stands for all that begin so. */
function checkKinds(kinds: readonly string[]): readonly string[] {
  checkNames(
    kinds.map((kind) => (kind.endsWith("*") ? kind.slice(0, -1) : kind)),
    maxKinds,
    ["kinds"],
  );
  return [...new Set(kinds)];
}

export function checkSession(input: OpenSessionInput): OpenSessionInput {
  const { agentId, capacity, kinds } = input;
  checkAgentId(agentId);
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > maxSlots) {
    throw badInput(`Must be a whole number from 1 to ${maxSlots}.`, ["capacity"], "NUMBER_OUT_OF_RANGE");
  }
  return { ...input, kinds: kinds && checkKinds(kinds) };
}

export function checkFilter(filter: AgentFilter): AgentFilter {
  const path = (field: keyof AgentFilter): InputPath => ["filter", field];
  return {
    ...(isGiven(filter.status) && { status: [...new Set(filter.status)] }),
    ...(isGiven(filter.capabilities) && {
      capabilities: checkNames(filter.capabilities, maxCapabilities, path("capabilities")),
    }),
    ...(isGiven(filter.labels) && { labels: checkLabels(filter.labels, path("labels")) }),
    ...(isGiven(filter.nameContains) &&
      filter.nameContains !== "" && {
        nameContains: checkText(filter.nameContains, path("nameContains")),
      }),
  };
}

/** An id of the wrong shape names nothing. */
export function checkAgentId(id: string): string {
  if (!isId("agent", id)) throw notFound("agent", id);
  return id;
}

export function quotaExceeded(maxSessions: number): MusterError {
  return new MusterError("QUOTA_EXCEEDED", `An agent has at most ${maxSessions} live sessions.`, {
    reason: "SESSION_QUOTA_EXCEEDED",
  });
}

/** One line for people. */
function checkText(text: string, path: InputPath): string {
  if (text.trim() === "" || [...text].length > maxTextChars || !isStorable(text) || /\p{Cc}/u.test(text)) {
    throw badInput(`Must be one line of 1 to ${maxTextChars} characters.`, path, "TEXT_INVALID");
  }
  return text;
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}
