/**
 * One publish on its way: waiting, then written, then confirmed. It may be given up at any moment (deadline, lost
 * connection); what was written by then is still counted until the broker confirms it or the channel closes.
 */
export class RabbitMqBatch {
  readonly options: { readonly persistent: true; readonly mandatory: true; readonly messageId: string };
  /** Share of the window that each message takes: one, and one more per KiB of the longest. */
  readonly unitsEach: number;
  /** Bodies that the broker sent back because the queue does not exist. */
  readonly returned: string[] = [];
  readonly outcome: Promise<readonly string[]>;
  #resolve: (returned: readonly string[]) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #written = 0;
  #confirmed = 0;
  #refusal: Error | undefined;
  #onSettled: () => void = () => {};
  isSettled = false;
  /** One for all messages of the batch: amqplib calls it with null for a confirm. */
  onConfirm: (refusal: Error | null) => void = () => {};

  constructor(
    readonly queue: string,
    readonly bodies: readonly string[],
    readonly id: string,
  ) {
    // Returned messages carry it back, which tells whose they are.
    this.options = { persistent: true, mandatory: true, messageId: id };
    this.unitsEach = 1 + (bodies.reduce((most, body) => Math.max(most, body.length), 0) >> 10);
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get units(): number {
    return this.unitsEach * this.bodies.length;
  }

  get hasMoreToWrite(): boolean {
    return !this.isSettled && this.#written < this.bodies.length;
  }

  get isInFlight(): boolean {
    return this.#confirmed < this.#written;
  }

  /** What to run when the outcome is known, whatever it is. */
  onSettled(run: () => void): void {
    this.#onSettled = run;
  }

  next(): Buffer {
    const body = this.bodies[this.#written] ?? "";
    this.#written += 1;
    return Buffer.from(body);
  }

  confirm(refusal: Error | null): void {
    this.#confirmed += 1;
    if (refusal) this.#refusal = refusal;
    if (this.#confirmed < this.bodies.length || this.isSettled) return;
    if (this.#refusal) this.fail(this.#refusal);
    else this.#settle(() => this.#resolve(this.returned));
  }

  fail(error: unknown): void {
    if (!this.isSettled) this.#settle(() => this.#reject(error));
  }

  #settle(tell: () => void): void {
    this.isSettled = true;
    this.#onSettled();
    tell();
  }
}
