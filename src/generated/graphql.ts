import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Tenant as TenantRow, User as UserRow, ApiKey as ApiKeyRow, Principal as PrincipalRow } from '../identity/index.js';
import type { Agent as AgentRow, AgentSession as AgentSessionRow, AgentCommand as AgentCommandRow } from '../agents/index.js';
import type { Task as TaskRow, TaskAttempt as TaskAttemptRow, TaskKind as TaskKindRow, Assignment as AssignmentRow } from '../tasks/index.js';
import type { EventRecord as EventRecordRow } from '../events/index.js';
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

/** One live connection of an agent. */
export type AgentSession = Node & {
  readonly __typename?: 'AgentSession';
  /** Most assignments outstanding at a time. */
  readonly capacity: Scalars['Int']['output'];
  /** When it connected. */
  readonly connectedAt: Scalars['DateTime']['output'];
  /** Global id, `session_...`. */
  readonly id: Scalars['ID']['output'];
  /** The task kinds that it takes; null for all. */
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
  /** Of any of these tasks or agents; at most 100. */
  readonly subjectIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Any of these types. */
  readonly types?: InputMaybe<ReadonlyArray<EventType>>;
};

/** What happened. The prefix names the stream: a task's or an agent's. */
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

/** What can be changed. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Accepts assignments, up to 1,000. AGENT. */
  readonly acceptTasks: AcceptTasksPayload;
  /** Appends to the task's output stream, up to 1,000 chunks. AGENT. */
  readonly appendTaskOutput: AppendTaskOutputPayload;
  /** Cancels an open task; a running agent is told. */
  readonly cancelTask: CancelTaskPayload;
  /** Changes the caller's own password; ends its other sessions. */
  readonly changePassword: ChangePasswordPayload;
  /**
   * Reports results, up to 1,000. AGENT. An output that does not meet the kind's schema refuses the whole call as
   * BAD_USER_INPUT with its path, and nothing of it is applied.
   */
  readonly completeTasks: CompleteTasksPayload;
  /** Creates a key for a service, or a further one for an agent. ADMIN. */
  readonly createApiKey: CreateApiKeyPayload;
  /** Creates a task. What is answered is durable. */
  readonly createTask: CreateTaskPayload;
  /** Creates up to 1,000 tasks, all or none. */
  readonly createTasks: CreateTasksPayload;
  /** Creates a tenant and its first admin. ADMIN of the first tenant only. */
  readonly createTenant: CreateTenantPayload;
  /** Creates a user. ADMIN. */
  readonly createUser: CreateUserPayload;
  /** Defines a kind, or defines it anew; tasks that exist keep what they have. */
  readonly defineTaskKind: DefineTaskKindPayload;
  /** Tells it to finish what it has and to leave. */
  readonly drainAgent: DrainAgentPayload;
  /** Shows life and extends the leases that it names, up to 1,000. AGENT. */
  readonly heartbeat: HeartbeatPayload;
  /** Offers it nothing more until resumed; what runs goes on. */
  readonly pauseAgent: PauseAgentPayload;
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
  /** Offers it work again after a pause, a drain or a fault. */
  readonly resumeAgent: ResumeAgentPayload;
  /** Revokes a key at once: calls are refused and its sockets close with 4403. ADMIN. */
  readonly revokeApiKey: RevokeApiKeyPayload;
  /** Changes which goes first, while it waits. */
  readonly setTaskPriority: SetTaskPriorityPayload;
  /** Exchanges email and password for tokens. Public; at most 10 failures a minute per email. */
  readonly signIn: SignInPayload;
  /** Ends the caller's session: its refresh tokens, its access tokens and its sockets. */
  readonly signOut: SignOutPayload;
  /** Changes an agent's declaration. An AGENT may change its own only. */
  readonly updateAgent: UpdateAgentPayload;
  /** Changes a user's name or role, or disables it, which ends its sessions. ADMIN. */
  readonly updateUser: UpdateUserPayload;
};


