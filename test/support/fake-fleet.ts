import { afterEach, beforeEach, expect } from "vitest";
import {
  MusterAgent,
  type AssignmentCallback,
  type Logger,
  type MusterAgentOptions,
  type TaskContext,
} from "../../sdk/src/index.js";
import { eventually } from "./eventually.js";
import { FakeMuster, type FakeLease } from "./fake-muster.js";

export const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A fake server and the agents of one test, which are stopped with it. */
export class FakeFleet {
  server!: FakeMuster; // Set before each test.
  readonly #agents: MusterAgent[] = [];

  /** To be called once in a test file: gives each test a server of its own. */
  static use(): FakeFleet {
    const fleet = new FakeFleet();
    beforeEach(async () => {
      fleet.server = await FakeMuster.start();
    });
    afterEach(async () => {
      await fleet.stop();
      await fleet.server.stop();
    });
    return fleet;
  }

  create(options: Partial<MusterAgentOptions> = {}): MusterAgent {
    const reconnect = { baseMs: 5, capMs: 20 };
    const agent = new MusterAgent({
      url: this.server.url,
      token: "key",
      concurrency: 10,
      logger: silent,
      reconnect,
      ...options,
    });
    this.#agents.push(agent);
    return agent;
  }

  /** Starts an agent and waits until it is subscribed. */
  async start(agent: MusterAgent, callback?: AssignmentCallback): Promise<void> {
    await agent.startConsuming(callback);
    await this.subscribed();
  }

  async subscribed(): Promise<void> {
    await eventually(() => expect(this.server.subscribers("taskAssignments")).toBe(1));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#agents.splice(0).map((agent) => agent.stop({ graceMs: 0 })));
  }

  /** The leases of each call of a root field. */
  leases(field: string, key = "leases"): readonly FakeLease[][] {
    return this.server.asked(field).map((args) => args[key] as FakeLease[]);
  }

  results() {
    return this.server
      .asked("completeTasks")
      .flatMap(
        ({ results }) => results as { readonly taskId: string; readonly output: unknown; readonly cost: unknown }[],
      );
  }

  failures() {
    return this.server
      .asked("reportTaskFailure")
      .map(
        ({ input }) => input as { readonly taskId: string; readonly errorMessage: string; readonly retryable: boolean },
      );
  }
}

/** A handler that ends when told, and a look at its contexts. */
export function heldHandler() {
  const contexts: TaskContext[] = [];
  const releases: ((output: unknown) => void)[] = [];
  const handler = (_input: unknown, context: TaskContext): Promise<unknown> => {
    contexts.push(context);
    return new Promise((resolve) => releases.push(resolve));
  };
  return {
    handler,
    contexts,
    /** Ends all, or the first `count`, with this output. */
    releaseAll: (output: unknown, count = releases.length) =>
      releases.splice(0, count).forEach((release) => release(output)),
  };
}
