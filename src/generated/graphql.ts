import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Tenant as TenantRow, User as UserRow, ApiKey as ApiKeyRow, Principal as PrincipalRow } from '../identity/index.js';
import type { Agent as AgentRow, AgentSession as AgentSessionRow, AgentCommand as AgentCommandRow } from '../agents/index.js';
import type { Task as TaskRow, TaskAttempt as TaskAttemptRow, TaskKind as TaskKindRow, Assignment as AssignmentRow } from '../tasks/index.js';
import type { Workflow as WorkflowRow, WorkflowVersionHead as WorkflowVersionRow, WorkflowRun as WorkflowRunRow, RunError as RunErrorRow, Step as StepRow, Trigger as TriggerRow } from '../workflows/index.js';
import type { EventRecord as EventRecordRow, SandboxLogChunk as SandboxLogChunkRow } from '../events/index.js';
import type { Publisher as PublisherRow, PublisherKey as PublisherKeyRow, MarketplaceItem as MarketplaceItemRow, Release as ReleaseRow, ReleaseSignature as ReleaseSignatureRow, Review as ReviewRow, Installation as InstallationRow } from '../marketplace/index.js';
import type { ItemPage } from '../../resolvers/marketplace.js';
import type { Binary as BinaryRow } from '../binaries/index.js';
import type { Execution as ExecutionRow } from '../executions/index.js';
import type { Sandbox as SandboxRow } from '../sandboxes/index.js';
import type { RequestContext } from '../../resolvers/context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An opaque position, to be handed back as `after`. */
  Cursor: { input: string; output: string; }
  /** An instant, RFC 3339 in UTC with milliseconds: `2026-01-31T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /** Any JSON value. Its serialised form may be as large as the limits in docs/configuration.md allow. */
  JSON: { input: unknown; output: unknown; }
  /** A position in one stream: 1, 2, 3, ... without a gap. `after: 0` means from the beginning. */
  Seq: { input: number; output: number; }
};

/** Answer of acceptTasks. */
export type AcceptTasksPayload = {
  readonly __typename?: 'AcceptTasksPayload';
  /** One outcome per lease, in their order. */
  readonly results: ReadonlyArray<LeaseResult>;
};

/** A key of a publisher. */
export type AddPublisherKeyInput = {
  /** For people; 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** Ed25519: SPKI in PEM, or the 32 bytes in base64. */
  readonly publicKey: Scalars['String']['input'];
  /** Name of the publisher. */
  readonly publisher: Scalars['String']['input'];
};

/** Answer of addPublisherKey. */
export type AddPublisherKeyPayload = {
  readonly __typename?: 'AddPublisherKeyPayload';
  /** The key. */
  readonly key: PublisherKey;
};

/** A registered worker identity. */
export type Agent = Node & {
  readonly __typename?: 'Agent';
  /** What may be done with it now. */
  readonly allowedActions: ReadonlyArray<AgentAction>;
  /** What it can do. A task goes to an agent that has all that the task requires. */
  readonly capabilities: ReadonlyArray<Scalars['String']['output']>;
  /** Slots over all live sessions. */
  readonly capacity: Scalars['Int']['output'];
  /** When it was registered. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Its open leases, at most 100: what it works on now. */
  readonly currentTasks: ReadonlyArray<Task>;
  /** Global id, `agent_...`. */
  readonly id: Scalars['ID']['output'];
  /** Free labels: string to string. */
  readonly labels: Scalars['JSON']['output'];
  /** When it was last heard of. */
  readonly lastSeenAt?: Maybe<Scalars['DateTime']['output']>;
  /** Load that it last reported, 0 to 1. */
  readonly load?: Maybe<Scalars['Float']['output']>;
  /** Name for people; need not be unique. */
  readonly name: Scalars['String']['output'];
  /** Its live sessions, oldest first; at most 100. */
  readonly sessions: ReadonlyArray<AgentSession>;
  /** Where it stands; follows READY and BUSY within half a second. */
  readonly status: AgentStatus;
  /** Why it is FAULTED. */
  readonly statusReason?: Maybe<Scalars['String']['output']>;
  /** Version of the agent's program. */
  readonly version?: Maybe<Scalars['String']['output']>;
};

/** What a person may do with an agent now. */
export type AgentAction =
  /** drainAgent. */
  | 'DRAIN'
  /** pauseAgent. */
  | 'PAUSE'
  /** removeAgent. */
  | 'REMOVE'
  /** resumeAgent. */
  | 'RESUME';

/** What an agent is told. */
export type AgentCommand = CancelTask | Drain;

/** A page of agents. */
export type AgentConnection = {
  readonly __typename?: 'AgentConnection';
  /** The agents with their cursors. */
  readonly edges: ReadonlyArray<AgentEdge>;
  /** The agents alone. */
  readonly nodes: ReadonlyArray<Agent>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
};

/** An agent in a page. */
export type AgentEdge = {
  readonly __typename?: 'AgentEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The agent. */
  readonly node: Agent;
};

/** A fact about an agent. */
export type AgentEvent = Event & {
  readonly __typename?: 'AgentEvent';
  /** The agent as it is now. */
  readonly agent: Agent;
  /** Id of the agent. */
  readonly agentId: Scalars['ID']['output'];
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Position in the tenant's feed. */
  readonly cursor: Scalars['Cursor']['output'];
  /** Details. */
  readonly data: Scalars['JSON']['output'];
  /** Position in the agent's stream. */
  readonly seq: Scalars['Seq']['output'];
  /** What happened. */
  readonly type: EventType;
};

/** Which agents to list; all conditions hold together. */
export type AgentFilter = {
  /** All of these capabilities. */
  readonly capabilities?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** These labels, with these values. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** Text in the name, in any case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Any of these statuses. */
  readonly status?: InputMaybe<ReadonlyArray<AgentStatus>>;
};

/** How agents are sorted. */
export type AgentOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: AgentOrderField;
};

/** What agents are sorted by. */
export type AgentOrderField =
  /** Registration. */
  | 'CREATED_AT'
  /** Name. */
  | 'NAME';

/** What to run: an item, or a binary of the tenant. */
export type AgentReferenceInput = {
  /** Id or SHA-256 of a binary. */
  readonly binary?: InputMaybe<Scalars['String']['input']>;
  /** Name or id of an item that you may see; it need not be installed. */
  readonly item?: InputMaybe<Scalars['String']['input']>;
  /** A version or a range; what is installed unless said, else the latest. */
  readonly version?: InputMaybe<Scalars['String']['input']>;
};