/** What can be changed. */
export type MutationAcceptTasksArgs = {
  leases: ReadonlyArray<LeaseInput>;
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
export type MutationCreateUserArgs = {
  input: CreateUserInput;
};


/** What can be changed. */
export type MutationDefineTaskKindArgs = {
  input: DefineTaskKindInput;
};


/** What can be changed. */
export type MutationDrainAgentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationHeartbeatArgs = {
  input: HeartbeatInput;
};


/** What can be changed. */
export type MutationPauseAgentArgs = {
  id: Scalars['ID']['input'];
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
export type MutationResumeAgentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationRevokeApiKeyArgs = {
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
export type MutationUpdateAgentArgs = {
  input: UpdateAgentInput;
};


/** What can be changed. */
export type MutationUpdateUserArgs = {
  input: UpdateUserInput;
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

/** What can be read. */
export type Query = {
  readonly __typename?: 'Query';
  /** One agent; null when it does not exist. */
  readonly agent?: Maybe<Agent>;
  /** The tenant's agents. */
  readonly agents: AgentConnection;
  /** The tenant's API keys, newest first. ADMIN. */
  readonly apiKeys: ApiKeyConnection;
  /** The present end of the tenant's feed, for `events(after:)`: what is committed from now on comes after it. */
  readonly feedCursor: Scalars['Cursor']['output'];
  /** Whatever has this id; null when it does not exist or is not yours. */
  readonly node?: Maybe<Node>;
  /** Depth of the tenant's queues. */
  readonly queueStats: QueueStats;
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
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
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
  /** Up to 100, each 1 to 100 of `a-z A-Z 0-9 . _ : / -`. */
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

/** Answer of resumeAgent. */
export type ResumeAgentPayload = {
  readonly __typename?: 'ResumeAgentPayload';
  /** The agent. */
  readonly agent: Agent;
};

/** Answer of revokeApiKey. */
export type RevokeApiKeyPayload = {
  readonly __typename?: 'RevokeApiKeyPayload';
  /** The revoked key. */
  readonly apiKey: ApiKey;
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

/** What can be followed. Each runs over graphql-transport-ws at the same URL. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** What the agent is told, beside work. AGENT. */
  readonly agentCommands: AgentCommand;
  /** An agent's events after a position. */
  readonly agentEvents: AgentEvent;
  /** The tenant's feed: from `after` on, or from now on. In commit order, without gap or repeat. */
  readonly events: Event;
  /** Opens a session and offers it work: never more outstanding than `capacity`. AGENT. */
  readonly taskAssignments: TaskAssignmentBatch;
  /** A task's events after a position, first from the log, then live, without gap or repeat. */
  readonly taskEvents: TaskEvent;
  /** A task's output after a position, first what is stored, then live. Ends when the task has. */
  readonly taskOutput: TaskOutputChunk;
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
  /** When it is or was due. */
  readonly scheduledAt: Scalars['DateTime']['output'];
  /** When the current or last try began. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it stands. */
  readonly status: TaskStatus;
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
  ;
  Node:
    | ( AgentRow )
    | ( AgentSessionRow )
    | ( ApiKeyRow )
    | ( TaskRow )
    | ( TaskKindRow )
    | ( TenantRow )
    | ( UserRow )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcceptTasksPayload: ResolverTypeWrapper<AcceptTasksPayload>;
  Agent: ResolverTypeWrapper<AgentRow>;
  AgentAction: AgentAction;
  AgentCommand: ResolverTypeWrapper<AgentCommandRow>;
  AgentConnection: ResolverTypeWrapper<Omit<AgentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['AgentEdge']>, nodes: ReadonlyArray<ResolversTypes['Agent']> }>;
  AgentEdge: ResolverTypeWrapper<Omit<AgentEdge, 'node'> & { node: ResolversTypes['Agent'] }>;
  AgentEvent: ResolverTypeWrapper<EventRecordRow>;
  AgentFilter: AgentFilter;
  AgentOrder: AgentOrder;
  AgentOrderField: AgentOrderField;
  AgentSession: ResolverTypeWrapper<AgentSessionRow>;
  AgentStatus: AgentStatus;
  ApiKey: ResolverTypeWrapper<ApiKeyRow>;
  ApiKeyConnection: ResolverTypeWrapper<Omit<ApiKeyConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ApiKeyEdge']>, nodes: ReadonlyArray<ResolversTypes['ApiKey']> }>;
  ApiKeyEdge: ResolverTypeWrapper<Omit<ApiKeyEdge, 'node'> & { node: ResolversTypes['ApiKey'] }>;
  AppendTaskOutputInput: AppendTaskOutputInput;
  AppendTaskOutputPayload: ResolverTypeWrapper<AppendTaskOutputPayload>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CancelTask: ResolverTypeWrapper<CancelTask>;
  CancelTaskPayload: ResolverTypeWrapper<Omit<CancelTaskPayload, 'task'> & { task: ResolversTypes['Task'] }>;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: ResolverTypeWrapper<Omit<ChangePasswordPayload, 'user'> & { user: ResolversTypes['User'] }>;
  CompleteTasksPayload: ResolverTypeWrapper<CompleteTasksPayload>;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: ResolverTypeWrapper<Omit<CreateApiKeyPayload, 'apiKey'> & { apiKey: ResolversTypes['ApiKey'] }>;
  CreateTaskInput: CreateTaskInput;
  CreateTaskPayload: ResolverTypeWrapper<Omit<CreateTaskPayload, 'task'> & { task: ResolversTypes['Task'] }>;
  CreateTasksPayload: ResolverTypeWrapper<Omit<CreateTasksPayload, 'tasks'> & { tasks: ReadonlyArray<ResolversTypes['Task']> }>;
  CreateTenantInput: CreateTenantInput;
  CreateTenantPayload: ResolverTypeWrapper<Omit<CreateTenantPayload, 'admin' | 'tenant'> & { admin: ResolversTypes['User'], tenant: ResolversTypes['Tenant'] }>;
  CreateUserInput: CreateUserInput;
  CreateUserPayload: ResolverTypeWrapper<Omit<CreateUserPayload, 'user'> & { user: ResolversTypes['User'] }>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DefineTaskKindInput: DefineTaskKindInput;
  DefineTaskKindPayload: ResolverTypeWrapper<Omit<DefineTaskKindPayload, 'taskKind'> & { taskKind: ResolversTypes['TaskKind'] }>;
  Drain: ResolverTypeWrapper<Drain>;
  DrainAgentPayload: ResolverTypeWrapper<Omit<DrainAgentPayload, 'agent'> & { agent: ResolversTypes['Agent'] }>;
  Event: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Event']>;
  EventFilter: EventFilter;
  EventType: EventType;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  HeartbeatInput: HeartbeatInput;
  HeartbeatPayload: ResolverTypeWrapper<HeartbeatPayload>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  LeaseInput: LeaseInput;
  LeaseOutcome: LeaseOutcome;
  LeaseResult: ResolverTypeWrapper<LeaseResult>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PauseAgentPayload: ResolverTypeWrapper<Omit<PauseAgentPayload, 'agent'> & { agent: ResolversTypes['Agent'] }>;
  PoolStats: ResolverTypeWrapper<PoolStats>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QueueStats: ResolverTypeWrapper<QueueStats>;
  RedriveTaskPayload: ResolverTypeWrapper<Omit<RedriveTaskPayload, 'task'> & { task: ResolversTypes['Task'] }>;
  RefreshTokenInput: RefreshTokenInput;
  RefreshTokenPayload: ResolverTypeWrapper<RefreshTokenPayload>;
  RegisterAgentInput: RegisterAgentInput;
  RegisterAgentPayload: ResolverTypeWrapper<Omit<RegisterAgentPayload, 'agent'> & { agent: ResolversTypes['Agent'] }>;
  RejectTaskInput: RejectTaskInput;
  RejectTasksPayload: ResolverTypeWrapper<RejectTasksPayload>;
  RemoveAgentPayload: ResolverTypeWrapper<Omit<RemoveAgentPayload, 'agent'> & { agent: ResolversTypes['Agent'] }>;
  ReportTaskFailureInput: ReportTaskFailureInput;
  ReportTaskFailurePayload: ResolverTypeWrapper<Omit<ReportTaskFailurePayload, 'task'> & { task: ResolversTypes['Task'] }>;
  ReportTaskProgressInput: ReportTaskProgressInput;
  ReportTaskProgressPayload: ResolverTypeWrapper<Omit<ReportTaskProgressPayload, 'task'> & { task: ResolversTypes['Task'] }>;
  ResumeAgentPayload: ResolverTypeWrapper<Omit<ResumeAgentPayload, 'agent'> & { agent: ResolversTypes['Agent'] }>;
  RevokeApiKeyPayload: ResolverTypeWrapper<Omit<RevokeApiKeyPayload, 'apiKey'> & { apiKey: ResolversTypes['ApiKey'] }>;
  Role: Role;
  Seq: ResolverTypeWrapper<Scalars['Seq']['output']>;
  SetTaskPriorityPayload: ResolverTypeWrapper<Omit<SetTaskPriorityPayload, 'task'> & { task: ResolversTypes['Task'] }>;
  SignInInput: SignInInput;
  SignInPayload: ResolverTypeWrapper<Omit<SignInPayload, 'user'> & { user: ResolversTypes['User'] }>;
  SignOutPayload: ResolverTypeWrapper<SignOutPayload>;
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
  UpdateAgentInput: UpdateAgentInput;
  UpdateAgentPayload: ResolverTypeWrapper<Omit<UpdateAgentPayload, 'agent'> & { agent: ResolversTypes['Agent'] }>;
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: ResolverTypeWrapper<Omit<UpdateUserPayload, 'user'> & { user: ResolversTypes['User'] }>;
  User: ResolverTypeWrapper<UserRow>;
  UserConnection: ResolverTypeWrapper<Omit<UserConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['UserEdge']>, nodes: ReadonlyArray<ResolversTypes['User']> }>;
  UserEdge: ResolverTypeWrapper<Omit<UserEdge, 'node'> & { node: ResolversTypes['User'] }>;
  Viewer: ResolverTypeWrapper<PrincipalRow>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AcceptTasksPayload: AcceptTasksPayload;
  Agent: AgentRow;
  AgentCommand: AgentCommandRow;
  AgentConnection: Omit<AgentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['AgentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Agent']> };
  AgentEdge: Omit<AgentEdge, 'node'> & { node: ResolversParentTypes['Agent'] };
  AgentEvent: EventRecordRow;
  AgentFilter: AgentFilter;
  AgentOrder: AgentOrder;
  AgentSession: AgentSessionRow;
  ApiKey: ApiKeyRow;
  ApiKeyConnection: Omit<ApiKeyConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ApiKeyEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ApiKey']> };
  ApiKeyEdge: Omit<ApiKeyEdge, 'node'> & { node: ResolversParentTypes['ApiKey'] };
  AppendTaskOutputInput: AppendTaskOutputInput;
  AppendTaskOutputPayload: AppendTaskOutputPayload;
  Boolean: Scalars['Boolean']['output'];
  CancelTask: CancelTask;
  CancelTaskPayload: Omit<CancelTaskPayload, 'task'> & { task: ResolversParentTypes['Task'] };
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: Omit<ChangePasswordPayload, 'user'> & { user: ResolversParentTypes['User'] };
  CompleteTasksPayload: CompleteTasksPayload;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: Omit<CreateApiKeyPayload, 'apiKey'> & { apiKey: ResolversParentTypes['ApiKey'] };
  CreateTaskInput: CreateTaskInput;
  CreateTaskPayload: Omit<CreateTaskPayload, 'task'> & { task: ResolversParentTypes['Task'] };
  CreateTasksPayload: Omit<CreateTasksPayload, 'tasks'> & { tasks: ReadonlyArray<ResolversParentTypes['Task']> };
  CreateTenantInput: CreateTenantInput;
  CreateTenantPayload: Omit<CreateTenantPayload, 'admin' | 'tenant'> & { admin: ResolversParentTypes['User'], tenant: ResolversParentTypes['Tenant'] };
  CreateUserInput: CreateUserInput;
  CreateUserPayload: Omit<CreateUserPayload, 'user'> & { user: ResolversParentTypes['User'] };
  Cursor: Scalars['Cursor']['output'];
  DateTime: Scalars['DateTime']['output'];
  DefineTaskKindInput: DefineTaskKindInput;
  DefineTaskKindPayload: Omit<DefineTaskKindPayload, 'taskKind'> & { taskKind: ResolversParentTypes['TaskKind'] };
  Drain: Drain;
  DrainAgentPayload: Omit<DrainAgentPayload, 'agent'> & { agent: ResolversParentTypes['Agent'] };
  Event: ResolversInterfaceTypes<ResolversParentTypes>['Event'];
  EventFilter: EventFilter;
  Float: Scalars['Float']['output'];
  HeartbeatInput: HeartbeatInput;
  HeartbeatPayload: HeartbeatPayload;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  JSON: Scalars['JSON']['output'];
  LeaseInput: LeaseInput;
  LeaseResult: LeaseResult;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  PauseAgentPayload: Omit<PauseAgentPayload, 'agent'> & { agent: ResolversParentTypes['Agent'] };
  PoolStats: PoolStats;
  Query: Record<PropertyKey, never>;
  QueueStats: QueueStats;
  RedriveTaskPayload: Omit<RedriveTaskPayload, 'task'> & { task: ResolversParentTypes['Task'] };
  RefreshTokenInput: RefreshTokenInput;
  RefreshTokenPayload: RefreshTokenPayload;
  RegisterAgentInput: RegisterAgentInput;
  RegisterAgentPayload: Omit<RegisterAgentPayload, 'agent'> & { agent: ResolversParentTypes['Agent'] };
  RejectTaskInput: RejectTaskInput;
  RejectTasksPayload: RejectTasksPayload;
  RemoveAgentPayload: Omit<RemoveAgentPayload, 'agent'> & { agent: ResolversParentTypes['Agent'] };
  ReportTaskFailureInput: ReportTaskFailureInput;
  ReportTaskFailurePayload: Omit<ReportTaskFailurePayload, 'task'> & { task: ResolversParentTypes['Task'] };
  ReportTaskProgressInput: ReportTaskProgressInput;
  ReportTaskProgressPayload: Omit<ReportTaskProgressPayload, 'task'> & { task: ResolversParentTypes['Task'] };
  ResumeAgentPayload: Omit<ResumeAgentPayload, 'agent'> & { agent: ResolversParentTypes['Agent'] };
  RevokeApiKeyPayload: Omit<RevokeApiKeyPayload, 'apiKey'> & { apiKey: ResolversParentTypes['ApiKey'] };
  Seq: Scalars['Seq']['output'];
  SetTaskPriorityPayload: Omit<SetTaskPriorityPayload, 'task'> & { task: ResolversParentTypes['Task'] };
  SignInInput: SignInInput;
  SignInPayload: Omit<SignInPayload, 'user'> & { user: ResolversParentTypes['User'] };
  SignOutPayload: SignOutPayload;
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
  UpdateAgentInput: UpdateAgentInput;
  UpdateAgentPayload: Omit<UpdateAgentPayload, 'agent'> & { agent: ResolversParentTypes['Agent'] };
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: Omit<UpdateUserPayload, 'user'> & { user: ResolversParentTypes['User'] };
  User: UserRow;
  UserConnection: Omit<UserConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['UserEdge']>, nodes: ReadonlyArray<ResolversParentTypes['User']> };
  UserEdge: Omit<UserEdge, 'node'> & { node: ResolversParentTypes['User'] };
  Viewer: PrincipalRow;
};

export type AcceptTasksPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AcceptTasksPayload'] = ResolversParentTypes['AcceptTasksPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['LeaseResult']>, ParentType, ContextType>;
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

export type CancelTaskResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancelTask'] = ResolversParentTypes['CancelTask']> = {
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CancelTaskPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancelTaskPayload'] = ResolversParentTypes['CancelTaskPayload']> = {
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
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

export type DrainResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Drain'] = ResolversParentTypes['Drain']> = {
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DrainAgentPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DrainAgentPayload'] = ResolversParentTypes['DrainAgentPayload']> = {
  agent?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
};

