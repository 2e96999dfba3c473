import type { WorkflowSource } from "./model.js";

/** Templates about waiting for people and for other systems. */

export const approvalGate: WorkflowSource = {
  description: "Builds a release, and deploys it once a supervisor has agreed.",
  inputSchema: {
    type: "object",
    required: ["service", "version"],
    properties: { service: { type: "string" }, version: { type: "string" } },
  },
  // Two releases of one service would overtake each other.
  concurrency: { key: "${input.service}", limit: 1 },
  output: { deployedBy: "${steps.approve.output.by}", url: "${steps.deploy.output.url}" },
  steps: [
    { id: "build", kind: "release.build", input: { service: "${input.service}", version: "${input.version}" } },
    { id: "test", kind: "release.test", needs: ["build"], input: { artifact: "${steps.build.output.artifact}" } },
    {
      id: "approve",
      type: "approval",
      needs: ["test"],
      role: "SUPERVISOR",
      message: "Deploy ${input.service} ${input.version}? ${steps.test.output.passed} tests passed.",
      timeoutMs: 172_800_000,
      default: "REJECT",
    },
    {
      id: "deploy",
      kind: "release.deploy",
      needs: ["approve"],
      priority: "HIGH",
      input: { artifact: "${steps.build.output.artifact}", approvedBy: "${steps.approve.output.by}" },
      compensate: { kind: "release.rollback", input: { deployment: "${output.id}" } },
    },
  ],
};

export const signalWithTimeout: WorkflowSource = {
  description: "Orders goods and waits up to an hour for the supplier's answer; reminds them if none came.",
  inputSchema: {
    type: "object",
    required: ["supplier", "article"],
    properties: { supplier: { type: "string" }, article: { type: "string" } },
  },
  output: { confirmed: "${steps.answer.output != null}" },
  steps: [
    {
      id: "order",
      kind: "order.send",
      input: { supplier: "${input.supplier}", article: "${input.article}", runId: "${run.id}" },
    },
    {
      id: "answer",
      type: "waitForSignal",
      needs: ["order"],
      signal: "order.confirmed",
      timeoutMs: 3_600_000,
      default: null,
    },
    {
      id: "remind",
      kind: "order.remind",
      needs: ["answer"],
      when: "steps.answer.output == null",
      input: { orderId: "${steps.order.output.orderId}" },
    },
    {
      id: "record",
      kind: "order.record",
      needs: ["answer"],
      when: "steps.answer.output != null",
      input: { orderId: "${steps.order.output.orderId}", answer: "${steps.answer.output}" },
    },
  ],
};