/** One live connection of an agent. */
export type AgentSession = Node & {
  readonly __typename?: 'AgentSession';
  /** Most assignments outstanding at a time. */
  readonly capacity: Scalars['Int']['output'];
  /** When it connected. */
  readonly connectedAt: Scalars['DateTime']['output'];
  /** Global id, `session_...`. */
  readonly id: Scalars['ID']['output'];
  /** The task kinds that it takes; null for all. A name that ends in `*` stands for all that begin so. */
  readonly kinds?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Where an agent stands. docs/architecture.md has the moves. */
export type AgentStatus =
  /** Connected, every slot taken. */
  | 'BUSY'
  /** Registered, never connected. */
  | 'CREATED'
  /** Finishes what it has, is offered nothing new, then leaves. */
  | 'DRAINING'
  /** Connected, but deaf or silent: offered nothing until it shows life. */
  | 'FAULTED'
  /** No live session. */
  | 'OFFLINE'
  /** Held by a person: connected or not, it is offered nothing. */
  | 'PAUSED'
  /** Connected, with a free slot. */
  | 'READY';

/** An answer. */
export type AnswerApprovalInput = {
  /** Why, for others to read. Up to 1,000 characters. */
  readonly comment?: InputMaybe<Scalars['String']['input']>;
  /** The answer. */
  readonly decision: ApprovalDecision;
  /** Which run. */
  readonly runId: Scalars['ID']['input'];
  /** Id of the step in the definition. */
  readonly stepKey: Scalars['String']['input'];
};

/** Answer of answerApproval. */
export type AnswerApprovalPayload = {
  readonly __typename?: 'AnswerApprovalPayload';
  /** The step. */
  readonly step: Step;
};

/** The key of an agent or a service. Only its SHA-256 is stored; the key itself is shown once. */
export type ApiKey = Node & {
  readonly __typename?: 'ApiKey';
  /** The agent it belongs to; null for a service. */
  readonly agent?: Maybe<Agent>;
  /** When it was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it ends by itself. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global id, `key_...`. */
  readonly id: Scalars['ID']['output'];
  /** When it was last used, to the minute. */
  readonly lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name for people. */
  readonly name: Scalars['String']['output'];
  /** The key's first characters, to recognise it. */
  readonly prefix: Scalars['String']['output'];
  /** When it was revoked. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** AGENT or SERVICE. */
  readonly role: Role;
};

/** A page of API keys. */
export type ApiKeyConnection = {
  readonly __typename?: 'ApiKeyConnection';
  /** The keys with their cursors. */
  readonly edges: ReadonlyArray<ApiKeyEdge>;
  /** The keys alone. */
  readonly nodes: ReadonlyArray<ApiKey>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
};

/** An API key in a page. */
export type ApiKeyEdge = {
  readonly __typename?: 'ApiKeyEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The key. */
  readonly node: ApiKey;
};

/** Pieces of output. */
export type AppendTaskOutputInput = {
  /**
   * Position of the last piece before these: pieces that are stored already are not stored again; the answer is the same.
   * For a try's only writer, which begins at the task's `lastOutputSeq` as assigned. Without it they go behind the last.
   */
  readonly afterSeq?: InputMaybe<Scalars['Seq']['input']>;
  /** The pieces in order, 1 to 1,000, each up to 64 KiB. */
  readonly chunks: ReadonlyArray<Scalars['String']['input']>;
  /** The assignment's token. */
  readonly leaseToken: Scalars['String']['input'];
  /** Which task. */
  readonly taskId: Scalars['ID']['input'];
};

/** Answer of appendTaskOutput. */
export type AppendTaskOutputPayload = {
  readonly __typename?: 'AppendTaskOutputPayload';
  /** Position of the last of these pieces. */
  readonly lastSeq: Scalars['Seq']['output'];
};

/** How an approval is answered. */
export type ApprovalDecision =
  /** The step completes. */
  | 'APPROVE'
  /** The step fails. */
  | 'REJECT';

/** Bytes of a tenant, named by their content. */
export type Binary = Node & {
  readonly __typename?: 'Binary';
  /** When they were uploaded. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Id of the user or API key that uploaded them. */
  readonly createdBy: Scalars['ID']['output'];
  /** Where to GET them within the next 15 minutes. */
  readonly downloadUrl: Scalars['String']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** As `application/wasm`. */
  readonly mediaType: Scalars['String']['output'];
  /** SHA-256 of them, in hex. */
  readonly sha256: Scalars['String']['output'];
  /** How many bytes. */
  readonly size: Scalars['Float']['output'];
};

/** One page of binaries. */
export type BinaryConnection = {
  readonly __typename?: 'BinaryConnection';
  /** Binaries with their cursors. */
  readonly edges: ReadonlyArray<BinaryEdge>;
  /** The binaries. */
  readonly nodes: ReadonlyArray<Binary>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** A binary in a list. */
export type BinaryEdge = {
  readonly __typename?: 'BinaryEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The binary. */
  readonly node: Binary;
};

/** Stop working on a task: it was cancelled or its lease is lost. */
export type CancelTask = {
  readonly __typename?: 'CancelTask';
  /** Why, in words. */
  readonly reason: Scalars['String']['output'];
  /** Which task. */
  readonly taskId: Scalars['ID']['output'];
};

/** Answer of cancelTask. */
export type CancelTaskPayload = {
  readonly __typename?: 'CancelTaskPayload';
  /** The task. */
  readonly task: Task;
};

/** What to cancel. */
export type CancelWorkflowRunInput = {
  /** Whether completed steps are undone. */
  readonly compensate?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which run. */
  readonly id: Scalars['ID']['input'];
  /** Why, for others to read. Up to 1,000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** Answer of cancelWorkflowRun. */
export type CancelWorkflowRunPayload = {
  readonly __typename?: 'CancelWorkflowRunPayload';
  /** The run, which may still have to end what runs. */
  readonly run: WorkflowRun;
};

/** A change of password. */
export type ChangePasswordInput = {
  /** The present one. */
  readonly currentPassword: Scalars['String']['input'];
  /** The next one, 12 to 256 characters. */
  readonly newPassword: Scalars['String']['input'];
};

/** Answer of changePassword. */
export type ChangePasswordPayload = {
  readonly __typename?: 'ChangePasswordPayload';
  /** The user. */
  readonly user: User;
};

/** Answer of completeTasks. */
export type CompleteTasksPayload = {
  readonly __typename?: 'CompleteTasksPayload';
  /** One outcome per result, in their order. */
  readonly results: ReadonlyArray<LeaseResult>;
};

/** A new API key. */
export type CreateApiKeyInput = {
  /** The agent that the key is for. */
  readonly agentId?: InputMaybe<Scalars['ID']['input']>;
  /** When it ends by itself. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Name, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** SERVICE, or AGENT together with `agentId`. */
  readonly role?: Role;
};

/** Answer of createApiKey. */
export type CreateApiKeyPayload = {
  readonly __typename?: 'CreateApiKeyPayload';
  /** What is known of the key. */
  readonly apiKey: ApiKey;
  /** The key itself, shown only here. */
  readonly secret: Scalars['String']['output'];
};

/** What bytes are to come. */
export type CreateBinaryUploadInput = {
  /** As `application/wasm`. */
  readonly mediaType?: InputMaybe<Scalars['String']['input']>;
  /** SHA-256 of them, in hex. */
  readonly sha256: Scalars['String']['input'];
  /** How many bytes. */
  readonly size: Scalars['Float']['input'];
};

/** Answer of createBinaryUpload: `uploadUrl`, or `binary` where there is nothing to upload. */
export type CreateBinaryUploadPayload = {
  readonly __typename?: 'CreateBinaryUploadPayload';
  /** What the tenant has already. */
  readonly binary?: Maybe<Binary>;
  /** Until when. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where to PUT the bytes, once; null when the tenant has them. */
  readonly uploadUrl?: Maybe<Scalars['String']['output']>;
};

/** What a publisher is. */
export type CreatePublisherInput = {
  /** For people; its name unless said. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 39 of a-z, 0-9 and single -, not first or last. */
  readonly name: Scalars['String']['input'];
};

/** Answer of createPublisher. */
export type CreatePublisherPayload = {
  readonly __typename?: 'CreatePublisherPayload';
  /** The publisher. */
  readonly publisher: Publisher;
};

/** A new task. */
export type CreateTaskInput = {
  /** When it is cancelled if still open; after `scheduledAt`. */
  readonly deadlineAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Up to 200 characters. For 24 hours the same key with the same input answers the same task, with another input CONFLICT. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What to work on; must meet the kind's input schema. Up to 256 KiB. */
  readonly input?: InputMaybe<Scalars['JSON']['input']>;
  /** Name of a kind of the catalogue. */
  readonly kind: Scalars['String']['input'];
  /** Up to 50 labels: string to string. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** Retries after the first try, 0 to 100; the kind's default unless said, which is 3 unless said. */
  readonly maxRetries?: InputMaybe<Scalars['Int']['input']>;
  /** Which goes first; the kind's default unless said. */
  readonly priority?: InputMaybe<TaskPriority>;
  /** What an agent must have, beside what the kind requires; up to 20. */
  readonly requiredCapabilities?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** How long to wait between tries, and which failures end them; exponential with full jitter unless said. */
  readonly retry?: InputMaybe<RetryInput>;
  /** The place to run in: each try gets a sandbox of its own as the task is due, whose agent receives this task alone. */
  readonly sandbox?: InputMaybe<SandboxInput>;
  /** When it is due; at once unless said, at most a year ahead. */
  readonly scheduledAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Most milliseconds from accept to result, per try: 100 ms to 24 h. */
  readonly timeoutMs?: InputMaybe<Scalars['Int']['input']>;
};

/** Answer of createTask. */
export type CreateTaskPayload = {
  readonly __typename?: 'CreateTaskPayload';
  /** The task. */
  readonly task: Task;
};

/** Answer of createTasks. */
export type CreateTasksPayload = {
  readonly __typename?: 'CreateTasksPayload';
  /** The tasks, in the order of the inputs. */
  readonly tasks: ReadonlyArray<Task>;
};

/** A new tenant. */
export type CreateTenantInput = {
  /** Email of its first admin. */
  readonly adminEmail: Scalars['String']['input'];
  /** Password of its first admin, 12 to 256 characters. */
  readonly adminPassword: Scalars['String']['input'];
  /** Name for people, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
};

/** Answer of createTenant. */
export type CreateTenantPayload = {
  readonly __typename?: 'CreateTenantPayload';
  /** Its first admin. */
  readonly admin: User;
  /** The tenant. */
  readonly tenant: Tenant;
};

/** A trigger: with `cron` or `event`, or with neither for a webhook. */
export type CreateTriggerInput = {
  /** By the clock. */
  readonly cron?: InputMaybe<CronTriggerInput>;
  /** Whether it fires. */
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** By an event. */
  readonly event?: InputMaybe<EventTriggerInput>;
  /** Input of its runs; `${...}` in it is filled in from `trigger`. */
  readonly input?: InputMaybe<Scalars['JSON']['input']>;
  /** Unique in its workflow; 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** Name or id of a workflow. */
  readonly workflow: Scalars['String']['input'];
};

/** Answer of createTrigger. */
export type CreateTriggerPayload = {
  readonly __typename?: 'CreateTriggerPayload';
  /** WEBHOOK only: what its calls are signed with, after https://www.standardwebhooks.com. Shown now only. */
  readonly secret?: Maybe<Scalars['String']['output']>;
  /** The trigger. */
  readonly trigger: Trigger;
};

/** A new user. */
export type CreateUserInput = {
  /** Email, unique over all tenants. */
  readonly email: Scalars['String']['input'];
  /** Name, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** Password, 12 to 256 characters. */
  readonly password: Scalars['String']['input'];
  /** ADMIN, SUPERVISOR, DEVELOPER or VIEWER. */
  readonly role: Role;
};

/** Answer of createUser. */
export type CreateUserPayload = {
  readonly __typename?: 'CreateUserPayload';
  /** The user. */
  readonly user: User;
};

/** A schedule. */
export type CronTriggerInput = {
  /** What to do about instants that passed while nobody was there to fire. */
  readonly missedRuns?: InputMaybe<MissedRunPolicy>;
  /** What to do when the trigger's last run is still open. */
  readonly overlap?: InputMaybe<OverlapPolicy>;
  /** Cron expression of five or six fields. */
  readonly schedule: Scalars['String']['input'];
  /** IANA time zone. */
  readonly timeZone?: InputMaybe<Scalars['String']['input']>;
};

/** A kind of task. */
export type DefineTaskKindInput = {
  /** Retries of a task that names none, 0 to 100. */
  readonly defaultMaxRetries?: InputMaybe<Scalars['Int']['input']>;
  /** Priority of a task that names none. */
  readonly defaultPriority?: InputMaybe<TaskPriority>;
  /** Timeout of a task that names none, 100 ms to 24 h. */
  readonly defaultTimeoutMs?: InputMaybe<Scalars['Int']['input']>;
  /** For people, up to 2,000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** JSON Schema (2020-12) of the input; any input fits when left out. */
  readonly inputSchema?: InputMaybe<Scalars['JSON']['input']>;
  /** Unique name, 1 to 100 of `a-z A-Z 0-9 . _ : / -`. */
  readonly name: Scalars['String']['input'];
  /** JSON Schema (2020-12) of the output; any output fits when left out. */
  readonly outputSchema?: InputMaybe<Scalars['JSON']['input']>;
  /** Required of every agent, up to 20. */
  readonly requiredCapabilities?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Answer of defineTaskKind. */
export type DefineTaskKindPayload = {
  readonly __typename?: 'DefineTaskKindPayload';
  /** The kind. */
  readonly taskKind: TaskKind;
};

/** A workflow. */
export type DefineWorkflowInput = {
  /** As JSON; `workflowSchema` describes it. */
  readonly definition?: InputMaybe<Scalars['JSON']['input']>;
  /** 1 to 100 letters, digits, `-`, `_` and `.`; begins with a letter. */
  readonly name: Scalars['String']['input'];
  /** As text in YAML or JSON, instead. Up to 1 MiB. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
};

/** Answer of defineWorkflow. */
export type DefineWorkflowPayload = {
  readonly __typename?: 'DefineWorkflowPayload';
  /** Whether it is new. */
  readonly isNew: Scalars['Boolean']['output'];
  /** The version that has this content. */
  readonly version: WorkflowVersion;
  /** The workflow. */
  readonly workflow: Workflow;
};

/** Answer of deleteBinary. */
export type DeleteBinaryPayload = {
  readonly __typename?: 'DeleteBinaryPayload';
  /** Id of what was removed. */
  readonly id: Scalars['ID']['output'];
};

/** Answer of deleteReview. */
export type DeleteReviewPayload = {
  readonly __typename?: 'DeleteReviewPayload';
  /** Id of what was removed. */
  readonly id: Scalars['ID']['output'];
};

/** Answer of deleteTrigger. */
export type DeleteTriggerPayload = {
  readonly __typename?: 'DeleteTriggerPayload';
  /** Id of what was removed. */
  readonly id: Scalars['ID']['output'];
};

/** Answer of deprecateRelease. */
export type DeprecateReleasePayload = {
  readonly __typename?: 'DeprecateReleasePayload';
  /** The release. */
  readonly release: Release;
};

/** Finish what you have, take nothing new, then leave. */
export type Drain = {
  readonly __typename?: 'Drain';
  /** Why, in words. */
  readonly reason: Scalars['String']['output'];
};

/** Answer of drainAgent. */
export type DrainAgentPayload = {
  readonly __typename?: 'DrainAgentPayload';
  /** The agent. */
  readonly agent: Agent;
};

/** A fact in a stream. */
export type Event = {
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Position in the tenant's feed, for `events(after:)`. */
  readonly cursor: Scalars['Cursor']['output'];
  /** Details; docs/task-lifecycle.md lists the fields of each type. */
  readonly data: Scalars['JSON']['output'];
  /** Position in its stream. */
  readonly seq: Scalars['Seq']['output'];
  /** What happened. */
  readonly type: EventType;
};

/** Which events to follow; all conditions hold together. */
export type EventFilter = {
  /** Of any of these tasks, agents, runs or sandboxes; at most 100. */
  readonly subjectIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Any of these types. */
  readonly types?: InputMaybe<ReadonlyArray<EventType>>;
};

/** Events that start runs. */
export type EventTriggerInput = {
  /** CEL expression over `event`, as in `event.data.kind == "scan"`; every event of the types unless said. */
  readonly filter?: InputMaybe<Scalars['String']['input']>;
  /** Types to look at, 1 to 20. */
  readonly types: ReadonlyArray<EventType>;
};

/** What happened. The prefix names the stream: a task's, an agent's or, for RUN and STEP, a workflow run's. */
export type EventType =
  /** Its first session opened. */
  | 'AGENT_CONNECTED'
  /** Its last session ended. */
  | 'AGENT_DISCONNECTED'
  /** It is finishing and takes nothing new. */
  | 'AGENT_DRAINING'
  /** It went deaf or silent. */
  | 'AGENT_FAULTED'
  /** It has a free slot again. */
  | 'AGENT_FREED'
  /** A person paused it. */
  | 'AGENT_PAUSED'
  /** It showed life again. */
  | 'AGENT_RECOVERED'
  /** An agent was registered. */
  | 'AGENT_REGISTERED'
  /** It was removed; its keys are revoked. */
  | 'AGENT_REMOVED'
  /** A person resumed it. */
  | 'AGENT_RESUMED'
  /** Its slots are all taken. */
  | 'AGENT_SATURATED'
  /** Its capabilities, version or labels changed. */
  | 'AGENT_UPDATED'
  /** It was cancelled. */
  | 'RUN_CANCELLED'
  /** It was undone. */
  | 'RUN_COMPENSATED'
  /** What it had done is being undone. */
  | 'RUN_COMPENSATING'
  /** It could not be undone as a whole. */
  | 'RUN_COMPENSATION_FAILED'
  /** It completed. */
  | 'RUN_COMPLETED'
  /** A run was asked for. */
  | 'RUN_CREATED'
  /** It failed. */
  | 'RUN_FAILED'
  /** A person paused it. */
  | 'RUN_PAUSED'
  /** A person resumed it. */
  | 'RUN_RESUMED'
  /** A person began it again from some of its steps. */
  | 'RUN_RETRIED'
  /** It got a signal. */
  | 'RUN_SIGNALLED'
  /** It got its place among the runs that the workflow's concurrency allows. */
  | 'RUN_STARTED'
  /** It has failed or was cancelled: steps that had not begun are cancelled with it. */
  | 'RUN_STOPPING'
  /** A sandbox failed. */
  | 'SANDBOX_FAILED'
  /** A sandbox vanished. */
  | 'SANDBOX_LOST'
  /** A sandbox waits again: its host had no room, or was away. */
  | 'SANDBOX_POSTPONED'
  /** A sandbox is being made. */
  | 'SANDBOX_PROVISIONING'
  /** A sandbox runs. */
  | 'SANDBOX_READY'
  /** A sandbox was asked for. */
  | 'SANDBOX_REQUESTED'
  /** A sandbox ended well. */
  | 'SANDBOX_SUCCEEDED'
  /** A sandbox was ended. */
  | 'SANDBOX_TERMINATED'
  /** A sandbox is being ended. */
  | 'SANDBOX_TERMINATING'
  /** A step that had begun was ended because its run stops. */
  | 'STEP_CANCELLED'
  /** A step is undone. */
  | 'STEP_COMPENSATED'
  /** A step is being undone. */
  | 'STEP_COMPENSATING'
  /** A step could not be undone. */
  | 'STEP_COMPENSATION_FAILED'
  /** A step is done. */
  | 'STEP_COMPLETED'
  /** A step put an event of its own here. */
  | 'STEP_EMITTED'
  /** A step fanned out into items. */
  | 'STEP_EXPANDED'
  /** A step failed. */
  | 'STEP_FAILED'
  /** A step failed, and its `onFailure` began. */
  | 'STEP_RECOVERING'
  /** A step was not needed, or was skipped. */
  | 'STEP_SKIPPED'
  /** A step began. */
  | 'STEP_STARTED'
  /** A step waits for a time, a signal or a person. */
  | 'STEP_WAITING'
  /** A task was offered to an agent. */
  | 'TASK_ASSIGNED'
  /** It was cancelled. */
  | 'TASK_CANCELLED'
  /** It is done. */
  | 'TASK_COMPLETED'
  /** A task was created. */
  | 'TASK_CREATED'
  /** A try failed; a retry is scheduled. */
  | 'TASK_FAILED'
  /** An agent reported progress. */
  | 'TASK_PROGRESSED'
  /** A try failed and no retry is left. */
  | 'TASK_QUARANTINED'
  /** A task became due, or was handed back: it waits for an agent. */
  | 'TASK_QUEUED'
  /** A person put it back in the queue with its retries reset. */
  | 'TASK_REDRIVEN'
  /** Its priority changed. */
  | 'TASK_REPRIORITIZED'
  /** An agent accepted it. */
  | 'TASK_STARTED';

/** What to run, and with what. Of `input`, `stdin` and `stdinBase64` at most one. */
export type ExecuteAgentInput = {
  /** What. */
  readonly agent: AgentReferenceInput;
  /** Arguments behind the program's name; at most 256. */
  readonly args?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Its environment, text to text; it is not kept. */
  readonly env?: InputMaybe<Scalars['JSON']['input']>;
  /** Whether it finds an in-memory file system at `/`; so too with `files`. */
  readonly fileSystem?: InputMaybe<Scalars['Boolean']['input']>;
  /** What lies in it as it begins; at most 100. */
  readonly files?: InputMaybe<ReadonlyArray<ExecutionFileInput>>;
  /** JSON for its stdin; checked against the manifest's `inputs`. */
  readonly input?: InputMaybe<Scalars['JSON']['input']>;
  /** What it may use. */
  readonly limits?: InputMaybe<ExecutionLimitsInput>;
  /** Text for its stdin. */
  readonly stdin?: InputMaybe<Scalars['String']['input']>;
  /** Bytes for its stdin. */
  readonly stdinBase64?: InputMaybe<Scalars['String']['input']>;
};

/** Answer of executeAgent. */
export type ExecuteAgentPayload = {
  readonly __typename?: 'ExecuteAgentPayload';
  /** From the start of the module to its end. */
  readonly durationMs: Scalars['Float']['output'];
  /** Why it failed; null when it succeeded. */
  readonly error?: Maybe<ExecutionError>;
  /** All of it. */
  readonly execution: Execution;
  /** Id of the execution. */
  readonly executionId: Scalars['ID']['output'];
  /** Null when it did not come to an end by itself. */
  readonly exitCode?: Maybe<Scalars['Int']['output']>;
  /** The JSON that it wrote. */
  readonly output?: Maybe<Scalars['JSON']['output']>;
  /** The most linear memory that it had. */
  readonly peakMemoryBytes: Scalars['Float']['output'];
  /** What it wrote to its error stream, read as UTF-8. */
  readonly stderr: Scalars['String']['output'];
  /** What it wrote, read as UTF-8. */
  readonly stdout: Scalars['String']['output'];
};

/** One direct run of a WASM module. */
export type Execution = Node & {
  readonly __typename?: 'Execution';
  /** Arguments behind the program's name. */
  readonly args: ReadonlyArray<Scalars['String']['output']>;
  /** SHA-256 of the module, in hex. */
  readonly binarySha256: Scalars['String']['output'];
  /** The item's price, and the time that it took at this installation's rate; null until it has ended. */
  readonly cost?: Maybe<Scalars['Float']['output']>;
  /** Of that, what it was not asleep. */
  readonly cpuMs?: Maybe<Scalars['Float']['output']>;
  /** When it was asked for. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Id of the user, API key or agent that asked for it. */
  readonly createdBy: Scalars['ID']['output'];
  /** From the start of the module to its end. */
  readonly durationMs?: Maybe<Scalars['Float']['output']>;
  /** Why it failed; null while it runs and when it succeeded. */
  readonly error?: Maybe<ExecutionError>;
  /** Null until it came to an end by itself. */
  readonly exitCode?: Maybe<Scalars['Int']['output']>;
  /** When it ended. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The item that was run; null for a bare binary. */
  readonly item?: Maybe<MarketplaceItem>;
  /** The JSON that it wrote, when it succeeded and wrote JSON. */
  readonly output?: Maybe<Scalars['JSON']['output']>;
  /** The most linear memory that it had. */
  readonly peakMemoryBytes?: Maybe<Scalars['Float']['output']>;
  /** Its release. */
  readonly release?: Maybe<Release>;
  /** Where it stands. */
  readonly status: ExecutionStatus;
  /** What it wrote to its error stream, read as UTF-8. */
  readonly stderr: Scalars['String']['output'];
  /** What it wrote, read as UTF-8. */
  readonly stdout: Scalars['String']['output'];
  /** The same, byte by byte. */
  readonly stdoutBase64: Scalars['String']['output'];
  /** The task that it was run for; null when it was asked for directly. */
  readonly task?: Maybe<Task>;
};

/** One page of executions. */
export type ExecutionConnection = {
  readonly __typename?: 'ExecutionConnection';
  /** Executions with their cursors. */
  readonly edges: ReadonlyArray<ExecutionEdge>;
  /** The executions. */
  readonly nodes: ReadonlyArray<Execution>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** An execution in a list. */
export type ExecutionEdge = {
  readonly __typename?: 'ExecutionEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The execution. */
  readonly node: Execution;
};

/** Why an execution failed, in words. */
export type ExecutionError = {
  readonly __typename?: 'ExecutionError';
  /** In words. */
  readonly message: Scalars['String']['output'];
  /** Which of the reasons. */
  readonly reason: ExecutionErrorReason;
};

/** Why an execution failed. */
export type ExecutionErrorReason =
  /** Its task was cancelled. */
  | 'CANCELLED'
  /** It computed for longer than it may. */
  | 'CPU_LIMIT'
  /** It took down what it ran in. */
  | 'CRASHED'
  /** It ended with a code that is not 0. */
  | 'EXIT_CODE'
  /** The process that ran it is gone. */
  | 'LOST'
  /** Its output is not JSON, or not what the manifest's `outputs` says. */
  | 'OUTPUT_INVALID'
  /** It wrote more than it may; what it wrote up to there is kept. */
  | 'OUTPUT_LIMIT'
  /** It called too deep. */
  | 'STACK_OVERFLOW'
  /** It took longer than its time. */
  | 'TIMEOUT'
  /** The module did what WebAssembly does not allow: `unreachable`, a bad index, a division by zero. */
  | 'TRAP';

/** A file for a run, in its in-memory file system. Of `text` and `base64` one. */
export type ExecutionFileInput = {
  /** Its bytes. */
  readonly base64?: InputMaybe<Scalars['String']['input']>;
  /** Relative to the root, as `in/words.txt`. */
  readonly path: Scalars['String']['input'];
  /** Its text. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** Which executions. What is left out does not matter. */
export type ExecutionFilter = {
  /** Asked for from then on. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Asked for before. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Of this item: its name or id. */
  readonly item?: InputMaybe<Scalars['String']['input']>;
  /** In one of these states. */
  readonly status?: InputMaybe<ReadonlyArray<ExecutionStatus>>;
};

/** What a run may use; the manifest's `resources` unless said, never more than this installation allows. */
export type ExecutionLimitsInput = {
  /** Milliseconds that it may compute; as `timeoutMs` unless said. */
  readonly cpuMs?: InputMaybe<Scalars['Int']['input']>;
  /** MiB of memory; 64 unless said. */
  readonly memoryMib?: InputMaybe<Scalars['Int']['input']>;
  /** Bytes on stdout and on stderr each; 1 MiB unless said. */
  readonly outputBytes?: InputMaybe<Scalars['Int']['input']>;
  /** Milliseconds from start to end, at most 300,000; 5,000 unless said. */
  readonly timeoutMs?: InputMaybe<Scalars['Int']['input']>;
};

/** Where an execution stands. */
export type ExecutionStatus =
  /** It ended otherwise, or had to be ended. */
  | 'FAILED'
  /** The process that ran it is gone. */
  | 'LOST'
  /** It runs, or waits for a place to run. */
  | 'RUNNING'
  /** It ended with exit code 0, and its output is what its manifest says. */
  | 'SUCCEEDED';

/** A part of what was found. */
export type Facet = {
  readonly __typename?: 'Facet';
  /** How many they are. */
  readonly count: Scalars['Int']['output'];
  /** What its items have in common. */
  readonly value: Scalars['String']['output'];
};

/** What an agent works on. */
export type HeartbeatInput = {
  /** The leases to extend. */
  readonly activeLeases: ReadonlyArray<LeaseInput>;
  /** How busy the agent's machine is, 0 to 1. */
  readonly load?: InputMaybe<Scalars['Float']['input']>;
};

/** Answer of heartbeat. */
export type HeartbeatPayload = {
  readonly __typename?: 'HeartbeatPayload';
  /** When the extended leases end. */
  readonly leaseExpiresAt: Scalars['DateTime']['output'];
  /** Ids of the tasks whose lease is lost. */
  readonly lostTaskIds: ReadonlyArray<Scalars['ID']['output']>;
  /** One outcome per lease, in their order; a lease that is not APPLIED is lost: stop working on it. */
  readonly results: ReadonlyArray<LeaseResult>;
};

/** What to install. */
export type InstallItemInput = {
  /** Name or id. */
  readonly item: Scalars['String']['input'];
  /** A version or a range, as `^1.2`; `*` unless said. */
  readonly range?: InputMaybe<Scalars['String']['input']>;
};

/** Answer of installItem. */
export type InstallItemPayload = {
  readonly __typename?: 'InstallItemPayload';
  /** The installation. */
  readonly installation: Installation;
};

/** An item in a tenant, at one release of a range: what is installed is what runs. */
export type Installation = Node & {
  readonly __typename?: 'Installation';
  /** When it was installed. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Id of the user or API key that installed it. */
  readonly installedBy: Scalars['ID']['output'];
  /** Of what. */
  readonly item: MarketplaceItem;
  /** Which versions it may be upgraded to, as `^1.2`. */
  readonly range: Scalars['String']['output'];
  /** What runs. */
  readonly release: Release;
  /** Kind of the tasks that an installed agent or tool does: `wasm:...`, or `container:...` in a sandbox; null for workflows. */
  readonly taskKind?: Maybe<TaskKind>;
  /** When it was last upgraded. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The highest version within the range, when that is another than runs; null when it is up to date. */
  readonly upgrade?: Maybe<Release>;
  /** What an installed workflow has become; null for agents and tools. */
  readonly workflow?: Maybe<Workflow>;
};

/** One page of installations. */
export type InstallationConnection = {
  readonly __typename?: 'InstallationConnection';
  /** Installations with their cursors. */
  readonly edges: ReadonlyArray<InstallationEdge>;
  /** The installations. */
  readonly nodes: ReadonlyArray<Installation>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** An installation in a list. */
export type InstallationEdge = {
  readonly __typename?: 'InstallationEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The installation. */
  readonly node: Installation;
};

/** How what was found divides, the largest part first; at most 20 of each. */
export type ItemFacets = {
  readonly __typename?: 'ItemFacets';
  /** By capability. */
  readonly capabilities: ReadonlyArray<Facet>;
  /** How many were found, counted up to 10,000. */
  readonly count: Scalars['Int']['output'];
  /** Whether there are more than were counted: then all counts are of the first 10,000. */
  readonly isCapped: Scalars['Boolean']['output'];
  /** By publisher. */
  readonly publishers: ReadonlyArray<Facet>;
  /** By tag. */
  readonly tags: ReadonlyArray<Facet>;
  /** By type. */
  readonly types: ReadonlyArray<Facet>;
};

/** Which items. What is left out does not matter. */
export type ItemFilter = {
  /** Whose latest release can do all of this; at most 10. */
  readonly capabilities?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Only what is installed in the caller's tenant, or only what is not. */
  readonly isInstalled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only the caller's own, or only others'. */
  readonly isOwn?: InputMaybe<Scalars['Boolean']['input']>;
  /** Costing at most this much a run. */
  readonly maxPricePerRun?: InputMaybe<Scalars['Float']['input']>;
  /** Rated at least this well. */
  readonly minRating?: InputMaybe<Scalars['Float']['input']>;
  /** Of this publisher. */
  readonly publisher?: InputMaybe<Scalars['String']['input']>;
  /** With all of these tags; at most 10. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Of one of these types. */
  readonly types?: InputMaybe<ReadonlyArray<ItemType>>;
};

/** What is looked for first. */
export type ItemOrder =
  /** Newest release. */
  | 'NEW'
  /** Best rated. */
  | 'RATING'
  /** What fits the text best; without a text as RUNS. */
  | 'RELEVANCE'
  /** Most run. */
  | 'RUNS';

/** How an item's runs went, each of which counts. */
export type ItemStats = {
  readonly __typename?: 'ItemStats';
  /** When the last one ended. */
  readonly lastRunAt?: Maybe<Scalars['DateTime']['output']>;
  /** Half of them took at most this long, to about 10 %; null before the first. */
  readonly p50Ms?: Maybe<Scalars['Float']['output']>;
  /** 95 % of them took at most this long, to about 10 %; null before the first. */
  readonly p95Ms?: Maybe<Scalars['Float']['output']>;
  /** Runs that have ended. */
  readonly runs: Scalars['Float']['output'];
  /** Share of them that went well, 0 to 1; null before the first. */
  readonly successRate?: Maybe<Scalars['Float']['output']>;
};

/** What a marketplace item is. */
export type ItemType =
  /** Does work: a WASM command module or a container image. */
  | 'AGENT'
  /** As an agent, and it says what goes in and what comes out, so that others may call it as a function. */
  | 'TOOL'
  /** A definition that is run as a workflow. */
  | 'WORKFLOW';

/** Who may see an item. */
export type ItemVisibility =
  /** The tenant that publishes it. */
  | 'PRIVATE'
  /** Everybody. */
  | 'PUBLIC'
  /** That tenant, and those that it names. */
  | 'SHARED';

/** The right to work on a task. */
export type LeaseInput = {
  /** The assignment's token. */
  readonly leaseToken: Scalars['String']['input'];
  /** Which task. */
  readonly taskId: Scalars['ID']['input'];
};

/** What became of one item of a batch. */
export type LeaseOutcome =
  /** Done as asked. */
  | 'APPLIED'
  /** The task does not stand where this is possible: it was completed, cancelled or not accepted. */
  | 'INVALID_STATE'
  /** No such task. */
  | 'NOT_FOUND'
  /** The token is not the task's current one: another try has taken over, or the lease ended. */
  | 'STALE_LEASE';

/** What became of one item of a batch. */
export type LeaseResult = {
  readonly __typename?: 'LeaseResult';
  /** Why it was not applied, in words. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** What became of it. */
  readonly outcome: LeaseOutcome;
  /** Which task. */
  readonly taskId: Scalars['ID']['output'];
};

/** Something published, to be found, installed and run. */
export type MarketplaceItem = Node & {
  readonly __typename?: 'MarketplaceItem';
  /** What its latest release can do. */
  readonly capabilities: ReadonlyArray<Scalars['String']['output']>;
  /** When its first release was published. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** What it is for. */
  readonly description: Scalars['String']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** How it is installed in the caller's tenant; null when it is not. */
  readonly installation?: Maybe<Installation>;
  /** The highest version that is LISTED or DEPRECATED; a pre-release only where there is nothing else. Null when there is none. */
  readonly latestRelease?: Maybe<Release>;
  /** SPDX expression, as `Apache-2.0`. */
  readonly licence?: Maybe<Scalars['String']['output']>;
  /** Unique everywhere, as `publisher/name`. */
  readonly name: Scalars['String']['output'];
  /** What a run costs, beside the time that it takes; in the unit of `cost`. */
  readonly pricePerRun: Scalars['Float']['output'];
  /** Who publishes it. */
  readonly publisher: Publisher;
  /** Average of its reviews, 1 to 5; null while there are none. */
  readonly rating?: Maybe<Scalars['Float']['output']>;
  /** The highest version within a range, that may be installed; null when there is none. */
  readonly release?: Maybe<Release>;
  /** By version, the highest first. Yanked ones too; rejected ones for its publisher alone. */
  readonly releases: ReleaseConnection;
  /** Where its source is. */
  readonly repositoryUrl?: Maybe<Scalars['String']['output']>;
  /** How many reviews. */
  readonly reviewCount: Scalars['Int']['output'];
  /** Newest first. */
  readonly reviews: ReviewConnection;
  /** Ids of the tenants that it is shared with; null unless it is the caller's own. */
  readonly sharedWith?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** How its runs went, those of all tenants. */
  readonly stats: ItemStats;
  /** Words to find it by. */
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  /** What it is. */
  readonly type: ItemType;
  /** When it was last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** Who may see it. */
  readonly visibility: ItemVisibility;
};


/** Something published, to be found, installed and run. */
export type MarketplaceItemReleaseArgs = {
  version: Scalars['String']['input'];
};


/** Something published, to be found, installed and run. */
export type MarketplaceItemReleasesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Something published, to be found, installed and run. */
export type MarketplaceItemReviewsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** One page of items. */
export type MarketplaceItemConnection = {
  readonly __typename?: 'MarketplaceItemConnection';
  /** Items with their cursors. */
  readonly edges: ReadonlyArray<MarketplaceItemEdge>;
  /** What all that was found has in common, whatever the page. */
  readonly facets: ItemFacets;
  /** The items. */
  readonly nodes: ReadonlyArray<MarketplaceItem>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** An item in a list. */
export type MarketplaceItemEdge = {
  readonly __typename?: 'MarketplaceItemEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The item. */
  readonly node: MarketplaceItem;
};

/** What to do about instants that passed while nobody was there to fire. */
export type MissedRunPolicy =
  /** A run for each, the last 100 at most. */
  | 'RUN_ALL'
  /** One run for all of them. */
  | 'RUN_ONCE'
  /** Nothing. */
  | 'SKIP';

/** What can be changed. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Accepts assignments, up to 1,000. AGENT. */
  readonly acceptTasks: AcceptTasksPayload;
  /** Registers a key of a publisher: from then on each of its releases must be signed. */
  readonly addPublisherKey: AddPublisherKeyPayload;
  /** Answers an approval. For the role that the step names, and ADMIN. */
  readonly answerApproval: AnswerApprovalPayload;
  /** Appends to the task's output stream, up to 1,000 chunks. AGENT. */
  readonly appendTaskOutput: AppendTaskOutputPayload;
  /** Cancels an open task; a running agent is told. */
  readonly cancelTask: CancelTaskPayload;
  /** Ends a run and the runs within it: agents at work are told. */
  readonly cancelWorkflowRun: CancelWorkflowRunPayload;
  /** Changes the caller's own password; ends its other sessions. */
  readonly changePassword: ChangePasswordPayload;
  /**
   * Reports results, up to 1,000. AGENT. An output that does not meet the kind's schema refuses the whole call as
   * BAD_USER_INPUT with its path, and nothing of it is applied.
   */
  readonly completeTasks: CompleteTasksPayload;
  /** Creates a key for a service, or a further one for an agent. ADMIN. */
  readonly createApiKey: CreateApiKeyPayload;
  /** Answers where to PUT the bytes. What the tenant has already is answered at once, with nothing to upload. */
  readonly createBinaryUpload: CreateBinaryUploadPayload;
  /** Registers a namespace. `publishRelease` does so too. */
  readonly createPublisher: CreatePublisherPayload;
  /** Creates a task. What is answered is durable. */
  readonly createTask: CreateTaskPayload;
  /** Creates up to 1,000 tasks, all or none. */
  readonly createTasks: CreateTasksPayload;
  /** Creates a tenant and its first admin. ADMIN of the first tenant only. */
  readonly createTenant: CreateTenantPayload;
  /** Lets something start runs of a workflow. */
  readonly createTrigger: CreateTriggerPayload;
  /** Creates a user. ADMIN. */
  readonly createUser: CreateUserPayload;
  /** Defines a kind, or defines it anew; tasks that exist keep what they have. */
  readonly defineTaskKind: DefineTaskKindPayload;
  /** Defines a workflow, or a further version of it; the same content answers the version that has it. */
  readonly defineWorkflow: DefineWorkflowPayload;
  /** Removes a binary that no release holds. */
  readonly deleteBinary: DeleteBinaryPayload;
  /** Takes the tenant's review back. */
  readonly deleteReview: DeleteReviewPayload;
  /** Removes a trigger; its runs stay. */
  readonly deleteTrigger: DeleteTriggerPayload;
  /** Warns of a release. */
  readonly deprecateRelease: DeprecateReleasePayload;
  /** Tells it to finish what it has and to leave. */
  readonly drainAgent: DrainAgentPayload;
  /** Runs a WASM agent at once, without the queue, and answers when it has ended: however it ends, it is kept as an execution. */
  readonly executeAgent: ExecuteAgentPayload;
  /** Shows life and extends the leases that it names, up to 1,000. AGENT. */
  readonly heartbeat: HeartbeatPayload;
  /** Installs the highest version of a range: a workflow becomes a definition, a WASM agent a kind of tasks that is worked on. */
  readonly installItem: InstallItemPayload;
  /** Offers it nothing more until resumed; what runs goes on. */
  readonly pauseAgent: PauseAgentPayload;
  /** Lets no further step start. */
  readonly pauseWorkflowRun: PauseWorkflowRunPayload;
  /**
   * Publishes a release, and with the first one its item and its publisher. Its tests are run before this answers: if one fails the
   * release is REJECTED, and its version is used up.
   */
  readonly publishRelease: PublishReleasePayload;
  /** Puts a quarantined task back in the queue with its retries reset. */
  readonly redriveTask: RedriveTaskPayload;
  /** Exchanges a refresh token for new tokens. Each works once; a second use ends the whole family. Public. */
  readonly refreshToken: RefreshTokenPayload;
  /** Registers an agent and answers its key, which is shown only here. */
  readonly registerAgent: RegisterAgentPayload;
  /** Hands assignments back, up to 1,000; they do not count as tries. AGENT. */
  readonly rejectTasks: RejectTasksPayload;
  /** Removes it from the lists and revokes its keys; its leases end. Its history stays. An AGENT may remove itself. */
  readonly removeAgent: RemoveAgentPayload;
  /** Reports that a try failed: it is retried after a backoff, or quarantined. AGENT. */
  readonly reportTaskFailure: ReportTaskFailurePayload;
  /** Reports progress. AGENT. */
  readonly reportTaskProgress: ReportTaskProgressPayload;
  /** Asks for a sandbox: for a task that waits, for an agent, or for a program alone. It is provisioned as soon as there is room. */
  readonly requestSandbox: RequestSandboxPayload;
  /** Lists a release again that was deprecated or yanked. */
  readonly restoreRelease: RestoreReleasePayload;
  /** Offers it work again after a pause, a drain or a fault. */
  readonly resumeAgent: ResumeAgentPayload;
  /** Lets steps start again. */
  readonly resumeWorkflowRun: ResumeWorkflowRunPayload;
  /** Begins a run again that did not complete: from where it failed, and from steps of choice; earlier results are kept. */
  readonly retryWorkflowRun: RetryWorkflowRunPayload;
  /** Rates an item that the tenant has run, or changes what was said of it. */
  readonly reviewItem: ReviewItemPayload;
  /** Revokes a key at once: calls are refused and its sockets close with 4403. ADMIN. */
  readonly revokeApiKey: RevokeApiKeyPayload;
  /** Revokes a key: agents that it signed do not run, and nothing that it signed is installed, until signed with another. */
  readonly revokePublisherKey: RevokePublisherKeyPayload;
  /** Gives a webhook another secret; the old one is void at once. */
  readonly rotateTriggerSecret: RotateTriggerSecretPayload;
  /** Changes which goes first, while it waits. */
  readonly setTaskPriority: SetTaskPriorityPayload;
  /** Exchanges email and password for tokens. Public; at most 10 failures a minute per email. */
  readonly signIn: SignInPayload;
  /** Ends the caller's session: its refresh tokens, its access tokens and its sockets. */
  readonly signOut: SignOutPayload;
  /** Signs a release that is there, in place of the signature that it has. */
  readonly signRelease: SignReleasePayload;
  /** Gives a signal to a run: to a step that waits for it, or to the first one that will. */
  readonly signalWorkflowRun: SignalWorkflowRunPayload;
  /** Ends a step that has not ended, as if it were not needed; what needs it goes on. */
  readonly skipStep: SkipStepPayload;
  /** Starts a run. */
  readonly startWorkflowRun: StartWorkflowRunPayload;
  /** Ends a sandbox before its time. Once more changes nothing; its task, if it has one, is tried again. */
  readonly terminateSandbox: TerminateSandboxPayload;
  /** Removes an installation. A workflow that it has become stays, with its runs; tasks of its kind find no worker any more. */
  readonly uninstallItem: UninstallItemPayload;
  /** Changes an agent's declaration. An AGENT may change its own only. */
  readonly updateAgent: UpdateAgentPayload;
  /** Changes what is said of an item, and who may see it; what is left out stays. */
  readonly updateItem: UpdateItemPayload;
  /** Changes a trigger; what is left out stays. */
  readonly updateTrigger: UpdateTriggerPayload;
  /** Changes a user's name or role, or disables it, which ends its sessions. ADMIN. */
  readonly updateUser: UpdateUserPayload;
  /** Moves an installation to the highest version of its range, or of another. */
  readonly upgradeInstallation: UpgradeInstallationPayload;
  /** Takes a release out of all version ranges; where it is installed it goes on. */
  readonly yankRelease: YankReleasePayload;
};


/** What can be changed. */
export type MutationAcceptTasksArgs = {
  leases: ReadonlyArray<LeaseInput>;
};


/** What can be changed. */
export type MutationAddPublisherKeyArgs = {
  input: AddPublisherKeyInput;
};


/** What can be changed. */
export type MutationAnswerApprovalArgs = {
  input: AnswerApprovalInput;
};


/** What can be changed. */
export type MutationAppendTaskOutputArgs = {
  input: AppendTaskOutputInput;
};


/** What can be changed. */
export type MutationCancelTaskArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationCancelWorkflowRunArgs = {
  input: CancelWorkflowRunInput;
};


/** What can be changed. */
export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


/** What can be changed. */
export type MutationCompleteTasksArgs = {
  results: ReadonlyArray<TaskResultInput>;
};


/** What can be changed. */
export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


/** What can be changed. */
export type MutationCreateBinaryUploadArgs = {
  input: CreateBinaryUploadInput;
};


/** What can be changed. */
export type MutationCreatePublisherArgs = {
  input: CreatePublisherInput;
};


/** What can be changed. */
export type MutationCreateTaskArgs = {
  input: CreateTaskInput;
};


/** What can be changed. */
export type MutationCreateTasksArgs = {
  inputs: ReadonlyArray<CreateTaskInput>;
};


/** What can be changed. */
export type MutationCreateTenantArgs = {
  input: CreateTenantInput;
};


/** What can be changed. */
export type MutationCreateTriggerArgs = {
  input: CreateTriggerInput;
};


/** What can be changed. */
export type MutationCreateUserArgs = {
  input: CreateUserInput;
};


/** What can be changed. */
export type MutationDefineTaskKindArgs = {
  input: DefineTaskKindInput;
};


/** What can be changed. */
export type MutationDefineWorkflowArgs = {
  input: DefineWorkflowInput;
};


/** What can be changed. */
export type MutationDeleteBinaryArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationDeleteReviewArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationDeleteTriggerArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationDeprecateReleaseArgs = {
  input: ReleaseStatusInput;
};


/** What can be changed. */
export type MutationDrainAgentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationExecuteAgentArgs = {
  input: ExecuteAgentInput;
};


/** What can be changed. */
export type MutationHeartbeatArgs = {
  input: HeartbeatInput;
};


/** What can be changed. */
export type MutationInstallItemArgs = {
  input: InstallItemInput;
};


/** What can be changed. */
export type MutationPauseAgentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationPauseWorkflowRunArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationPublishReleaseArgs = {
  input: PublishReleaseInput;
};


/** What can be changed. */
export type MutationRedriveTaskArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationRefreshTokenArgs = {
  input: RefreshTokenInput;
};


/** What can be changed. */
export type MutationRegisterAgentArgs = {
  input: RegisterAgentInput;
};


/** What can be changed. */
export type MutationRejectTasksArgs = {
  leases: ReadonlyArray<RejectTaskInput>;
};


/** What can be changed. */
export type MutationRemoveAgentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationReportTaskFailureArgs = {
  input: ReportTaskFailureInput;
};


/** What can be changed. */
export type MutationReportTaskProgressArgs = {
  input: ReportTaskProgressInput;
};


/** What can be changed. */
export type MutationRequestSandboxArgs = {
  input: RequestSandboxInput;
};


/** What can be changed. */
export type MutationRestoreReleaseArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationResumeAgentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationResumeWorkflowRunArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationRetryWorkflowRunArgs = {
  input: RetryWorkflowRunInput;
};


/** What can be changed. */
export type MutationReviewItemArgs = {
  input: ReviewItemInput;
};


/** What can be changed. */
export type MutationRevokeApiKeyArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationRevokePublisherKeyArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationRotateTriggerSecretArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationSetTaskPriorityArgs = {
  id: Scalars['ID']['input'];
  priority: TaskPriority;
};


/** What can be changed. */
export type MutationSignInArgs = {
  input: SignInInput;
};


/** What can be changed. */
export type MutationSignReleaseArgs = {
  input: SignReleaseInput;
};


/** What can be changed. */
export type MutationSignalWorkflowRunArgs = {
  input: SignalWorkflowRunInput;
};


/** What can be changed. */
export type MutationSkipStepArgs = {
  input: SkipStepInput;
};


/** What can be changed. */
export type MutationStartWorkflowRunArgs = {
  input: StartWorkflowRunInput;
};


/** What can be changed. */
export type MutationTerminateSandboxArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationUninstallItemArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationUpdateAgentArgs = {
  input: UpdateAgentInput;
};


/** What can be changed. */
export type MutationUpdateItemArgs = {
  input: UpdateItemInput;
};


/** What can be changed. */
export type MutationUpdateTriggerArgs = {
  input: UpdateTriggerInput;
};


/** What can be changed. */
export type MutationUpdateUserArgs = {
  input: UpdateUserInput;
};


/** What can be changed. */
export type MutationUpgradeInstallationArgs = {
  input: UpgradeInstallationInput;
};


/** What can be changed. */
export type MutationYankReleaseArgs = {
  input: ReleaseStatusInput;
};

/** Anything with a global id. */
export type Node = {
  /** Global id. */
  readonly id: Scalars['ID']['output'];
};

/** Which way an order runs. */
export type OrderDirection =
  /** Smallest or oldest first. */
  | 'ASC'
  /** Largest or newest first. */
  | 'DESC';

/** What to do when the trigger's last run is still open. */
export type OverlapPolicy =
  /** Run beside it. */
  | 'ALLOW'
  /** Cancel it, and run. */
  | 'CANCEL_PREVIOUS'
  /** Run when it has ended: at most one waits. */
  | 'QUEUE'
  /** Do not run. */
  | 'SKIP';

/** Where a page lies in its list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last edge, for the next page's `after`; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['Cursor']['output']>;
  /** Whether a further page follows. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether something precedes this page: true when `after` was given. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge; null on an empty page. */
  readonly startCursor?: Maybe<Scalars['Cursor']['output']>;
};

/** Answer of pauseAgent. */
export type PauseAgentPayload = {
  readonly __typename?: 'PauseAgentPayload';
  /** The agent. */
  readonly agent: Agent;
};

/** Answer of pauseWorkflowRun. */
export type PauseWorkflowRunPayload = {
  readonly __typename?: 'PauseWorkflowRunPayload';
  /** The run. */
  readonly run: WorkflowRun;
};

/** A pool: the tasks that the same agents can take, with one broker queue. */
export type PoolStats = {
  readonly __typename?: 'PoolStats';
  /** Offered, not accepted yet. */
  readonly assigned: Scalars['Int']['output'];
  /** Kind of its tasks. */
  readonly kind: Scalars['String']['output'];
  /** Milliseconds that the oldest queued one has waited; null when none waits. */
  readonly oldestWaitMs?: Maybe<Scalars['Float']['output']>;
  /** The pool's key, as in the broker queue `tasks.todo.<pool>`. */
  readonly pool: Scalars['String']['output'];
  /** Waiting for an agent, counted up to 10,000. */
  readonly queued: Scalars['Int']['output'];
  /** What they require. */
  readonly requiredCapabilities: ReadonlyArray<Scalars['String']['output']>;
  /** Being worked on. */
  readonly running: Scalars['Int']['output'];
  /** Waiting for their due time, counted up to 10,000. */
  readonly scheduled: Scalars['Int']['output'];
};

/** A release. It has one content: `binary`, `image` or `definition`. */
export type PublishReleaseInput = {
  /** AGENT, TOOL: id or SHA-256 of an uploaded WASM module. */
  readonly binary?: InputMaybe<Scalars['String']['input']>;
  /** What is new; at most 20,000 characters. */
  readonly changelog?: InputMaybe<Scalars['String']['input']>;
  /** WORKFLOW: the definition. */
  readonly definition?: InputMaybe<Scalars['JSON']['input']>;
  /** What it is for; at most 2,000 characters. Needed for its first release. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** AGENT, TOOL: a container image by its digest, as `registry.example/agent@sha256:...`. */
  readonly image?: InputMaybe<Scalars['String']['input']>;
  /** SPDX expression. */
  readonly licence?: InputMaybe<Scalars['String']['input']>;
  /** As docs/marketplace.md says; empty unless said. */
  readonly manifest?: InputMaybe<Scalars['JSON']['input']>;
  /** As `publisher/name`: each 1 to 39 and 1 to 64 of a-z, 0-9 and single -. */
  readonly name: Scalars['String']['input'];
  /** What a run costs; 0 unless said. */
  readonly pricePerRun?: InputMaybe<Scalars['Float']['input']>;
  /** Where its source is: https. */
  readonly repositoryUrl?: InputMaybe<Scalars['String']['input']>;
  /** Ids of tenants, for SHARED; at most 100. */
  readonly sharedWith?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Needed once the publisher has a key. */
  readonly signature?: InputMaybe<SignatureInput>;
  /** At most 20. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** At most 20, for WASM only. */
  readonly tests?: InputMaybe<ReadonlyArray<ReleaseTestInput>>;
  /** What the item is; needed for its first release, and then for good. */
  readonly type?: InputMaybe<ItemType>;
  /** Semantic version, as `1.2.0` or `2.0.0-beta.1`. */
  readonly version: Scalars['String']['input'];
  /** Who may see it; PRIVATE unless said. */
  readonly visibility?: InputMaybe<ItemVisibility>;
};

/** Answer of publishRelease. */
export type PublishReleasePayload = {
  readonly __typename?: 'PublishReleasePayload';
  /** The release. */
  readonly release: Release;
};

/** A namespace of items: the part of their names before the `/`. It belongs to one tenant. */
export type Publisher = Node & {
  readonly __typename?: 'Publisher';
  /** When it was registered. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** For people. */
  readonly displayName: Scalars['String']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is of the caller's tenant. */
  readonly isOwn: Scalars['Boolean']['output'];
  /** What its releases are signed with, oldest first, revoked ones too; at most 100. */
  readonly keys: ReadonlyArray<PublisherKey>;
  /** Unique everywhere: 1 to 39 of a-z, 0-9 and single -. */
  readonly name: Scalars['String']['output'];
};

/** A key that a publisher signs its releases with. */
export type PublisherKey = Node & {
  readonly __typename?: 'PublisherKey';
  /** When it was registered. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** SHA-256 of the 32 bytes of the key, in hex. */
  readonly fingerprint: Scalars['String']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** For people. */
  readonly name: Scalars['String']['output'];
  /** Ed25519, SPKI in PEM. */
  readonly publicKey: Scalars['String']['output'];
  /** When it was revoked: agents that it signed do not run, and nothing that it signed is installed, until signed with another. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What can be read. */
export type Query = {
  readonly __typename?: 'Query';
  /** One agent; null when it does not exist. */
  readonly agent?: Maybe<Agent>;
  /** The tenant's agents. */
  readonly agents: AgentConnection;
  /** The tenant's API keys, newest first. ADMIN. */
  readonly apiKeys: ApiKeyConnection;
  /** The tenant's binaries, newest first. */
  readonly binaries: BinaryConnection;
  /** A binary of the tenant; null when there is none. */
  readonly binary?: Maybe<Binary>;
  /** What is wrong with a definition: all of it at once; empty when it can be defined. */
  readonly checkWorkflow: ReadonlyArray<WorkflowProblem>;
  /** An execution; null when it does not exist or is not yours. */
  readonly execution?: Maybe<Execution>;
  /** The tenant's executions, newest first. */
  readonly executions: ExecutionConnection;
  /** The present end of the tenant's feed, for `events(after:)`: what is committed from now on comes after it. */
  readonly feedCursor: Scalars['Cursor']['output'];
  /** What is installed in the tenant, newest first. */
  readonly installations: InstallationConnection;
  /** An item by its name or id; null when there is none that you may see. */
  readonly marketplaceItem?: Maybe<MarketplaceItem>;
  /** What is on offer: found by text, whatever the typing errors, and by what it is. */
  readonly marketplaceItems: MarketplaceItemConnection;
  /** Whatever has this id; null when it does not exist or is not yours. */
  readonly node?: Maybe<Node>;
  /** A publisher; null when there is none of that name. */
  readonly publisher?: Maybe<Publisher>;
  /** The caller's own publishers; at most 20. */
  readonly publishers: ReadonlyArray<Publisher>;
  /** Depth of the tenant's queues. */
  readonly queueStats: QueueStats;
  /** A sandbox; null when it does not exist or is not yours. */
  readonly sandbox?: Maybe<Sandbox>;
  /** The tenant's sandboxes, newest first. */
  readonly sandboxes: SandboxConnection;
  /** One task; null when it does not exist. */
  readonly task?: Maybe<Task>;
  /** One kind of the catalogue; null when it is not defined. */
  readonly taskKind?: Maybe<TaskKind>;
  /** The catalogue of kinds, by name. */
  readonly taskKinds: TaskKindConnection;
  /** The tenant's tasks. */
  readonly tasks: TaskConnection;
  /** The tenant's users. ADMIN. */
  readonly users: UserConnection;
  /** Who is asking; null when not signed in. */
  readonly viewer?: Maybe<Viewer>;
  /** A workflow by its name or id; null when there is none. */
  readonly workflow?: Maybe<Workflow>;
  /** How two versions of a workflow differ. */
  readonly workflowDiff: WorkflowDiff;
  /** A run; null when it does not exist or is not yours. With `atSeq` as it was right after that event. */
  readonly workflowRun?: Maybe<WorkflowRun>;
  /** The tenant's runs, newest first. */
  readonly workflowRuns: WorkflowRunConnection;
  /** The JSON Schema that a definition meets. */
  readonly workflowSchema: Scalars['JSON']['output'];
  /** Definitions to begin with. */
  readonly workflowTemplates: ReadonlyArray<WorkflowTemplate>;
  /** The tenant's workflows, by name. */
  readonly workflows: WorkflowConnection;
};


/** What can be read. */
export type QueryAgentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryAgentsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<AgentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AgentOrder>;
};


/** What can be read. */
export type QueryApiKeysArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  includeRevoked?: InputMaybe<Scalars['Boolean']['input']>;
};


/** What can be read. */
export type QueryBinariesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be read. */
export type QueryBinaryArgs = {
  id: Scalars['String']['input'];
};


/** What can be read. */
export type QueryCheckWorkflowArgs = {
  input: WorkflowSourceInput;
};


/** What can be read. */
export type QueryExecutionArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryExecutionsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<ExecutionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be read. */
export type QueryInstallationsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be read. */
export type QueryMarketplaceItemArgs = {
  name: Scalars['String']['input'];
};


/** What can be read. */
export type QueryMarketplaceItemsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<ItemFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ItemOrder>;
  query?: InputMaybe<Scalars['String']['input']>;
};


/** What can be read. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryPublisherArgs = {
  name: Scalars['String']['input'];
};


/** What can be read. */
export type QuerySandboxArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QuerySandboxesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<SandboxFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be read. */
export type QueryTaskArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryTaskKindArgs = {
  name: Scalars['String']['input'];
};


/** What can be read. */
export type QueryTaskKindsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be read. */
export type QueryTasksArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<TaskFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<TaskOrder>;
};


/** What can be read. */
export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be read. */
export type QueryWorkflowArgs = {
  name: Scalars['String']['input'];
};


/** What can be read. */
export type QueryWorkflowDiffArgs = {
  from: Scalars['Int']['input'];
  to: Scalars['Int']['input'];
  workflow: Scalars['String']['input'];
};


/** What can be read. */
export type QueryWorkflowRunArgs = {
  atSeq?: InputMaybe<Scalars['Seq']['input']>;
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryWorkflowRunsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<WorkflowRunFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be read. */
export type QueryWorkflowsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  nameContains?: InputMaybe<Scalars['String']['input']>;
};

/** How many tasks stand where. */
export type QueueStats = {
  readonly __typename?: 'QueueStats';
  /** Milliseconds that the oldest queued task has waited; null when none waits. */
  readonly oldestWaitMs?: Maybe<Scalars['Float']['output']>;
  /** Open tasks by pool, deepest first; at most 100 pools. */
  readonly pools: ReadonlyArray<PoolStats>;
  /** Quarantined tasks, counted up to 10,000. */
  readonly quarantined: Scalars['Int']['output'];
};

/** Answer of redriveTask. */
export type RedriveTaskPayload = {
  readonly __typename?: 'RedriveTaskPayload';
  /** The task. */
  readonly task: Task;
};

/** A refresh token. */
export type RefreshTokenInput = {
  /** The token that signIn or the last refresh answered. */
  readonly refreshToken: Scalars['String']['input'];
};

/** Answer of refreshToken. */
export type RefreshTokenPayload = {
  readonly __typename?: 'RefreshTokenPayload';
  /** Bearer token (JWT); lives 15 minutes. */
  readonly accessToken: Scalars['String']['output'];
  /** When the access token ends. */
  readonly accessTokenExpiresAt: Scalars['DateTime']['output'];
  /** The next refresh token; the one used is void. */
  readonly refreshToken: Scalars['String']['output'];
};

/** A new agent. */
export type RegisterAgentInput = {
  /** Up to 100, each 1 to 100 of `a-z A-Z 0-9 . _ : / -`; not one that begins with `muster:`: those are of built-in agents. */
  readonly capabilities: ReadonlyArray<Scalars['String']['input']>;
  /** Up to 50 labels: string to string. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** Name, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** Version of its program, up to 100 characters. */
  readonly version?: InputMaybe<Scalars['String']['input']>;
};

/** Answer of registerAgent. */
export type RegisterAgentPayload = {
  readonly __typename?: 'RegisterAgentPayload';
  /** The agent. */
  readonly agent: Agent;
  /** Its API key, shown only here. */
  readonly apiKey: Scalars['String']['output'];
};

/** An assignment handed back. */
export type RejectTaskInput = {
  /** The assignment's token. */
  readonly leaseToken: Scalars['String']['input'];
  /** Why, up to 1,000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Which task. */
  readonly taskId: Scalars['ID']['input'];
};

/** Answer of rejectTasks. */
export type RejectTasksPayload = {
  readonly __typename?: 'RejectTasksPayload';
  /** One outcome per lease, in their order. */
  readonly results: ReadonlyArray<LeaseResult>;
};

/** An immutable version of an item. */
export type Release = Node & {
  readonly __typename?: 'Release';
  /** SHA-256 of its WASM module, in hex; null unless it has one. */
  readonly binarySha256?: Maybe<Scalars['String']['output']>;
  /** Bytes of its WASM module. */
  readonly binarySize?: Maybe<Scalars['Float']['output']>;
  /** What is new in it. */
  readonly changelog?: Maybe<Scalars['String']['output']>;
  /** When it was published. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Definition of a workflow; null unless it has one. */
  readonly definition?: Maybe<Scalars['JSON']['output']>;
  /** SHA-256 of all that it is, in hex; docs/marketplace.md tells of what. Its signature is over this. */
  readonly digest: Scalars['String']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Container image; null unless it has one. */
  readonly image?: Maybe<Scalars['String']['output']>;
  /** Of what. */
  readonly item: MarketplaceItem;
  /** Inputs, outputs, capabilities, scopes, resources; docs/marketplace.md has its JSON Schema. */
  readonly manifest: Scalars['JSON']['output'];
  /** Id of the user or API key that published it; null unless it is of the caller's tenant. */
  readonly publishedBy?: Maybe<Scalars['ID']['output']>;
  /** Null when it is not signed. */
  readonly signature?: Maybe<ReleaseSignature>;
  /** Where it stands. */
  readonly status: ReleaseStatus;
  /** Why it is deprecated, yanked or rejected. */
  readonly statusReason?: Maybe<Scalars['String']['output']>;
  /** What its tests gave as it was published, in their order. */
  readonly testResults: ReadonlyArray<ReleaseTestResult>;
  /** Semantic version, without build metadata. */
  readonly version: Scalars['String']['output'];
};

/** One page of releases. */
export type ReleaseConnection = {
  readonly __typename?: 'ReleaseConnection';
  /** Releases with their cursors. */
  readonly edges: ReadonlyArray<ReleaseEdge>;
  /** The releases. */
  readonly nodes: ReadonlyArray<Release>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** A release in a list. */
export type ReleaseEdge = {
  readonly __typename?: 'ReleaseEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The release. */
  readonly node: Release;
};

/** Proof that a release is its publisher's. */
export type ReleaseSignature = {
  readonly __typename?: 'ReleaseSignature';
  /** Whether it fits the release and its key was not revoked: verified now. */
  readonly isValid: Scalars['Boolean']['output'];
  /** With which key. */
  readonly key: PublisherKey;
  /** Ed25519, in base64. */
  readonly signature: Scalars['String']['output'];
};

/** Where a release stands. It is never deleted. */
export type ReleaseStatus =
  /** As LISTED, with a warning. */
  | 'DEPRECATED'
  /** Found, installed and run. */
  | 'LISTED'
  /** It failed its own tests: only its publisher sees it. */
  | 'REJECTED'
  /** No version range finds it any more; where it is installed it goes on. */
  | 'YANKED';

/** Which release, and why. */
export type ReleaseStatusInput = {
  /** Which release. */
  readonly id: Scalars['ID']['input'];
  /** For people; 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
};

/** An example that a release must get right. Of `output` and `stdout` at most one; without either the exit code decides. */
export type ReleaseTestInput = {
  /** Arguments. */
  readonly args?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The code that it must end with. */
  readonly exitCode?: InputMaybe<Scalars['Int']['input']>;
  /** JSON for its stdin. */
  readonly input?: InputMaybe<Scalars['JSON']['input']>;
  /** Unique among the tests. */
  readonly name: Scalars['String']['input'];
  /** The JSON that it must write. */
  readonly output?: InputMaybe<Scalars['JSON']['input']>;
  /** Text for its stdin, in place of `input`. */
  readonly stdin?: InputMaybe<Scalars['String']['input']>;
  /** The text that it must write. */
  readonly stdout?: InputMaybe<Scalars['String']['input']>;
};

/** What one of a release's tests gave. */
export type ReleaseTestResult = {
  readonly __typename?: 'ReleaseTestResult';
  /** How long it took. */
  readonly durationMs: Scalars['Float']['output'];
  /** What it gave instead. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** Name of the test. */
  readonly name: Scalars['String']['output'];
  /** Whether it gave what was expected. */
  readonly passed: Scalars['Boolean']['output'];
};

/** Answer of removeAgent. */
export type RemoveAgentPayload = {
  readonly __typename?: 'RemoveAgentPayload';
  /** The agent, as it was removed. */
  readonly agent: Agent;
};

/** A failed try. */
export type ReportTaskFailureInput = {
  /** What went wrong; 4,000 characters are kept. */
  readonly errorMessage: Scalars['String']['input'];
  /** The assignment's token. */
  readonly leaseToken: Scalars['String']['input'];
  /** Whether a retry can help; without, the task is quarantined at once. */
  readonly retryable?: Scalars['Boolean']['input'];
  /** Which task. */
  readonly taskId: Scalars['ID']['input'];
};

/** Answer of reportTaskFailure. */
export type ReportTaskFailurePayload = {
  readonly __typename?: 'ReportTaskFailurePayload';
  /** The task. */
  readonly task: Task;
};

/** Progress of a try. */
export type ReportTaskProgressInput = {
  /** The assignment's token. */
  readonly leaseToken: Scalars['String']['input'];
  /** In words, up to 1,000 characters. */
  readonly message?: InputMaybe<Scalars['String']['input']>;
  /** Share done, 0 to 100. */
  readonly percent?: InputMaybe<Scalars['Float']['input']>;
  /** Which task. */
  readonly taskId: Scalars['ID']['input'];
};

/** Answer of reportTaskProgress. */
export type ReportTaskProgressPayload = {
  readonly __typename?: 'ReportTaskProgressPayload';
  /** The task. */
  readonly task: Task;
};

/** A new sandbox. */
export type RequestSandboxInput = {
  /** An agent: what runs in the sandbox gets a key of it, which ends with the sandbox. */
  readonly agentId?: InputMaybe<Scalars['ID']['input']>;
  /** Arguments; at most 100. */
  readonly args?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Program, in place of the image's; at most 100 parts. */
  readonly command?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Environment: name to text, at most 100. Names that begin with `MUSTER_` are not for you. */
  readonly env?: InputMaybe<Scalars['JSON']['input']>;
  /** Files in its working directory; at most 100, 512 KiB together. */
  readonly files?: InputMaybe<ReadonlyArray<SandboxFileInput>>;
  /** Up to 200 characters. As long as the sandbox is kept the same key with the same input answers it, with another input CONFLICT. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Container image; the installation's agent image unless said. An operator may allow some images only. */
  readonly image?: InputMaybe<Scalars['String']['input']>;
  /** Up to 50 labels: string to string. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** What it may reach beside Muster. */
  readonly network?: InputMaybe<SandboxNetworkInput>;
  /** What it may use. */
  readonly resources?: InputMaybe<SandboxResourcesInput>;
  /** A task that waits in the queue: it goes to nobody else, and the sandbox ends with it. */
  readonly taskId?: InputMaybe<Scalars['ID']['input']>;
  /** Most milliseconds from ready to its end, 1 s to 24 h; an hour unless said. */
  readonly timeoutMs?: InputMaybe<Scalars['Int']['input']>;
};

/** Answer of requestSandbox. */
export type RequestSandboxPayload = {
  readonly __typename?: 'RequestSandboxPayload';
  /** The sandbox. */
  readonly sandbox: Sandbox;
};

/** Answer of restoreRelease. */
export type RestoreReleasePayload = {
  readonly __typename?: 'RestoreReleasePayload';
  /** The release. */
  readonly release: Release;
};

/** Answer of resumeAgent. */
export type ResumeAgentPayload = {
  readonly __typename?: 'ResumeAgentPayload';
  /** The agent. */
  readonly agent: Agent;
};

/** Answer of resumeWorkflowRun. */
export type ResumeWorkflowRunPayload = {
  readonly __typename?: 'ResumeWorkflowRunPayload';
  /** The run. */
  readonly run: WorkflowRun;
};

/** How a task is tried again. The wait before retry n is `initialDelayMs × factor^(n-1)`, at most `maxDelayMs`, of which up to half is left to chance. */
export type RetryInput = {
  /** 1 to 10; 2 unless said. */
  readonly factor?: InputMaybe<Scalars['Float']['input']>;
  /** Before the first retry; 1,000 unless said. */
  readonly initialDelayMs?: InputMaybe<Scalars['Int']['input']>;
  /** At most a day; 5 minutes unless said. */
  readonly maxDelayMs?: InputMaybe<Scalars['Int']['input']>;
  /** RE2 patterns: a failure whose message one of them matches is not tried again. Up to 20. */
  readonly nonRetryable?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** What to begin again. */
export type RetryWorkflowRunInput = {
  /** Ids of steps that are done again too, beside all that did not complete or was undone, with what follows from them. */
  readonly fromSteps?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** A run that is FAILED, CANCELLED, COMPENSATED or COMPENSATION_FAILED. */
  readonly id: Scalars['ID']['input'];
};

/** Answer of retryWorkflowRun. */
export type RetryWorkflowRunPayload = {
  readonly __typename?: 'RetryWorkflowRunPayload';
  /** The run. */
  readonly run: WorkflowRun;
};

/** What a tenant thinks of an item that it has run. */
export type Review = Node & {
  readonly __typename?: 'Review';
  /** When it was written. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is of the caller's tenant. */
  readonly isOwn: Scalars['Boolean']['output'];
  /** Of what. */
  readonly item: MarketplaceItem;
  /** 1 to 5. */
  readonly rating: Scalars['Int']['output'];
  /** In words. */
  readonly text?: Maybe<Scalars['String']['output']>;
  /** When it was changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** One page of reviews. */
export type ReviewConnection = {
  readonly __typename?: 'ReviewConnection';
  /** Reviews with their cursors. */
  readonly edges: ReadonlyArray<ReviewEdge>;
  /** The reviews. */
  readonly nodes: ReadonlyArray<Review>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** A review in a list. */
export type ReviewEdge = {
  readonly __typename?: 'ReviewEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The review. */
  readonly node: Review;
};

/** What to say of an item. */
export type ReviewItemInput = {
  /** Name or id. */
  readonly item: Scalars['String']['input'];
  /** 1 to 5. */
  readonly rating: Scalars['Int']['input'];
  /** In words; at most 2,000 characters. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** Answer of reviewItem. */
export type ReviewItemPayload = {
  readonly __typename?: 'ReviewItemPayload';
  /** The review. */
  readonly review: Review;
};

/** Answer of revokeApiKey. */
export type RevokeApiKeyPayload = {
  readonly __typename?: 'RevokeApiKeyPayload';
  /** The revoked key. */
  readonly apiKey: ApiKey;
};

/** Answer of revokePublisherKey. */
export type RevokePublisherKeyPayload = {
  readonly __typename?: 'RevokePublisherKeyPayload';
  /** The key. */
  readonly key: PublisherKey;
};

/** What a principal may do. docs/architecture.md has the table. */
export type Role =
  /** All of the tenant, its users and its keys. */
  | 'ADMIN'
  /** An agent: receives assignments and reports on its own leases. */
  | 'AGENT'
  /** Creates tasks, registers agents, defines kinds. */
  | 'DEVELOPER'
  /** A program that creates tasks and registers agents. */
  | 'SERVICE'
  /** Tasks, agents and kinds; pauses, drains, cancels, redrives. */
  | 'SUPERVISOR'
  /** Reads. */
  | 'VIEWER';

/** Answer of rotateTriggerSecret. */
export type RotateTriggerSecretPayload = {
  readonly __typename?: 'RotateTriggerSecretPayload';
  /** Shown now only. */
  readonly secret: Scalars['String']['output'];
  /** The trigger. */
  readonly trigger: Trigger;
};

/** How far a run is. */
export type RunProgress = {
  readonly __typename?: 'RunProgress';
  /** When it is likely to end, from earlier runs of the workflow; null when none has completed, and once it has ended. */
  readonly estimatedEndAt?: Maybe<Scalars['DateTime']['output']>;
  /** 0 to 100, each step weighted with how long it usually takes. */
  readonly percent: Scalars['Float']['output'];
  /** Steps and items that have ended. */
  readonly stepsEnded: Scalars['Int']['output'];
  /** Steps and items known so far. */
  readonly stepsTotal: Scalars['Int']['output'];
};

/** What started a run. */
export type RunTrigger = {
  readonly __typename?: 'RunTrigger';
  /** What it knew: the scheduled instant, the webhook's message, the event. */
  readonly context: Scalars['JSON']['output'];
  /** The trigger; null when none did, or it was removed. */
  readonly trigger?: Maybe<Trigger>;
  /** How. */
  readonly type: RunTriggerType;
};

/** How a run came to be. */
export type RunTriggerType =
  /** A schedule. */
  | 'CRON'
  /** An event of the feed. */
  | 'EVENT'
  /** `startWorkflowRun`. */
  | 'MANUAL'
  /** A step of another run. */
  | 'PARENT'
  /** A call from outside. */
  | 'WEBHOOK';

/** An isolated place in which a program runs: a container, or a process where the host has nothing better. */
export type Sandbox = Node & {
  readonly __typename?: 'Sandbox';
  /** The agent that runs in it; null when it has none, and for one that works on a task. */
  readonly agent?: Maybe<Agent>;
  /** Arguments. */
  readonly args: ReadonlyArray<Scalars['String']['output']>;
  /** Program, in place of the image's; null for the image's own. */
  readonly command?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Where it is; null until that is known. */
  readonly connectionDetails?: Maybe<SandboxConnectionDetails>;
  /** The container's id, as its runtime knows it; null until it runs. */
  readonly containerId?: Maybe<Scalars['String']['output']>;
  /** What its time cost at this installation's rate; null until it has ended. */
  readonly cost?: Maybe<Scalars['Float']['output']>;
  /** When it was asked for. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Id of the user, API key or agent that asked for it. */
  readonly createdBy: Scalars['ID']['output'];
  /** Networks that it may reach beside Muster, as `10.0.0.0/8` or `10.1.2.3/32:5432`. */
  readonly egress: ReadonlyArray<Scalars['String']['output']>;
  /** Names of its environment variables. Their values are not shown. */
  readonly environment: ReadonlyArray<Scalars['String']['output']>;
  /** Its events, oldest first. */
  readonly events: SandboxEventConnection;
  /** Null until it ended by itself. */
  readonly exitCode?: Maybe<Scalars['Int']['output']>;
  /** Paths of the files that it was given. Their contents are not shown. */
  readonly filePaths: ReadonlyArray<Scalars['String']['output']>;
  /** When it ended. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What runs it; null while it waits. */
  readonly host?: Maybe<SandboxHostKind>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The image. */
  readonly image: Scalars['String']['output'];
  /** Whether it was taken from the pool of those that were ready. */
  readonly isFromPool: Scalars['Boolean']['output'];
  /** Whether it wrote more than is kept. */
  readonly isLogCut: Scalars['Boolean']['output'];
  /** Labels. */
  readonly labels: Scalars['JSON']['output'];
  /** Bytes of its log that are kept. */
  readonly logBytes: Scalars['Float']['output'];
  /** The same in words. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** When its host began to make it. */
  readonly provisioningAt?: Maybe<Scalars['DateTime']['output']>;
  /** When its container ran. */
  readonly readyAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it is there; null while it waits and runs, and when it succeeded. */
  readonly reason?: Maybe<SandboxReason>;
  /** The marketplace's release that runs in it; null when it is none. */
  readonly release?: Maybe<Release>;
  /** What it may use. */
  readonly resources: SandboxResources;
  /** Where it stands. */
  readonly status: SandboxStatus;
  /** The task that it works on; null when it has none. */
  readonly task?: Maybe<Task>;
  /** Most milliseconds from ready to its end. */
  readonly timeoutMs: Scalars['Int']['output'];
  /** What it has used, as far as its host tells; null where it does not. */
  readonly usage?: Maybe<SandboxUsage>;
};


/** An isolated place in which a program runs: a container, or a process where the host has nothing better. */
export type SandboxEventsArgs = {
  after?: InputMaybe<Scalars['Seq']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** One page of sandboxes. */
export type SandboxConnection = {
  readonly __typename?: 'SandboxConnection';
  /** Sandboxes with their cursors. */
  readonly edges: ReadonlyArray<SandboxEdge>;
  /** The sandboxes. */
  readonly nodes: ReadonlyArray<Sandbox>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** Where a sandbox's container is. */
export type SandboxConnectionDetails = {
  readonly __typename?: 'SandboxConnectionDetails';
  /** IP address, or the machine's name. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** Name of the container; null on a host without. */
  readonly container?: Maybe<Scalars['String']['output']>;
  /** Of the cluster; null on a host without. */
  readonly namespace?: Maybe<Scalars['String']['output']>;
  /** Name of the pod; null on a host without. */
  readonly pod?: Maybe<Scalars['String']['output']>;
};

/** A sandbox in a list. */
export type SandboxEdge = {
  readonly __typename?: 'SandboxEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The sandbox. */
  readonly node: Sandbox;
};

/** A fact about a sandbox. */
export type SandboxEvent = Event & {
  readonly __typename?: 'SandboxEvent';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Position in the tenant's feed. */
  readonly cursor: Scalars['Cursor']['output'];
  /** Details; docs/sandboxes.md lists the fields of each type. */
  readonly data: Scalars['JSON']['output'];
  /** The sandbox as it is now, which may be further on than the event. */
  readonly sandbox: Sandbox;
  /** Id of the sandbox. */
  readonly sandboxId: Scalars['ID']['output'];
  /** Position in the sandbox's stream. */
  readonly seq: Scalars['Seq']['output'];
  /** What happened. */
  readonly type: EventType;
};

/** One page of a sandbox's events. */
export type SandboxEventConnection = {
  readonly __typename?: 'SandboxEventConnection';
  /** The events, oldest first. */
  readonly nodes: ReadonlyArray<SandboxEvent>;
  /** Where the page lies; its cursors are not used: continue after the last `seq`. */
  readonly pageInfo: PageInfo;
};

/** A file in a sandbox. */
export type SandboxFileInput = {
  /** Content in base64, in place of `text`. */
  readonly base64?: InputMaybe<Scalars['String']['input']>;
  /** Path below the sandbox's working directory, as `config/settings.json`: no `..`, no empty part, up to 255 characters. */
  readonly path: Scalars['String']['input'];
  /** Content as text. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** Which sandboxes; all conditions hold together. */
export type SandboxFilter = {
  /** Of this agent. */
  readonly agentId?: InputMaybe<Scalars['ID']['input']>;
  /** Asked for at this time or later. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Asked for before this time. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Has all of these labels. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** Any of these. */
  readonly status?: InputMaybe<ReadonlyArray<SandboxStatus>>;
  /** For this task. */
  readonly taskId?: InputMaybe<Scalars['ID']['input']>;
};

/** What runs sandboxes. */
export type SandboxHostKind =
  /** Pods of a Kubernetes cluster. */
  | 'KUBERNETES'
  /** Processes of the machine that Muster runs on: does not isolate what nobody trusts. */
  | 'LOCAL';

/** The place that a task runs in. */
export type SandboxInput = {
  /** Arguments; at most 100. */
  readonly args?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Program, in place of the image's; at most 100 parts. */
  readonly command?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Environment: name to text, at most 100. Names that begin with `MUSTER_` are not for you. */
  readonly env?: InputMaybe<Scalars['JSON']['input']>;
  /** Files in its working directory; at most 100, 512 KiB together. */
  readonly files?: InputMaybe<ReadonlyArray<SandboxFileInput>>;
  /** Container image; the installation's agent image unless said. An operator may allow some images only. */
  readonly image?: InputMaybe<Scalars['String']['input']>;
  /** Up to 50 labels: string to string. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** What it may reach beside Muster. */
  readonly network?: InputMaybe<SandboxNetworkInput>;
  /** What it may use. */
  readonly resources?: InputMaybe<SandboxResourcesInput>;
  /** Most milliseconds from ready to its end, 1 s to 24 h; an hour unless said. */
  readonly timeoutMs?: InputMaybe<Scalars['Int']['input']>;
};

/** A piece of a sandbox's log. */
export type SandboxLogChunk = {
  readonly __typename?: 'SandboxLogChunk';
  /** When it was stored. */
  readonly at: Scalars['DateTime']['output'];
  /** Position in the sandbox's log. */
  readonly seq: Scalars['Seq']['output'];
  /** Where it was written. */
  readonly stream: SandboxLogStream;
  /** The text: whole lines, unless one is longer than 16 KiB. */
  readonly text: Scalars['String']['output'];
};

/** Where a piece of a log was written. */
export type SandboxLogStream =
  /** Standard error. */
  | 'STDERR'
  /** Standard output; on a host that does not tell them apart, both. */
  | 'STDOUT';

/** What a sandbox may reach. */
export type SandboxNetworkInput = {
  /** Networks beside Muster, as `10.0.0.0/8` or `10.1.2.3/32:5432`; none unless said, at most 20. */
  readonly egress?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Why a sandbox is where it is. */
export type SandboxReason =
  /** Its agent was removed. */
  | 'AGENT_REMOVED'
  /** The container ended again and again. */
  | 'CRASH_LOOP'
  /** Its time was over. */
  | 'DEADLINE_EXCEEDED'
  /** It was taken away by somebody else than Muster. */
  | 'DELETED'
  /** Its host moved it out to save others. */
  | 'EVICTED'
  /** Its container ended with a code that is not 0. */
  | 'EXIT_CODE'
  /** The host does not let Muster make it. */
  | 'HOST_FORBIDDEN'
  /** What ran it is gone. */
  | 'HOST_LOST'
  /** The host's own quota has no room for it. */
  | 'HOST_QUOTA'
  /** The host refuses it as it is. */
  | 'HOST_REFUSED'
  /** The host could not be reached. */
  | 'HOST_UNREACHABLE'
  /** The host does not take the image's name. */
  | 'IMAGE_INVALID'
  /** The image could not be fetched. */
  | 'IMAGE_PULL_FAILED'
  /** Its host's machine is gone. */
  | 'NODE_LOST'
  /** It took more memory than it may. */
  | 'OUT_OF_MEMORY'
  /** It took more disk than it may. */
  | 'OUT_OF_STORAGE'
  /** It was not ready in time. */
  | 'PROVISIONING_TIMEOUT'
  /** A person or a program asked for its end. */
  | 'REQUESTED'
  /** The container could not be started: no such program, or a setting that does not fit. */
  | 'START_FAILED'
  /** Its task has ended, or is no longer its own. */
  | 'TASK_ENDED'
  /** No machine has room for it, or may take it. */
  | 'UNSCHEDULABLE'
  /** This host does not isolate, and is not to run what nobody trusts. */
  | 'UNTRUSTED';

/** What a sandbox may use, as quantities of Kubernetes. */
export type SandboxResources = {
  readonly __typename?: 'SandboxResources';
  /** Processor, as `500m` or `2`. */
  readonly cpu: Scalars['String']['output'];
  /** Disk of its own, as `1Gi`. */
  readonly ephemeralStorage: Scalars['String']['output'];
  /** Memory, as `512Mi`. */
  readonly memory: Scalars['String']['output'];
};

/** What a sandbox may use, as quantities of Kubernetes. */
export type SandboxResourcesInput = {
  /** Processor, as `500m` or `2`; `250m` unless said. */
  readonly cpu?: InputMaybe<Scalars['String']['input']>;
  /** Disk of its own, as `1Gi`; `512Mi` unless said. */
  readonly ephemeralStorage?: InputMaybe<Scalars['String']['input']>;
  /** Memory, as `512Mi`; `256Mi` unless said. */
  readonly memory?: InputMaybe<Scalars['String']['input']>;
};

/** Where a sandbox stands. */
export type SandboxStatus =
  /** It could not be provisioned, or its container ended otherwise. */
  | 'FAILED'
  /** It vanished, and nobody knows how it ended. */
  | 'LOST'
  /** It waits for room. */
  | 'PENDING'
  /** Its host makes it be there: it is placed, its image is fetched. */
  | 'PROVISIONING'
  /** Its container runs. */
  | 'READY'
  /** Its container ended with exit code 0. */
  | 'SUCCEEDED'
  /** It was ended before its time, and is gone. */
  | 'TERMINATED'
  /** It is being ended before its time. */
  | 'TERMINATING';

/** What a sandbox has used, as far as its host tells. */
export type SandboxUsage = {
  readonly __typename?: 'SandboxUsage';
  /** Processor time. */
  readonly cpuMs?: Maybe<Scalars['Float']['output']>;
  /** The most memory that it had. */
  readonly peakMemoryBytes?: Maybe<Scalars['Float']['output']>;
};

/** Answer of setTaskPriority. */
export type SetTaskPriorityPayload = {
  readonly __typename?: 'SetTaskPriorityPayload';
  /** The task. */
  readonly task: Task;
};

/** Email and password. */
export type SignInInput = {
  /** Email, in any case. */
  readonly email: Scalars['String']['input'];
  /** Password. */
  readonly password: Scalars['String']['input'];
};

/** Answer of signIn. */
export type SignInPayload = {
  readonly __typename?: 'SignInPayload';
  /** Bearer token (JWT); lives 15 minutes. */
  readonly accessToken: Scalars['String']['output'];
  /** When the access token ends. */
  readonly accessTokenExpiresAt: Scalars['DateTime']['output'];
  /** Exchanged once for the next pair; lives 30 days. */
  readonly refreshToken: Scalars['String']['output'];
  /** Who signed in. */
  readonly user: User;
};

/** Answer of signOut. */
export type SignOutPayload = {
  readonly __typename?: 'SignOutPayload';
  /** True when a session was ended. */
  readonly signedOut: Scalars['Boolean']['output'];
};

/** Which release, and with what. */
export type SignReleaseInput = {
  /** Which release. */
  readonly id: Scalars['ID']['input'];
  /** The signature. */
  readonly signature: SignatureInput;
};

/** Answer of signRelease. */
export type SignReleasePayload = {
  readonly __typename?: 'SignReleasePayload';
  /** The release. */
  readonly release: Release;
};

/** A signal. */
export type SignalWorkflowRunInput = {
  /** Which run. */
  readonly id: Scalars['ID']['input'];
  /** Becomes the output of the step that waits for it. Up to 256 KiB. */
  readonly payload?: InputMaybe<Scalars['JSON']['input']>;
  /** Name of the signal. */
  readonly signal: Scalars['String']['input'];
};

/** Answer of signalWorkflowRun. */
export type SignalWorkflowRunPayload = {
  readonly __typename?: 'SignalWorkflowRunPayload';
  /** The run. */
  readonly run: WorkflowRun;
};

/** A signature of a release. */
export type SignatureInput = {
  /** Id of a key of the publisher. */
  readonly keyId: Scalars['ID']['input'];
  /** Ed25519 over `muster-release-v1:` and the digest in hex, in base64. */
  readonly signature: Scalars['String']['input'];
};

/** What to skip. */
export type SkipStepInput = {
  /** Which run. */
  readonly runId: Scalars['ID']['input'];
  /** Id of the step in the definition. */
  readonly stepKey: Scalars['String']['input'];
};

/** Answer of skipStep. */
export type SkipStepPayload = {
  readonly __typename?: 'SkipStepPayload';
  /** The step. */
  readonly step: Step;
};

/** What to run. */
export type StartWorkflowRunInput = {
  /** Up to 200 characters. For 24 hours the same key with the same input answers the same run, with another input CONFLICT. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Must meet the definition's input schema. Up to 256 KiB. */
  readonly input?: InputMaybe<Scalars['JSON']['input']>;
  /** Up to 50 labels: string to string. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** Of its tasks. */
  readonly priority?: InputMaybe<TaskPriority>;
  /** Number of the version; the latest unless said. */
  readonly version?: InputMaybe<Scalars['Int']['input']>;
  /** Name or id of a workflow. */
  readonly workflow: Scalars['String']['input'];
};

/** Answer of startWorkflowRun. */
export type StartWorkflowRunPayload = {
  readonly __typename?: 'StartWorkflowRunPayload';
  /** The run. */
  readonly run: WorkflowRun;
};

/** One node of a run's graph, or one item of a node that fans out. */
export type Step = Node & {
  readonly __typename?: 'Step';
  /** The role that may answer; null unless it is an approval. */
  readonly approvalRole?: Maybe<Role>;
  /** Times it was begun: more than 1 after a retry of the run. */
  readonly attempt: Scalars['Int']['output'];
  /** The run that it started. */
  readonly childRun?: Maybe<WorkflowRun>;
  /** The task that undoes it. */
  readonly compensationTask?: Maybe<Task>;
  /** What its tasks or its run cost. */
  readonly cost?: Maybe<Scalars['Float']['output']>;
  /** When it times out or wakes. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** Milliseconds from start to end, or until now. */
  readonly durationMs?: Maybe<Scalars['Float']['output']>;
  /** Why it failed. */
  readonly error?: Maybe<WorkflowRunError>;
  /** When it ended. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** What it was given, its expressions filled in. */
  readonly input?: Maybe<Scalars['JSON']['output']>;
  /** Its index among the items, from 0. */
  readonly itemIndex?: Maybe<Scalars['Int']['output']>;
  /** The step that fanned out into it; null unless it is an item. */
  readonly itemOf?: Maybe<Scalars['String']['output']>;
  /** Its id in the definition; an item's is `<step>[<index>]`. */
  readonly key: Scalars['String']['output'];
  /** Ids of the steps that it needs. */
  readonly needs: ReadonlyArray<Scalars['String']['output']>;
  /** What it gave, once it is done. The items' outputs as a list are shown up to 1 MiB: else PAYLOAD_TOO_LARGE. */
  readonly output?: Maybe<Scalars['JSON']['output']>;
  /** The run. */
  readonly run: WorkflowRun;
  /** When it began. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it stands. */
  readonly status: StepStatus;
  /** Its task: the first one, or of its `onFailure` once that began. */
  readonly task?: Maybe<Task>;
  /** What it does. */
  readonly type: StepType;
};

/** One page of steps. */
export type StepConnection = {
  readonly __typename?: 'StepConnection';
  /** Steps with their cursors. */
  readonly edges: ReadonlyArray<StepEdge>;
  /** The steps. */
  readonly nodes: ReadonlyArray<Step>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** A step in a list. */
export type StepEdge = {
  readonly __typename?: 'StepEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The step. */
  readonly node: Step;
};

/** Which steps; all conditions hold together. */
export type StepFilter = {
  /** Items of this step; unless said, all steps and items. */
  readonly itemsOf?: InputMaybe<Scalars['String']['input']>;
  /** Any of these. */
  readonly status?: InputMaybe<ReadonlyArray<StepStatus>>;
};

/** How a step of a workflow went. */
export type StepStats = {
  readonly __typename?: 'StepStats';
  /** Median milliseconds from start to end. */
  readonly durationP50Ms: Scalars['Float']['output'];
  /** The 95th percentile of the same. */
  readonly durationP95Ms: Scalars['Float']['output'];
  /** Times it failed. */
  readonly failed: Scalars['Int']['output'];
  /** Its id in the definition. */
  readonly key: Scalars['String']['output'];
  /** Times it ended. */
  readonly runs: Scalars['Int']['output'];
};

/** Where a step stands. */
export type StepStatus =
  /** Its run stopped first. */
  | 'CANCELLED'
  /** It is undone. */
  | 'COMPENSATED'
  /** Its compensation is being worked on. */
  | 'COMPENSATING'
  /** Its compensation failed. */
  | 'COMPENSATION_FAILED'
  /** It is done. */
  | 'COMPLETED'
  /** It failed, and what it may do against that did not help. */
  | 'FAILED'
  /** Waits for the steps that it needs. */
  | 'PENDING'
  /** Its task, its run or its items are being worked on. */
  | 'RUNNING'
  /** It was not needed, or a person skipped it. */
  | 'SKIPPED'
  /** Waits for a time, a signal or a person. */
  | 'WAITING';

/** What a step does. */
export type StepType =
  /** Waits for a person's `answerApproval`. */
  | 'APPROVAL'
  /** Puts an event in the run's stream. */
  | 'EMIT'
  /** Does the same for every item of a list. */
  | 'FOR_EACH'
  /** Does nothing: a point where branches meet. */
  | 'JOIN'
  /** Waits for a while. */
  | 'SLEEP'
  /** Waits until an instant. */
  | 'SLEEP_UNTIL'
  /** Chooses which steps run. */
  | 'SWITCH'
  /** Has a task done by an agent. */
  | 'TASK'
  /** Waits for `signalWorkflowRun`. */
  | 'WAIT_FOR_SIGNAL'
  /** Runs a workflow. */
  | 'WORKFLOW';

/** What can be followed. Each runs over graphql-transport-ws at the same URL. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** What the agent is told, beside work. AGENT. */
  readonly agentCommands: AgentCommand;
  /** An agent's events after a position. */
  readonly agentEvents: AgentEvent;
  /** The tenant's feed: from `after` on, or from now on. In commit order, without gap or repeat. */
  readonly events: Event;
  /** A sandbox's events after a position, first what is stored, then live. */
  readonly sandboxEvents: SandboxEvent;
  /** A sandbox's log after a position, first what is stored, then live. Ends when the sandbox has. */
  readonly sandboxLogs: SandboxLogChunk;
  /** Opens a session and offers it work: never more outstanding than `capacity`. AGENT. */
  readonly taskAssignments: TaskAssignmentBatch;
  /** A task's events after a position, first from the log, then live, without gap or repeat. */
  readonly taskEvents: TaskEvent;
  /** A task's output after a position, first what is stored, then live. Ends when the task has. */
  readonly taskOutput: TaskOutputChunk;
  /** A run's events after a position, first from the log, then live, without gap or repeat. */
  readonly workflowRunEvents: WorkflowRunEvent;
};


/** What can be followed. Each runs over graphql-transport-ws at the same URL. */
export type SubscriptionAgentEventsArgs = {
  after?: InputMaybe<Scalars['Seq']['input']>;
  agentId: Scalars['ID']['input'];
};


/** What can be followed. Each runs over graphql-transport-ws at the same URL. */
export type SubscriptionEventsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<EventFilter>;
};


/** What can be followed. Each runs over graphql-transport-ws at the same URL. */
export type SubscriptionSandboxEventsArgs = {
  after?: InputMaybe<Scalars['Seq']['input']>;
  id: Scalars['ID']['input'];
};


/** What can be followed. Each runs over graphql-transport-ws at the same URL. */
export type SubscriptionSandboxLogsArgs = {
  after?: InputMaybe<Scalars['Seq']['input']>;
  id: Scalars['ID']['input'];
};


/** What can be followed. Each runs over graphql-transport-ws at the same URL. */
export type SubscriptionTaskAssignmentsArgs = {
  capacity: Scalars['Int']['input'];
  kinds?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  prefetch?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be followed. Each runs over graphql-transport-ws at the same URL. */
export type SubscriptionTaskEventsArgs = {
  after?: InputMaybe<Scalars['Seq']['input']>;
  taskId: Scalars['ID']['input'];
};


/** What can be followed. Each runs over graphql-transport-ws at the same URL. */
export type SubscriptionTaskOutputArgs = {
  after?: InputMaybe<Scalars['Seq']['input']>;
  taskId: Scalars['ID']['input'];
};


/** What can be followed. Each runs over graphql-transport-ws at the same URL. */
export type SubscriptionWorkflowRunEventsArgs = {
  after?: InputMaybe<Scalars['Seq']['input']>;
  runId: Scalars['ID']['input'];
};

/** A unit of work. */
export type Task = Node & {
  readonly __typename?: 'Task';
  /** The agent that holds it, or held it last. */
  readonly agent?: Maybe<Agent>;
  /** What may be done with it now. */
  readonly allowedActions: ReadonlyArray<TaskAction>;
  /** The try that runs or ran last, from 1; 0 before the first. An assignment that was not accepted does not count. */
  readonly attempt: Scalars['Int']['output'];
  /** All tries so far, oldest first, folded from the event log; at most the last 100. */
  readonly attempts: ReadonlyArray<TaskAttempt>;
  /** What it cost, as the agent reported, summed over the reports accepted. */
  readonly cost?: Maybe<Scalars['Float']['output']>;
  /** When it was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it is cancelled if still open. */
  readonly deadlineAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its events, oldest first. */
  readonly events: TaskEventConnection;
  /** When it reached COMPLETED, CANCELLED or QUARANTINED. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global id, `task_...`. */
  readonly id: Scalars['ID']['output'];
  /** What to work on. */
  readonly input?: Maybe<Scalars['JSON']['output']>;
  /** Name of its kind. */
  readonly kind: Scalars['String']['output'];
  /** Free labels: string to string. */
  readonly labels: Scalars['JSON']['output'];
  /** What went wrong last. */
  readonly lastError?: Maybe<TaskError>;
  /** Position of the last piece of its output; 0 before the first. */
  readonly lastOutputSeq: Scalars['Seq']['output'];
  /** Position of its newest event. */
  readonly lastSeq: Scalars['Seq']['output'];
  /** When the current lease ends unless a heartbeat extends it. */
  readonly leaseExpiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Retries after the first try before it is quarantined. */
  readonly maxRetries: Scalars['Int']['output'];
  /** What came of it; null until COMPLETED. */
  readonly output?: Maybe<Scalars['JSON']['output']>;
  /** Which goes first. */
  readonly priority: TaskPriority;
  /** What the agent last said of its progress. */
  readonly progressMessage?: Maybe<Scalars['String']['output']>;
  /** Share done, 0 to 100, as last reported. */
  readonly progressPercent?: Maybe<Scalars['Float']['output']>;
  /** What an agent must have to get it. */
  readonly requiredCapabilities: ReadonlyArray<Scalars['String']['output']>;
  /** The run that it is done for; null unless it is of a workflow. */
  readonly run?: Maybe<WorkflowRun>;
  /** The place that its last try ran in, or that it waits for; null unless it asked for one. */
  readonly sandbox?: Maybe<Sandbox>;
  /** When it is or was due. */
  readonly scheduledAt: Scalars['DateTime']['output'];
  /** When the current or last try began. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it stands. */
  readonly status: TaskStatus;
  /** The step that it is done for, or undoes. */
  readonly step?: Maybe<Step>;
  /** Most milliseconds from accept to result, per try. */
  readonly timeoutMs: Scalars['Int']['output'];
};


/** A unit of work. */
export type TaskEventsArgs = {
  after?: InputMaybe<Scalars['Seq']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What a person may do with a task now. */
export type TaskAction =
  /** cancelTask. */
  | 'CANCEL'
  /** redriveTask. */
  | 'REDRIVE'
  /** setTaskPriority. */
  | 'SET_PRIORITY';

/** A task offered to an agent. Accept it within 10 seconds or it is offered to another. */
export type TaskAssignment = {
  readonly __typename?: 'TaskAssignment';
  /** Which try this is, from 1. */
  readonly attempt: Scalars['Int']['output'];
  /** Until when it must be accepted. */
  readonly leaseExpiresAt: Scalars['DateTime']['output'];
  /** Proves the right to work on this try; not shown anywhere else. */
  readonly leaseToken: Scalars['String']['output'];
  /** The task. */
  readonly task: Task;
};

/** Work for an agent, one frame for many tasks. */
export type TaskAssignmentBatch = {
  readonly __typename?: 'TaskAssignmentBatch';
  /** The assignments; at least one. */
  readonly assignments: ReadonlyArray<TaskAssignment>;
};

/** One try of a task. */
export type TaskAttempt = {
  readonly __typename?: 'TaskAttempt';
  /** Who tried. */
  readonly agent?: Maybe<Agent>;
  /** When it was assigned. */
  readonly assignedAt: Scalars['DateTime']['output'];
  /** When it ended. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What went wrong. */
  readonly error?: Maybe<TaskError>;
  /** 1 for the first. */
  readonly number: Scalars['Int']['output'];
  /** How it ended. */
  readonly outcome: TaskAttemptOutcome;
  /** When it was accepted. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** How a try ended. */
export type TaskAttemptOutcome =
  /** The task was cancelled under it. */
  | 'CANCELLED'
  /** It completed the task. */
  | 'COMPLETED'
  /** It failed; a retry follows or followed. */
  | 'FAILED'
  /** It has not ended. */
  | 'OPEN'
  /** It failed and was the last. */
  | 'QUARANTINED';

/** A page of tasks. */
export type TaskConnection = {
  readonly __typename?: 'TaskConnection';
  /** The tasks with their cursors. */
  readonly edges: ReadonlyArray<TaskEdge>;
  /** The tasks alone. */
  readonly nodes: ReadonlyArray<Task>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
};

/** A task in a page. */
export type TaskEdge = {
  readonly __typename?: 'TaskEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The task. */
  readonly node: Task;
};

/** What went wrong in a try. */
export type TaskError = {
  readonly __typename?: 'TaskError';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** In words; at most 4,000 characters are kept. */
  readonly message: Scalars['String']['output'];
  /** Why it failed. */
  readonly reason: TaskErrorReason;
};

/** Why a try failed. */
export type TaskErrorReason =
  /** The agent went silent and its lease ended. */
  | 'LEASE_LOST'
  /** The agent said so. */
  | 'REPORTED'
  /** The try ran longer than `timeoutMs`. */
  | 'TIMEOUT';

/** A fact about a task. */
export type TaskEvent = Event & {
  readonly __typename?: 'TaskEvent';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Position in the tenant's feed. */
  readonly cursor: Scalars['Cursor']['output'];
  /** Details. */
  readonly data: Scalars['JSON']['output'];
  /** Position in the task's stream. */
  readonly seq: Scalars['Seq']['output'];
  /** The task as it is now, which may be further on than the event. */
  readonly task: Task;
  /** Id of the task. */
  readonly taskId: Scalars['ID']['output'];
  /** What happened. */
  readonly type: EventType;
};

/** A page of a task's events. */
export type TaskEventConnection = {
  readonly __typename?: 'TaskEventConnection';
  /** The events, oldest first. */
  readonly nodes: ReadonlyArray<TaskEvent>;
  /** Where the page lies; its cursors are not used: continue after the last `seq`. */
  readonly pageInfo: PageInfo;
};

/** Which tasks to list; all conditions hold together. */
export type TaskFilter = {
  /** Held now, or last, by this agent. */
  readonly agentId?: InputMaybe<Scalars['ID']['input']>;
  /** Created at or after. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Created before. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Any of these kinds. */
  readonly kind?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** These labels, with these values. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** Any of these priorities. */
  readonly priority?: InputMaybe<ReadonlyArray<TaskPriority>>;
  /** Any of these statuses. */
  readonly status?: InputMaybe<ReadonlyArray<TaskStatus>>;
};

/** An entry of the catalogue: what tasks of this kind take, give and default to. */
export type TaskKind = Node & {
  readonly __typename?: 'TaskKind';
  /** When it was first defined. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Retries of a task that names none. */
  readonly defaultMaxRetries: Scalars['Int']['output'];
  /** Priority of a task that names none. */
  readonly defaultPriority: TaskPriority;
  /** Timeout of a task that names none, in milliseconds. */
  readonly defaultTimeoutMs: Scalars['Int']['output'];
  /** For people. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Global id, `kind_...`. */
  readonly id: Scalars['ID']['output'];
  /** JSON Schema (2020-12) that the input must meet; null for any. */
  readonly inputSchema?: Maybe<Scalars['JSON']['output']>;
  /** Unique name in the tenant. */
  readonly name: Scalars['String']['output'];
  /** JSON Schema (2020-12) that the output must meet; null for any. */
  readonly outputSchema?: Maybe<Scalars['JSON']['output']>;
  /** Required of every agent, beside what the task names. */
  readonly requiredCapabilities: ReadonlyArray<Scalars['String']['output']>;
  /** When it was last defined anew. */
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** A page of kinds. */
export type TaskKindConnection = {
  readonly __typename?: 'TaskKindConnection';
  /** The kinds with their cursors. */
  readonly edges: ReadonlyArray<TaskKindEdge>;
  /** The kinds alone. */
  readonly nodes: ReadonlyArray<TaskKind>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
};

/** A kind in a page. */
export type TaskKindEdge = {
  readonly __typename?: 'TaskKindEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The kind. */
  readonly node: TaskKind;
};

/** How tasks are sorted. */
export type TaskOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: TaskOrderField;
};

/** What tasks are sorted by. */
export type TaskOrderField =
  /** Creation. */
  | 'CREATED_AT'
  /** Priority, then creation. */
  | 'PRIORITY';

/** A piece of a task's output stream. */
export type TaskOutputChunk = {
  readonly __typename?: 'TaskOutputChunk';
  /** When it was stored. */
  readonly at: Scalars['DateTime']['output'];
  /** The try that wrote it. */
  readonly attempt: Scalars['Int']['output'];
  /** The text. */
  readonly chunk: Scalars['String']['output'];
  /** Position in the task's output. */
  readonly seq: Scalars['Seq']['output'];
};

/** Which task goes first. */
export type TaskPriority =
  /** Before normal ones. */
  | 'HIGH'
  /** After all others. */
  | 'LOW'
  /** The default. */
  | 'NORMAL'
  /** Before all others. */
  | 'URGENT';

/** A result. */
export type TaskResultInput = {
  /** What it cost, 0 or more, in the tenant's unit of account. */
  readonly cost?: InputMaybe<Scalars['Float']['input']>;
  /** The assignment's token. */
  readonly leaseToken: Scalars['String']['input'];
  /** What came of it; must meet the kind's output schema. Up to 256 KiB. */
  readonly output?: InputMaybe<Scalars['JSON']['input']>;
  /** Which task. */
  readonly taskId: Scalars['ID']['input'];
};

/** Where a task stands. docs/task-lifecycle.md has the moves. */
export type TaskStatus =
  /** Offered to an agent, not accepted yet. */
  | 'ASSIGNED'
  /** Ended by a person or by its deadline. */
  | 'CANCELLED'
  /** Done, with an output. */
  | 'COMPLETED'
  /** Out of retries: waits for a person's redrive. */
  | 'QUARANTINED'
  /** Due, waits for an agent. */
  | 'QUEUED'
  /** An agent works on it. */
  | 'RUNNING'
  /** Waits for its due time. */
  | 'SCHEDULED';

/** The owner of everything. Nothing crosses its border: what is not yours reads as not found. */
export type Tenant = Node & {
  readonly __typename?: 'Tenant';
  /** When it was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Global id, `tenant_...`. */
  readonly id: Scalars['ID']['output'];
  /** Name for people. */
  readonly name: Scalars['String']['output'];
};

/** Answer of terminateSandbox. */
export type TerminateSandboxPayload = {
  readonly __typename?: 'TerminateSandboxPayload';
  /** The sandbox. */
  readonly sandbox: Sandbox;
};

/** Starts runs of a workflow, always its latest version. */
export type Trigger = Node & {
  readonly __typename?: 'Trigger';
  /** When it was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Whether it fires. */
  readonly enabled: Scalars['Boolean']['output'];
  /** Types that it looks at; EVENT only. */
  readonly eventTypes?: Maybe<ReadonlyArray<EventType>>;
  /** CEL expression over `event`; EVENT only. */
  readonly filter?: Maybe<Scalars['String']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Input of its runs; `${...}` in it is filled in from `trigger`. */
  readonly input?: Maybe<Scalars['JSON']['output']>;
  /** Why it could not start a run the last time it should have; null when it could. */
  readonly lastError?: Maybe<Scalars['String']['output']>;
  /** When it fired last. */
  readonly lastFiredAt?: Maybe<Scalars['DateTime']['output']>;
  /** The run that it started last. */
  readonly lastRun?: Maybe<WorkflowRun>;
  /** CRON only. */
  readonly missedRuns?: Maybe<MissedRunPolicy>;
  /** Unique in its workflow. */
  readonly name: Scalars['String']['output'];
  /** When it fires next; CRON only. */
  readonly nextAt?: Maybe<Scalars['DateTime']['output']>;
  /** CRON only. */
  readonly overlap?: Maybe<OverlapPolicy>;
  /** Cron expression of five or six fields; CRON only. */
  readonly schedule?: Maybe<Scalars['String']['output']>;
  /** IANA time zone; CRON only. */
  readonly timeZone?: Maybe<Scalars['String']['output']>;
  /** How it comes to fire. */
  readonly type: TriggerType;
  /** Path that is called, below the server's URL; WEBHOOK only. */
  readonly webhookPath?: Maybe<Scalars['String']['output']>;
  /** The workflow. */
  readonly workflow: Workflow;
};

/** How a trigger comes to fire. */
export type TriggerType =
  /** By the clock. */
  | 'CRON'
  /** By an event of the tenant's feed. */
  | 'EVENT'
  /** By a signed call to its URL. */
  | 'WEBHOOK';

/** Answer of uninstallItem. */
export type UninstallItemPayload = {
  readonly __typename?: 'UninstallItemPayload';
  /** Id of what was removed. */
  readonly id: Scalars['ID']['output'];
};

/** What to change of an agent; what is left out stays. */
export type UpdateAgentInput = {
  /** Capabilities, as in registerAgent. */
  readonly capabilities?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Which agent; an AGENT may leave it out. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** Labels. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** Version of its program. */
  readonly version?: InputMaybe<Scalars['String']['input']>;
};

/** Answer of updateAgent. */
export type UpdateAgentPayload = {
  readonly __typename?: 'UpdateAgentPayload';
  /** The agent. */
  readonly agent: Agent;
};

/** What to change of an item. */
export type UpdateItemInput = {
  /** What it is for. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Name or id. */
  readonly item: Scalars['String']['input'];
  /** SPDX expression. */
  readonly licence?: InputMaybe<Scalars['String']['input']>;
  /** What a run costs. */
  readonly pricePerRun?: InputMaybe<Scalars['Float']['input']>;
  /** Where its source is. */
  readonly repositoryUrl?: InputMaybe<Scalars['String']['input']>;
  /** Ids of tenants, all of them. */
  readonly sharedWith?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** All of them. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Who may see it. */
  readonly visibility?: InputMaybe<ItemVisibility>;
};

/** Answer of updateItem. */
export type UpdateItemPayload = {
  readonly __typename?: 'UpdateItemPayload';
  /** The item. */
  readonly item: MarketplaceItem;
};

/** What to change of a trigger. */
export type UpdateTriggerInput = {
  /** Another schedule; of a CRON trigger. */
  readonly cron?: InputMaybe<CronTriggerInput>;
  /** Whether it fires. */
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Other events; of an EVENT trigger. */
  readonly event?: InputMaybe<EventTriggerInput>;
  /** Which trigger. */
  readonly id: Scalars['ID']['input'];
  /** Another input. */
  readonly input?: InputMaybe<Scalars['JSON']['input']>;
  /** Another name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** Answer of updateTrigger. */
export type UpdateTriggerPayload = {
  readonly __typename?: 'UpdateTriggerPayload';
  /** The trigger. */
  readonly trigger: Trigger;
};

/** What to change of a user; what is left out stays. */
export type UpdateUserInput = {
  /** Whether sign-in is refused. */
  readonly disabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which user. */
  readonly id: Scalars['ID']['input'];
  /** Name, 1 to 100 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** ADMIN, SUPERVISOR, DEVELOPER or VIEWER; the last admin keeps the role. */
  readonly role?: InputMaybe<Role>;
};

/** Answer of updateUser. */
export type UpdateUserPayload = {
  readonly __typename?: 'UpdateUserPayload';
  /** The user. */
  readonly user: User;
};

/** What to upgrade. */
export type UpgradeInstallationInput = {
  /** Which installation. */
  readonly id: Scalars['ID']['input'];
  /** Another range; the one that it has unless said. */
  readonly range?: InputMaybe<Scalars['String']['input']>;
};

/** Answer of upgradeInstallation. */
export type UpgradeInstallationPayload = {
  readonly __typename?: 'UpgradeInstallationPayload';
  /** The installation. */
  readonly installation: Installation;
};

/** A person who signs in. */
export type User = Node & {
  readonly __typename?: 'User';
  /** When the user was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Whether sign-in is refused. */
  readonly disabled: Scalars['Boolean']['output'];
  /** Sign-in name, unique, kept in lower case. */
  readonly email: Scalars['String']['output'];
  /** Global id, `user_...`. */
  readonly id: Scalars['ID']['output'];
  /** Name for people. */
  readonly name: Scalars['String']['output'];
  /** What the user may do. */
  readonly role: Role;
};

/** A page of users. */
export type UserConnection = {
  readonly __typename?: 'UserConnection';
  /** The users with their cursors. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** The users alone. */
  readonly nodes: ReadonlyArray<User>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
};

/** A user in a page. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The user. */
  readonly node: User;
};

/** Who is asking. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** The agent, where it is one. */
  readonly agent?: Maybe<Agent>;
  /** Id of the user, the agent or the service's key. */
  readonly id: Scalars['ID']['output'];
  /** What the viewer may do. */
  readonly role: Role;
  /** The viewer's tenant. */
  readonly tenant: Tenant;
  /** The person, where it is one. */
  readonly user?: Maybe<User>;
};

/** A named definition; each change of it is a version. */
export type Workflow = Node & {
  readonly __typename?: 'Workflow';
  /** When its first version was defined. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** As its latest version says. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The version that is run unless another is asked for. */
  readonly latestVersion: WorkflowVersion;
  /** Unique in the tenant. */
  readonly name: Scalars['String']['output'];
  /** Newest first. */
  readonly runs: WorkflowRunConnection;
  /** How its runs of the last days went, as far as they are among its last 10,000. */
  readonly stats: WorkflowStats;
  /** What starts runs by itself, oldest first; at most 100. */
  readonly triggers: ReadonlyArray<Trigger>;
  /** When its latest version was defined. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** One version; null when there is none of that number. */
  readonly version?: Maybe<WorkflowVersion>;
  /** Newest first. */
  readonly versions: WorkflowVersionConnection;
};


/** A named definition; each change of it is a version. */
export type WorkflowRunsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<WorkflowRunFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A named definition; each change of it is a version. */
export type WorkflowStatsArgs = {
  days?: InputMaybe<Scalars['Int']['input']>;
};


/** A named definition; each change of it is a version. */
export type WorkflowVersionArgs = {
  number: Scalars['Int']['input'];
};


/** A named definition; each change of it is a version. */
export type WorkflowVersionsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A value that differs between two definitions. Steps are named by their id: `["steps", "build", "kind"]`. */
export type WorkflowChange = {
  readonly __typename?: 'WorkflowChange';
  /** As it became; null where there is none. */
  readonly after?: Maybe<Scalars['JSON']['output']>;
  /** As it was; null where there was none. */
  readonly before?: Maybe<Scalars['JSON']['output']>;
  /** Where. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** One page of workflows. */
export type WorkflowConnection = {
  readonly __typename?: 'WorkflowConnection';
  /** Workflows with their cursors. */
  readonly edges: ReadonlyArray<WorkflowEdge>;
  /** The workflows. */
  readonly nodes: ReadonlyArray<Workflow>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** How two versions of a workflow differ. */
export type WorkflowDiff = {
  readonly __typename?: 'WorkflowDiff';
  /** Ids of steps that only `to` has. */
  readonly addedSteps: ReadonlyArray<Scalars['String']['output']>;
  /** Ids of steps that both have, but not alike. */
  readonly changedSteps: ReadonlyArray<Scalars['String']['output']>;
  /** Every value that differs, in the order of `from`. */
  readonly changes: ReadonlyArray<WorkflowChange>;
  /** The earlier one asked for. */
  readonly from: WorkflowVersion;
  /** Ids of steps that only `from` has. */
  readonly removedSteps: ReadonlyArray<Scalars['String']['output']>;
  /** The later one asked for. */
  readonly to: WorkflowVersion;
};

/** A workflow in a list. */
export type WorkflowEdge = {
  readonly __typename?: 'WorkflowEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The workflow. */
  readonly node: Workflow;
};

/** What sort of failure it was. */
export type WorkflowErrorClass =
  /** An agent went silent too often. */
  | 'AGENT_LOST'
  /** A person, a parent or a newer run ended it. */
  | 'CANCELLED'
  /** An expression could not be evaluated. */
  | 'EXPRESSION'
  /** A task, kind or run was refused: the definition does not fit what it meets. */
  | 'REFUSED'
  /** A person answered no, or nobody answered. */
  | 'REJECTED'
  /** A run within the run did not complete. */
  | 'SUB_RUN'
  /** An agent reported that the task cannot be done. */
  | 'TASK_FAILED'
  /** A step or the run took too long. */
  | 'TIMEOUT';

/** What is wrong with a definition. */
export type WorkflowProblem = {
  readonly __typename?: 'WorkflowProblem';
  /** What is wrong, for a person. */
  readonly message: Scalars['String']['output'];
  /** Where, from the definition's root, as in `["steps", "2", "when"]`. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Which condition, as `NOUN_CONDITION`; docs/workflows.md lists them. */
  readonly reason: Scalars['String']['output'];
};

/** One execution of a workflow, pinned to a version. */
export type WorkflowRun = Node & {
  readonly __typename?: 'WorkflowRun';
  /** What may be done with it as it stands, by whoever has the role for it. */
  readonly allowedActions: ReadonlyArray<WorkflowRunAction>;
  /** Among runs of the workflow with the same key, some may have to wait. */
  readonly concurrencyKey?: Maybe<Scalars['String']['output']>;
  /** Sum of what its tasks and the runs within it cost; null while nothing was reported. */
  readonly cost?: Maybe<Scalars['Float']['output']>;
  /** When it was asked for. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Id of the user, API key, trigger or run that started it. */
  readonly createdBy: Scalars['ID']['output'];
  /** The chain of steps that decides how long it takes: as measured, and as expected for what is to come. */
  readonly criticalPath: ReadonlyArray<Step>;
  /** Why it failed or was cancelled. */
  readonly error?: Maybe<WorkflowRunError>;
  /** Its events, oldest first. */
  readonly events: WorkflowRunEventConnection;
  /** When it ended. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** What it was given. */
  readonly input?: Maybe<Scalars['JSON']['output']>;
  /** Labels. */
  readonly labels: Scalars['JSON']['output'];
  /** Seq of its latest event, or of the event as of which it is shown. */
  readonly lastSeq: Scalars['Seq']['output'];
  /** What it gave, once it is COMPLETED. */
  readonly output?: Maybe<Scalars['JSON']['output']>;
  /** The step that runs it; null unless it is a run within a run. */
  readonly parentStep?: Maybe<Step>;
  /** Priority of its tasks. */
  readonly priority: TaskPriority;
  /** How far it is. */
  readonly progress: RunProgress;
  /** When it left QUEUED. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it stands. */
  readonly status: WorkflowRunStatus;
  /** One step by its id in the definition; an item as `<step>[<index>]`. Null when there is none. */
  readonly step?: Maybe<Step>;
  /** In the order of the definition, items behind; thousands of them are paged through. */
  readonly steps: StepConnection;
  /** What started it. */
  readonly trigger: RunTrigger;
  /** The version that it runs. */
  readonly version: WorkflowVersion;
  /** The workflow. */
  readonly workflow: Workflow;
};


/** One execution of a workflow, pinned to a version. */
export type WorkflowRunEventsArgs = {
  after?: InputMaybe<Scalars['Seq']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One execution of a workflow, pinned to a version. */
export type WorkflowRunStepArgs = {
  key: Scalars['String']['input'];
};


/** One execution of a workflow, pinned to a version. */
export type WorkflowRunStepsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<StepFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What a person may do with a run as it stands. */
export type WorkflowRunAction =
  /** `cancelWorkflowRun`. */
  | 'CANCEL'
  /** `pauseWorkflowRun`. */
  | 'PAUSE'
  /** `resumeWorkflowRun`. */
  | 'RESUME'
  /** `retryWorkflowRun`. */
  | 'RETRY'
  /** `signalWorkflowRun`. */
  | 'SIGNAL';

/** One page of runs. */
export type WorkflowRunConnection = {
  readonly __typename?: 'WorkflowRunConnection';
  /** Runs with their cursors. */
  readonly edges: ReadonlyArray<WorkflowRunEdge>;
  /** The runs. */
  readonly nodes: ReadonlyArray<WorkflowRun>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** A run in a list. */
export type WorkflowRunEdge = {
  readonly __typename?: 'WorkflowRunEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The run. */
  readonly node: WorkflowRun;
};

/** Why a step or a run did not complete. */
export type WorkflowRunError = {
  readonly __typename?: 'WorkflowRunError';
  /** What sort of failure. */
  readonly class: WorkflowErrorClass;
  /** What may help. */
  readonly hint: Scalars['String']['output'];
  /** What happened, for a person. */
  readonly message: Scalars['String']['output'];
  /** Id of the step where it began; null for the run as a whole. */
  readonly step?: Maybe<Scalars['String']['output']>;
};

/** A fact about a workflow run. */
export type WorkflowRunEvent = Event & {
  readonly __typename?: 'WorkflowRunEvent';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Position in the tenant's feed. */
  readonly cursor: Scalars['Cursor']['output'];
  /** Details; docs/workflows.md lists the fields of each type. */
  readonly data: Scalars['JSON']['output'];
  /** The run as it is now, which may be further on than the event. */
  readonly run: WorkflowRun;
  /** Id of the run. */
  readonly runId: Scalars['ID']['output'];
  /** Position in the run's stream. */
  readonly seq: Scalars['Seq']['output'];
  /** Id of the step in the definition that it is about; null for the run as a whole. */
  readonly stepKey?: Maybe<Scalars['String']['output']>;
  /** What happened. */
  readonly type: EventType;
};

/** One page of a run's events. */
export type WorkflowRunEventConnection = {
  readonly __typename?: 'WorkflowRunEventConnection';
  /** The events. */
  readonly nodes: ReadonlyArray<WorkflowRunEvent>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** Which runs; all conditions hold together. */
export type WorkflowRunFilter = {
  /** Created at this time or later. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Created before this time. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Has all of these labels. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** Any of these. */
  readonly status?: InputMaybe<ReadonlyArray<WorkflowRunStatus>>;
  /** Started by this trigger. */
  readonly triggerId?: InputMaybe<Scalars['ID']['input']>;
  /** Of this workflow, by name or id. */
  readonly workflow?: InputMaybe<Scalars['String']['input']>;
};

/** Where a run stands; docs/workflows.md has the picture. */
export type WorkflowRunStatus =
  /** A person or a parent run ended it, and nothing had to be undone. */
  | 'CANCELLED'
  /** It failed or was cancelled, and all that had to be undone is undone. */
  | 'COMPENSATED'
  /** Completed steps are being undone, the last one first. */
  | 'COMPENSATING'
  /** It failed or was cancelled, and an undoing failed too. */
  | 'COMPENSATION_FAILED'
  /** All steps have ended well. */
  | 'COMPLETED'
  /** A step failed, and nothing had to be undone. */
  | 'FAILED'
  /** No further step starts; what was started goes on. */
  | 'PAUSED'
  /** Waits for a place among the runs that the workflow's concurrency allows. */
  | 'QUEUED'
  /** Its steps are being worked on. */
  | 'RUNNING'
  /** It has failed or was cancelled: what was started is being ended. */
  | 'STOPPING';

/** A definition, as JSON or as text. */
export type WorkflowSourceInput = {
  /** As JSON. */
  readonly definition?: InputMaybe<Scalars['JSON']['input']>;
  /** As text in YAML or JSON, instead. Up to 1 MiB. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
};

/** How runs of a workflow went. */
export type WorkflowStats = {
  readonly __typename?: 'WorkflowStats';
  /** Those that completed. */
  readonly completed: Scalars['Int']['output'];
  /** Sum of what they cost. */
  readonly cost: Scalars['Float']['output'];
  /** Median milliseconds from start to end of those that completed. */
  readonly durationP50Ms?: Maybe<Scalars['Float']['output']>;
  /** The 95th percentile of the same. */
  readonly durationP95Ms?: Maybe<Scalars['Float']['output']>;
  /** Those that ended otherwise. */
  readonly failed: Scalars['Int']['output'];
  /** Those of them that are open. */
  readonly open: Scalars['Int']['output'];
  /** Runs created in the time. */
  readonly runs: Scalars['Int']['output'];
  /** Steps that take the longest, by their median; at most 10, in the last 500 runs. */
  readonly slowestSteps: ReadonlyArray<StepStats>;
  /** Completed of all that ended, 0 to 1; null when none ended. */
  readonly successRate?: Maybe<Scalars['Float']['output']>;
};

/** A definition to begin with. */
export type WorkflowTemplate = {
  readonly __typename?: 'WorkflowTemplate';
  /** A complete definition. */
  readonly definition: Scalars['JSON']['output'];
  /** What it is for. */
  readonly description: Scalars['String']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
};

/** What a workflow was at a time; never changes. */
export type WorkflowVersion = Node & {
  readonly __typename?: 'WorkflowVersion';
  /** SHA-256 of the definition in canonical form, in hexadecimal. */
  readonly contentHash: Scalars['String']['output'];
  /** When. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Id of the user or API key that defined it. */
  readonly createdBy: Scalars['ID']['output'];
  /** As it was given; `workflowSchema` describes it. */
  readonly definition: Scalars['JSON']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** From 1, in the order of definition. */
  readonly number: Scalars['Int']['output'];
  /** The workflow. */
  readonly workflow: Workflow;
};

/** One page of versions. */
export type WorkflowVersionConnection = {
  readonly __typename?: 'WorkflowVersionConnection';
  /** Versions with their cursors. */
  readonly edges: ReadonlyArray<WorkflowVersionEdge>;
  /** The versions. */
  readonly nodes: ReadonlyArray<WorkflowVersion>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** A version in a list. */
export type WorkflowVersionEdge = {
  readonly __typename?: 'WorkflowVersionEdge';
  /** Its position. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The version. */
  readonly node: WorkflowVersion;
};

/** Answer of yankRelease. */
export type YankReleasePayload = {
  readonly __typename?: 'YankReleasePayload';
  /** The release. */
  readonly release: Release;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Event:
    | ( EventRecordRow )
    | ( EventRecordRow )
    | ( EventRecordRow )
    | ( EventRecordRow )
  ;
  Node:
    | ( AgentRow )
    | ( AgentSessionRow )
    | ( ApiKeyRow )
    | ( BinaryRow )
    | ( ExecutionRow )
    | ( InstallationRow )
    | ( MarketplaceItemRow )
    | ( PublisherRow )
    | ( PublisherKeyRow )
    | ( ReleaseRow )
    | ( ReviewRow )
    | ( SandboxRow )
    | ( StepRow )
    | ( TaskRow )
    | ( TaskKindRow )
    | ( TenantRow )
    | ( TriggerRow )
    | ( UserRow )
    | ( WorkflowRow )
    | ( WorkflowRunRow )
    | ( WorkflowVersionRow )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcceptTasksPayload: ResolverTypeWrapper<AcceptTasksPayload>;
  AddPublisherKeyInput: AddPublisherKeyInput;
  AddPublisherKeyPayload: ResolverTypeWrapper<Omit<AddPublisherKeyPayload, 'key'> & { key: ResolversTypes['PublisherKey'] }>;
  Agent: ResolverTypeWrapper<AgentRow>;
  AgentAction: AgentAction;
  AgentCommand: ResolverTypeWrapper<AgentCommandRow>;
  AgentConnection: ResolverTypeWrapper<Omit<AgentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['AgentEdge']>, nodes: ReadonlyArray<ResolversTypes['Agent']> }>;
  AgentEdge: ResolverTypeWrapper<Omit<AgentEdge, 'node'> & { node: ResolversTypes['Agent'] }>;
  AgentEvent: ResolverTypeWrapper<EventRecordRow>;
  AgentFilter: AgentFilter;
  AgentOrder: AgentOrder;
  AgentOrderField: AgentOrderField;
  AgentReferenceInput: AgentReferenceInput;
  AgentSession: ResolverTypeWrapper<AgentSessionRow>;
  AgentStatus: AgentStatus;
  AnswerApprovalInput: AnswerApprovalInput;
  AnswerApprovalPayload: ResolverTypeWrapper<Omit<AnswerApprovalPayload, 'step'> & { step: ResolversTypes['Step'] }>;
  ApiKey: ResolverTypeWrapper<ApiKeyRow>;
  ApiKeyConnection: ResolverTypeWrapper<Omit<ApiKeyConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ApiKeyEdge']>, nodes: ReadonlyArray<ResolversTypes['ApiKey']> }>;
  ApiKeyEdge: ResolverTypeWrapper<Omit<ApiKeyEdge, 'node'> & { node: ResolversTypes['ApiKey'] }>;
  AppendTaskOutputInput: AppendTaskOutputInput;
  AppendTaskOutputPayload: ResolverTypeWrapper<AppendTaskOutputPayload>;
  ApprovalDecision: ApprovalDecision;
  Binary: ResolverTypeWrapper<BinaryRow>;
  BinaryConnection: ResolverTypeWrapper<Omit<BinaryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['BinaryEdge']>, nodes: ReadonlyArray<ResolversTypes['Binary']> }>;
  BinaryEdge: ResolverTypeWrapper<Omit<BinaryEdge, 'node'> & { node: ResolversTypes['Binary'] }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CancelTask: ResolverTypeWrapper<CancelTask>;
  CancelTaskPayload: ResolverTypeWrapper<Omit<CancelTaskPayload, 'task'> & { task: ResolversTypes['Task'] }>;
  CancelWorkflowRunInput: CancelWorkflowRunInput;
  CancelWorkflowRunPayload: ResolverTypeWrapper<Omit<CancelWorkflowRunPayload, 'run'> & { run: ResolversTypes['WorkflowRun'] }>;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: ResolverTypeWrapper<Omit<ChangePasswordPayload, 'user'> & { user: ResolversTypes['User'] }>;
  CompleteTasksPayload: ResolverTypeWrapper<CompleteTasksPayload>;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: ResolverTypeWrapper<Omit<CreateApiKeyPayload, 'apiKey'> & { apiKey: ResolversTypes['ApiKey'] }>;
  CreateBinaryUploadInput: CreateBinaryUploadInput;
  CreateBinaryUploadPayload: ResolverTypeWrapper<Omit<CreateBinaryUploadPayload, 'binary'> & { binary?: Maybe<ResolversTypes['Binary']> }>;
  CreatePublisherInput: CreatePublisherInput;
  CreatePublisherPayload: ResolverTypeWrapper<Omit<CreatePublisherPayload, 'publisher'> & { publisher: ResolversTypes['Publisher'] }>;
  CreateTaskInput: CreateTaskInput;
  CreateTaskPayload: ResolverTypeWrapper<Omit<CreateTaskPayload, 'task'> & { task: ResolversTypes['Task'] }>;
  CreateTasksPayload: ResolverTypeWrapper<Omit<CreateTasksPayload, 'tasks'> & { tasks: ReadonlyArray<ResolversTypes['Task']> }>;
  CreateTenantInput: CreateTenantInput;
  CreateTenantPayload: ResolverTypeWrapper<Omit<CreateTenantPayload, 'admin' | 'tenant'> & { admin: ResolversTypes['User'], tenant: ResolversTypes['Tenant'] }>;
  CreateTriggerInput: CreateTriggerInput;
  CreateTriggerPayload: ResolverTypeWrapper<Omit<CreateTriggerPayload, 'trigger'> & { trigger: ResolversTypes['Trigger'] }>;
  CreateUserInput: CreateUserInput;
  CreateUserPayload: ResolverTypeWrapper<Omit<CreateUserPayload, 'user'> & { user: ResolversTypes['User'] }>;
  CronTriggerInput: CronTriggerInput;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DefineTaskKindInput: DefineTaskKindInput;
  DefineTaskKindPayload: ResolverTypeWrapper<Omit<DefineTaskKindPayload, 'taskKind'> & { taskKind: ResolversTypes['TaskKind'] }>;
  DefineWorkflowInput: DefineWorkflowInput;
  DefineWorkflowPayload: ResolverTypeWrapper<Omit<DefineWorkflowPayload, 'version' | 'workflow'> & { version: ResolversTypes['WorkflowVersion'], workflow: ResolversTypes['Workflow'] }>;
  DeleteBinaryPayload: ResolverTypeWrapper<DeleteBinaryPayload>;
  DeleteReviewPayload: ResolverTypeWrapper<DeleteReviewPayload>;
  DeleteTriggerPayload: ResolverTypeWrapper<DeleteTriggerPayload>;
  DeprecateReleasePayload: ResolverTypeWrapper<Omit<DeprecateReleasePayload, 'release'> & { release: ResolversTypes['Release'] }>;
  Drain: ResolverTypeWrapper<Drain>;
  DrainAgentPayload: ResolverTypeWrapper<Omit<DrainAgentPayload, 'agent'> & { agent: ResolversTypes['Agent'] }>;
  Event: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Event']>;
  EventFilter: EventFilter;
  EventTriggerInput: EventTriggerInput;
  EventType: EventType;
  ExecuteAgentInput: ExecuteAgentInput;
  ExecuteAgentPayload: ResolverTypeWrapper<ExecutionRow>;
  Execution: ResolverTypeWrapper<ExecutionRow>;
  ExecutionConnection: ResolverTypeWrapper<Omit<ExecutionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ExecutionEdge']>, nodes: ReadonlyArray<ResolversTypes['Execution']> }>;
  ExecutionEdge: ResolverTypeWrapper<Omit<ExecutionEdge, 'node'> & { node: ResolversTypes['Execution'] }>;
  ExecutionError: ResolverTypeWrapper<ExecutionError>;
  ExecutionErrorReason: ExecutionErrorReason;
  ExecutionFileInput: ExecutionFileInput;
  ExecutionFilter: ExecutionFilter;
  ExecutionLimitsInput: ExecutionLimitsInput;
  ExecutionStatus: ExecutionStatus;
  Facet: ResolverTypeWrapper<Facet>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  HeartbeatInput: HeartbeatInput;
  HeartbeatPayload: ResolverTypeWrapper<HeartbeatPayload>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  InstallItemInput: InstallItemInput;
  InstallItemPayload: ResolverTypeWrapper<Omit<InstallItemPayload, 'installation'> & { installation: ResolversTypes['Installation'] }>;
  Installation: ResolverTypeWrapper<InstallationRow>;
  InstallationConnection: ResolverTypeWrapper<Omit<InstallationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['InstallationEdge']>, nodes: ReadonlyArray<ResolversTypes['Installation']> }>;
  InstallationEdge: ResolverTypeWrapper<Omit<InstallationEdge, 'node'> & { node: ResolversTypes['Installation'] }>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ItemFacets: ResolverTypeWrapper<ItemFacets>;
  ItemFilter: ItemFilter;
  ItemOrder: ItemOrder;
  ItemStats: ResolverTypeWrapper<ItemStats>;
  ItemType: ItemType;
  ItemVisibility: ItemVisibility;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  LeaseInput: LeaseInput;
  LeaseOutcome: LeaseOutcome;
  LeaseResult: ResolverTypeWrapper<LeaseResult>;
  MarketplaceItem: ResolverTypeWrapper<MarketplaceItemRow>;
  MarketplaceItemConnection: ResolverTypeWrapper<ItemPage>;
  MarketplaceItemEdge: ResolverTypeWrapper<Omit<MarketplaceItemEdge, 'node'> & { node: ResolversTypes['MarketplaceItem'] }>;
  MissedRunPolicy: MissedRunPolicy;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  OrderDirection: OrderDirection;
  OverlapPolicy: OverlapPolicy;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PauseAgentPayload: ResolverTypeWrapper<Omit<PauseAgentPayload, 'agent'> & { agent: ResolversTypes['Agent'] }>;
  PauseWorkflowRunPayload: ResolverTypeWrapper<Omit<PauseWorkflowRunPayload, 'run'> & { run: ResolversTypes['WorkflowRun'] }>;
  PoolStats: ResolverTypeWrapper<PoolStats>;
  PublishReleaseInput: PublishReleaseInput;
  PublishReleasePayload: ResolverTypeWrapper<Omit<PublishReleasePayload, 'release'> & { release: ResolversTypes['Release'] }>;
  Publisher: ResolverTypeWrapper<PublisherRow>;
  PublisherKey: ResolverTypeWrapper<PublisherKeyRow>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QueueStats: ResolverTypeWrapper<QueueStats>;
  RedriveTaskPayload: ResolverTypeWrapper<Omit<RedriveTaskPayload, 'task'> & { task: ResolversTypes['Task'] }>;
  RefreshTokenInput: RefreshTokenInput;
  RefreshTokenPayload: ResolverTypeWrapper<RefreshTokenPayload>;
  RegisterAgentInput: RegisterAgentInput;
  RegisterAgentPayload: ResolverTypeWrapper<Omit<RegisterAgentPayload, 'agent'> & { agent: ResolversTypes['Agent'] }>;
  RejectTaskInput: RejectTaskInput;
  RejectTasksPayload: ResolverTypeWrapper<RejectTasksPayload>;
  Release: ResolverTypeWrapper<ReleaseRow>;
  ReleaseConnection: ResolverTypeWrapper<Omit<ReleaseConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ReleaseEdge']>, nodes: ReadonlyArray<ResolversTypes['Release']> }>;
  ReleaseEdge: ResolverTypeWrapper<Omit<ReleaseEdge, 'node'> & { node: ResolversTypes['Release'] }>;
  ReleaseSignature: ResolverTypeWrapper<ReleaseSignatureRow>;
  ReleaseStatus: ReleaseStatus;
  ReleaseStatusInput: ReleaseStatusInput;
  ReleaseTestInput: ReleaseTestInput;
  ReleaseTestResult: ResolverTypeWrapper<ReleaseTestResult>;
  RemoveAgentPayload: ResolverTypeWrapper<Omit<RemoveAgentPayload, 'agent'> & { agent: ResolversTypes['Agent'] }>;
  ReportTaskFailureInput: ReportTaskFailureInput;
  ReportTaskFailurePayload: ResolverTypeWrapper<Omit<ReportTaskFailurePayload, 'task'> & { task: ResolversTypes['Task'] }>;
  ReportTaskProgressInput: ReportTaskProgressInput;
  ReportTaskProgressPayload: ResolverTypeWrapper<Omit<ReportTaskProgressPayload, 'task'> & { task: ResolversTypes['Task'] }>;
  RequestSandboxInput: RequestSandboxInput;
  RequestSandboxPayload: ResolverTypeWrapper<Omit<RequestSandboxPayload, 'sandbox'> & { sandbox: ResolversTypes['Sandbox'] }>;
  RestoreReleasePayload: ResolverTypeWrapper<Omit<RestoreReleasePayload, 'release'> & { release: ResolversTypes['Release'] }>;
  ResumeAgentPayload: ResolverTypeWrapper<Omit<ResumeAgentPayload, 'agent'> & { agent: ResolversTypes['Agent'] }>;
  ResumeWorkflowRunPayload: ResolverTypeWrapper<Omit<ResumeWorkflowRunPayload, 'run'> & { run: ResolversTypes['WorkflowRun'] }>;
  RetryInput: RetryInput;
  RetryWorkflowRunInput: RetryWorkflowRunInput;
  RetryWorkflowRunPayload: ResolverTypeWrapper<Omit<RetryWorkflowRunPayload, 'run'> & { run: ResolversTypes['WorkflowRun'] }>;
  Review: ResolverTypeWrapper<ReviewRow>;
  ReviewConnection: ResolverTypeWrapper<Omit<ReviewConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ReviewEdge']>, nodes: ReadonlyArray<ResolversTypes['Review']> }>;
  ReviewEdge: ResolverTypeWrapper<Omit<ReviewEdge, 'node'> & { node: ResolversTypes['Review'] }>;
  ReviewItemInput: ReviewItemInput;
  ReviewItemPayload: ResolverTypeWrapper<Omit<ReviewItemPayload, 'review'> & { review: ResolversTypes['Review'] }>;
  RevokeApiKeyPayload: ResolverTypeWrapper<Omit<RevokeApiKeyPayload, 'apiKey'> & { apiKey: ResolversTypes['ApiKey'] }>;
  RevokePublisherKeyPayload: ResolverTypeWrapper<Omit<RevokePublisherKeyPayload, 'key'> & { key: ResolversTypes['PublisherKey'] }>;
  Role: Role;
  RotateTriggerSecretPayload: ResolverTypeWrapper<Omit<RotateTriggerSecretPayload, 'trigger'> & { trigger: ResolversTypes['Trigger'] }>;
  RunProgress: ResolverTypeWrapper<WorkflowRunRow>;
  RunTrigger: ResolverTypeWrapper<WorkflowRunRow>;
  RunTriggerType: RunTriggerType;
  Sandbox: ResolverTypeWrapper<SandboxRow>;
  SandboxConnection: ResolverTypeWrapper<Omit<SandboxConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['SandboxEdge']>, nodes: ReadonlyArray<ResolversTypes['Sandbox']> }>;
  SandboxConnectionDetails: ResolverTypeWrapper<SandboxConnectionDetails>;
  SandboxEdge: ResolverTypeWrapper<Omit<SandboxEdge, 'node'> & { node: ResolversTypes['Sandbox'] }>;
  SandboxEvent: ResolverTypeWrapper<EventRecordRow>;
  SandboxEventConnection: ResolverTypeWrapper<Omit<SandboxEventConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['SandboxEvent']> }>;
  SandboxFileInput: SandboxFileInput;
  SandboxFilter: SandboxFilter;
  SandboxHostKind: SandboxHostKind;
  SandboxInput: SandboxInput;
  SandboxLogChunk: ResolverTypeWrapper<SandboxLogChunkRow>;
  SandboxLogStream: SandboxLogStream;
  SandboxNetworkInput: SandboxNetworkInput;
  SandboxReason: SandboxReason;
  SandboxResources: ResolverTypeWrapper<SandboxResources>;
  SandboxResourcesInput: SandboxResourcesInput;
  SandboxStatus: SandboxStatus;
  SandboxUsage: ResolverTypeWrapper<SandboxUsage>;
  Seq: ResolverTypeWrapper<Scalars['Seq']['output']>;
  SetTaskPriorityPayload: ResolverTypeWrapper<Omit<SetTaskPriorityPayload, 'task'> & { task: ResolversTypes['Task'] }>;
  SignInInput: SignInInput;
  SignInPayload: ResolverTypeWrapper<Omit<SignInPayload, 'user'> & { user: ResolversTypes['User'] }>;
  SignOutPayload: ResolverTypeWrapper<SignOutPayload>;
  SignReleaseInput: SignReleaseInput;
  SignReleasePayload: ResolverTypeWrapper<Omit<SignReleasePayload, 'release'> & { release: ResolversTypes['Release'] }>;
  SignalWorkflowRunInput: SignalWorkflowRunInput;
  SignalWorkflowRunPayload: ResolverTypeWrapper<Omit<SignalWorkflowRunPayload, 'run'> & { run: ResolversTypes['WorkflowRun'] }>;
  SignatureInput: SignatureInput;
  SkipStepInput: SkipStepInput;
  SkipStepPayload: ResolverTypeWrapper<Omit<SkipStepPayload, 'step'> & { step: ResolversTypes['Step'] }>;
  StartWorkflowRunInput: StartWorkflowRunInput;
  StartWorkflowRunPayload: ResolverTypeWrapper<Omit<StartWorkflowRunPayload, 'run'> & { run: ResolversTypes['WorkflowRun'] }>;
  Step: ResolverTypeWrapper<StepRow>;
  StepConnection: ResolverTypeWrapper<Omit<StepConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['StepEdge']>, nodes: ReadonlyArray<ResolversTypes['Step']> }>;
  StepEdge: ResolverTypeWrapper<Omit<StepEdge, 'node'> & { node: ResolversTypes['Step'] }>;
  StepFilter: StepFilter;
  StepStats: ResolverTypeWrapper<StepStats>;
  StepStatus: StepStatus;
  StepType: StepType;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Task: ResolverTypeWrapper<TaskRow>;
  TaskAction: TaskAction;
  TaskAssignment: ResolverTypeWrapper<AssignmentRow>;
  TaskAssignmentBatch: ResolverTypeWrapper<Omit<TaskAssignmentBatch, 'assignments'> & { assignments: ReadonlyArray<ResolversTypes['TaskAssignment']> }>;
  TaskAttempt: ResolverTypeWrapper<TaskAttemptRow>;
  TaskAttemptOutcome: TaskAttemptOutcome;
  TaskConnection: ResolverTypeWrapper<Omit<TaskConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['TaskEdge']>, nodes: ReadonlyArray<ResolversTypes['Task']> }>;
  TaskEdge: ResolverTypeWrapper<Omit<TaskEdge, 'node'> & { node: ResolversTypes['Task'] }>;
  TaskError: ResolverTypeWrapper<TaskError>;
  TaskErrorReason: TaskErrorReason;
  TaskEvent: ResolverTypeWrapper<EventRecordRow>;
  TaskEventConnection: ResolverTypeWrapper<Omit<TaskEventConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['TaskEvent']> }>;
  TaskFilter: TaskFilter;
  TaskKind: ResolverTypeWrapper<TaskKindRow>;
  TaskKindConnection: ResolverTypeWrapper<Omit<TaskKindConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['TaskKindEdge']>, nodes: ReadonlyArray<ResolversTypes['TaskKind']> }>;
  TaskKindEdge: ResolverTypeWrapper<Omit<TaskKindEdge, 'node'> & { node: ResolversTypes['TaskKind'] }>;
  TaskOrder: TaskOrder;
  TaskOrderField: TaskOrderField;
  TaskOutputChunk: ResolverTypeWrapper<TaskOutputChunk>;
  TaskPriority: TaskPriority;
  TaskResultInput: TaskResultInput;
  TaskStatus: TaskStatus;
  Tenant: ResolverTypeWrapper<TenantRow>;
  TerminateSandboxPayload: ResolverTypeWrapper<Omit<TerminateSandboxPayload, 'sandbox'> & { sandbox: ResolversTypes['Sandbox'] }>;
  Trigger: ResolverTypeWrapper<TriggerRow>;
  TriggerType: TriggerType;
  UninstallItemPayload: ResolverTypeWrapper<UninstallItemPayload>;
  UpdateAgentInput: UpdateAgentInput;
  UpdateAgentPayload: ResolverTypeWrapper<Omit<UpdateAgentPayload, 'agent'> & { agent: ResolversTypes['Agent'] }>;
  UpdateItemInput: UpdateItemInput;
  UpdateItemPayload: ResolverTypeWrapper<Omit<UpdateItemPayload, 'item'> & { item: ResolversTypes['MarketplaceItem'] }>;
  UpdateTriggerInput: UpdateTriggerInput;
  UpdateTriggerPayload: ResolverTypeWrapper<Omit<UpdateTriggerPayload, 'trigger'> & { trigger: ResolversTypes['Trigger'] }>;
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: ResolverTypeWrapper<Omit<UpdateUserPayload, 'user'> & { user: ResolversTypes['User'] }>;
  UpgradeInstallationInput: UpgradeInstallationInput;
  UpgradeInstallationPayload: ResolverTypeWrapper<Omit<UpgradeInstallationPayload, 'installation'> & { installation: ResolversTypes['Installation'] }>;
  User: ResolverTypeWrapper<UserRow>;
  UserConnection: ResolverTypeWrapper<Omit<UserConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['UserEdge']>, nodes: ReadonlyArray<ResolversTypes['User']> }>;
  UserEdge: ResolverTypeWrapper<Omit<UserEdge, 'node'> & { node: ResolversTypes['User'] }>;
  Viewer: ResolverTypeWrapper<PrincipalRow>;
  Workflow: ResolverTypeWrapper<WorkflowRow>;
  WorkflowChange: ResolverTypeWrapper<WorkflowChange>;
  WorkflowConnection: ResolverTypeWrapper<Omit<WorkflowConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['WorkflowEdge']>, nodes: ReadonlyArray<ResolversTypes['Workflow']> }>;
  WorkflowDiff: ResolverTypeWrapper<Omit<WorkflowDiff, 'from' | 'to'> & { from: ResolversTypes['WorkflowVersion'], to: ResolversTypes['WorkflowVersion'] }>;
  WorkflowEdge: ResolverTypeWrapper<Omit<WorkflowEdge, 'node'> & { node: ResolversTypes['Workflow'] }>;
  WorkflowErrorClass: WorkflowErrorClass;
  WorkflowProblem: ResolverTypeWrapper<WorkflowProblem>;
  WorkflowRun: ResolverTypeWrapper<WorkflowRunRow>;
  WorkflowRunAction: WorkflowRunAction;
  WorkflowRunConnection: ResolverTypeWrapper<Omit<WorkflowRunConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['WorkflowRunEdge']>, nodes: ReadonlyArray<ResolversTypes['WorkflowRun']> }>;
  WorkflowRunEdge: ResolverTypeWrapper<Omit<WorkflowRunEdge, 'node'> & { node: ResolversTypes['WorkflowRun'] }>;
  WorkflowRunError: ResolverTypeWrapper<RunErrorRow>;
  WorkflowRunEvent: ResolverTypeWrapper<EventRecordRow>;
  WorkflowRunEventConnection: ResolverTypeWrapper<Omit<WorkflowRunEventConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['WorkflowRunEvent']> }>;
  WorkflowRunFilter: WorkflowRunFilter;
  WorkflowRunStatus: WorkflowRunStatus;
  WorkflowSourceInput: WorkflowSourceInput;
  WorkflowStats: ResolverTypeWrapper<WorkflowStats>;
  WorkflowTemplate: ResolverTypeWrapper<WorkflowTemplate>;
  WorkflowVersion: ResolverTypeWrapper<WorkflowVersionRow>;
  WorkflowVersionConnection: ResolverTypeWrapper<Omit<WorkflowVersionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['WorkflowVersionEdge']>, nodes: ReadonlyArray<ResolversTypes['WorkflowVersion']> }>;
  WorkflowVersionEdge: ResolverTypeWrapper<Omit<WorkflowVersionEdge, 'node'> & { node: ResolversTypes['WorkflowVersion'] }>;
  YankReleasePayload: ResolverTypeWrapper<Omit<YankReleasePayload, 'release'> & { release: ResolversTypes['Release'] }>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AcceptTasksPayload: AcceptTasksPayload;
  AddPublisherKeyInput: AddPublisherKeyInput;
  AddPublisherKeyPayload: Omit<AddPublisherKeyPayload, 'key'> & { key: ResolversParentTypes['PublisherKey'] };
  Agent: AgentRow;
  AgentCommand: AgentCommandRow;
  AgentConnection: Omit<AgentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['AgentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Agent']> };
  AgentEdge: Omit<AgentEdge, 'node'> & { node: ResolversParentTypes['Agent'] };
  AgentEvent: EventRecordRow;
  AgentFilter: AgentFilter;
  AgentOrder: AgentOrder;
  AgentReferenceInput: AgentReferenceInput;
  AgentSession: AgentSessionRow;
  AnswerApprovalInput: AnswerApprovalInput;
  AnswerApprovalPayload: Omit<AnswerApprovalPayload, 'step'> & { step: ResolversParentTypes['Step'] };
  ApiKey: ApiKeyRow;
  ApiKeyConnection: Omit<ApiKeyConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ApiKeyEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ApiKey']> };
  ApiKeyEdge: Omit<ApiKeyEdge, 'node'> & { node: ResolversParentTypes['ApiKey'] };
  AppendTaskOutputInput: AppendTaskOutputInput;
  AppendTaskOutputPayload: AppendTaskOutputPayload;
  Binary: BinaryRow;
  BinaryConnection: Omit<BinaryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['BinaryEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Binary']> };
  BinaryEdge: Omit<BinaryEdge, 'node'> & { node: ResolversParentTypes['Binary'] };
  Boolean: Scalars['Boolean']['output'];
  CancelTask: CancelTask;
  CancelTaskPayload: Omit<CancelTaskPayload, 'task'> & { task: ResolversParentTypes['Task'] };
  CancelWorkflowRunInput: CancelWorkflowRunInput;
  CancelWorkflowRunPayload: Omit<CancelWorkflowRunPayload, 'run'> & { run: ResolversParentTypes['WorkflowRun'] };
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: Omit<ChangePasswordPayload, 'user'> & { user: ResolversParentTypes['User'] };
  CompleteTasksPayload: CompleteTasksPayload;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: Omit<CreateApiKeyPayload, 'apiKey'> & { apiKey: ResolversParentTypes['ApiKey'] };
  CreateBinaryUploadInput: CreateBinaryUploadInput;
  CreateBinaryUploadPayload: Omit<CreateBinaryUploadPayload, 'binary'> & { binary?: Maybe<ResolversParentTypes['Binary']> };
  CreatePublisherInput: CreatePublisherInput;
  CreatePublisherPayload: Omit<CreatePublisherPayload, 'publisher'> & { publisher: ResolversParentTypes['Publisher'] };
  CreateTaskInput: CreateTaskInput;
  CreateTaskPayload: Omit<CreateTaskPayload, 'task'> & { task: ResolversParentTypes['Task'] };
  CreateTasksPayload: Omit<CreateTasksPayload, 'tasks'> & { tasks: ReadonlyArray<ResolversParentTypes['Task']> };
  CreateTenantInput: CreateTenantInput;
  CreateTenantPayload: Omit<CreateTenantPayload, 'admin' | 'tenant'> & { admin: ResolversParentTypes['User'], tenant: ResolversParentTypes['Tenant'] };
  CreateTriggerInput: CreateTriggerInput;
  CreateTriggerPayload: Omit<CreateTriggerPayload, 'trigger'> & { trigger: ResolversParentTypes['Trigger'] };
  CreateUserInput: CreateUserInput;
  CreateUserPayload: Omit<CreateUserPayload, 'user'> & { user: ResolversParentTypes['User'] };
  CronTriggerInput: CronTriggerInput;
  Cursor: Scalars['Cursor']['output'];
  DateTime: Scalars['DateTime']['output'];
  DefineTaskKindInput: DefineTaskKindInput;
  DefineTaskKindPayload: Omit<DefineTaskKindPayload, 'taskKind'> & { taskKind: ResolversParentTypes['TaskKind'] };
  DefineWorkflowInput: DefineWorkflowInput;
  DefineWorkflowPayload: Omit<DefineWorkflowPayload, 'version' | 'workflow'> & { version: ResolversParentTypes['WorkflowVersion'], workflow: ResolversParentTypes['Workflow'] };
  DeleteBinaryPayload: DeleteBinaryPayload;
  DeleteReviewPayload: DeleteReviewPayload;
  DeleteTriggerPayload: DeleteTriggerPayload;
  DeprecateReleasePayload: Omit<DeprecateReleasePayload, 'release'> & { release: ResolversParentTypes['Release'] };
  Drain: Drain;
  DrainAgentPayload: Omit<DrainAgentPayload, 'agent'> & { agent: ResolversParentTypes['Agent'] };
  Event: ResolversInterfaceTypes<ResolversParentTypes>['Event'];
  EventFilter: EventFilter;
  EventTriggerInput: EventTriggerInput;
  ExecuteAgentInput: ExecuteAgentInput;
  ExecuteAgentPayload: ExecutionRow;
  Execution: ExecutionRow;
  ExecutionConnection: Omit<ExecutionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ExecutionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Execution']> };
  ExecutionEdge: Omit<ExecutionEdge, 'node'> & { node: ResolversParentTypes['Execution'] };
  ExecutionError: ExecutionError;
  ExecutionFileInput: ExecutionFileInput;
  ExecutionFilter: ExecutionFilter;
  ExecutionLimitsInput: ExecutionLimitsInput;
  Facet: Facet;
  Float: Scalars['Float']['output'];
  HeartbeatInput: HeartbeatInput;
  HeartbeatPayload: HeartbeatPayload;
  ID: Scalars['ID']['output'];
  InstallItemInput: InstallItemInput;
  InstallItemPayload: Omit<InstallItemPayload, 'installation'> & { installation: ResolversParentTypes['Installation'] };
  Installation: InstallationRow;
  InstallationConnection: Omit<InstallationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['InstallationEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Installation']> };
  InstallationEdge: Omit<InstallationEdge, 'node'> & { node: ResolversParentTypes['Installation'] };
  Int: Scalars['Int']['output'];
  ItemFacets: ItemFacets;
  ItemFilter: ItemFilter;
  ItemStats: ItemStats;
  JSON: Scalars['JSON']['output'];
  LeaseInput: LeaseInput;
  LeaseResult: LeaseResult;
  MarketplaceItem: MarketplaceItemRow;
  MarketplaceItemConnection: ItemPage;
  MarketplaceItemEdge: Omit<MarketplaceItemEdge, 'node'> & { node: ResolversParentTypes['MarketplaceItem'] };
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  PauseAgentPayload: Omit<PauseAgentPayload, 'agent'> & { agent: ResolversParentTypes['Agent'] };
  PauseWorkflowRunPayload: Omit<PauseWorkflowRunPayload, 'run'> & { run: ResolversParentTypes['WorkflowRun'] };
  PoolStats: PoolStats;
  PublishReleaseInput: PublishReleaseInput;
  PublishReleasePayload: Omit<PublishReleasePayload, 'release'> & { release: ResolversParentTypes['Release'] };
  Publisher: PublisherRow;
  PublisherKey: PublisherKeyRow;
  Query: Record<PropertyKey, never>;
  QueueStats: QueueStats;
  RedriveTaskPayload: Omit<RedriveTaskPayload, 'task'> & { task: ResolversParentTypes['Task'] };
  RefreshTokenInput: RefreshTokenInput;
  RefreshTokenPayload: RefreshTokenPayload;
  RegisterAgentInput: RegisterAgentInput;
  RegisterAgentPayload: Omit<RegisterAgentPayload, 'agent'> & { agent: ResolversParentTypes['Agent'] };
  RejectTaskInput: RejectTaskInput;
  RejectTasksPayload: RejectTasksPayload;
  Release: ReleaseRow;
  ReleaseConnection: Omit<ReleaseConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ReleaseEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Release']> };
  ReleaseEdge: Omit<ReleaseEdge, 'node'> & { node: ResolversParentTypes['Release'] };
  ReleaseSignature: ReleaseSignatureRow;
  ReleaseStatusInput: ReleaseStatusInput;
  ReleaseTestInput: ReleaseTestInput;
  ReleaseTestResult: ReleaseTestResult;
  RemoveAgentPayload: Omit<RemoveAgentPayload, 'agent'> & { agent: ResolversParentTypes['Agent'] };
  ReportTaskFailureInput: ReportTaskFailureInput;
  ReportTaskFailurePayload: Omit<ReportTaskFailurePayload, 'task'> & { task: ResolversParentTypes['Task'] };
  ReportTaskProgressInput: ReportTaskProgressInput;
  ReportTaskProgressPayload: Omit<ReportTaskProgressPayload, 'task'> & { task: ResolversParentTypes['Task'] };
  RequestSandboxInput: RequestSandboxInput;
  RequestSandboxPayload: Omit<RequestSandboxPayload, 'sandbox'> & { sandbox: ResolversParentTypes['Sandbox'] };
  RestoreReleasePayload: Omit<RestoreReleasePayload, 'release'> & { release: ResolversParentTypes['Release'] };
  ResumeAgentPayload: Omit<ResumeAgentPayload, 'agent'> & { agent: ResolversParentTypes['Agent'] };
  ResumeWorkflowRunPayload: Omit<ResumeWorkflowRunPayload, 'run'> & { run: ResolversParentTypes['WorkflowRun'] };
  RetryInput: RetryInput;
  RetryWorkflowRunInput: RetryWorkflowRunInput;
  RetryWorkflowRunPayload: Omit<RetryWorkflowRunPayload, 'run'> & { run: ResolversParentTypes['WorkflowRun'] };
  Review: ReviewRow;
  ReviewConnection: Omit<ReviewConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ReviewEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Review']> };
  ReviewEdge: Omit<ReviewEdge, 'node'> & { node: ResolversParentTypes['Review'] };
  ReviewItemInput: ReviewItemInput;
  ReviewItemPayload: Omit<ReviewItemPayload, 'review'> & { review: ResolversParentTypes['Review'] };
  RevokeApiKeyPayload: Omit<RevokeApiKeyPayload, 'apiKey'> & { apiKey: ResolversParentTypes['ApiKey'] };
  RevokePublisherKeyPayload: Omit<RevokePublisherKeyPayload, 'key'> & { key: ResolversParentTypes['PublisherKey'] };
  RotateTriggerSecretPayload: Omit<RotateTriggerSecretPayload, 'trigger'> & { trigger: ResolversParentTypes['Trigger'] };
  RunProgress: WorkflowRunRow;
  RunTrigger: WorkflowRunRow;
  Sandbox: SandboxRow;
  SandboxConnection: Omit<SandboxConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['SandboxEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Sandbox']> };
  SandboxConnectionDetails: SandboxConnectionDetails;
  SandboxEdge: Omit<SandboxEdge, 'node'> & { node: ResolversParentTypes['Sandbox'] };
  SandboxEvent: EventRecordRow;
  SandboxEventConnection: Omit<SandboxEventConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['SandboxEvent']> };
  SandboxFileInput: SandboxFileInput;
  SandboxFilter: SandboxFilter;
  SandboxInput: SandboxInput;
  SandboxLogChunk: SandboxLogChunkRow;
  SandboxNetworkInput: SandboxNetworkInput;
  SandboxResources: SandboxResources;
  SandboxResourcesInput: SandboxResourcesInput;
  SandboxUsage: SandboxUsage;
  Seq: Scalars['Seq']['output'];
  SetTaskPriorityPayload: Omit<SetTaskPriorityPayload, 'task'> & { task: ResolversParentTypes['Task'] };
  SignInInput: SignInInput;
  SignInPayload: Omit<SignInPayload, 'user'> & { user: ResolversParentTypes['User'] };
  SignOutPayload: SignOutPayload;
  SignReleaseInput: SignReleaseInput;
  SignReleasePayload: Omit<SignReleasePayload, 'release'> & { release: ResolversParentTypes['Release'] };
  SignalWorkflowRunInput: SignalWorkflowRunInput;
  SignalWorkflowRunPayload: Omit<SignalWorkflowRunPayload, 'run'> & { run: ResolversParentTypes['WorkflowRun'] };
  SignatureInput: SignatureInput;
  SkipStepInput: SkipStepInput;
  SkipStepPayload: Omit<SkipStepPayload, 'step'> & { step: ResolversParentTypes['Step'] };
  StartWorkflowRunInput: StartWorkflowRunInput;
  StartWorkflowRunPayload: Omit<StartWorkflowRunPayload, 'run'> & { run: ResolversParentTypes['WorkflowRun'] };
  Step: StepRow;
  StepConnection: Omit<StepConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['StepEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Step']> };
  StepEdge: Omit<StepEdge, 'node'> & { node: ResolversParentTypes['Step'] };
  StepFilter: StepFilter;
  StepStats: StepStats;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  Task: TaskRow;
  TaskAssignment: AssignmentRow;
  TaskAssignmentBatch: Omit<TaskAssignmentBatch, 'assignments'> & { assignments: ReadonlyArray<ResolversParentTypes['TaskAssignment']> };
  TaskAttempt: TaskAttemptRow;
  TaskConnection: Omit<TaskConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['TaskEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Task']> };
  TaskEdge: Omit<TaskEdge, 'node'> & { node: ResolversParentTypes['Task'] };
  TaskError: TaskError;
  TaskEvent: EventRecordRow;
  TaskEventConnection: Omit<TaskEventConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['TaskEvent']> };
  TaskFilter: TaskFilter;
  TaskKind: TaskKindRow;
  TaskKindConnection: Omit<TaskKindConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['TaskKindEdge']>, nodes: ReadonlyArray<ResolversParentTypes['TaskKind']> };
  TaskKindEdge: Omit<TaskKindEdge, 'node'> & { node: ResolversParentTypes['TaskKind'] };
  TaskOrder: TaskOrder;
  TaskOutputChunk: TaskOutputChunk;
  TaskResultInput: TaskResultInput;
  Tenant: TenantRow;
  TerminateSandboxPayload: Omit<TerminateSandboxPayload, 'sandbox'> & { sandbox: ResolversParentTypes['Sandbox'] };
  Trigger: TriggerRow;
  UninstallItemPayload: UninstallItemPayload;
  UpdateAgentInput: UpdateAgentInput;
  UpdateAgentPayload: Omit<UpdateAgentPayload, 'agent'> & { agent: ResolversParentTypes['Agent'] };
  UpdateItemInput: UpdateItemInput;
  UpdateItemPayload: Omit<UpdateItemPayload, 'item'> & { item: ResolversParentTypes['MarketplaceItem'] };
  UpdateTriggerInput: UpdateTriggerInput;
  UpdateTriggerPayload: Omit<UpdateTriggerPayload, 'trigger'> & { trigger: ResolversParentTypes['Trigger'] };
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: Omit<UpdateUserPayload, 'user'> & { user: ResolversParentTypes['User'] };
  UpgradeInstallationInput: UpgradeInstallationInput;
  UpgradeInstallationPayload: Omit<UpgradeInstallationPayload, 'installation'> & { installation: ResolversParentTypes['Installation'] };
  User: UserRow;
  UserConnection: Omit<UserConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['UserEdge']>, nodes: ReadonlyArray<ResolversParentTypes['User']> };
  UserEdge: Omit<UserEdge, 'node'> & { node: ResolversParentTypes['User'] };
  Viewer: PrincipalRow;
  Workflow: WorkflowRow;
  WorkflowChange: WorkflowChange;
  WorkflowConnection: Omit<WorkflowConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['WorkflowEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Workflow']> };
  WorkflowDiff: Omit<WorkflowDiff, 'from' | 'to'> & { from: ResolversParentTypes['WorkflowVersion'], to: ResolversParentTypes['WorkflowVersion'] };
  WorkflowEdge: Omit<WorkflowEdge, 'node'> & { node: ResolversParentTypes['Workflow'] };
  WorkflowProblem: WorkflowProblem;
  WorkflowRun: WorkflowRunRow;
  WorkflowRunConnection: Omit<WorkflowRunConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['WorkflowRunEdge']>, nodes: ReadonlyArray<ResolversParentTypes['WorkflowRun']> };
  WorkflowRunEdge: Omit<WorkflowRunEdge, 'node'> & { node: ResolversParentTypes['WorkflowRun'] };
  WorkflowRunError: RunErrorRow;
  WorkflowRunEvent: EventRecordRow;
  WorkflowRunEventConnection: Omit<WorkflowRunEventConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['WorkflowRunEvent']> };
  WorkflowRunFilter: WorkflowRunFilter;
  WorkflowSourceInput: WorkflowSourceInput;
  WorkflowStats: WorkflowStats;
  WorkflowTemplate: WorkflowTemplate;
  WorkflowVersion: WorkflowVersionRow;
  WorkflowVersionConnection: Omit<WorkflowVersionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['WorkflowVersionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['WorkflowVersion']> };
  WorkflowVersionEdge: Omit<WorkflowVersionEdge, 'node'> & { node: ResolversParentTypes['WorkflowVersion'] };
  YankReleasePayload: Omit<YankReleasePayload, 'release'> & { release: ResolversParentTypes['Release'] };
};

