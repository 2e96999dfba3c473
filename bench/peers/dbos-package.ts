import type pg from "pg";
import type { Payload } from "./peer.js";

interface EnqueueOptions {
  readonly queueName: string;
  readonly workflowName: string;
}

export interface Waiting {
  readonly pollingIntervalMs: number;
}

export interface Handle {
  getResult(options: Waiting): Promise<unknown>;
}

type Logger = Readonly<Record<"info" | "debug" | "warn" | "error", (message: unknown) => void>>;

interface QueueOptions {
  readonly workerConcurrency: number;
  readonly minPollingIntervalMs: number;
  readonly onConflict?: "always_update";
}

export interface Client {
  enqueue(options: EnqueueOptions, argument: unknown): Promise<Handle>;
  registerQueue(name: string, options: QueueOptions): Promise<unknown>;
  enqueueInTransaction(client: pg.ClientBase, options: EnqueueOptions, payload: Payload): Promise<unknown>;
}

type Workflow<Argument> = (argument: Argument) => Promise<void>;

export interface Dbos {
  setConfig(config: { readonly name: string; readonly systemDatabaseUrl: string; readonly logLevel: string }): void;
  /** Answers what `startWorkflow` takes. */
  registerWorkflow<Argument>(workflow: Workflow<Argument>, options: { readonly name: string }): Workflow<Argument>;
  startWorkflow<Argument>(
    workflow: Workflow<Argument>,
    options: { readonly queueName: string },
  ): (argument: Argument) => Promise<Handle>;
  runStep<Result>(step: () => Promise<Result>, options: { readonly name: string }): Promise<Result>;
  waitAll(handles: readonly Handle[], options: Waiting): Promise<unknown>;
  launch(): Promise<void>;
  registerQueue(name: string, options: QueueOptions): Promise<unknown>;
}

export interface DbosPackage {
  readonly DBOS: Dbos;
  readonly DBOSClient: {
    create(options: {
      readonly systemDatabaseUrl: string;
      readonly applicationName: string;
      readonly logger: Logger;
    }): Promise<Client>;
  };
}
