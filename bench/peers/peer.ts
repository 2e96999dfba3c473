/** What a task carries: bytes for throughput, the time of the call (nanoseconds of the monotonic clock) for latency. */
export interface Payload {
  readonly payload?: string;
  readonly at?: string;
}

/** Called at the start of a task; a task does nothing else. */
export type Handler = (payload: Payload) => void;

/** How the other processes find the place: plain words, for they are handed over as JSON. */
export type Address = Readonly<Record<string, string>>;

/** What one run has for itself: a database, a queue or a server. */
export interface Place {
  readonly address: Address;
  /** The peer's version and that of what it stands on. */
  readonly version: string;
  remove(): Promise<void>;
}

/** The calling side. Each call resolves when the tasks are as durable as the peer makes them. */
export interface Producer {
  enqueue(payload: Payload): Promise<unknown>;
  enqueueMany(payloads: readonly Payload[]): Promise<unknown>;
  /** Whether no task is left open. Asked only after every handler has started. */
  isDrained(): Promise<boolean>;
  /** What time would do for a place that is in use, done in the warm-up while many tasks wait. */
  settle?(): Promise<unknown>;
}

/** The calling side of runs. Each resolves when the caller knows that the run has ended. */
export interface Conductor {
  /** One run of so many steps, one after the other. */
  chain(steps: number): Promise<unknown>;
  /** One run of so many steps that need nothing, and of the end of them all. */
  spread(steps: number): Promise<unknown>;
  /** What time would do for a place that is in use, done after the warm-up. */
  settle?(): Promise<unknown>;
}

/**
 * Someone else's way to do our work. `open` runs in the main process, which needs no peer installed, `work` and then
 * `produce` or `conduct` in a process each, which end without a word: what they leave behind goes with the place.
 */
export interface Peer {
  readonly name: string;
  /** What is durable when, and what was set that is not the default. */
  readonly settings: string;
  open(): Promise<Place>;
  /** Makes what the place still lacks (schema, queue), then resolves when tasks would be taken. */
  work(address: Address, handle: Handler): Promise<void>;
  /** Absent in a variant that differs in its runs alone. */
  produce?(address: Address): Promise<Producer>;
  /** Absent where there are no runs of steps. */
  conduct?(address: Address): Promise<Conductor>;
}

/** Tasks that the worker process runs at the same time. */
export const slots = 64;