export type AcceptTasksPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AcceptTasksPayload'] = ResolversParentTypes['AcceptTasksPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['LeaseResult']>, ParentType, ContextType>;
};

export type AddPublisherKeyPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AddPublisherKeyPayload'] = ResolversParentTypes['AddPublisherKeyPayload']> = {
  key?: Resolver<ResolversTypes['PublisherKey'], ParentType, ContextType>;
};

export type AgentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Agent'] = ResolversParentTypes['Agent']> = {
  allowedActions?: Resolver<ReadonlyArray<ResolversTypes['AgentAction']>, ParentType, ContextType>;
  capabilities?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  capacity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  currentTasks?: Resolver<ReadonlyArray<ResolversTypes['Task']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  labels?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  lastSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  load?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sessions?: Resolver<ReadonlyArray<ResolversTypes['AgentSession']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AgentStatus'], ParentType, ContextType>;
  statusReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AgentCommandResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AgentCommand'] = ResolversParentTypes['AgentCommand']> = {
  __resolveType: TypeResolveFn<'CancelTask' | 'Drain', ParentType, ContextType>;
};

export type AgentConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AgentConnection'] = ResolversParentTypes['AgentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AgentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Agent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AgentEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AgentEdge'] = ResolversParentTypes['AgentEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
};

