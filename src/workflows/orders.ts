import stringify from "safe-stable-stringify";
import type { Principal } from "../identity/index.js";
import type { Database, Query } from "../platform/db/database.js";
import { badInput, MusterError, notFound } from "../platform/errors.js";
import { checkKey, hashInput } from "../platform/idempotency-keys.js";
import { newId } from "../platform/ids.js";
import { checkLabels, isStorable } from "../platform/labels.js";
import { checkJson, type TaskPriority } from "../tasks/index.js";
import type { Plan } from "./definition/plan.js";
import type { Definitions } from "./definitions.js";
import type { TriggerFacts } from "./engine/catalogue.js";
import type { SubRunRequest } from "./engine/engine-world.js";
import type { RunKey, RunOrder } from "./engine/run-record.js";
import { ExpressionError, type Scope } from "./expressions/model.js";
import type { StartRunInput } from "./model.js";
import { findVersionToStart } from "./sql/define-workflow.sql.js";

export interface OrderParts {
  readonly database: Database;
  readonly definitions: Definitions;
  readonly maxInputBytes: number;
}

interface FoundVersion {
  readonly workflowId: string;
  readonly workflow: string;
  readonly versionId: string | null;
  readonly version: number | null;
}

interface WantedVersion {
  /** Name or id. */
  readonly workflow: string;
  /** null for the latest. */
  readonly version?: number | null | undefined;
}

interface Wanted {
  readonly runId: string;
  readonly tenantId: string;
  readonly by: string;
  readonly version: {
    readonly workflowId: string;
    readonly workflow: string;
    readonly versionId: string;
    readonly number: number;
  };
  readonly input: unknown;
  readonly trigger: TriggerFacts;
  readonly labels: Readonly<Record<string, string>>;
  readonly priority: TaskPriority;
  readonly once: RunKey | null;
  readonly parent: SubRunRequest | null;
}

const maxDepth = 10;
const dayMs = 86_400_000;

/** Turns wishes for runs into orders: whatever can be wrong with one is found here. */
export class Orders {
  readonly #parts: OrderParts;

  readonly #query: Query = (statement, values) => this.#parts.database.query(statement, values);

  constructor(parts: OrderParts) {
    this.#parts = parts;
  }

  /** A run that a person or a program asked for. Paths of errors are relative to the input. */
  async manual(principal: Principal, input: StartRunInput): Promise<RunOrder> {
    const { tenantId, id: by } = principal;
    checkJson(input.input, this.#parts.maxInputBytes, ["input"]);
    const labels = checkLabels(input.labels ?? {}, ["labels"]);
    const version = await this.#find(tenantId, input);
    return this.#order({
      ...{ runId: newId("run"), tenantId, by, version, labels, parent: null },
      input: input.input ?? null,
      trigger: { type: "MANUAL", context: {} },
      priority: input.priority ?? "NORMAL",
      once: keyOf(tenantId, input),
    });
  }

  /** A run that a trigger starts. */
  async triggered(wish: {
    readonly tenantId: string;
    readonly workflowId: string;
    readonly by: string;
    readonly trigger: TriggerFacts;
    readonly input: unknown;
    readonly once: { readonly scope: string; readonly key: string };
  }): Promise<RunOrder> {
    const { tenantId, workflowId, by, trigger, input, once } = wish;
    checkJson(input, this.#parts.maxInputBytes, ["input"]);
    const version = await this.#find(tenantId, { workflow: workflowId });
    return this.#order({
      ...{ runId: newId("run"), tenantId, by, version, input, trigger, labels: {}, priority: "NORMAL", parent: null },
      once: { ...once, inputHash: "", keepMs: 30 * dayMs },
    });
  }

  /** A run within a run. */
  async within(request: SubRunRequest, query: Query): Promise<RunOrder> {
    const { call, input, parent, parentOrigin, parentStep, runId } = request;
    if (parentOrigin.depth + 1 > maxDepth)
      throw new MusterError("INVALID_STATE", `Runs are ${maxDepth} deep within each other at the most.`, {
        reason: "RUN_TOO_DEEP",
      });
    const { tenantId, labels, priority } = parent;
    const version = await this.#find(tenantId, call, query);
    const wanted: Wanted = {
      ...{ runId, tenantId, by: parent.id, version, input, labels, priority, once: null, parent: request },
      trigger: { type: "PARENT", context: { runId: parent.id, step: parentStep.key } },
    };
    return this.#order(wanted, query);
  }

  async #find(tenantId: string, wanted: WantedVersion, query: Query = this.#query): Promise<Wanted["version"]> {
    const { workflow: nameOrId, version: number = null } = wanted;
    const [found] = isStorable(nameOrId)
      ? await query<FoundVersion>(findVersionToStart, [tenantId, nameOrId, number])
      : [];
    if (!found) throw notFound("workflow", nameOrId.slice(0, 100), ["workflow"]);
    const { versionId, version, workflow, workflowId } = found;
    if (versionId === null || version === null) throw notFound("version", String(number), ["version"]);
    return { workflowId, workflow, versionId, number: version };
  }

  async #order(wanted: Wanted, query: Query = this.#query): Promise<RunOrder> {
    const { runId, tenantId, by, input, labels, once, parent, priority, trigger, version } = wanted;
    const { versionId, workflow, workflowId } = version;
    const plan = await this.#parts.definitions.planOf(versionId, query);
    this.#parts.definitions.checkInput(versionId, plan, input);
    const origin = {
      ...{ workflow, version: version.number, input },
      trigger: { type: trigger.type, ...trigger.context },
      depth: parent ? parent.parentOrigin.depth + 1 : 0,
    };
    return {
      identity: {
        ...{ id: runId, tenantId, workflowId, versionId, trigger, labels, priority, createdBy: by },
        triggerId: trigger.triggerId ?? null,
        concurrencyKey: concurrencyKey(plan, runId, origin),
        parentRunId: parent?.parent.id ?? null,
        parentOrdinal: parent?.parentStep.ordinal ?? null,
      },
      ...{ origin, plan, once },
      parentStep: parent?.parentStep.key ?? null,
    };
  }
}

/** Runs whose key gives the same text share the limit. */
function concurrencyKey({ concurrency }: Plan, runId: string, origin: RunOrder["origin"]): string | null {
  if (!concurrency) return null;
  const { input, trigger, version, workflow } = origin;
  const run = { id: runId, workflow, version, createdAt: "" };
  const scope: Scope = { input, trigger, steps: {}, run };
  try {
    const key = concurrency.key?.render(scope) ?? "";
    return (typeof key === "string" ? key : (stringify(key) ?? "")).slice(0, 500).replaceAll("\0", "");
  } catch (error) {
    if (error instanceof ExpressionError)
      throw badInput(`The workflow's concurrency key: ${error.message}`, ["input"], "CONCURRENCY_KEY_INVALID");
    throw error;
  }
}

function keyOf(tenantId: string, { idempotencyKey, ...input }: StartRunInput): RunKey | null {
  const key = checkKey(idempotencyKey);
  return key === null ? null : { scope: tenantId, key, inputHash: hashInput(input), keepMs: dayMs };
}