export type EventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  __resolveType: TypeResolveFn<'AgentEvent' | 'TaskEvent', ParentType, ContextType>;
};

export type HeartbeatPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['HeartbeatPayload'] = ResolversParentTypes['HeartbeatPayload']> = {
  leaseExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lostTaskIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['LeaseResult']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LeaseResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LeaseResult'] = ResolversParentTypes['LeaseResult']> = {
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['LeaseOutcome'], ParentType, ContextType>;
  taskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptTasks?: Resolver<ResolversTypes['AcceptTasksPayload'], ParentType, ContextType, RequireFields<MutationAcceptTasksArgs, 'leases'>>;
  appendTaskOutput?: Resolver<ResolversTypes['AppendTaskOutputPayload'], ParentType, ContextType, RequireFields<MutationAppendTaskOutputArgs, 'input'>>;
  cancelTask?: Resolver<ResolversTypes['CancelTaskPayload'], ParentType, ContextType, RequireFields<MutationCancelTaskArgs, 'id'>>;
  changePassword?: Resolver<ResolversTypes['ChangePasswordPayload'], ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  completeTasks?: Resolver<ResolversTypes['CompleteTasksPayload'], ParentType, ContextType, RequireFields<MutationCompleteTasksArgs, 'results'>>;
  createApiKey?: Resolver<ResolversTypes['CreateApiKeyPayload'], ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  createTask?: Resolver<ResolversTypes['CreateTaskPayload'], ParentType, ContextType, RequireFields<MutationCreateTaskArgs, 'input'>>;
  createTasks?: Resolver<ResolversTypes['CreateTasksPayload'], ParentType, ContextType, RequireFields<MutationCreateTasksArgs, 'inputs'>>;
  createTenant?: Resolver<ResolversTypes['CreateTenantPayload'], ParentType, ContextType, RequireFields<MutationCreateTenantArgs, 'input'>>;
  createUser?: Resolver<ResolversTypes['CreateUserPayload'], ParentType, ContextType, RequireFields<MutationCreateUserArgs, 'input'>>;
  defineTaskKind?: Resolver<ResolversTypes['DefineTaskKindPayload'], ParentType, ContextType, RequireFields<MutationDefineTaskKindArgs, 'input'>>;
  drainAgent?: Resolver<ResolversTypes['DrainAgentPayload'], ParentType, ContextType, RequireFields<MutationDrainAgentArgs, 'id'>>;
  heartbeat?: Resolver<ResolversTypes['HeartbeatPayload'], ParentType, ContextType, RequireFields<MutationHeartbeatArgs, 'input'>>;
  pauseAgent?: Resolver<ResolversTypes['PauseAgentPayload'], ParentType, ContextType, RequireFields<MutationPauseAgentArgs, 'id'>>;
  redriveTask?: Resolver<ResolversTypes['RedriveTaskPayload'], ParentType, ContextType, RequireFields<MutationRedriveTaskArgs, 'id'>>;
  refreshToken?: Resolver<ResolversTypes['RefreshTokenPayload'], ParentType, ContextType, RequireFields<MutationRefreshTokenArgs, 'input'>>;
  registerAgent?: Resolver<ResolversTypes['RegisterAgentPayload'], ParentType, ContextType, RequireFields<MutationRegisterAgentArgs, 'input'>>;
  rejectTasks?: Resolver<ResolversTypes['RejectTasksPayload'], ParentType, ContextType, RequireFields<MutationRejectTasksArgs, 'leases'>>;
  removeAgent?: Resolver<ResolversTypes['RemoveAgentPayload'], ParentType, ContextType, RequireFields<MutationRemoveAgentArgs, 'id'>>;
  reportTaskFailure?: Resolver<ResolversTypes['ReportTaskFailurePayload'], ParentType, ContextType, RequireFields<MutationReportTaskFailureArgs, 'input'>>;
  reportTaskProgress?: Resolver<ResolversTypes['ReportTaskProgressPayload'], ParentType, ContextType, RequireFields<MutationReportTaskProgressArgs, 'input'>>;
  resumeAgent?: Resolver<ResolversTypes['ResumeAgentPayload'], ParentType, ContextType, RequireFields<MutationResumeAgentArgs, 'id'>>;
  revokeApiKey?: Resolver<ResolversTypes['RevokeApiKeyPayload'], ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'id'>>;
  setTaskPriority?: Resolver<ResolversTypes['SetTaskPriorityPayload'], ParentType, ContextType, RequireFields<MutationSetTaskPriorityArgs, 'id' | 'priority'>>;
  signIn?: Resolver<ResolversTypes['SignInPayload'], ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
  signOut?: Resolver<ResolversTypes['SignOutPayload'], ParentType, ContextType>;
  updateAgent?: Resolver<ResolversTypes['UpdateAgentPayload'], ParentType, ContextType, RequireFields<MutationUpdateAgentArgs, 'input'>>;
  updateUser?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationUpdateUserArgs, 'input'>>;
};