export type AgentEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AgentEvent'] = ResolversParentTypes['AgentEvent']> = {
  agent?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  data?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Seq'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AgentSessionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AgentSession'] = ResolversParentTypes['AgentSession']> = {
  capacity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  connectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kinds?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AnswerApprovalPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AnswerApprovalPayload'] = ResolversParentTypes['AnswerApprovalPayload']> = {
  step?: Resolver<ResolversTypes['Step'], ParentType, ContextType>;
};

export type ApiKeyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey']> = {
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApiKeyConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ApiKeyConnection'] = ResolversParentTypes['ApiKeyConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApiKeyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ApiKeyEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ApiKeyEdge'] = ResolversParentTypes['ApiKeyEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
};

export type AppendTaskOutputPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AppendTaskOutputPayload'] = ResolversParentTypes['AppendTaskOutputPayload']> = {
  lastSeq?: Resolver<ResolversTypes['Seq'], ParentType, ContextType>;
};

export type BinaryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Binary'] = ResolversParentTypes['Binary']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  downloadUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  mediaType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BinaryConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BinaryConnection'] = ResolversParentTypes['BinaryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['BinaryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Binary']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type BinaryEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BinaryEdge'] = ResolversParentTypes['BinaryEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Binary'], ParentType, ContextType>;
};

