import type { MusterClient } from "@muster/sdk";
import { parse } from "graphql";
import type { WorkflowSource } from "../src/workflows/definition/model.js";

const defineWorkflow = parse(
  "mutation ($input: DefineWorkflowInput!) { defineWorkflow(input: $input) { version { number } } }",
);
const startWorkflowRun = parse(
  "mutation ($input: StartWorkflowRunInput!) { startWorkflowRun(input: $input) { run { id } } }",
);
const workflowRun = parse("query ($id: ID!) { workflowRun(id: $id) { status error { message step } } }");
const workflowRuns = parse(
  "query ($filter: WorkflowRunFilter!) { workflowRuns(first: 1, filter: $filter) { nodes { id } } }",
);

const open = ["QUEUED", "RUNNING", "PAUSED", "STOPPING", "COMPENSATING"];
const failed = ["FAILED", "CANCELLED", "COMPENSATED", "COMPENSATION_FAILED"];

/** How often a run is looked at: what is measured is longer than it was by half of that. */
const pollMs = 10;
/** The same for many of them, which take seconds. */
const pollManyMs = 20;

export interface RunOrder {
  /** Name of the workflow. */
  readonly workflow: string;
  readonly input?: unknown;
}

export async function define(client: MusterClient, name: string, definition: WorkflowSource): Promise<void> {
  await client.execute(defineWorkflow, { input: { name, definition } });
}

/** Answers the run's id. */
export async function start(client: MusterClient, { workflow, input = null }: RunOrder): Promise<string> {
  const data = await client.execute<Started, object>(startWorkflowRun, { input: { workflow, input } });
  return data.startWorkflowRun.run.id;
}

interface Started {
  readonly startWorkflowRun: { readonly run: { readonly id: string } };
}

/** Starts a run and resolves when it is seen to be COMPLETED; rejects when it ends in any other way. */
export async function run(client: MusterClient, order: RunOrder): Promise<void> {
  const id = await start(client, order);
  for (;;) {
    const { workflowRun: seen } = await client.execute<Seen, object>(workflowRun, { id });
    if (seen?.status === "COMPLETED") return;
    if (!seen || !open.includes(seen.status)) throw new Error(`${order.workflow} did not complete: ${tell(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

interface Seen {
  readonly workflowRun: SeenRun | null;
}

interface SeenRun {
  readonly status: string;
  readonly error: { readonly message: string; readonly step: string | null } | null;
}

function tell(seen: SeenRun | null): string {
  if (!seen) return "it is gone";
  return `${seen.status} at ${seen.error?.step ?? "no step"}: ${seen.error?.message}`;
}

/** Resolves when no run of the workflow is seen to be open; rejects when one has not completed. */
export async function allEnded(client: MusterClient, workflow: string): Promise<void> {
  while (await hasAny(client, workflow, open)) await new Promise((resolve) => setTimeout(resolve, pollManyMs));
  if (await hasAny(client, workflow, failed)) throw new Error(`a run of ${workflow} did not complete`);
}

async function hasAny(client: MusterClient, workflow: string, status: readonly string[]): Promise<boolean> {
  const data = await client.execute<Page, object>(workflowRuns, { filter: { workflow, status } });
  return data.workflowRuns.nodes.length > 0;
}

interface Page {
  readonly workflowRuns: { readonly nodes: readonly unknown[] };
}
