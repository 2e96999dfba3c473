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
    marketplaceItem: readers,
    marketplaceItems: readers,
    publisher: readers,
    publishers: readers,
    installations: readers,
    binary: readers,
    binaries: readers,
    execution: readers,
    executions: readers,
    sandbox: readers,
    sandboxes: readers,
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
    createPublisher: supervisors,
    addPublisherKey: supervisors,
    revokePublisherKey: supervisors,
    publishRelease: supervisors,
    updateItem: supervisors,
    deprecateRelease: supervisors,
    yankRelease: supervisors,
    restoreRelease: supervisors,
    signRelease: supervisors,
    reviewItem: authors,
    deleteReview: authors,
    installItem: supervisors,
    upgradeInstallation: supervisors,
    uninstallItem: supervisors,
    createBinaryUpload: makers,
    deleteBinary: authors,
    executeAgent: makers,
    requestSandbox: makers,
    terminateSandbox: makers,
  } satisfies Record<keyof MutationResolvers, Permission>,
  Subscription: {
    taskAssignments: agents,
    agentCommands: agents,
    taskEvents: readers,
    workflowRunEvents: readers,
    taskOutput: readers,
    agentEvents: readers,
    sandboxEvents: readers,
    sandboxLogs: readers,
    events: readers,
  } satisfies Record<keyof SubscriptionResolvers, Permission>,
};

type Fields<Root extends keyof typeof permissions> = readonly (keyof (typeof permissions)[Root])[];

/** Of what its role may do, what a key for one task alone is for: to work on that task. Deny by default here, too. */
export const taskKeyFields = {
  Query: ["viewer"],
  Mutation: [
    "acceptTasks",
    "rejectTasks",
    "completeTasks",
    "reportTaskFailure",
    "reportTaskProgress",
    "appendTaskOutput",
    "heartbeat",
  ],
  Subscription: ["taskAssignments", "agentCommands"],
} as const satisfies { readonly [Root in keyof typeof permissions]: Fields<Root> };

/**
 * Where such a key may go from there, of all fields that lead from one thing to another: to who it is. Its agent is that of all
 * sandboxes of the tenant, so that what hangs on the agent is not its own.
 */
export const taskKeyLinks: ReadonlySet<string> = new Set(["Viewer.tenant", "Viewer.user", "Viewer.agent"]);
