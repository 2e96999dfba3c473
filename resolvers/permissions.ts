import type { MutationResolvers, QueryResolvers, SubscriptionResolvers } from "../src/generated/graphql.js";
import { roles, type Role } from "../src/identity/index.js";

/** Who may use a root field: anyone, or the roles listed. */
export type Permission = "public" | readonly Role[];

const anyone = roles;
const people = ["ADMIN", "SUPERVISOR", "DEVELOPER", "VIEWER"] as const;
const readers = [...people, "SERVICE"] as const;
const makers = ["ADMIN", "SUPERVISOR", "DEVELOPER", "SERVICE"] as const;
/** People who make something. */
const authors = ["ADMIN", "SUPERVISOR", "DEVELOPER"] as const;
const supervisors = ["ADMIN", "SUPERVISOR"] as const;
const admins = ["ADMIN"] as const;
const agents = ["AGENT"] as const;

/** Deny by default: a root field without an entry does not compile. */
export const permissions = {
  Query: {
    viewer: "public",
    node: anyone,
    users: admins,
    apiKeys: admins,
    agent: anyone,
    agents: readers,
    task: anyone,
    tasks: readers,
    taskKind: anyone,
    taskKinds: anyone,
    queueStats: readers,
    feedCursor: readers,
    workflow: readers,
    workflows: readers,
    workflowRun: readers,
    workflowRuns: readers,
    checkWorkflow: readers,
    workflowDiff: readers,
    workflowTemplates: readers,
    workflowSchema: readers,
  } satisfies Record<keyof QueryResolvers, Permission>,
  Mutation: {
    signIn: "public",
    refreshToken: "public",
    signOut: people,
    createTenant: admins,
    createUser: admins,
    updateUser: admins,
    changePassword: people,
    createApiKey: admins,
    revokeApiKey: admins,
    registerAgent: makers,
    updateAgent: [...makers, "AGENT"],
    pauseAgent: supervisors,
    resumeAgent: supervisors,
    drainAgent: supervisors,
    removeAgent: [...supervisors, "SERVICE", "AGENT"],
    defineTaskKind: makers,
    createTask: makers,
    createTasks: makers,
    cancelTask: makers,
    redriveTask: supervisors,
    setTaskPriority: supervisors,
    acceptTasks: agents,
    rejectTasks: agents,
    completeTasks: agents,
    reportTaskFailure: agents,
    reportTaskProgress: agents,
    appendTaskOutput: agents,
    heartbeat: agents,
    defineWorkflow: makers,
    startWorkflowRun: makers,
    pauseWorkflowRun: makers,
    resumeWorkflowRun: makers,
    cancelWorkflowRun: makers,
    retryWorkflowRun: authors,
    signalWorkflowRun: makers,
    // The step says which of them.
    answerApproval: people,
    skipStep: authors,
    createTrigger: authors,
    updateTrigger: authors,
    deleteTrigger: authors,
    rotateTriggerSecret: authors,
  } satisfies Record<keyof MutationResolvers, Permission>,
  Subscription: {
    taskAssignments: agents,
    agentCommands: agents,
    taskEvents: readers,
    workflowRunEvents: readers,
    taskOutput: readers,
    agentEvents: readers,
    events: readers,
  } satisfies Record<keyof SubscriptionResolvers, Permission>,
};
