import { settleDatabase } from "./database.js";
import type { Client, Dbos, Handle } from "./dbos-package.js";
import { slots, type Conductor, type Handler } from "./peer.js";

/** Whether a step is a workflow of its own, over the queue, or a step in the process of its workflow. */
export type StepStyle = "child" | "local";

/** A queue is polled, never notified: what a poll claims has to suffice until the next. The default is 1,000 ms. */
export const taskQueue = { name: "noop", workerConcurrency: slots, minPollingIntervalMs: 5 };
/** The same for the steps of runs, of which one may wait for another: 5 ms and 1 ms were tried too. */
const stepQueue = { ...taskQueue, minPollingIntervalMs: 2 };
/** Runs have a queue of their own: in that of their steps they would take the steps' slots. */
const runQueue = { ...taskQueue, name: "run" };
/** Who waits for a workflow looks for its end, and is never notified. The default is 1,000 ms. */
const waiting = { pollingIntervalMs: 2 };

export const settingsOfRuns = `minPollingIntervalMs ${stepQueue.minPollingIntervalMs} for steps of runs, pollingIntervalMs ${waiting.pollingIntervalMs} for results`;

interface StepOrder {
  readonly handle: Handler;
  /** Enqueues the no-op workflow. */
  readonly startChild: () => Promise<Handle>;
}

/** Registers the four workflows that a run can be. */
export function registerRuns(DBOS: Dbos, { handle, startChild }: StepOrder): void {
  const local = (): Promise<void> => DBOS.runStep(async () => handle({}), { name: "noop" });
  const child = async (): Promise<unknown> => (await startChild()).getResult(waiting);
  const chain =
    (step: () => Promise<unknown>) =>
    async (steps: number): Promise<void> => {
      for (let count = 0; count < steps; count++) await step();
    };
  const times = <Item>(count: number, make: () => Promise<Item>): Promise<Item[]> =>
    Promise.all(Array.from({ length: count }, make));
  const register = (name: string, workflow: (steps: number) => Promise<void>): unknown =>
    DBOS.registerWorkflow(workflow, { name });
  register("chain-local", chain(local));
  register("chain-child", chain(child));
  register("spread-local", async (steps) => void (await times(steps, local)));
  register("spread-child", async (steps) => void (await DBOS.waitAll(await times(steps, startChild), waiting)));
}

export async function conductRuns(client: Client, url: string, style: StepStyle): Promise<Conductor> {
  // Only here: where tasks are measured nobody polls them. The worker finds them by itself, in the warm-up.
  for (const { name, ...settings } of [runQueue, stepQueue]) {
    await client.registerQueue(name, { ...settings, onConflict: "always_update" });
  }
  const run = async (shape: string, steps: number): Promise<unknown> => {
    const handle = await client.enqueue({ queueName: runQueue.name, workflowName: `${shape}-${style}` }, steps);
    return handle.getResult(waiting);
  };
  return {
    chain: (steps) => run("chain", steps),
    spread: (steps) => run("spread", steps),
    settle: () => settleDatabase(url),
  };
}
