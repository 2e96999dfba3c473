import { MusterError } from "../../platform/errors.js";
import type { Task } from "../../tasks/index.js";
import type { SandboxSpec } from "../model.js";
import type { ControllerConfig, ControllerNeighbours } from "./parts.js";

/** What a task is to run in. */
export interface TaskPlace {
  readonly spec: SandboxSpec;
  readonly releaseId: string | null;
  /** Whether what runs is another tenant's. */
  readonly isForeign: boolean;
}

export interface TaskPlacesParts {
  readonly tasks: Pick<ControllerNeighbours["tasks"], "specsOf">;
  readonly catalogue: ControllerNeighbours["catalogue"];
  readonly config: Pick<ControllerConfig, "defaults">;
}

type Work = Pick<Task, "id" | "tenantId" | "kind" | "timeoutMs">;

/** The place that the task asks for, else the installed release that its kind stands for. A MusterError where it may not run. */
export async function findPlace({ tasks, catalogue, config }: TaskPlacesParts, task: Work): Promise<TaskPlace> {
  const asked = (await tasks.specsOf([task.id])).get(task.id);
  if (asked) return { spec: asked, releaseId: null, isForeign: false };
  const found = await catalogue.runnableContainer(task.tenantId, task.kind);
  const image = found?.release.image;
  if (!found || image === null || image === undefined) {
    const detail = { reason: "SANDBOX_UNKNOWN" };
    throw new MusterError("NOT_FOUND", "The task asks for no sandbox, and its kind stands for none.", detail);
  }
  const { item, release } = found;
  const { memoryMib, timeoutMs = Infinity } = release.manifest.resources ?? {};
  const spec: SandboxSpec = {
    ...{ image, command: null, args: [], env: {}, files: [], egress: [], labels: {} },
    ...config.defaults,
    ...(memoryMib !== undefined && { memoryBytes: memoryMib * 2 ** 20 }),
    timeoutMs: Math.min(timeoutMs, task.timeoutMs),
  };
  return { spec, releaseId: release.id, isForeign: item.tenantId !== task.tenantId };
}
