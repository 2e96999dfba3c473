import { Batcher } from "../platform/batcher.js";
import type { Delivery } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import type { Assignment, Seat, TaskPool, TaskService } from "../tasks/index.js";
import type { LocalSession } from "./local-session.js";

const maxOffersPerBatch = 200;
/** Until the message of a claim that failed goes back: a database that is down would be asked again at once, without end. */
const retryMs = 200;

/** A message, and the session that was chosen for its task. */
export interface Placed {
  readonly delivery: Delivery;
  readonly pool: TaskPool;
  readonly session: LocalSession;
}

interface Offer {
  readonly delivery: Delivery;
  readonly pool: TaskPool;
  readonly seat: Seat;
}

export interface ClaimsParts {
  readonly tasks: TaskService;
  readonly clock: Clock;
  readonly log: Log;
  /** Called after tasks were taken from the broker: there is room for more. */
  readonly onTaken: () => void;
  /** Called when a slot that was held for a task is free, since the task was not to be had. */
  readonly onFreed: (session: LocalSession) => void;
}

/** Turns offers into assignments: claims in batches, sends what was won, and settles the messages. */
export class Claims {
  readonly #parts: ClaimsParts;
  readonly #batcher: Batcher<Offer, void>;
  readonly #underWay = new Set<Promise<void>>();
  /** Deliveries of claims that failed, until they go back, and what cancels their wait. */
  readonly #failed = new Map<Delivery, () => void>();
  readonly #toSend = new Set<LocalSession>();
  #order = 0;

  constructor(parts: ClaimsParts) {
    this.#parts = parts;
    this.#batcher = new Batcher({
      run: (offers) => this.#claim(offers),
      maxWeight: maxOffersPerBatch,
      maxRuns: 2,
      maxWaiting: 100_000,
    });
  }

  /** Holds a slot of the session for a task. */
  hold(session: LocalSession): Seat {
    session.reserve(++this.#order);
    session.profile.update(session);
    return {
      agentId: session.agentId,
      sessionId: session.id,
      take: (assignment) => {
        session.assign(assignment, this.#parts.clock.now().getTime());
        this.#sendSoon(session);
      },
      free: () => {
        session.unreserve();
        this.#parts.onFreed(session);
      },
    };
  }

  /** Holds a slot of the session and claims the message's task for it. */
  offer({ delivery, pool, session }: Placed): void {
    const offer = { delivery, pool, seat: this.hold(session) };
    const claim = this.#batcher.add(offer).catch((error: unknown) => this.#fail(delivery, session, error));
    this.#track(claim);
  }

  /** Resolves when nothing is under way and no message is held. */
  async drain(): Promise<void> {
    await this.settled();
    for (const delivery of [...this.#failed.keys()]) this.#giveBack(delivery);
  }

  /** Resolves when no claim is under way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #claim(offers: readonly Offer[]): Promise<void[]> {
    const assignments = await this.#parts.tasks.assignments.assign(
      offers.map(({ delivery, pool, seat: { agentId, sessionId } }) => ({
        taskId: delivery.body,
        poolId: pool.id,
        agentId,
        sessionId,
      })),
    );
    const byTask = new Map(assignments.map((assignment) => [assignment.task.id, assignment]));
    const answers = offers.map((offer) => settle(offer, byTask));
    this.#parts.onTaken();
    return answers;
  }

  /** What one statement assigned goes out as one frame. */
  #sendSoon(session: LocalSession): void {
    if (this.#toSend.size === 0)
      queueMicrotask(() => {
        const sessions = [...this.#toSend];
        this.#toSend.clear();
        for (const one of sessions) this.#send(one);
      });
    this.#toSend.add(session);
  }

  /** A session that has ended meanwhile will not accept: its tasks go to others now instead of after the ack timeout. */
  #send(session: LocalSession): void {
    if (!session.closed) return session.flush();
    const { id: sessionId, agentId } = session;
    const released = this.#parts.tasks.expiry.releaseSessions([{ sessionId, agentId }]).catch((error: unknown) => {
      this.#parts.log.warn({ err: error, sessionId }, "assignments of an ended session wait for their ack timeout");
    });
    this.#track(released);
  }

  #fail(delivery: Delivery, session: LocalSession, error: unknown): void {
    this.#parts.log.warn({ err: error, taskId: delivery.body }, "a task could not be assigned; its message goes back");
    session.unreserve();
    session.profile.update(session);
    session.profile.starved = true;
    this.#failed.set(
      delivery,
      this.#parts.clock.after(retryMs, () => this.#giveBack(delivery)),
    );
  }

  #giveBack(delivery: Delivery): void {
    this.#failed.get(delivery)?.();
    this.#failed.delete(delivery);
    delivery.requeue();
  }

  /** Of work that never rejects. */
  #track(work: Promise<unknown>): void {
    const tracked: Promise<void> = work.then(() => void this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }
}

/** The message has served, whether its task was still to be had or not. */
function settle({ delivery, seat }: Offer, byTask: Map<string, Assignment>): void {
  delivery.ack();
  const assignment = byTask.get(delivery.body);
  if (assignment?.sessionId !== seat.sessionId) return seat.free();
  byTask.delete(delivery.body);
  seat.take(assignment);
}