export type NodeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Agent' | 'AgentSession' | 'ApiKey' | 'Task' | 'TaskKind' | 'Tenant' | 'User', ParentType, ContextType>;
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

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType, RequireFields<QueryAgentArgs, 'id'>>;
  agents?: Resolver<ResolversTypes['AgentConnection'], ParentType, ContextType, RequireFields<QueryAgentsArgs, 'first'>>;
  apiKeys?: Resolver<ResolversTypes['ApiKeyConnection'], ParentType, ContextType, RequireFields<QueryApiKeysArgs, 'first' | 'includeRevoked'>>;
  feedCursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  queueStats?: Resolver<ResolversTypes['QueueStats'], ParentType, ContextType>;
  task?: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType, RequireFields<QueryTaskArgs, 'id'>>;
  taskKind?: Resolver<Maybe<ResolversTypes['TaskKind']>, ParentType, ContextType, RequireFields<QueryTaskKindArgs, 'name'>>;
  taskKinds?: Resolver<ResolversTypes['TaskKindConnection'], ParentType, ContextType, RequireFields<QueryTaskKindsArgs, 'first'>>;
  tasks?: Resolver<ResolversTypes['TaskConnection'], ParentType, ContextType, RequireFields<QueryTasksArgs, 'first'>>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<QueryUsersArgs, 'first'>>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
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