export type CancelTaskResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancelTask'] = ResolversParentTypes['CancelTask']> = {
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CancelTaskPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancelTaskPayload'] = ResolversParentTypes['CancelTaskPayload']> = {
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
};

export type CancelWorkflowRunPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancelWorkflowRunPayload'] = ResolversParentTypes['CancelWorkflowRunPayload']> = {
  run?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
};

export type ChangePasswordPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ChangePasswordPayload'] = ResolversParentTypes['ChangePasswordPayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type CompleteTasksPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CompleteTasksPayload'] = ResolversParentTypes['CompleteTasksPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['LeaseResult']>, ParentType, ContextType>;
};

export type CreateApiKeyPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateApiKeyPayload'] = ResolversParentTypes['CreateApiKeyPayload']> = {
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CreateBinaryUploadPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateBinaryUploadPayload'] = ResolversParentTypes['CreateBinaryUploadPayload']> = {
  binary?: Resolver<Maybe<ResolversTypes['Binary']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  uploadUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CreatePublisherPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreatePublisherPayload'] = ResolversParentTypes['CreatePublisherPayload']> = {
  publisher?: Resolver<ResolversTypes['Publisher'], ParentType, ContextType>;
};

export type CreateTaskPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateTaskPayload'] = ResolversParentTypes['CreateTaskPayload']> = {
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
};

