import type { Broker } from "../platform/broker/broker.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import { returnToBacklog } from "./sql/outbox.sql.js";
import { todoQueue } from "./queues.js";

/** Tells the broker of tasks whose outbox rows are marked as published; what it does not confirm goes back to the backlog. */
export class Relay {
  readonly #broker: Broker;
  readonly #database: Database;
  readonly #log: Log;
  readonly #underWay = new Set<Promise<boolean>>();

  constructor(parts: { broker: Broker; database: Database; log: Log }) {
    this.#broker = parts.broker;
    this.#database = parts.database;
    this.#log = parts.log;
  }

  /** Resolves to whether all were confirmed; never rejects. */
  publish(tasks: readonly { readonly taskId: string; readonly poolId: string }[]): Promise<boolean> {
    const byPool = new Map<string, string[]>();
    for (const { taskId, poolId } of tasks) {
      const ids = byPool.get(poolId);
      if (ids) ids.push(taskId);
      else byPool.set(poolId, [taskId]);
    }
    const published = Promise.all([...byPool].map(([poolId, ids]) => this.#publishPool(poolId, ids))).then((all) =>
      all.every(Boolean),
    );
    this.#underWay.add(published);
    return published.finally(() => this.#underWay.delete(published));
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #publishPool(poolId: string, taskIds: readonly string[]): Promise<boolean> {
    try {
      await this.#broker.publish(todoQueue(poolId), taskIds);
      return true;
    } catch (error) {
      this.#log.warn(
        { err: error, poolId, tasks: taskIds.length },
        "the broker did not confirm; the feeder will tell it again",
      );
    }
    // Where this fails too, the reconciler finds the rows.
    await this.#database.query(returnToBacklog, [taskIds]).catch((error: unknown) => {
      this.#log.warn({ err: error, poolId }, "unconfirmed tasks stay marked until the reconciler finds them");
    });
    return false;
  }
}
