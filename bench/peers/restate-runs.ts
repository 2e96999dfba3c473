import { load } from "./installed.js";
import type { Conductor, Handler } from "./peer.js";
import type { Context, RestateClients, RestateSdk } from "./restate-package.js";

/** Whether a step is a call of another service, or done in the handler of its run. */
export type StepStyle = "Called" | "Local";

type Step = (context: Context) => Promise<unknown>;

export const tasks = { name: "noop" };
const runs = { name: "runs" };

/** A handler for each of the four runs. */
export function runsService({ service, RestatePromise }: RestateSdk, handle: Handler): unknown {
  const called: Step = (context) => context.serviceClient(tasks).run({});
  const local: Step = (context) => context.run("noop", () => handle({}));
  const chain =
    (step: Step) =>
    async (context: Context, steps: number): Promise<void> => {
      for (let count = 0; count < steps; count++) await step(context);
    };
  const spread =
    (step: Step) =>
    async (context: Context, steps: number): Promise<void> => {
      await RestatePromise.all(Array.from({ length: steps }, () => step(context)));
    };
  const handlers = {
    chainCalled: chain(called),
    chainLocal: chain(local),
    spreadCalled: spread(called),
    spreadLocal: spread(local),
  };
  return service({ ...runs, handlers, options: { journalRetention: 0 } });
}

/** A call of a run is answered when the run has ended. */
export function conductRuns(url: string, style: StepStyle): Conductor {
  const { connect } = load<RestateClients>("@restatedev/restate-sdk-clients");
  const client = connect({ url }).serviceClient(runs);
  const run = async (name: string, steps: number): Promise<unknown> => client[name]?.(steps);
  return {
    chain: (steps) => run(`chain${style}`, steps),
    spread: (steps) => run(`spread${style}`, steps),
  };
}
