import type { Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import type { Assignment, RunTaskInput, Seat, SeatSource, Task, TaskOrigin } from "../../src/tasks/index.js";
import type { Replica, TaskWorld } from "./task-world.js";

export function newOrigin(stepKey = "greet"): TaskOrigin {
  return { runId: newId("run"), stepKey };
}

/** Creates a task of a run as whoever runs the workflows does. */
export async function createRunTask(
  world: TaskWorld,
  { tasks }: Replica,
  { by, ...input }: Partial<RunTaskInput> & { readonly by: Principal },
): Promise<Task> {
  const prepared = await tasks.prepare(by, { kind: "echo", origin: newOrigin(), ...input });
  const inserted = await world.services.database.transaction((client) => tasks.insertWithin(client, [prepared]));
  inserted.committed();
  const [task] = inserted.tasks;
  if (!task) throw new Error("One input gave no task");
  return task;
}

/** Free slots of one session, and what became of those that were held. */
export class CountedSeats implements SeatSource {
  readonly agentId = newId("agent");
  readonly sessionId = newId("session");
  readonly taken: Assignment[] = [];
  readonly waits: boolean[] = [];
  held = 0;
  #free: number;

  constructor(free: number) {
    this.#free = free;
  }

  hold(_poolId: string, count: number, { mayWait }: { readonly mayWait: boolean }): readonly Seat[] {
    this.waits.push(mayWait);
    const given = Math.min(count, this.#free);
    this.#free -= given;
    this.held += given;
    return Array.from({ length: given }, () => this.#seat());
  }

  #seat(): Seat {
    const { agentId, sessionId } = this;
    const take = (assignment: Assignment): void => {
      this.held--;
      this.taken.push(assignment);
    };
    const free = (): void => {
      this.held--;
      this.#free++;
    };
    return { agentId, sessionId, take, free };
  }
}
