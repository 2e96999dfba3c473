import type { GuestThread } from "./guest-thread.js";

/** One more than there are guests at a time is kept warm, so that one that has to go is replaced at once. */
const spareThreads = 1;

/** Threads of a host process that wait for guests. */
export class GuestThreads {
  readonly #idle: GuestThread[] = [];
  readonly #waiting: ((thread: GuestThread) => void)[] = [];

  /** `onFailure` is told when a thread cannot be made: the process is of no use then. */
  constructor(
    private readonly create: () => GuestThread,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Resolves when as many threads as there are guests at a time, and a spare one, are ready. */
  async start(guests: number): Promise<void> {
    await Promise.all(Array.from({ length: guests + spareThreads }, () => this.#add()));
  }

  /** An idle thread, or the next that is: no more than `guests` are taken at a time. */
  take(): Promise<GuestThread> {
    const thread = this.#idle.pop();
    if (thread) return Promise.resolve(thread);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** When its guest has gone. One that is not fit is ended and replaced. */
  giveBack(thread: GuestThread): void {
    if (thread.isFit) {
      this.#offer(thread);
    } else {
      thread.end(null);
      void this.#add();
    }
  }

  async #add(): Promise<void> {
    const thread = this.create();
    try {
      await thread.ready;
      this.#offer(thread);
    } catch (error) {
      this.onFailure(error);
    }
  }

  #offer(thread: GuestThread): void {
    const next = this.#waiting.shift();
    if (next) next(thread);
    else this.#idle.push(thread);
  }
}
