import agents from "./agents.graphql?raw";
import assignments from "./assignments.graphql?raw";
import createTask from "./create-task.graphql?raw";
import executeAgent from "./execute-agent.graphql?raw";
import feed from "./feed.graphql?raw";
import findItems from "./find-items.graphql?raw";
import publishWorkflow from "./publish-workflow.graphql?raw";
import queues from "./queues.graphql?raw";
import registerAgent from "./register-agent.graphql?raw";
import requestSandbox from "./request-sandbox.graphql?raw";
import runHistory from "./run-history.graphql?raw";
import runWorkflow from "./run-workflow.graphql?raw";
import runs from "./runs.graphql?raw";
import sandboxes from "./sandboxes.graphql?raw";
import taskHistory from "./task-history.graphql?raw";
import tasks from "./tasks.graphql?raw";
import welcome from "./welcome.graphql?raw";
import variables from "./variables.json";

interface Tab {
  readonly query: string;
  readonly variables: string | null;
  readonly headers: string | null;
}

function tab(query: string, values?: object, headers?: object): Tab {
  return { query, variables: values ? toText(values) : null, headers: headers ? toText(headers) : null };
}

function toText(value: object): string {
  return JSON.stringify(value, null, 2);
}

/** What a new session opens with, in the order in which one would try it. */
export const exampleTabs: Tab[] = [
  tab(welcome),
  tab(createTask, variables.createTask),
  tab(feed, variables.feed),
  tab(tasks, variables.tasks),
  tab(taskHistory, variables.taskHistory),
  tab(runWorkflow, variables.runWorkflow),
  tab(runs, variables.runs),
  tab(runHistory, variables.runHistory),
  tab(publishWorkflow, variables.publishWorkflow),
  tab(findItems, variables.findItems),
  tab(executeAgent, variables.executeAgent),
  tab(requestSandbox, variables.requestSandbox),
  tab(sandboxes, variables.sandboxes),
  tab(queues),
  tab(agents, variables.agents),
  tab(registerAgent, variables.registerAgent),
  tab(assignments, variables.assignments, { authorization: "Bearer <the apiKey>" }),
];
