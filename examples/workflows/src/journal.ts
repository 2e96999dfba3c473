import type { WorkflowRunEvent } from "@muster/sdk";
import { deadline, type Stage } from "./example.js";

/** Fields of the events' `data` that are shown. */
interface Details {
  readonly error?: { readonly class: string; readonly message: string };
  readonly items?: readonly unknown[];
  readonly steps?: readonly string[];
  readonly role?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly event?: string;
  readonly by?: string;
}

/** Tells what happens in a run, line by line, as it happens, until it ends. `react` is shown every event too. */
export async function tell(
  { client, print }: Stage,
  runId: string,
  react: (event: WorkflowRunEvent) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const startedAt = performance.now();
  const signal = deadline(`Run ${runId} takes too long: is there a process that does workflows?`);
  for await (const event of client.workflows.followRun(runId, { signal })) {
    const line = isDull(event) ? null : describe(event.type, event.data as Details);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(2).padStart(6);
    if (line !== null) print(`${seconds}s  ${(event.stepKey ?? "(the run)").padEnd(12)}  ${line}`);
    await react(event);
  }
  signal.throwIfAborted();
}

/** Items begin all at once: that they end says enough. */
function isDull({ type, stepKey }: WorkflowRunEvent): boolean {
  return type === "STEP_STARTED" && stepKey?.endsWith("]") === true;
}

/** In words; null for what is not worth a line. */
function describe(type: WorkflowRunEvent["type"], details: Details): string | null {
  const { error, items = [], steps = [], role, message = "", reason, event } = details;
  switch (type) {
    case "RUN_CREATED":
      return "begins";
    case "STEP_STARTED":
      return "starts";
    case "STEP_EXPANDED":
      return `fans out into ${items.length}`;
    case "STEP_WAITING":
      return role === undefined ? "waits" : `asks a ${role}: ${message}`;
    case "STEP_COMPLETED":
      return "done";
    case "STEP_FAILED":
      return `! failed: ${error?.message}`;
    case "STEP_SKIPPED":
      return `skipped (${reason})`;
    case "STEP_EMITTED":
      return `says ${event}`;
    case "RUN_STOPPING":
      return `! stops: ${error?.message} (${error?.class})`;
    case "RUN_COMPENSATING":
      return `undoes ${steps.length} steps`;
    case "STEP_COMPENSATED":
      return "undone";
    case "RUN_COMPLETED":
      return "complete";
    case "RUN_FAILED":
    case "RUN_CANCELLED":
    case "RUN_COMPENSATED":
    case "RUN_COMPENSATION_FAILED":
      return `! ended: ${type.slice(4)}`;
    default:
      return null;
  }
}
