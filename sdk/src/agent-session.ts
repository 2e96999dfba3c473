import { Backoff } from "./backoff.js";
import { messageOf, type MusterRequestError } from "./errors.js";
import {
  AgentCommandsDocument,
  TaskAssignmentsDocument,
  type AgentCommandsSubscription,
  type TaskAssignmentsSubscriptionVariables,
} from "./generated/graphql.js";
import type { Link } from "./link.js";
import type { Logger } from "./logger.js";
import type { Assignment } from "./task-context.js";
import { wait } from "./wait.js";

export type Command = AgentCommandsSubscription["agentCommands"];

export interface AgentSessionOptions {
  readonly link: Link;
  readonly variables: TaskAssignmentsSubscriptionVariables;
  readonly logger: Logger;
  onAssignments(assignments: readonly Assignment[]): void;
  onCommand(command: Command): void;
  /**
   * The server has completed the work's subscription without having given any: it has none, and will have none. Unless there is
   * this, it is asked again.
   */
  onDone?(): void;
  /** The server will not have this session, and would not have the next. */
  onRefused(error: MusterRequestError): void;
}

/** What the server pushes over one link: work and commands. A subscription that the server ends is opened again. */
export class AgentSession {
  readonly #options: AgentSessionOptions;
  readonly #work = new AbortController();
  readonly #commands = new AbortController();

  constructor(options: AgentSessionOptions) {
    this.#options = options;
    // The link's end ends both: its loops must not outlive it.
    void options.link.closed.then(() => this.close());
    void this.#follow(this.#commands.signal, (sink) =>
      options.link.subscribe(
        AgentCommandsDocument,
        {},
        {
          next: ({ agentCommands }) => options.onCommand(agentCommands),
          end: sink,
        },
      ),
    );
    let given = 0;
    void this.#follow(this.#work.signal, (sink) => {
      const before = given;
      return options.link.subscribe(TaskAssignmentsDocument, options.variables, {
        next: ({ taskAssignments: { assignments } }) => {
          given += assignments.length;
          options.onAssignments(assignments);
        },
        end: (error) => {
          if (error === null && given === before) options.onDone?.();
          sink(error);
        },
      });
    });
  }

  /** Asks for no more work: the server takes back what was not accepted. Commands still arrive. */
  closeWork(): void {
    this.#work.abort();
  }

  close(): void {
    this.#work.abort();
    this.#commands.abort();
  }

  async #follow(
    signal: AbortSignal,
    open: (end: (error: MusterRequestError | null) => void) => () => void,
  ): Promise<void> {
    const backoff = new Backoff({ baseMs: 100, capMs: 5_000 });
    while (!signal.aborted) {
      const error = await untilEnded(signal, open);
      if (signal.aborted) return;
      if (error !== null && !error.transient) return this.#options.onRefused(error);
      this.#options.logger.debug("Subscription ended, opening it again", { error: error && messageOf(error) });
      await wait(backoff.next(), signal);
    }
  }
}

/** Resolves when the server ends the subscription, with its error, or when the signal aborts. */
function untilEnded(
  signal: AbortSignal,
  open: (end: (error: MusterRequestError | null) => void) => () => void,
): Promise<MusterRequestError | null> {
  return new Promise((resolve) => {
    const close = (): void => {
      dispose();
      resolve(null);
    };
    const dispose = open((error) => {
      signal.removeEventListener("abort", close);
      resolve(error);
    });
    signal.addEventListener("abort", close, { once: true });
  });
}
