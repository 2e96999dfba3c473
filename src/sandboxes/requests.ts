import { isDeepStrictEqual } from "node:util";
import { isBuiltInCapability } from "../agents/index.js";
import type { Principal } from "../identity/index.js";
import type { Broker } from "../platform/broker/broker.js";
import type { Database } from "../platform/db/database.js";
import { badInput, MusterError, notFound } from "../platform/errors.js";
import { checkKey, hashInput } from "../platform/idempotency-keys.js";
import { isId, newId } from "../platform/ids.js";
import { lookUp, refuseWaiting } from "./creation.js";
import type { RequestSandboxInput } from "./door.js";
import type { NewSandbox, SandboxLedger } from "./ledger.js";
import type { Sandbox } from "./model.js";
import type { SandboxNeighbours } from "./neighbours.js";
import { checkSpec, type SpecPolicy } from "./spec.js";
import { hasEnded } from "./states.js";
import type { SandboxStore } from "./store.js";
import { changesTopic } from "./topics.js";

export interface SandboxRequestsParts {
  readonly database: Database;
  readonly broker: Pick<Broker, "broadcast">;
  readonly ledger: Pick<SandboxLedger, "insert" | "move">;
  readonly store: SandboxStore;
  readonly agents: Pick<SandboxNeighbours["agents"], "get">;
  readonly tasks: Pick<SandboxNeighbours["tasks"], "moveToSandbox" | "specsOf">;
  readonly policy: SpecPolicy;
  /** Most of a tenant that wait. */
  readonly maxWaiting: number;
}

/** Of moves that others come before: a host that has no room takes one back as often as it likes. */
const maxMoves = 5;
const unlimited = Number.MAX_SAFE_INTEGER;

/** What people and programs ask of sandboxes. */
export class SandboxRequests {
  readonly #parts: SandboxRequestsParts;

  constructor(parts: SandboxRequestsParts) {
    this.#parts = parts;
  }

  /**
   * As the door says. For a task: first the task asks for its place, then the sandbox is added. A process that dies between the two leaves a
   * task that gets a sandbox when it is due, as one does that was created so; nothing waits for a task that was never moved. The same call
   * once more, keyed or not, finds the task to ask for just this place and no sandbox there, and goes on where the first has stopped. In the other order a
   * refused task would leave a sandbox that everybody has seen. The quota is looked at before the task moves: a few that ask at once may exceed it.
   */
  async request(principal: Principal, input: RequestSandboxInput): Promise<Sandbox> {
    const { idempotencyKey, ...asked } = input;
    const key = checkKey(idempotencyKey);
    const { taskId = null, agentId = null } = input;
    const spec = checkSpec(input, this.#parts.policy);
    if (taskId !== null && agentId !== null)
      throw badInput("A sandbox is for a task or for an agent, not for both.", ["agentId"], "SANDBOX_SUBJECT_TWICE");
    const sandbox: NewSandbox = {
      ...{ id: newId("sandbox"), tenantId: principal.tenantId, spec, taskId, agentId, releaseId: null },
      ...{ createdBy: principal.id, idempotencyKey: key, inputHash: key === null ? null : hashInput(asked) },
    };
    if (agentId !== null) await this.#checkAgent(principal.tenantId, agentId);
    return taskId === null ? this.#requestAlone(sandbox) : this.#requestForTask(principal, { ...sandbox, taskId });
  }

  /** As the door says. Its owner hears of it, and acts at once; an end that was asked for is told once, by whoever was first. */
  async terminate(principal: Principal, id: string): Promise<Sandbox> {
    const { ledger, broker } = this.#parts;
    for (let tries = 0; tries < maxMoves; tries++) {
      const sandbox = await this.#get(principal.tenantId, id);
      if (hasEnded(sandbox.status) || sandbox.status === "TERMINATING") return sandbox;
      const move = sandbox.status === "PENDING" ? "drop" : "terminate";
      const [moved] = await ledger.move([{ id, move, reason: "REQUESTED", by: principal.id }]);
      if (!moved) continue;
      broker.broadcast(changesTopic, JSON.stringify({ id, ownerId: moved.ownerId }));
      return this.#get(principal.tenantId, id);
    }
    throw new MusterError("UNAVAILABLE", "The sandbox changes all the time; try again.", { reason: "SANDBOX_BUSY" });
  }

  /** What waits for a task comes with the task. */
  async #requestAlone(sandbox: NewSandbox): Promise<Sandbox> {
    const { ledger, broker, maxWaiting } = this.#parts;
    const added = await ledger.insert(sandbox, maxWaiting);
    if (added.id === sandbox.id) broker.broadcast(changesTopic, "{}");
    return added;
  }

  async #requestForTask(principal: Principal, sandbox: NewSandbox & { readonly taskId: string }): Promise<Sandbox> {
    const { database, ledger, tasks, maxWaiting } = this.#parts;
    const { taskId, spec } = sandbox;
    if (!isId("task", taskId)) throw notFound("task", taskId.slice(0, 200), ["taskId"]);
    const query = database.query.bind(database);
    const { known, waiting } = await lookUp(query, sandbox, maxWaiting);
    if (known) return known;
    if (waiting >= maxWaiting) throw refuseWaiting(maxWaiting);
    try {
      await tasks.moveToSandbox(principal, taskId, spec);
    } catch (error) {
      if (!isMoved(error)) throw error;
      const again = await this.#goOn(sandbox);
      if (again) return again;
      throw error;
    }
    return ledger.insert(sandbox, unlimited);
  }

  /** What the same call has begun and somebody else, or nobody, has ended; null where the task has a place for another reason. */
  async #goOn(sandbox: NewSandbox & { readonly taskId: string }): Promise<Sandbox | null> {
    const { database, ledger, tasks, maxWaiting } = this.#parts;
    const { known, isTaskTaken } = await lookUp(database.query.bind(database), sandbox, maxWaiting);
    if (known) return known;
    if (isTaskTaken) return null;
    const spec = (await tasks.specsOf([sandbox.taskId])).get(sandbox.taskId);
    return isDeepStrictEqual(spec, sandbox.spec) ? ledger.insert(sandbox, unlimited) : null;
  }

  async #checkAgent(tenantId: string, agentId: string): Promise<void> {
    const agent = isId("agent", agentId) ? await this.#parts.agents.get(tenantId, agentId) : null;
    if (!agent) throw notFound("agent", agentId.slice(0, 200), ["agentId"]);
    if (!agent.capabilities.some(isBuiltInCapability)) return;
    throw new MusterError("INVALID_STATE", "The agent is built in: nothing else runs as it.", {
      reason: "AGENT_BUILT_IN",
      path: ["agentId"],
    });
  }

  async #get(tenantId: string, id: string): Promise<Sandbox> {
    const sandbox = (await this.#parts.store.getMany(tenantId, [id])).get(id);
    if (!sandbox) throw notFound("sandbox", id.slice(0, 200));
    return sandbox;
  }
}

function isMoved(error: unknown): boolean {
  return error instanceof MusterError && error.reason === "TASK_HAS_SANDBOX";
}