export type RemoveAgentPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RemoveAgentPayload'] = ResolversParentTypes['RemoveAgentPayload']> = {
  agent?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
};

export type ReportTaskFailurePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportTaskFailurePayload'] = ResolversParentTypes['ReportTaskFailurePayload']> = {
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
};

export type ReportTaskProgressPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportTaskProgressPayload'] = ResolversParentTypes['ReportTaskProgressPayload']> = {
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
};

export type ResumeAgentPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ResumeAgentPayload'] = ResolversParentTypes['ResumeAgentPayload']> = {
  agent?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
};

export type RevokeApiKeyPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RevokeApiKeyPayload'] = ResolversParentTypes['RevokeApiKeyPayload']> = {
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
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

export type SubscriptionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  agentCommands?: SubscriptionResolver<ResolversTypes['AgentCommand'], "agentCommands", ParentType, ContextType>;
  agentEvents?: SubscriptionResolver<ResolversTypes['AgentEvent'], "agentEvents", ParentType, ContextType, RequireFields<SubscriptionAgentEventsArgs, 'after' | 'agentId'>>;
  events?: SubscriptionResolver<ResolversTypes['Event'], "events", ParentType, ContextType, Partial<SubscriptionEventsArgs>>;
  taskAssignments?: SubscriptionResolver<ResolversTypes['TaskAssignmentBatch'], "taskAssignments", ParentType, ContextType, RequireFields<SubscriptionTaskAssignmentsArgs, 'capacity'>>;
  taskEvents?: SubscriptionResolver<ResolversTypes['TaskEvent'], "taskEvents", ParentType, ContextType, RequireFields<SubscriptionTaskEventsArgs, 'after' | 'taskId'>>;
  taskOutput?: SubscriptionResolver<ResolversTypes['TaskOutputChunk'], "taskOutput", ParentType, ContextType, RequireFields<SubscriptionTaskOutputArgs, 'after' | 'taskId'>>;
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
  scheduledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['TaskStatus'], ParentType, ContextType>;
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