export type CreateTasksPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateTasksPayload'] = ResolversParentTypes['CreateTasksPayload']> = {
  tasks?: Resolver<ReadonlyArray<ResolversTypes['Task']>, ParentType, ContextType>;
};

export type CreateTenantPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateTenantPayload'] = ResolversParentTypes['CreateTenantPayload']> = {
  admin?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  tenant?: Resolver<ResolversTypes['Tenant'], ParentType, ContextType>;
};

export type CreateTriggerPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateTriggerPayload'] = ResolversParentTypes['CreateTriggerPayload']> = {
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  trigger?: Resolver<ResolversTypes['Trigger'], ParentType, ContextType>;
};

export type CreateUserPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateUserPayload'] = ResolversParentTypes['CreateUserPayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export interface CursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Cursor'], any> {
  name: 'Cursor';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DefineTaskKindPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DefineTaskKindPayload'] = ResolversParentTypes['DefineTaskKindPayload']> = {
  taskKind?: Resolver<ResolversTypes['TaskKind'], ParentType, ContextType>;
};

export type DefineWorkflowPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DefineWorkflowPayload'] = ResolversParentTypes['DefineWorkflowPayload']> = {
  isNew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['WorkflowVersion'], ParentType, ContextType>;
  workflow?: Resolver<ResolversTypes['Workflow'], ParentType, ContextType>;
};

