import { LRUCache } from "lru-cache";
import type { Principal } from "../identity/index.js";
import { MusterError } from "../platform/errors.js";
import type { KindCatalogue } from "./kinds.js";
import { isWithinReach } from "./lease-outcomes.js";
import type { TaskResult } from "./model.js";
import type { SchemaCache } from "./schemas.js";
import type { TaskStore } from "./store.js";

/** Holds outputs to their kinds' schemas before a completion touches the database. */
export class OutputGuard {
  readonly #store: TaskStore;
  readonly #kinds: KindCatalogue;
  readonly #schemas: SchemaCache;
  /** Kinds of tasks that were accepted here: their completion will most likely come here too. */
  readonly #kindByTask = new LRUCache<string, string>({ max: 50_000 });

  constructor(parts: { store: TaskStore; kinds: KindCatalogue; schemas: SchemaCache }) {
    this.#store = parts.store;
    this.#kinds = parts.kinds;
    this.#schemas = parts.schemas;
  }

  remember(taskId: string, kind: string): void {
    this.#kindByTask.set(taskId, kind);
  }

  /** Throws BAD_USER_INPUT below `["results", index, "output"]`. */
  async check(agent: Principal, results: readonly TaskResult[]): Promise<void> {
    const { tenantId } = agent;
    // Of what is beyond its reach an agent learns nothing, not even what its output may be.
    const ids = results.map(({ taskId }) => taskId).filter((taskId) => isWithinReach(agent, taskId));
    const kindNames = await this.#kindsOf(tenantId, ids);
    const kinds = await this.#kinds.find(tenantId, [...new Set(kindNames.values())]);
    for (const [index, { taskId, output }] of results.entries()) {
      const kind = kinds.get(kindNames.get(taskId) ?? "");
      if (!kind) continue;
      try {
        const key = `${kind.id} out ${kind.updatedAt.getTime()}`;
        this.#schemas.check({ key, schema: kind.outputSchema }, output ?? null, ["output"]);
      } catch (error) {
        throw error instanceof MusterError ? error.below(["results", index]) : error;
      }
    }
  }

  async #kindsOf(tenantId: string, taskIds: readonly string[]): Promise<Map<string, string>> {
    const kinds = new Map<string, string>();
    const unknown: string[] = [];
    for (const id of taskIds) {
      const kind = this.#kindByTask.get(id);
      if (kind === undefined) unknown.push(id);
      else kinds.set(id, kind);
    }
    if (unknown.length > 0) {
      for (const [id, task] of await this.#store.getMany(tenantId, unknown)) kinds.set(id, task.kind);
    }
    return kinds;
  }
}
