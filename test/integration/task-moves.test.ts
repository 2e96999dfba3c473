import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { MusterError } from "../../src/platform/errors.js";
import { newId } from "../../src/platform/ids.js";
import { taskMoves, taskStatuses, type Task, type TaskMove, type TaskStatus } from "../../src/tasks/index.js";
import { TaskWorld, type Replica } from "../support/task-world.js";

/** The event of each move. */
const eventOf: Record<TaskMove, string> = {
  due: "TASK_QUEUED",
  assign: "TASK_ASSIGNED",
  accept: "TASK_STARTED",
  handBack: "TASK_QUEUED",
  complete: "TASK_COMPLETED",
  retry: "TASK_FAILED",
  quarantine: "TASK_QUARANTINED",
  cancel: "TASK_CANCELLED",
  redrive: "TASK_REDRIVEN",
};

const cases = (Object.keys(taskMoves) as TaskMove[]).flatMap((move) =>
  taskStatuses.map((status) => [move, status] as const),
);

describe("every move from every status", () => {
  let world: TaskWorld;
  let replica: Replica;
  let admin: Principal;
  let agent: Principal;
  const sessionId = newId("session");

  beforeAll(async () => {
    world = await TaskWorld.open();
    // Nobody else moves: no dispatcher, no feeder, no reaper.
    replica = await world.replica({ roles: ["api"] });
    admin = await world.tenant();
    agent = { ...admin, kind: "agent", id: newId("agent"), role: "AGENT" };
    await replica.tasks.defineKind(admin, { name: "echo" });
  });
  afterAll(() => world.close());

  /** A task in a status, as the moves before would have left it, with a lease that would hold if the status let it. */
  async function taskIn(status: TaskStatus): Promise<Task> {
    const task = await replica.tasks.create(admin, { kind: "echo" });
    await world.rows(
      `UPDATE tasks SET status = $2::"TaskStatus", agent_id = $3, session_id = $4, lease_token = 'token', attempt = 1,
        lease_expires_at = CASE WHEN $2 IN ('ASSIGNED', 'RUNNING') THEN now() + interval '1 minute' END,
        finished_at = CASE WHEN $2 IN ('COMPLETED', 'CANCELLED', 'QUARANTINED') THEN now() END
       WHERE id = $1`,
      [task.id, status, agent.id, sessionId],
    );
    if (status !== "QUEUED") await world.rows("DELETE FROM outbox WHERE task_id = $1", [task.id]);
    return task;
  }

  const make: Record<TaskMove, (task: Task) => Promise<unknown>> = {
    due: () => replica.tasks.assignments.queueDue(100),
    assign: ({ id, poolId }) =>
      replica.tasks.assignments.assign([{ taskId: id, poolId, agentId: agent.id, sessionId }]),
    accept: ({ id }) => replica.tasks.accept(agent, [{ taskId: id, leaseToken: "token" }]),
    handBack: ({ id }) => replica.tasks.reject(agent, [{ taskId: id, leaseToken: "token" }]),
    complete: ({ id }) => replica.tasks.complete(agent, [{ taskId: id, leaseToken: "token" }]),
    retry: ({ id }) => replica.tasks.fail(agent, { taskId: id, leaseToken: "token", errorMessage: "no luck" }),
    quarantine: ({ id }) =>
      replica.tasks.fail(agent, { taskId: id, leaseToken: "token", errorMessage: "no luck", retryable: false }),
    cancel: ({ id }) => replica.tasks.cancel(admin, id),
    redrive: ({ id }) => replica.tasks.redrive(admin, id),
  };

  async function rowOf({ id }: Task): Promise<unknown> {
    const [row] = await world.rows<{ row: { status: TaskStatus; event_seq: number } }>(
      "SELECT to_json(t) AS row FROM tasks t WHERE id = $1",
      [id],
    );
    return row?.row;
  }

  it.each(cases)("%s from %s", async (move, status) => {
    const task = await taskIn(status);
    const before = await rowOf(task);
    const isAllowed = (taskMoves[move].from as readonly TaskStatus[]).includes(status);
    const refusal = await make[move](task).then(
      () => null,
      (error: unknown) => error,
    );
    if (refusal !== null) expect(refusal).toBeInstanceOf(MusterError);
    const types = await world.eventTypesOf(task.id);
    if (isAllowed) {
      expect(refusal).toBeNull();
      expect(await rowOf(task)).toMatchObject({ status: taskMoves[move].to, event_seq: 2 });
      expect(types).toEqual(["TASK_CREATED", eventOf[move]]);
    } else {
      expect(await rowOf(task)).toEqual(before);
      expect(types).toEqual(["TASK_CREATED"]);
    }
    const [outbox] = await world.rows<{ todo: number; dead: number }>(
      `SELECT count(*) FILTER (WHERE destination = 'TODO')::int AS todo, count(*) FILTER (WHERE destination = 'DEAD')::int AS dead
       FROM outbox WHERE task_id = $1`,
      [task.id],
    );
    const to = isAllowed ? taskMoves[move].to : status;
    expect(outbox).toEqual({ todo: to === "QUEUED" ? 1 : 0, dead: isAllowed && move === "quarantine" ? 1 : 0 });
  });

  it("changes the priority of what waits, and of nothing else", async () => {
    for (const status of taskStatuses) {
      const task = await taskIn(status);
      const changed = await replica.tasks.setPriority(admin, task.id, "URGENT").catch((error: unknown) => error);
      if (status === "SCHEDULED" || status === "QUEUED") expect(changed).toMatchObject({ status, priority: "URGENT" });
      else expect(changed).toMatchObject({ code: "INVALID_STATE", reason: "TASK_STATE_INVALID", path: ["id"] });
    }
  });
});