export type DeleteBinaryPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteBinaryPayload'] = ResolversParentTypes['DeleteBinaryPayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DeleteReviewPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteReviewPayload'] = ResolversParentTypes['DeleteReviewPayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DeleteTriggerPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteTriggerPayload'] = ResolversParentTypes['DeleteTriggerPayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DeprecateReleasePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeprecateReleasePayload'] = ResolversParentTypes['DeprecateReleasePayload']> = {
  release?: Resolver<ResolversTypes['Release'], ParentType, ContextType>;
};

export type DrainResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Drain'] = ResolversParentTypes['Drain']> = {
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DrainAgentPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DrainAgentPayload'] = ResolversParentTypes['DrainAgentPayload']> = {
  agent?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
};

export type EventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  __resolveType: TypeResolveFn<'AgentEvent' | 'SandboxEvent' | 'TaskEvent' | 'WorkflowRunEvent', ParentType, ContextType>;
};

export type ExecuteAgentPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExecuteAgentPayload'] = ResolversParentTypes['ExecuteAgentPayload']> = {
  durationMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['ExecutionError']>, ParentType, ContextType>;
  execution?: Resolver<ResolversTypes['Execution'], ParentType, ContextType>;
  executionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  exitCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  peakMemoryBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  stderr?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stdout?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ExecutionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Execution'] = ResolversParentTypes['Execution']> = {
  args?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  binarySha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cost?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cpuMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['ExecutionError']>, ParentType, ContextType>;
  exitCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  item?: Resolver<Maybe<ResolversTypes['MarketplaceItem']>, ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  peakMemoryBytes?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  release?: Resolver<Maybe<ResolversTypes['Release']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ExecutionStatus'], ParentType, ContextType>;
  stderr?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stdout?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stdoutBase64?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  task?: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExecutionConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExecutionConnection'] = ResolversParentTypes['ExecutionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExecutionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Execution']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ExecutionEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExecutionEdge'] = ResolversParentTypes['ExecutionEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Execution'], ParentType, ContextType>;
};

export type ExecutionErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExecutionError'] = ResolversParentTypes['ExecutionError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ExecutionErrorReason'], ParentType, ContextType>;
};

export type FacetResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Facet'] = ResolversParentTypes['Facet']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HeartbeatPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['HeartbeatPayload'] = ResolversParentTypes['HeartbeatPayload']> = {
  leaseExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lostTaskIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['LeaseResult']>, ParentType, ContextType>;
};

export type InstallItemPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InstallItemPayload'] = ResolversParentTypes['InstallItemPayload']> = {
  installation?: Resolver<ResolversTypes['Installation'], ParentType, ContextType>;
};

export type InstallationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Installation'] = ResolversParentTypes['Installation']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  installedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  item?: Resolver<ResolversTypes['MarketplaceItem'], ParentType, ContextType>;
  range?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  release?: Resolver<ResolversTypes['Release'], ParentType, ContextType>;
  taskKind?: Resolver<Maybe<ResolversTypes['TaskKind']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  upgrade?: Resolver<Maybe<ResolversTypes['Release']>, ParentType, ContextType>;
  workflow?: Resolver<Maybe<ResolversTypes['Workflow']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InstallationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InstallationConnection'] = ResolversParentTypes['InstallationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['InstallationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Installation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type InstallationEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InstallationEdge'] = ResolversParentTypes['InstallationEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Installation'], ParentType, ContextType>;
};

export type ItemFacetsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ItemFacets'] = ResolversParentTypes['ItemFacets']> = {
  capabilities?: Resolver<ReadonlyArray<ResolversTypes['Facet']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isCapped?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  publishers?: Resolver<ReadonlyArray<ResolversTypes['Facet']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['Facet']>, ParentType, ContextType>;
  types?: Resolver<ReadonlyArray<ResolversTypes['Facet']>, ParentType, ContextType>;
};

export type ItemStatsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ItemStats'] = ResolversParentTypes['ItemStats']> = {
  lastRunAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  p50Ms?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p95Ms?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  runs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  successRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LeaseResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LeaseResult'] = ResolversParentTypes['LeaseResult']> = {
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['LeaseOutcome'], ParentType, ContextType>;
  taskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MarketplaceItemResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MarketplaceItem'] = ResolversParentTypes['MarketplaceItem']> = {
  capabilities?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  installation?: Resolver<Maybe<ResolversTypes['Installation']>, ParentType, ContextType>;
  latestRelease?: Resolver<Maybe<ResolversTypes['Release']>, ParentType, ContextType>;
  licence?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pricePerRun?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  publisher?: Resolver<ResolversTypes['Publisher'], ParentType, ContextType>;
  rating?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  release?: Resolver<Maybe<ResolversTypes['Release']>, ParentType, ContextType, RequireFields<MarketplaceItemReleaseArgs, 'version'>>;
  releases?: Resolver<ResolversTypes['ReleaseConnection'], ParentType, ContextType, RequireFields<MarketplaceItemReleasesArgs, 'first'>>;
  repositoryUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reviewCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reviews?: Resolver<ResolversTypes['ReviewConnection'], ParentType, ContextType, RequireFields<MarketplaceItemReviewsArgs, 'first'>>;
  sharedWith?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  stats?: Resolver<ResolversTypes['ItemStats'], ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ItemType'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['ItemVisibility'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MarketplaceItemConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MarketplaceItemConnection'] = ResolversParentTypes['MarketplaceItemConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MarketplaceItemEdge']>, ParentType, ContextType>;
  facets?: Resolver<ResolversTypes['ItemFacets'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['MarketplaceItem']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MarketplaceItemEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MarketplaceItemEdge'] = ResolversParentTypes['MarketplaceItemEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MarketplaceItem'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptTasks?: Resolver<ResolversTypes['AcceptTasksPayload'], ParentType, ContextType, RequireFields<MutationAcceptTasksArgs, 'leases'>>;
  addPublisherKey?: Resolver<ResolversTypes['AddPublisherKeyPayload'], ParentType, ContextType, RequireFields<MutationAddPublisherKeyArgs, 'input'>>;
  answerApproval?: Resolver<ResolversTypes['AnswerApprovalPayload'], ParentType, ContextType, RequireFields<MutationAnswerApprovalArgs, 'input'>>;
  appendTaskOutput?: Resolver<ResolversTypes['AppendTaskOutputPayload'], ParentType, ContextType, RequireFields<MutationAppendTaskOutputArgs, 'input'>>;
  cancelTask?: Resolver<ResolversTypes['CancelTaskPayload'], ParentType, ContextType, RequireFields<MutationCancelTaskArgs, 'id'>>;
  cancelWorkflowRun?: Resolver<ResolversTypes['CancelWorkflowRunPayload'], ParentType, ContextType, RequireFields<MutationCancelWorkflowRunArgs, 'input'>>;
  changePassword?: Resolver<ResolversTypes['ChangePasswordPayload'], ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  completeTasks?: Resolver<ResolversTypes['CompleteTasksPayload'], ParentType, ContextType, RequireFields<MutationCompleteTasksArgs, 'results'>>;
  createApiKey?: Resolver<ResolversTypes['CreateApiKeyPayload'], ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  createBinaryUpload?: Resolver<ResolversTypes['CreateBinaryUploadPayload'], ParentType, ContextType, RequireFields<MutationCreateBinaryUploadArgs, 'input'>>;
  createPublisher?: Resolver<ResolversTypes['CreatePublisherPayload'], ParentType, ContextType, RequireFields<MutationCreatePublisherArgs, 'input'>>;
  createTask?: Resolver<ResolversTypes['CreateTaskPayload'], ParentType, ContextType, RequireFields<MutationCreateTaskArgs, 'input'>>;
  createTasks?: Resolver<ResolversTypes['CreateTasksPayload'], ParentType, ContextType, RequireFields<MutationCreateTasksArgs, 'inputs'>>;
  createTenant?: Resolver<ResolversTypes['CreateTenantPayload'], ParentType, ContextType, RequireFields<MutationCreateTenantArgs, 'input'>>;
  createTrigger?: Resolver<ResolversTypes['CreateTriggerPayload'], ParentType, ContextType, RequireFields<MutationCreateTriggerArgs, 'input'>>;
  createUser?: Resolver<ResolversTypes['CreateUserPayload'], ParentType, ContextType, RequireFields<MutationCreateUserArgs, 'input'>>;
  defineTaskKind?: Resolver<ResolversTypes['DefineTaskKindPayload'], ParentType, ContextType, RequireFields<MutationDefineTaskKindArgs, 'input'>>;
  defineWorkflow?: Resolver<ResolversTypes['DefineWorkflowPayload'], ParentType, ContextType, RequireFields<MutationDefineWorkflowArgs, 'input'>>;
  deleteBinary?: Resolver<ResolversTypes['DeleteBinaryPayload'], ParentType, ContextType, RequireFields<MutationDeleteBinaryArgs, 'id'>>;
  deleteReview?: Resolver<ResolversTypes['DeleteReviewPayload'], ParentType, ContextType, RequireFields<MutationDeleteReviewArgs, 'id'>>;
  deleteTrigger?: Resolver<ResolversTypes['DeleteTriggerPayload'], ParentType, ContextType, RequireFields<MutationDeleteTriggerArgs, 'id'>>;
  deprecateRelease?: Resolver<ResolversTypes['DeprecateReleasePayload'], ParentType, ContextType, RequireFields<MutationDeprecateReleaseArgs, 'input'>>;
  drainAgent?: Resolver<ResolversTypes['DrainAgentPayload'], ParentType, ContextType, RequireFields<MutationDrainAgentArgs, 'id'>>;
  executeAgent?: Resolver<ResolversTypes['ExecuteAgentPayload'], ParentType, ContextType, RequireFields<MutationExecuteAgentArgs, 'input'>>;
  heartbeat?: Resolver<ResolversTypes['HeartbeatPayload'], ParentType, ContextType, RequireFields<MutationHeartbeatArgs, 'input'>>;
  installItem?: Resolver<ResolversTypes['InstallItemPayload'], ParentType, ContextType, RequireFields<MutationInstallItemArgs, 'input'>>;
  pauseAgent?: Resolver<ResolversTypes['PauseAgentPayload'], ParentType, ContextType, RequireFields<MutationPauseAgentArgs, 'id'>>;
  pauseWorkflowRun?: Resolver<ResolversTypes['PauseWorkflowRunPayload'], ParentType, ContextType, RequireFields<MutationPauseWorkflowRunArgs, 'id'>>;
  publishRelease?: Resolver<ResolversTypes['PublishReleasePayload'], ParentType, ContextType, RequireFields<MutationPublishReleaseArgs, 'input'>>;
  redriveTask?: Resolver<ResolversTypes['RedriveTaskPayload'], ParentType, ContextType, RequireFields<MutationRedriveTaskArgs, 'id'>>;
  refreshToken?: Resolver<ResolversTypes['RefreshTokenPayload'], ParentType, ContextType, RequireFields<MutationRefreshTokenArgs, 'input'>>;
  registerAgent?: Resolver<ResolversTypes['RegisterAgentPayload'], ParentType, ContextType, RequireFields<MutationRegisterAgentArgs, 'input'>>;
  rejectTasks?: Resolver<ResolversTypes['RejectTasksPayload'], ParentType, ContextType, RequireFields<MutationRejectTasksArgs, 'leases'>>;
  removeAgent?: Resolver<ResolversTypes['RemoveAgentPayload'], ParentType, ContextType, RequireFields<MutationRemoveAgentArgs, 'id'>>;
  reportTaskFailure?: Resolver<ResolversTypes['ReportTaskFailurePayload'], ParentType, ContextType, RequireFields<MutationReportTaskFailureArgs, 'input'>>;
  reportTaskProgress?: Resolver<ResolversTypes['ReportTaskProgressPayload'], ParentType, ContextType, RequireFields<MutationReportTaskProgressArgs, 'input'>>;
  requestSandbox?: Resolver<ResolversTypes['RequestSandboxPayload'], ParentType, ContextType, RequireFields<MutationRequestSandboxArgs, 'input'>>;
  restoreRelease?: Resolver<ResolversTypes['RestoreReleasePayload'], ParentType, ContextType, RequireFields<MutationRestoreReleaseArgs, 'id'>>;
  resumeAgent?: Resolver<ResolversTypes['ResumeAgentPayload'], ParentType, ContextType, RequireFields<MutationResumeAgentArgs, 'id'>>;
  resumeWorkflowRun?: Resolver<ResolversTypes['ResumeWorkflowRunPayload'], ParentType, ContextType, RequireFields<MutationResumeWorkflowRunArgs, 'id'>>;
  retryWorkflowRun?: Resolver<ResolversTypes['RetryWorkflowRunPayload'], ParentType, ContextType, RequireFields<MutationRetryWorkflowRunArgs, 'input'>>;
  reviewItem?: Resolver<ResolversTypes['ReviewItemPayload'], ParentType, ContextType, RequireFields<MutationReviewItemArgs, 'input'>>;
  revokeApiKey?: Resolver<ResolversTypes['RevokeApiKeyPayload'], ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'id'>>;
  revokePublisherKey?: Resolver<ResolversTypes['RevokePublisherKeyPayload'], ParentType, ContextType, RequireFields<MutationRevokePublisherKeyArgs, 'id'>>;
  rotateTriggerSecret?: Resolver<ResolversTypes['RotateTriggerSecretPayload'], ParentType, ContextType, RequireFields<MutationRotateTriggerSecretArgs, 'id'>>;
  setTaskPriority?: Resolver<ResolversTypes['SetTaskPriorityPayload'], ParentType, ContextType, RequireFields<MutationSetTaskPriorityArgs, 'id' | 'priority'>>;
  signIn?: Resolver<ResolversTypes['SignInPayload'], ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
  signOut?: Resolver<ResolversTypes['SignOutPayload'], ParentType, ContextType>;
  signRelease?: Resolver<ResolversTypes['SignReleasePayload'], ParentType, ContextType, RequireFields<MutationSignReleaseArgs, 'input'>>;
  signalWorkflowRun?: Resolver<ResolversTypes['SignalWorkflowRunPayload'], ParentType, ContextType, RequireFields<MutationSignalWorkflowRunArgs, 'input'>>;
  skipStep?: Resolver<ResolversTypes['SkipStepPayload'], ParentType, ContextType, RequireFields<MutationSkipStepArgs, 'input'>>;
  startWorkflowRun?: Resolver<ResolversTypes['StartWorkflowRunPayload'], ParentType, ContextType, RequireFields<MutationStartWorkflowRunArgs, 'input'>>;
  terminateSandbox?: Resolver<ResolversTypes['TerminateSandboxPayload'], ParentType, ContextType, RequireFields<MutationTerminateSandboxArgs, 'id'>>;
  uninstallItem?: Resolver<ResolversTypes['UninstallItemPayload'], ParentType, ContextType, RequireFields<MutationUninstallItemArgs, 'id'>>;
  updateAgent?: Resolver<ResolversTypes['UpdateAgentPayload'], ParentType, ContextType, RequireFields<MutationUpdateAgentArgs, 'input'>>;
  updateItem?: Resolver<ResolversTypes['UpdateItemPayload'], ParentType, ContextType, RequireFields<MutationUpdateItemArgs, 'input'>>;
  updateTrigger?: Resolver<ResolversTypes['UpdateTriggerPayload'], ParentType, ContextType, RequireFields<MutationUpdateTriggerArgs, 'input'>>;
  updateUser?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationUpdateUserArgs, 'input'>>;
  upgradeInstallation?: Resolver<ResolversTypes['UpgradeInstallationPayload'], ParentType, ContextType, RequireFields<MutationUpgradeInstallationArgs, 'input'>>;
  yankRelease?: Resolver<ResolversTypes['YankReleasePayload'], ParentType, ContextType, RequireFields<MutationYankReleaseArgs, 'input'>>;
};

export type NodeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Agent' | 'AgentSession' | 'ApiKey' | 'Binary' | 'Execution' | 'Installation' | 'MarketplaceItem' | 'Publisher' | 'PublisherKey' | 'Release' | 'Review' | 'Sandbox' | 'Step' | 'Task' | 'TaskKind' | 'Tenant' | 'Trigger' | 'User' | 'Workflow' | 'WorkflowRun' | 'WorkflowVersion', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
};

export type PauseAgentPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PauseAgentPayload'] = ResolversParentTypes['PauseAgentPayload']> = {
  agent?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
};

export type PauseWorkflowRunPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PauseWorkflowRunPayload'] = ResolversParentTypes['PauseWorkflowRunPayload']> = {
  run?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
};

export type PoolStatsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PoolStats'] = ResolversParentTypes['PoolStats']> = {
  assigned?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  oldestWaitMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  pool?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  queued?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  requiredCapabilities?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  scheduled?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PublishReleasePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PublishReleasePayload'] = ResolversParentTypes['PublishReleasePayload']> = {
  release?: Resolver<ResolversTypes['Release'], ParentType, ContextType>;
};

export type PublisherResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Publisher'] = ResolversParentTypes['Publisher']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isOwn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  keys?: Resolver<ReadonlyArray<ResolversTypes['PublisherKey']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PublisherKeyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PublisherKey'] = ResolversParentTypes['PublisherKey']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  fingerprint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  publicKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType, RequireFields<QueryAgentArgs, 'id'>>;
  agents?: Resolver<ResolversTypes['AgentConnection'], ParentType, ContextType, RequireFields<QueryAgentsArgs, 'first'>>;
  apiKeys?: Resolver<ResolversTypes['ApiKeyConnection'], ParentType, ContextType, RequireFields<QueryApiKeysArgs, 'first' | 'includeRevoked'>>;
  binaries?: Resolver<ResolversTypes['BinaryConnection'], ParentType, ContextType, RequireFields<QueryBinariesArgs, 'first'>>;
  binary?: Resolver<Maybe<ResolversTypes['Binary']>, ParentType, ContextType, RequireFields<QueryBinaryArgs, 'id'>>;
  checkWorkflow?: Resolver<ReadonlyArray<ResolversTypes['WorkflowProblem']>, ParentType, ContextType, RequireFields<QueryCheckWorkflowArgs, 'input'>>;
  execution?: Resolver<Maybe<ResolversTypes['Execution']>, ParentType, ContextType, RequireFields<QueryExecutionArgs, 'id'>>;
  executions?: Resolver<ResolversTypes['ExecutionConnection'], ParentType, ContextType, RequireFields<QueryExecutionsArgs, 'first'>>;
  feedCursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  installations?: Resolver<ResolversTypes['InstallationConnection'], ParentType, ContextType, RequireFields<QueryInstallationsArgs, 'first'>>;
  marketplaceItem?: Resolver<Maybe<ResolversTypes['MarketplaceItem']>, ParentType, ContextType, RequireFields<QueryMarketplaceItemArgs, 'name'>>;
  marketplaceItems?: Resolver<ResolversTypes['MarketplaceItemConnection'], ParentType, ContextType, RequireFields<QueryMarketplaceItemsArgs, 'first' | 'orderBy'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  publisher?: Resolver<Maybe<ResolversTypes['Publisher']>, ParentType, ContextType, RequireFields<QueryPublisherArgs, 'name'>>;
  publishers?: Resolver<ReadonlyArray<ResolversTypes['Publisher']>, ParentType, ContextType>;
  queueStats?: Resolver<ResolversTypes['QueueStats'], ParentType, ContextType>;
  sandbox?: Resolver<Maybe<ResolversTypes['Sandbox']>, ParentType, ContextType, RequireFields<QuerySandboxArgs, 'id'>>;
  sandboxes?: Resolver<ResolversTypes['SandboxConnection'], ParentType, ContextType, RequireFields<QuerySandboxesArgs, 'first'>>;
  task?: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType, RequireFields<QueryTaskArgs, 'id'>>;
  taskKind?: Resolver<Maybe<ResolversTypes['TaskKind']>, ParentType, ContextType, RequireFields<QueryTaskKindArgs, 'name'>>;
  taskKinds?: Resolver<ResolversTypes['TaskKindConnection'], ParentType, ContextType, RequireFields<QueryTaskKindsArgs, 'first'>>;
  tasks?: Resolver<ResolversTypes['TaskConnection'], ParentType, ContextType, RequireFields<QueryTasksArgs, 'first'>>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<QueryUsersArgs, 'first'>>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
  workflow?: Resolver<Maybe<ResolversTypes['Workflow']>, ParentType, ContextType, RequireFields<QueryWorkflowArgs, 'name'>>;
  workflowDiff?: Resolver<ResolversTypes['WorkflowDiff'], ParentType, ContextType, RequireFields<QueryWorkflowDiffArgs, 'from' | 'to' | 'workflow'>>;
  workflowRun?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType, RequireFields<QueryWorkflowRunArgs, 'id'>>;
  workflowRuns?: Resolver<ResolversTypes['WorkflowRunConnection'], ParentType, ContextType, RequireFields<QueryWorkflowRunsArgs, 'first'>>;
  workflowSchema?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  workflowTemplates?: Resolver<ReadonlyArray<ResolversTypes['WorkflowTemplate']>, ParentType, ContextType>;
  workflows?: Resolver<ResolversTypes['WorkflowConnection'], ParentType, ContextType, RequireFields<QueryWorkflowsArgs, 'first'>>;
};

export type QueueStatsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['QueueStats'] = ResolversParentTypes['QueueStats']> = {
  oldestWaitMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  pools?: Resolver<ReadonlyArray<ResolversTypes['PoolStats']>, ParentType, ContextType>;
  quarantined?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RedriveTaskPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RedriveTaskPayload'] = ResolversParentTypes['RedriveTaskPayload']> = {
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
};

export type RefreshTokenPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RefreshTokenPayload'] = ResolversParentTypes['RefreshTokenPayload']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accessTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RegisterAgentPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegisterAgentPayload'] = ResolversParentTypes['RegisterAgentPayload']> = {
  agent?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
  apiKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RejectTasksPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RejectTasksPayload'] = ResolversParentTypes['RejectTasksPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['LeaseResult']>, ParentType, ContextType>;
};

export type ReleaseResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Release'] = ResolversParentTypes['Release']> = {
  binarySha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  binarySize?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  changelog?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  item?: Resolver<ResolversTypes['MarketplaceItem'], ParentType, ContextType>;
  manifest?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  publishedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  signature?: Resolver<Maybe<ResolversTypes['ReleaseSignature']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ReleaseStatus'], ParentType, ContextType>;
  statusReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  testResults?: Resolver<ReadonlyArray<ResolversTypes['ReleaseTestResult']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReleaseConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReleaseConnection'] = ResolversParentTypes['ReleaseConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ReleaseEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Release']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ReleaseEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReleaseEdge'] = ResolversParentTypes['ReleaseEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Release'], ParentType, ContextType>;
};

export type ReleaseSignatureResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReleaseSignature'] = ResolversParentTypes['ReleaseSignature']> = {
  isValid?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['PublisherKey'], ParentType, ContextType>;
  signature?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReleaseTestResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReleaseTestResult'] = ResolversParentTypes['ReleaseTestResult']> = {
  durationMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  passed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RemoveAgentPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RemoveAgentPayload'] = ResolversParentTypes['RemoveAgentPayload']> = {
  agent?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
};

