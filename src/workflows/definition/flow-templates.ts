import type { WorkflowSource } from "./model.js";

/** Templates about the order of steps. */

export const sequence: WorkflowSource = {
  description: "Fetches a document, summarizes it and publishes the summary.",
  inputSchema: { type: "object", required: ["url"], properties: { url: { type: "string", format: "uri" } } },
  output: { summary: "${steps.summarize.output.text}", publishedAt: "${steps.publish.output.at}" },
  steps: [
    { id: "fetch", kind: "document.fetch", input: { url: "${input.url}" } },
    {
      id: "summarize",
      kind: "text.summarize",
      needs: ["fetch"],
      input: { text: "${steps.fetch.output.text}", maxWords: 200 },
    },
    {
      id: "publish",
      kind: "text.publish",
      needs: ["summarize"],
      input: { title: "Summary of ${input.url}", text: "${steps.summarize.output.text}" },
    },
  ],
};

export const fanOut: WorkflowSource = {
  description: "Splits a text, has its parts worked on five at a time and merges what they gave.",
  inputSchema: { type: "object", required: ["text"], properties: { text: { type: "string" } } },
  output: "${steps.merge.output}",
  steps: [
    { id: "split", kind: "text.split", input: { text: "${input.text}" } },
    {
      id: "work",
      type: "forEach",
      needs: ["split"],
      items: "${steps.split.output.parts}",
      concurrency: 5,
      do: { kind: "text.count", input: { number: "${index}", text: "${item}" } },
    },
    { id: "merge", kind: "text.merge", needs: ["work"], input: { counts: "${steps.work.output}" } },
  ],
};

export const choice: WorkflowSource = {
  description: "Answers a message by what it is about.",
  inputSchema: { type: "object", required: ["message"], properties: { message: { type: "string" } } },
  output: { topic: "${steps.classify.output.topic}" },
  steps: [
    { id: "classify", kind: "message.classify", input: { message: "${input.message}" } },
    {
      id: "route",
      type: "switch",
      needs: ["classify"],
      cases: [
        { when: 'steps.classify.output.topic == "billing"', then: ["billing"] },
        { when: 'steps.classify.output.topic == "outage"', then: ["page", "apologize"] },
      ],
      default: ["answer"],
    },
    { id: "billing", kind: "message.forward", input: { to: "billing", message: "${input.message}" } },
    { id: "page", kind: "oncall.page", priority: "URGENT", input: { about: "${input.message}" } },
    { id: "apologize", kind: "message.reply", input: { message: "${input.message}", tone: "apologetic" } },
    { id: "answer", kind: "message.reply", input: { message: "${input.message}", tone: "friendly" } },
    { id: "done", type: "join", needs: ["billing", "page", "apologize", "answer"] },
    { id: "archive", kind: "message.archive", needs: ["done"], input: { message: "${input.message}" } },
  ],
};

export const nightlyReport: WorkflowSource = {
  description: "Gathers figures from several sources and mails a report. A source that fails is left out of it.",
  inputSchema: {
    type: "object",
    required: ["recipients"],
    properties: {
      recipients: { type: "array", items: { type: "string" }, minItems: 1 },
      sources: { type: "array", items: { type: "string" } },
    },
  },
  timeoutMs: 14_400_000,
  concurrency: { limit: 1 },
  onFailure: {
    kind: "mail.send",
    input: { to: "${input.recipients}", subject: "No report today", text: "It failed: ${error.message}" },
  },
  steps: [
    {
      id: "gather",
      type: "forEach",
      items: "${has(input.sources) ? input.sources : ['sales', 'support', 'uptime']}",
      concurrency: 3,
      continueOnError: true,
      do: {
        kind: "figures.gather",
        input: { source: "${item}", until: "${run.createdAt}" },
        retry: { attempts: 5, initialDelayMs: 10_000 },
        attemptTimeoutMs: 600_000,
      },
    },
    {
      id: "compose",
      kind: "report.compose",
      needs: ["gather"],
      input: { figures: "${steps.gather.output.filter(figures, figures != null)}" },
    },
    {
      id: "send",
      kind: "mail.send",
      needs: ["compose"],
      input: { to: "${input.recipients}", subject: "Report of ${run.createdAt}", text: "${steps.compose.output.text}" },
    },
    { id: "sent", type: "emit", needs: ["send"], event: "report.sent", data: { recipients: "${input.recipients}" } },
  ],
};
