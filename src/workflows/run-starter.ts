import type { Database } from "../platform/db/database.js";
import type { Engine } from "./engine/engine.js";
import type { Orders } from "./orders.js";
import { findOpenRun } from "./sql/find-open-run.sql.js";
import type { RunStarter } from "./triggers/ports.js";

export interface RunStarterParts {
  readonly database: Database;
  readonly engine: Engine;
  readonly orders: Orders;
}

/** The engine, as triggers see it. */
export function createRunStarter({ database, engine, orders }: RunStarterParts): RunStarter {
  return {
    start: async (order) => {
      const started = await engine.startRun(await orders.triggered(order));
      return started.isNew ? { runId: started.run.id, isNew: true } : { runId: started.runId, isNew: false };
    },
    isOpen: async (runId) => (await database.query(findOpenRun, [runId])).length > 0,
    cancel: async ({ tenantId, runId, by, reason }) => {
      await engine.ask(tenantId, runId, { type: "CANCEL", by, compensate: true, reason });
    },
  };
}