export type UpdateAgentPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateAgentPayload'] = ResolversParentTypes['UpdateAgentPayload']> = {
  agent?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
};

export type UpdateUserPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateUserPayload'] = ResolversParentTypes['UpdateUserPayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
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

export type Resolvers<ContextType = RequestContext> = {
  AcceptTasksPayload?: AcceptTasksPayloadResolvers<ContextType>;
  Agent?: AgentResolvers<ContextType>;
  AgentCommand?: AgentCommandResolvers<ContextType>;
  AgentConnection?: AgentConnectionResolvers<ContextType>;
  AgentEdge?: AgentEdgeResolvers<ContextType>;
  AgentEvent?: AgentEventResolvers<ContextType>;
  AgentSession?: AgentSessionResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  ApiKeyConnection?: ApiKeyConnectionResolvers<ContextType>;
  ApiKeyEdge?: ApiKeyEdgeResolvers<ContextType>;
  AppendTaskOutputPayload?: AppendTaskOutputPayloadResolvers<ContextType>;
  CancelTask?: CancelTaskResolvers<ContextType>;
  CancelTaskPayload?: CancelTaskPayloadResolvers<ContextType>;
  ChangePasswordPayload?: ChangePasswordPayloadResolvers<ContextType>;
  CompleteTasksPayload?: CompleteTasksPayloadResolvers<ContextType>;
  CreateApiKeyPayload?: CreateApiKeyPayloadResolvers<ContextType>;
  CreateTaskPayload?: CreateTaskPayloadResolvers<ContextType>;
  CreateTasksPayload?: CreateTasksPayloadResolvers<ContextType>;
  CreateTenantPayload?: CreateTenantPayloadResolvers<ContextType>;
  CreateUserPayload?: CreateUserPayloadResolvers<ContextType>;
  Cursor?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DefineTaskKindPayload?: DefineTaskKindPayloadResolvers<ContextType>;
  Drain?: DrainResolvers<ContextType>;
  DrainAgentPayload?: DrainAgentPayloadResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  HeartbeatPayload?: HeartbeatPayloadResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  LeaseResult?: LeaseResultResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PauseAgentPayload?: PauseAgentPayloadResolvers<ContextType>;
  PoolStats?: PoolStatsResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QueueStats?: QueueStatsResolvers<ContextType>;
  RedriveTaskPayload?: RedriveTaskPayloadResolvers<ContextType>;
  RefreshTokenPayload?: RefreshTokenPayloadResolvers<ContextType>;
  RegisterAgentPayload?: RegisterAgentPayloadResolvers<ContextType>;
  RejectTasksPayload?: RejectTasksPayloadResolvers<ContextType>;
  RemoveAgentPayload?: RemoveAgentPayloadResolvers<ContextType>;
  ReportTaskFailurePayload?: ReportTaskFailurePayloadResolvers<ContextType>;
  ReportTaskProgressPayload?: ReportTaskProgressPayloadResolvers<ContextType>;
  ResumeAgentPayload?: ResumeAgentPayloadResolvers<ContextType>;
  RevokeApiKeyPayload?: RevokeApiKeyPayloadResolvers<ContextType>;
  Seq?: GraphQLScalarType;
  SetTaskPriorityPayload?: SetTaskPriorityPayloadResolvers<ContextType>;
  SignInPayload?: SignInPayloadResolvers<ContextType>;
  SignOutPayload?: SignOutPayloadResolvers<ContextType>;
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
  UpdateAgentPayload?: UpdateAgentPayloadResolvers<ContextType>;
  UpdateUserPayload?: UpdateUserPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

