import type { IdPrefix } from "../../src/platform/ids.js";

/** What somebody tries with an id that is another tenant's, as ADMIN, and what it is answered. */
export interface Attempt {
  readonly as: "ADMIN" | "AGENT";
  /** What the id names. */
  readonly noun: IdPrefix;
  readonly query: string;
  /** What the caller reads of it: of another tenant's as of what never was. */
  readonly answer: unknown;
}

export const notFound = (noun: string): unknown => ({ code: "NOT_FOUND", reason: `${noun.toUpperCase()}_NOT_FOUND` });

/** Makes one of everything that belongs to workflows: the ids by what they name. */
export const fillWorkflows = `mutation {
  defineWorkflow(input: { name: "secret", definition: { steps: [{ id: "wait", type: "waitForSignal", signal: "go" }] } }) {
    workflow { id } version { id }
  }
  startWorkflowRun(input: { workflow: "secret" }) { run { id step(key: "wait") { id } } }
  createTrigger(input: { workflow: "secret", name: "hook" }) { trigger { id } }
}`;

export interface FilledWorkflows {
  readonly defineWorkflow: { readonly workflow: { readonly id: string }; readonly version: { readonly id: string } };
  readonly startWorkflowRun: { readonly run: { readonly id: string; readonly step: { readonly id: string } } };
  readonly createTrigger: { readonly trigger: { readonly id: string } };
}

/** What a tenant sees of its own, to tell whether anything has changed. */
export const workflowsView = `workflows { nodes { id latestVersion { number } triggers { id name enabled } } }
  workflowRuns { nodes { id status lastSeq steps { nodes { id status } } } }`;

const onRun = (field: string, selection: string): Attempt => ({
  as: "ADMIN",
  noun: "run",
  query: `mutation ($id: ID!) { ${field}(${selection} }`,
  answer: notFound("run"),
});
const onTrigger = (field: string, selection: string): Attempt => ({
  as: "ADMIN",
  noun: "trigger",
  query: `mutation ($id: ID!) { ${field}(${selection} }`,
  answer: notFound("trigger"),
});

/** By root field: every one of workflows that takes an id. */
export const workflowAttempts: Readonly<Record<string, Attempt>> = {
  workflowRun: {
    as: "ADMIN",
    noun: "run",
    query: "query ($id: ID!) { workflowRun(id: $id) { id } }",
    answer: { data: { workflowRun: null } },
  },
  workflowRuns: {
    as: "ADMIN",
    noun: "trigger",
    query: "query ($id: ID!) { workflowRuns(filter: { triggerId: $id }) { nodes { id } } }",
    answer: { data: { workflowRuns: { nodes: [] } } },
  },
  workflowRunEvents: {
    as: "ADMIN",
    noun: "run",
    query: "subscription ($id: ID!) { workflowRunEvents(runId: $id) { seq } }",
    answer: notFound("run"),
  },
  pauseWorkflowRun: onRun("pauseWorkflowRun", "id: $id) { run { id } }"),
  resumeWorkflowRun: onRun("resumeWorkflowRun", "id: $id) { run { id } }"),
  cancelWorkflowRun: onRun("cancelWorkflowRun", "input: { id: $id }) { run { id } }"),
  retryWorkflowRun: onRun("retryWorkflowRun", "input: { id: $id }) { run { id } }"),
  signalWorkflowRun: onRun("signalWorkflowRun", 'input: { id: $id, signal: "go" }) { run { id } }'),
  skipStep: onRun("skipStep", 'input: { runId: $id, stepKey: "wait" }) { step { id } }'),
  answerApproval: onRun("answerApproval", 'input: { runId: $id, stepKey: "wait", decision: APPROVE }) { step { id } }'),
  updateTrigger: onTrigger("updateTrigger", "input: { id: $id, enabled: false }) { trigger { id } }"),
  deleteTrigger: onTrigger("deleteTrigger", "id: $id) { id }"),
  rotateTriggerSecret: onTrigger("rotateTriggerSecret", "id: $id) { secret }"),
};