export type ReportTaskFailurePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportTaskFailurePayload'] = ResolversParentTypes['ReportTaskFailurePayload']> = {
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
};

export type ReportTaskProgressPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportTaskProgressPayload'] = ResolversParentTypes['ReportTaskProgressPayload']> = {
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
};

export type RequestSandboxPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RequestSandboxPayload'] = ResolversParentTypes['RequestSandboxPayload']> = {
  sandbox?: Resolver<ResolversTypes['Sandbox'], ParentType, ContextType>;
};

export type RestoreReleasePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RestoreReleasePayload'] = ResolversParentTypes['RestoreReleasePayload']> = {
  release?: Resolver<ResolversTypes['Release'], ParentType, ContextType>;
};

export type ResumeAgentPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ResumeAgentPayload'] = ResolversParentTypes['ResumeAgentPayload']> = {
  agent?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
};

export type ResumeWorkflowRunPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ResumeWorkflowRunPayload'] = ResolversParentTypes['ResumeWorkflowRunPayload']> = {
  run?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
};

export type RetryWorkflowRunPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RetryWorkflowRunPayload'] = ResolversParentTypes['RetryWorkflowRunPayload']> = {
  run?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
};

export type ReviewResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Review'] = ResolversParentTypes['Review']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isOwn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  item?: Resolver<ResolversTypes['MarketplaceItem'], ParentType, ContextType>;
  rating?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReviewConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReviewConnection'] = ResolversParentTypes['ReviewConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ReviewEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Review']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ReviewEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReviewEdge'] = ResolversParentTypes['ReviewEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Review'], ParentType, ContextType>;
};

export type ReviewItemPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReviewItemPayload'] = ResolversParentTypes['ReviewItemPayload']> = {
  review?: Resolver<ResolversTypes['Review'], ParentType, ContextType>;
};

export type RevokeApiKeyPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RevokeApiKeyPayload'] = ResolversParentTypes['RevokeApiKeyPayload']> = {
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
};

export type RevokePublisherKeyPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RevokePublisherKeyPayload'] = ResolversParentTypes['RevokePublisherKeyPayload']> = {
  key?: Resolver<ResolversTypes['PublisherKey'], ParentType, ContextType>;
};

export type RotateTriggerSecretPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RotateTriggerSecretPayload'] = ResolversParentTypes['RotateTriggerSecretPayload']> = {
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  trigger?: Resolver<ResolversTypes['Trigger'], ParentType, ContextType>;
};

export type RunProgressResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RunProgress'] = ResolversParentTypes['RunProgress']> = {
  estimatedEndAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  percent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  stepsEnded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stepsTotal?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RunTriggerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RunTrigger'] = ResolversParentTypes['RunTrigger']> = {
  context?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  trigger?: Resolver<Maybe<ResolversTypes['Trigger']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['RunTriggerType'], ParentType, ContextType>;
};

export type SandboxResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Sandbox'] = ResolversParentTypes['Sandbox']> = {
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  args?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  command?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  connectionDetails?: Resolver<Maybe<ResolversTypes['SandboxConnectionDetails']>, ParentType, ContextType>;
  containerId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cost?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  egress?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  environment?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  events?: Resolver<ResolversTypes['SandboxEventConnection'], ParentType, ContextType, RequireFields<SandboxEventsArgs, 'after' | 'first'>>;
  exitCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  filePaths?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['SandboxHostKind']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isFromPool?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isLogCut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  labels?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  logBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provisioningAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  readyAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['SandboxReason']>, ParentType, ContextType>;
  release?: Resolver<Maybe<ResolversTypes['Release']>, ParentType, ContextType>;
  resources?: Resolver<ResolversTypes['SandboxResources'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SandboxStatus'], ParentType, ContextType>;
  task?: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType>;
  timeoutMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['SandboxUsage']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SandboxConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SandboxConnection'] = ResolversParentTypes['SandboxConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SandboxEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Sandbox']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SandboxConnectionDetailsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SandboxConnectionDetails'] = ResolversParentTypes['SandboxConnectionDetails']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  container?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  namespace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  pod?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SandboxEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SandboxEdge'] = ResolversParentTypes['SandboxEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Sandbox'], ParentType, ContextType>;
};

export type SandboxEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SandboxEvent'] = ResolversParentTypes['SandboxEvent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  data?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  sandbox?: Resolver<ResolversTypes['Sandbox'], ParentType, ContextType>;
  sandboxId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Seq'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SandboxEventConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SandboxEventConnection'] = ResolversParentTypes['SandboxEventConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SandboxEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SandboxLogChunkResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SandboxLogChunk'] = ResolversParentTypes['SandboxLogChunk']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Seq'], ParentType, ContextType>;
  stream?: Resolver<ResolversTypes['SandboxLogStream'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SandboxResourcesResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SandboxResources'] = ResolversParentTypes['SandboxResources']> = {
  cpu?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ephemeralStorage?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  memory?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SandboxUsageResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SandboxUsage'] = ResolversParentTypes['SandboxUsage']> = {
  cpuMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  peakMemoryBytes?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export interface SeqScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Seq'], any> {
  name: 'Seq';
}

export type SetTaskPriorityPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SetTaskPriorityPayload'] = ResolversParentTypes['SetTaskPriorityPayload']> = {
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
};

export type SignInPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SignInPayload'] = ResolversParentTypes['SignInPayload']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accessTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type SignOutPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SignOutPayload'] = ResolversParentTypes['SignOutPayload']> = {
  signedOut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SignReleasePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SignReleasePayload'] = ResolversParentTypes['SignReleasePayload']> = {
  release?: Resolver<ResolversTypes['Release'], ParentType, ContextType>;
};

export type SignalWorkflowRunPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SignalWorkflowRunPayload'] = ResolversParentTypes['SignalWorkflowRunPayload']> = {
  run?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
};

export type SkipStepPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SkipStepPayload'] = ResolversParentTypes['SkipStepPayload']> = {
  step?: Resolver<ResolversTypes['Step'], ParentType, ContextType>;
};

export type StartWorkflowRunPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StartWorkflowRunPayload'] = ResolversParentTypes['StartWorkflowRunPayload']> = {
  run?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
};

export type StepResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Step'] = ResolversParentTypes['Step']> = {
  approvalRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  childRun?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  compensationTask?: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType>;
  cost?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['WorkflowRunError']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  input?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  itemIndex?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  itemOf?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  needs?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  run?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['StepStatus'], ParentType, ContextType>;
  task?: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['StepType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StepConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StepConnection'] = ResolversParentTypes['StepConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['StepEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Step']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type StepEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StepEdge'] = ResolversParentTypes['StepEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Step'], ParentType, ContextType>;
};

export type StepStatsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StepStats'] = ResolversParentTypes['StepStats']> = {
  durationP50Ms?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  durationP95Ms?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  runs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  agentCommands?: SubscriptionResolver<ResolversTypes['AgentCommand'], "agentCommands", ParentType, ContextType>;
  agentEvents?: SubscriptionResolver<ResolversTypes['AgentEvent'], "agentEvents", ParentType, ContextType, RequireFields<SubscriptionAgentEventsArgs, 'after' | 'agentId'>>;
  events?: SubscriptionResolver<ResolversTypes['Event'], "events", ParentType, ContextType, Partial<SubscriptionEventsArgs>>;
  sandboxEvents?: SubscriptionResolver<ResolversTypes['SandboxEvent'], "sandboxEvents", ParentType, ContextType, RequireFields<SubscriptionSandboxEventsArgs, 'after' | 'id'>>;
  sandboxLogs?: SubscriptionResolver<ResolversTypes['SandboxLogChunk'], "sandboxLogs", ParentType, ContextType, RequireFields<SubscriptionSandboxLogsArgs, 'after' | 'id'>>;
  taskAssignments?: SubscriptionResolver<ResolversTypes['TaskAssignmentBatch'], "taskAssignments", ParentType, ContextType, RequireFields<SubscriptionTaskAssignmentsArgs, 'capacity'>>;
  taskEvents?: SubscriptionResolver<ResolversTypes['TaskEvent'], "taskEvents", ParentType, ContextType, RequireFields<SubscriptionTaskEventsArgs, 'after' | 'taskId'>>;
  taskOutput?: SubscriptionResolver<ResolversTypes['TaskOutputChunk'], "taskOutput", ParentType, ContextType, RequireFields<SubscriptionTaskOutputArgs, 'after' | 'taskId'>>;
  workflowRunEvents?: SubscriptionResolver<ResolversTypes['WorkflowRunEvent'], "workflowRunEvents", ParentType, ContextType, RequireFields<SubscriptionWorkflowRunEventsArgs, 'after' | 'runId'>>;
};

export type TaskResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Task'] = ResolversParentTypes['Task']> = {
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  allowedActions?: Resolver<ReadonlyArray<ResolversTypes['TaskAction']>, ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  attempts?: Resolver<ReadonlyArray<ResolversTypes['TaskAttempt']>, ParentType, ContextType>;
  cost?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deadlineAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  events?: Resolver<ResolversTypes['TaskEventConnection'], ParentType, ContextType, RequireFields<TaskEventsArgs, 'after' | 'first'>>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  input?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  labels?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  lastError?: Resolver<Maybe<ResolversTypes['TaskError']>, ParentType, ContextType>;
  lastOutputSeq?: Resolver<ResolversTypes['Seq'], ParentType, ContextType>;
  lastSeq?: Resolver<ResolversTypes['Seq'], ParentType, ContextType>;
  leaseExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  maxRetries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['TaskPriority'], ParentType, ContextType>;
  progressMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  progressPercent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  requiredCapabilities?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  sandbox?: Resolver<Maybe<ResolversTypes['Sandbox']>, ParentType, ContextType>;
  scheduledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['TaskStatus'], ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['Step']>, ParentType, ContextType>;
  timeoutMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TaskAssignmentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskAssignment'] = ResolversParentTypes['TaskAssignment']> = {
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  leaseExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  leaseToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
};

export type TaskAssignmentBatchResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskAssignmentBatch'] = ResolversParentTypes['TaskAssignmentBatch']> = {
  assignments?: Resolver<ReadonlyArray<ResolversTypes['TaskAssignment']>, ParentType, ContextType>;
};

export type TaskAttemptResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskAttempt'] = ResolversParentTypes['TaskAttempt']> = {
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  assignedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['TaskError']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['TaskAttemptOutcome'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type TaskConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskConnection'] = ResolversParentTypes['TaskConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TaskEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Task']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TaskEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskEdge'] = ResolversParentTypes['TaskEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
};

export type TaskErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskError'] = ResolversParentTypes['TaskError']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['TaskErrorReason'], ParentType, ContextType>;
};

export type TaskEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskEvent'] = ResolversParentTypes['TaskEvent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  data?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Seq'], ParentType, ContextType>;
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
  taskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TaskEventConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskEventConnection'] = ResolversParentTypes['TaskEventConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['TaskEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TaskKindResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskKind'] = ResolversParentTypes['TaskKind']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  defaultMaxRetries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  defaultPriority?: Resolver<ResolversTypes['TaskPriority'], ParentType, ContextType>;
  defaultTimeoutMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputSchema?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outputSchema?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  requiredCapabilities?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TaskKindConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskKindConnection'] = ResolversParentTypes['TaskKindConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TaskKindEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['TaskKind']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TaskKindEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskKindEdge'] = ResolversParentTypes['TaskKindEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['TaskKind'], ParentType, ContextType>;
};

export type TaskOutputChunkResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskOutputChunk'] = ResolversParentTypes['TaskOutputChunk']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  chunk?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Seq'], ParentType, ContextType>;
};

export type TenantResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Tenant'] = ResolversParentTypes['Tenant']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TerminateSandboxPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TerminateSandboxPayload'] = ResolversParentTypes['TerminateSandboxPayload']> = {
  sandbox?: Resolver<ResolversTypes['Sandbox'], ParentType, ContextType>;
};

export type TriggerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Trigger'] = ResolversParentTypes['Trigger']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  eventTypes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EventType']>>, ParentType, ContextType>;
  filter?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  input?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  lastError?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastFiredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastRun?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  missedRuns?: Resolver<Maybe<ResolversTypes['MissedRunPolicy']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  overlap?: Resolver<Maybe<ResolversTypes['OverlapPolicy']>, ParentType, ContextType>;
  schedule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  timeZone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['TriggerType'], ParentType, ContextType>;
  webhookPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  workflow?: Resolver<ResolversTypes['Workflow'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UninstallItemPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UninstallItemPayload'] = ResolversParentTypes['UninstallItemPayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type UpdateAgentPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateAgentPayload'] = ResolversParentTypes['UpdateAgentPayload']> = {
  agent?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
};

export type UpdateItemPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateItemPayload'] = ResolversParentTypes['UpdateItemPayload']> = {
  item?: Resolver<ResolversTypes['MarketplaceItem'], ParentType, ContextType>;
};

export type UpdateTriggerPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateTriggerPayload'] = ResolversParentTypes['UpdateTriggerPayload']> = {
  trigger?: Resolver<ResolversTypes['Trigger'], ParentType, ContextType>;
};

export type UpdateUserPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateUserPayload'] = ResolversParentTypes['UpdateUserPayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type UpgradeInstallationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpgradeInstallationPayload'] = ResolversParentTypes['UpgradeInstallationPayload']> = {
  installation?: Resolver<ResolversTypes['Installation'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  disabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  tenant?: Resolver<ResolversTypes['Tenant'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type WorkflowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Workflow'] = ResolversParentTypes['Workflow']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  latestVersion?: Resolver<ResolversTypes['WorkflowVersion'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  runs?: Resolver<ResolversTypes['WorkflowRunConnection'], ParentType, ContextType, RequireFields<WorkflowRunsArgs, 'first'>>;
  stats?: Resolver<ResolversTypes['WorkflowStats'], ParentType, ContextType, RequireFields<WorkflowStatsArgs, 'days'>>;
  triggers?: Resolver<ReadonlyArray<ResolversTypes['Trigger']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['WorkflowVersion']>, ParentType, ContextType, RequireFields<WorkflowVersionArgs, 'number'>>;
  versions?: Resolver<ResolversTypes['WorkflowVersionConnection'], ParentType, ContextType, RequireFields<WorkflowVersionsArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkflowChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowChange'] = ResolversParentTypes['WorkflowChange']> = {
  after?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WorkflowConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowConnection'] = ResolversParentTypes['WorkflowConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WorkflowEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Workflow']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WorkflowDiffResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowDiff'] = ResolversParentTypes['WorkflowDiff']> = {
  addedSteps?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  changedSteps?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  changes?: Resolver<ReadonlyArray<ResolversTypes['WorkflowChange']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['WorkflowVersion'], ParentType, ContextType>;
  removedSteps?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['WorkflowVersion'], ParentType, ContextType>;
};

export type WorkflowEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowEdge'] = ResolversParentTypes['WorkflowEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Workflow'], ParentType, ContextType>;
};

export type WorkflowProblemResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowProblem'] = ResolversParentTypes['WorkflowProblem']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WorkflowRunResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowRun'] = ResolversParentTypes['WorkflowRun']> = {
  allowedActions?: Resolver<ReadonlyArray<ResolversTypes['WorkflowRunAction']>, ParentType, ContextType>;
  concurrencyKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cost?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  criticalPath?: Resolver<ReadonlyArray<ResolversTypes['Step']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['WorkflowRunError']>, ParentType, ContextType>;
  events?: Resolver<ResolversTypes['WorkflowRunEventConnection'], ParentType, ContextType, RequireFields<WorkflowRunEventsArgs, 'after' | 'first'>>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  input?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  labels?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  lastSeq?: Resolver<ResolversTypes['Seq'], ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  parentStep?: Resolver<Maybe<ResolversTypes['Step']>, ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['TaskPriority'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['RunProgress'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['WorkflowRunStatus'], ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['Step']>, ParentType, ContextType, RequireFields<WorkflowRunStepArgs, 'key'>>;
  steps?: Resolver<ResolversTypes['StepConnection'], ParentType, ContextType, RequireFields<WorkflowRunStepsArgs, 'first'>>;
  trigger?: Resolver<ResolversTypes['RunTrigger'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['WorkflowVersion'], ParentType, ContextType>;
  workflow?: Resolver<ResolversTypes['Workflow'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkflowRunConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowRunConnection'] = ResolversParentTypes['WorkflowRunConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WorkflowRunEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WorkflowRunEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowRunEdge'] = ResolversParentTypes['WorkflowRunEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
};

export type WorkflowRunErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowRunError'] = ResolversParentTypes['WorkflowRunError']> = {
  class?: Resolver<ResolversTypes['WorkflowErrorClass'], ParentType, ContextType>;
  hint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WorkflowRunEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowRunEvent'] = ResolversParentTypes['WorkflowRunEvent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  data?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  run?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
  runId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Seq'], ParentType, ContextType>;
  stepKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkflowRunEventConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowRunEventConnection'] = ResolversParentTypes['WorkflowRunEventConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['WorkflowRunEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WorkflowStatsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowStats'] = ResolversParentTypes['WorkflowStats']> = {
  completed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cost?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  durationP50Ms?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  durationP95Ms?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  runs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  slowestSteps?: Resolver<ReadonlyArray<ResolversTypes['StepStats']>, ParentType, ContextType>;
  successRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type WorkflowTemplateResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowTemplate'] = ResolversParentTypes['WorkflowTemplate']> = {
  definition?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WorkflowVersionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowVersion'] = ResolversParentTypes['WorkflowVersion']> = {
  contentHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  definition?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workflow?: Resolver<ResolversTypes['Workflow'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkflowVersionConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowVersionConnection'] = ResolversParentTypes['WorkflowVersionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WorkflowVersionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['WorkflowVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WorkflowVersionEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkflowVersionEdge'] = ResolversParentTypes['WorkflowVersionEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WorkflowVersion'], ParentType, ContextType>;
};

export type YankReleasePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['YankReleasePayload'] = ResolversParentTypes['YankReleasePayload']> = {
  release?: Resolver<ResolversTypes['Release'], ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  AcceptTasksPayload?: AcceptTasksPayloadResolvers<ContextType>;
  AddPublisherKeyPayload?: AddPublisherKeyPayloadResolvers<ContextType>;
  Agent?: AgentResolvers<ContextType>;
  AgentCommand?: AgentCommandResolvers<ContextType>;
  AgentConnection?: AgentConnectionResolvers<ContextType>;
  AgentEdge?: AgentEdgeResolvers<ContextType>;
  AgentEvent?: AgentEventResolvers<ContextType>;
  AgentSession?: AgentSessionResolvers<ContextType>;
  AnswerApprovalPayload?: AnswerApprovalPayloadResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  ApiKeyConnection?: ApiKeyConnectionResolvers<ContextType>;
  ApiKeyEdge?: ApiKeyEdgeResolvers<ContextType>;
  AppendTaskOutputPayload?: AppendTaskOutputPayloadResolvers<ContextType>;
  Binary?: BinaryResolvers<ContextType>;
  BinaryConnection?: BinaryConnectionResolvers<ContextType>;
  BinaryEdge?: BinaryEdgeResolvers<ContextType>;
  CancelTask?: CancelTaskResolvers<ContextType>;
  CancelTaskPayload?: CancelTaskPayloadResolvers<ContextType>;
  CancelWorkflowRunPayload?: CancelWorkflowRunPayloadResolvers<ContextType>;
  ChangePasswordPayload?: ChangePasswordPayloadResolvers<ContextType>;
  CompleteTasksPayload?: CompleteTasksPayloadResolvers<ContextType>;
  CreateApiKeyPayload?: CreateApiKeyPayloadResolvers<ContextType>;
  CreateBinaryUploadPayload?: CreateBinaryUploadPayloadResolvers<ContextType>;
  CreatePublisherPayload?: CreatePublisherPayloadResolvers<ContextType>;
  CreateTaskPayload?: CreateTaskPayloadResolvers<ContextType>;
  CreateTasksPayload?: CreateTasksPayloadResolvers<ContextType>;
  CreateTenantPayload?: CreateTenantPayloadResolvers<ContextType>;
  CreateTriggerPayload?: CreateTriggerPayloadResolvers<ContextType>;
  CreateUserPayload?: CreateUserPayloadResolvers<ContextType>;
  Cursor?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DefineTaskKindPayload?: DefineTaskKindPayloadResolvers<ContextType>;
  DefineWorkflowPayload?: DefineWorkflowPayloadResolvers<ContextType>;
  DeleteBinaryPayload?: DeleteBinaryPayloadResolvers<ContextType>;
  DeleteReviewPayload?: DeleteReviewPayloadResolvers<ContextType>;
  DeleteTriggerPayload?: DeleteTriggerPayloadResolvers<ContextType>;
  DeprecateReleasePayload?: DeprecateReleasePayloadResolvers<ContextType>;
  Drain?: DrainResolvers<ContextType>;
  DrainAgentPayload?: DrainAgentPayloadResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  ExecuteAgentPayload?: ExecuteAgentPayloadResolvers<ContextType>;
  Execution?: ExecutionResolvers<ContextType>;
  ExecutionConnection?: ExecutionConnectionResolvers<ContextType>;
  ExecutionEdge?: ExecutionEdgeResolvers<ContextType>;
  ExecutionError?: ExecutionErrorResolvers<ContextType>;
  Facet?: FacetResolvers<ContextType>;
  HeartbeatPayload?: HeartbeatPayloadResolvers<ContextType>;
  InstallItemPayload?: InstallItemPayloadResolvers<ContextType>;
  Installation?: InstallationResolvers<ContextType>;
  InstallationConnection?: InstallationConnectionResolvers<ContextType>;
  InstallationEdge?: InstallationEdgeResolvers<ContextType>;
  ItemFacets?: ItemFacetsResolvers<ContextType>;
  ItemStats?: ItemStatsResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  LeaseResult?: LeaseResultResolvers<ContextType>;
  MarketplaceItem?: MarketplaceItemResolvers<ContextType>;
  MarketplaceItemConnection?: MarketplaceItemConnectionResolvers<ContextType>;
  MarketplaceItemEdge?: MarketplaceItemEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PauseAgentPayload?: PauseAgentPayloadResolvers<ContextType>;
  PauseWorkflowRunPayload?: PauseWorkflowRunPayloadResolvers<ContextType>;
  PoolStats?: PoolStatsResolvers<ContextType>;
  PublishReleasePayload?: PublishReleasePayloadResolvers<ContextType>;
  Publisher?: PublisherResolvers<ContextType>;
  PublisherKey?: PublisherKeyResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QueueStats?: QueueStatsResolvers<ContextType>;
  RedriveTaskPayload?: RedriveTaskPayloadResolvers<ContextType>;
  RefreshTokenPayload?: RefreshTokenPayloadResolvers<ContextType>;
  RegisterAgentPayload?: RegisterAgentPayloadResolvers<ContextType>;
  RejectTasksPayload?: RejectTasksPayloadResolvers<ContextType>;
  Release?: ReleaseResolvers<ContextType>;
  ReleaseConnection?: ReleaseConnectionResolvers<ContextType>;
  ReleaseEdge?: ReleaseEdgeResolvers<ContextType>;
  ReleaseSignature?: ReleaseSignatureResolvers<ContextType>;
  ReleaseTestResult?: ReleaseTestResultResolvers<ContextType>;
  RemoveAgentPayload?: RemoveAgentPayloadResolvers<ContextType>;
  ReportTaskFailurePayload?: ReportTaskFailurePayloadResolvers<ContextType>;
  ReportTaskProgressPayload?: ReportTaskProgressPayloadResolvers<ContextType>;
  RequestSandboxPayload?: RequestSandboxPayloadResolvers<ContextType>;
  RestoreReleasePayload?: RestoreReleasePayloadResolvers<ContextType>;
  ResumeAgentPayload?: ResumeAgentPayloadResolvers<ContextType>;
  ResumeWorkflowRunPayload?: ResumeWorkflowRunPayloadResolvers<ContextType>;
  RetryWorkflowRunPayload?: RetryWorkflowRunPayloadResolvers<ContextType>;
  Review?: ReviewResolvers<ContextType>;
  ReviewConnection?: ReviewConnectionResolvers<ContextType>;
  ReviewEdge?: ReviewEdgeResolvers<ContextType>;
  ReviewItemPayload?: ReviewItemPayloadResolvers<ContextType>;
  RevokeApiKeyPayload?: RevokeApiKeyPayloadResolvers<ContextType>;
  RevokePublisherKeyPayload?: RevokePublisherKeyPayloadResolvers<ContextType>;
  RotateTriggerSecretPayload?: RotateTriggerSecretPayloadResolvers<ContextType>;
  RunProgress?: RunProgressResolvers<ContextType>;
  RunTrigger?: RunTriggerResolvers<ContextType>;
  Sandbox?: SandboxResolvers<ContextType>;
  SandboxConnection?: SandboxConnectionResolvers<ContextType>;
  SandboxConnectionDetails?: SandboxConnectionDetailsResolvers<ContextType>;
  SandboxEdge?: SandboxEdgeResolvers<ContextType>;
  SandboxEvent?: SandboxEventResolvers<ContextType>;
  SandboxEventConnection?: SandboxEventConnectionResolvers<ContextType>;
  SandboxLogChunk?: SandboxLogChunkResolvers<ContextType>;
  SandboxResources?: SandboxResourcesResolvers<ContextType>;
  SandboxUsage?: SandboxUsageResolvers<ContextType>;
  Seq?: GraphQLScalarType;
  SetTaskPriorityPayload?: SetTaskPriorityPayloadResolvers<ContextType>;
  SignInPayload?: SignInPayloadResolvers<ContextType>;
  SignOutPayload?: SignOutPayloadResolvers<ContextType>;
  SignReleasePayload?: SignReleasePayloadResolvers<ContextType>;
  SignalWorkflowRunPayload?: SignalWorkflowRunPayloadResolvers<ContextType>;
  SkipStepPayload?: SkipStepPayloadResolvers<ContextType>;
  StartWorkflowRunPayload?: StartWorkflowRunPayloadResolvers<ContextType>;
  Step?: StepResolvers<ContextType>;
  StepConnection?: StepConnectionResolvers<ContextType>;
  StepEdge?: StepEdgeResolvers<ContextType>;
  StepStats?: StepStatsResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Task?: TaskResolvers<ContextType>;
  TaskAssignment?: TaskAssignmentResolvers<ContextType>;
  TaskAssignmentBatch?: TaskAssignmentBatchResolvers<ContextType>;
  TaskAttempt?: TaskAttemptResolvers<ContextType>;
  TaskConnection?: TaskConnectionResolvers<ContextType>;
  TaskEdge?: TaskEdgeResolvers<ContextType>;
  TaskError?: TaskErrorResolvers<ContextType>;
  TaskEvent?: TaskEventResolvers<ContextType>;
  TaskEventConnection?: TaskEventConnectionResolvers<ContextType>;
  TaskKind?: TaskKindResolvers<ContextType>;
  TaskKindConnection?: TaskKindConnectionResolvers<ContextType>;
  TaskKindEdge?: TaskKindEdgeResolvers<ContextType>;
  TaskOutputChunk?: TaskOutputChunkResolvers<ContextType>;
  Tenant?: TenantResolvers<ContextType>;
  TerminateSandboxPayload?: TerminateSandboxPayloadResolvers<ContextType>;
  Trigger?: TriggerResolvers<ContextType>;
  UninstallItemPayload?: UninstallItemPayloadResolvers<ContextType>;
  UpdateAgentPayload?: UpdateAgentPayloadResolvers<ContextType>;
  UpdateItemPayload?: UpdateItemPayloadResolvers<ContextType>;
  UpdateTriggerPayload?: UpdateTriggerPayloadResolvers<ContextType>;
  UpdateUserPayload?: UpdateUserPayloadResolvers<ContextType>;
  UpgradeInstallationPayload?: UpgradeInstallationPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  Workflow?: WorkflowResolvers<ContextType>;
  WorkflowChange?: WorkflowChangeResolvers<ContextType>;
  WorkflowConnection?: WorkflowConnectionResolvers<ContextType>;
  WorkflowDiff?: WorkflowDiffResolvers<ContextType>;
  WorkflowEdge?: WorkflowEdgeResolvers<ContextType>;
  WorkflowProblem?: WorkflowProblemResolvers<ContextType>;
  WorkflowRun?: WorkflowRunResolvers<ContextType>;
  WorkflowRunConnection?: WorkflowRunConnectionResolvers<ContextType>;
  WorkflowRunEdge?: WorkflowRunEdgeResolvers<ContextType>;
  WorkflowRunError?: WorkflowRunErrorResolvers<ContextType>;
  WorkflowRunEvent?: WorkflowRunEventResolvers<ContextType>;
  WorkflowRunEventConnection?: WorkflowRunEventConnectionResolvers<ContextType>;
  WorkflowStats?: WorkflowStatsResolvers<ContextType>;
  WorkflowTemplate?: WorkflowTemplateResolvers<ContextType>;
  WorkflowVersion?: WorkflowVersionResolvers<ContextType>;
  WorkflowVersionConnection?: WorkflowVersionConnectionResolvers<ContextType>;
  WorkflowVersionEdge?: WorkflowVersionEdgeResolvers<ContextType>;
  YankReleasePayload?: YankReleasePayloadResolvers<ContextType>;
};

