import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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
  DateTime: { input: string; output: string; }
  /** Any JSON value. Its serialised form may be as large as the limits in docs/configuration.md allow. */
  JSON: { input: unknown; output: unknown; }
  /** A position in one stream: 1, 2, 3, ... without a gap. `after: 0` means from the beginning. */
  Seq: { input: number; output: number; }
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

/** How an approval is answered. */
export type ApprovalDecision =
  /** The step completes. */
  | 'APPROVE'
  /** The step fails. */
  | 'REJECT';

/** What to cancel. */
export type CancelWorkflowRunInput = {
  /** Whether completed steps are undone. */
  readonly compensate?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which run. */
  readonly id: Scalars['ID']['input'];
  /** Why, for others to read. Up to 1,000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** A change of password. */
export type ChangePasswordInput = {
  /** The present one. */
  readonly currentPassword: Scalars['String']['input'];
  /** The next one, 12 to 256 characters. */
  readonly newPassword: Scalars['String']['input'];
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

/** What bytes are to come. */
export type CreateBinaryUploadInput = {
  /** As `application/wasm`. */
  readonly mediaType?: InputMaybe<Scalars['String']['input']>;
  /** SHA-256 of them, in hex. */
  readonly sha256: Scalars['String']['input'];
  /** How many bytes. */
  readonly size: Scalars['Float']['input'];
};

/** What a publisher is. */
export type CreatePublisherInput = {
  /** For people; its name unless said. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 39 of a-z, 0-9 and single -, not first or last. */
  readonly name: Scalars['String']['input'];
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

/** A new tenant. */
export type CreateTenantInput = {
  /** Email of its first admin. */
  readonly adminEmail: Scalars['String']['input'];
  /** Password of its first admin, 12 to 256 characters. */
  readonly adminPassword: Scalars['String']['input'];
  /** Name for people, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
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

/** A workflow. */
export type DefineWorkflowInput = {
  /** As JSON; `workflowSchema` describes it. */
  readonly definition?: InputMaybe<Scalars['JSON']['input']>;
  /** 1 to 100 letters, digits, `-`, `_` and `.`; begins with a letter. */
  readonly name: Scalars['String']['input'];
  /** As text in YAML or JSON, instead. Up to 1 MiB. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
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

/** What an agent works on. */
export type HeartbeatInput = {
  /** The leases to extend. */
  readonly activeLeases: ReadonlyArray<LeaseInput>;
  /** How busy the agent's machine is, 0 to 1. */
  readonly load?: InputMaybe<Scalars['Float']['input']>;
};

/** What to install. */
export type InstallItemInput = {
  /** Name or id. */
  readonly item: Scalars['String']['input'];
  /** A version or a range, as `^1.2`; `*` unless said. */
  readonly range?: InputMaybe<Scalars['String']['input']>;
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

/** What to do about instants that passed while nobody was there to fire. */
export type MissedRunPolicy =
  /** A run for each, the last 100 at most. */
  | 'RUN_ALL'
  /** One run for all of them. */
  | 'RUN_ONCE'
  /** Nothing. */
  | 'SKIP';

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

/** A refresh token. */
export type RefreshTokenInput = {
  /** The token that signIn or the last refresh answered. */
  readonly refreshToken: Scalars['String']['input'];
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

/** An assignment handed back. */
export type RejectTaskInput = {
  /** The assignment's token. */
  readonly leaseToken: Scalars['String']['input'];
  /** Why, up to 1,000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Which task. */
  readonly taskId: Scalars['ID']['input'];
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

/** What to say of an item. */
export type ReviewItemInput = {
  /** Name or id. */
  readonly item: Scalars['String']['input'];
  /** 1 to 5. */
  readonly rating: Scalars['Int']['input'];
  /** In words; at most 2,000 characters. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
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

/** Email and password. */
export type SignInInput = {
  /** Email, in any case. */
  readonly email: Scalars['String']['input'];
  /** Password. */
  readonly password: Scalars['String']['input'];
};

/** Which release, and with what. */
export type SignReleaseInput = {
  /** Which release. */
  readonly id: Scalars['ID']['input'];
  /** The signature. */
  readonly signature: SignatureInput;
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

/** Which steps; all conditions hold together. */
export type StepFilter = {
  /** Items of this step; unless said, all steps and items. */
  readonly itemsOf?: InputMaybe<Scalars['String']['input']>;
  /** Any of these. */
  readonly status?: InputMaybe<ReadonlyArray<StepStatus>>;
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

/** What a person may do with a task now. */
export type TaskAction =
  /** cancelTask. */
  | 'CANCEL'
  /** redriveTask. */
  | 'REDRIVE'
  /** setTaskPriority. */
  | 'SET_PRIORITY';

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

/** Why a try failed. */
export type TaskErrorReason =
  /** The agent went silent and its lease ended. */
  | 'LEASE_LOST'
  /** The agent said so. */
  | 'REPORTED'
  /** The try ran longer than `timeoutMs`. */
  | 'TIMEOUT';

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

/** How a trigger comes to fire. */
export type TriggerType =
  /** By the clock. */
  | 'CRON'
  /** By an event of the tenant's feed. */
  | 'EVENT'
  /** By a signed call to its URL. */
  | 'WEBHOOK';

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

/** What to upgrade. */
export type UpgradeInstallationInput = {
  /** Which installation. */
  readonly id: Scalars['ID']['input'];
  /** Another range; the one that it has unless said. */
  readonly range?: InputMaybe<Scalars['String']['input']>;
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

export type AgentQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AgentQuery = { readonly __typename?: 'Query', readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<string>, readonly version?: string | null, readonly labels: unknown, readonly status: AgentStatus, readonly statusReason?: string | null, readonly allowedActions: ReadonlyArray<AgentAction>, readonly capacity: number, readonly load?: number | null, readonly lastSeenAt?: string | null, readonly createdAt: string } | null };

export type AgentsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<AgentFilter>;
  orderBy?: InputMaybe<AgentOrder>;
}>;


export type AgentsQuery = { readonly __typename?: 'Query', readonly agents: { readonly __typename?: 'AgentConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'Agent', readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<string>, readonly version?: string | null, readonly labels: unknown, readonly status: AgentStatus, readonly statusReason?: string | null, readonly allowedActions: ReadonlyArray<AgentAction>, readonly capacity: number, readonly load?: number | null, readonly lastSeenAt?: string | null, readonly createdAt: string }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor?: string | null, readonly endCursor?: string | null } } };

export type RegisterAgentMutationVariables = Exact<{
  input: RegisterAgentInput;
}>;


export type RegisterAgentMutation = { readonly __typename?: 'Mutation', readonly registerAgent: { readonly __typename?: 'RegisterAgentPayload', readonly apiKey: string, readonly agent: { readonly __typename?: 'Agent', readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<string>, readonly version?: string | null, readonly labels: unknown, readonly status: AgentStatus, readonly statusReason?: string | null, readonly allowedActions: ReadonlyArray<AgentAction>, readonly capacity: number, readonly load?: number | null, readonly lastSeenAt?: string | null, readonly createdAt: string } } };

export type UpdateAgentMutationVariables = Exact<{
  input: UpdateAgentInput;
}>;


export type UpdateAgentMutation = { readonly __typename?: 'Mutation', readonly updateAgent: { readonly __typename?: 'UpdateAgentPayload', readonly agent: { readonly __typename?: 'Agent', readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<string>, readonly version?: string | null, readonly labels: unknown, readonly status: AgentStatus, readonly statusReason?: string | null, readonly allowedActions: ReadonlyArray<AgentAction>, readonly capacity: number, readonly load?: number | null, readonly lastSeenAt?: string | null, readonly createdAt: string } } };

export type PauseAgentMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type PauseAgentMutation = { readonly __typename?: 'Mutation', readonly pauseAgent: { readonly __typename?: 'PauseAgentPayload', readonly agent: { readonly __typename?: 'Agent', readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<string>, readonly version?: string | null, readonly labels: unknown, readonly status: AgentStatus, readonly statusReason?: string | null, readonly allowedActions: ReadonlyArray<AgentAction>, readonly capacity: number, readonly load?: number | null, readonly lastSeenAt?: string | null, readonly createdAt: string } } };

export type ResumeAgentMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type ResumeAgentMutation = { readonly __typename?: 'Mutation', readonly resumeAgent: { readonly __typename?: 'ResumeAgentPayload', readonly agent: { readonly __typename?: 'Agent', readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<string>, readonly version?: string | null, readonly labels: unknown, readonly status: AgentStatus, readonly statusReason?: string | null, readonly allowedActions: ReadonlyArray<AgentAction>, readonly capacity: number, readonly load?: number | null, readonly lastSeenAt?: string | null, readonly createdAt: string } } };

export type DrainAgentMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type DrainAgentMutation = { readonly __typename?: 'Mutation', readonly drainAgent: { readonly __typename?: 'DrainAgentPayload', readonly agent: { readonly __typename?: 'Agent', readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<string>, readonly version?: string | null, readonly labels: unknown, readonly status: AgentStatus, readonly statusReason?: string | null, readonly allowedActions: ReadonlyArray<AgentAction>, readonly capacity: number, readonly load?: number | null, readonly lastSeenAt?: string | null, readonly createdAt: string } } };

export type RemoveAgentMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RemoveAgentMutation = { readonly __typename?: 'Mutation', readonly removeAgent: { readonly __typename?: 'RemoveAgentPayload', readonly agent: { readonly __typename?: 'Agent', readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<string>, readonly version?: string | null, readonly labels: unknown, readonly status: AgentStatus, readonly statusReason?: string | null, readonly allowedActions: ReadonlyArray<AgentAction>, readonly capacity: number, readonly load?: number | null, readonly lastSeenAt?: string | null, readonly createdAt: string } } };

export type TaskEventsSubscriptionVariables = Exact<{
  taskId: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['Seq']['input']>;
}>;


export type TaskEventsSubscription = { readonly __typename?: 'Subscription', readonly taskEvents: { readonly __typename?: 'TaskEvent', readonly seq: number, readonly type: EventType, readonly at: string, readonly data: unknown, readonly cursor: string, readonly taskId: string } };

export type TaskOutputSubscriptionVariables = Exact<{
  taskId: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['Seq']['input']>;
}>;


export type TaskOutputSubscription = { readonly __typename?: 'Subscription', readonly taskOutput: { readonly __typename?: 'TaskOutputChunk', readonly seq: number, readonly attempt: number, readonly chunk: string, readonly at: string } };

export type AgentEventsSubscriptionVariables = Exact<{
  agentId: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['Seq']['input']>;
}>;


export type AgentEventsSubscription = { readonly __typename?: 'Subscription', readonly agentEvents: { readonly __typename?: 'AgentEvent', readonly seq: number, readonly type: EventType, readonly at: string, readonly data: unknown, readonly cursor: string, readonly agentId: string } };

export type FeedCursorQueryVariables = Exact<{ [key: string]: never; }>;


export type FeedCursorQuery = { readonly __typename?: 'Query', readonly feedCursor: string };

export type EventsSubscriptionVariables = Exact<{
  filter?: InputMaybe<EventFilter>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type EventsSubscription = { readonly __typename?: 'Subscription', readonly events:
    | { readonly __typename: 'AgentEvent', readonly agentId: string, readonly seq: number, readonly type: EventType, readonly at: string, readonly data: unknown, readonly cursor: string }
    | { readonly __typename: 'SandboxEvent', readonly sandboxId: string, readonly seq: number, readonly type: EventType, readonly at: string, readonly data: unknown, readonly cursor: string }
    | { readonly __typename: 'TaskEvent', readonly taskId: string, readonly seq: number, readonly type: EventType, readonly at: string, readonly data: unknown, readonly cursor: string }
    | { readonly __typename: 'WorkflowRunEvent', readonly runId: string, readonly stepKey?: string | null, readonly seq: number, readonly type: EventType, readonly at: string, readonly data: unknown, readonly cursor: string }
   };

export type BinaryFieldsFragment = { readonly __typename?: 'Binary', readonly id: string, readonly sha256: string, readonly size: number, readonly mediaType: string, readonly createdBy: string, readonly createdAt: string };

export type ExecutionFieldsFragment = { readonly __typename?: 'Execution', readonly id: string, readonly status: ExecutionStatus, readonly binarySha256: string, readonly args: ReadonlyArray<string>, readonly exitCode?: number | null, readonly stdout: string, readonly stderr: string, readonly output?: unknown | null, readonly durationMs?: number | null, readonly cpuMs?: number | null, readonly peakMemoryBytes?: number | null, readonly cost?: number | null, readonly createdBy: string, readonly createdAt: string, readonly finishedAt?: string | null, readonly item?: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string } | null, readonly release?: { readonly __typename?: 'Release', readonly id: string, readonly version: string } | null, readonly task?: { readonly __typename?: 'Task', readonly id: string } | null, readonly error?: { readonly __typename?: 'ExecutionError', readonly reason: ExecutionErrorReason, readonly message: string } | null };

export type BinaryQueryVariables = Exact<{
  id: Scalars['String']['input'];
}>;


export type BinaryQuery = { readonly __typename?: 'Query', readonly binary?: { readonly __typename?: 'Binary', readonly downloadUrl: string, readonly id: string, readonly sha256: string, readonly size: number, readonly mediaType: string, readonly createdBy: string, readonly createdAt: string } | null };

export type BinariesQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type BinariesQuery = { readonly __typename?: 'Query', readonly binaries: { readonly __typename?: 'BinaryConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'Binary', readonly id: string, readonly sha256: string, readonly size: number, readonly mediaType: string, readonly createdBy: string, readonly createdAt: string }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor?: string | null } } };

export type ExecutionQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type ExecutionQuery = { readonly __typename?: 'Query', readonly execution?: { readonly __typename?: 'Execution', readonly id: string, readonly status: ExecutionStatus, readonly binarySha256: string, readonly args: ReadonlyArray<string>, readonly exitCode?: number | null, readonly stdout: string, readonly stderr: string, readonly output?: unknown | null, readonly durationMs?: number | null, readonly cpuMs?: number | null, readonly peakMemoryBytes?: number | null, readonly cost?: number | null, readonly createdBy: string, readonly createdAt: string, readonly finishedAt?: string | null, readonly item?: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string } | null, readonly release?: { readonly __typename?: 'Release', readonly id: string, readonly version: string } | null, readonly task?: { readonly __typename?: 'Task', readonly id: string } | null, readonly error?: { readonly __typename?: 'ExecutionError', readonly reason: ExecutionErrorReason, readonly message: string } | null } | null };

export type ExecutionsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<ExecutionFilter>;
}>;


export type ExecutionsQuery = { readonly __typename?: 'Query', readonly executions: { readonly __typename?: 'ExecutionConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'Execution', readonly id: string, readonly status: ExecutionStatus, readonly binarySha256: string, readonly args: ReadonlyArray<string>, readonly exitCode?: number | null, readonly stdout: string, readonly stderr: string, readonly output?: unknown | null, readonly durationMs?: number | null, readonly cpuMs?: number | null, readonly peakMemoryBytes?: number | null, readonly cost?: number | null, readonly createdBy: string, readonly createdAt: string, readonly finishedAt?: string | null, readonly item?: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string } | null, readonly release?: { readonly __typename?: 'Release', readonly id: string, readonly version: string } | null, readonly task?: { readonly __typename?: 'Task', readonly id: string } | null, readonly error?: { readonly __typename?: 'ExecutionError', readonly reason: ExecutionErrorReason, readonly message: string } | null }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor?: string | null } } };

export type CreateBinaryUploadMutationVariables = Exact<{
  input: CreateBinaryUploadInput;
}>;


export type CreateBinaryUploadMutation = { readonly __typename?: 'Mutation', readonly createBinaryUpload: { readonly __typename?: 'CreateBinaryUploadPayload', readonly uploadUrl?: string | null, readonly expiresAt?: string | null, readonly binary?: { readonly __typename?: 'Binary', readonly id: string, readonly sha256: string, readonly size: number, readonly mediaType: string, readonly createdBy: string, readonly createdAt: string } | null } };

export type DeleteBinaryMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type DeleteBinaryMutation = { readonly __typename?: 'Mutation', readonly deleteBinary: { readonly __typename?: 'DeleteBinaryPayload', readonly id: string } };

export type ExecuteAgentMutationVariables = Exact<{
  input: ExecuteAgentInput;
}>;


export type ExecuteAgentMutation = { readonly __typename?: 'Mutation', readonly executeAgent: { readonly __typename?: 'ExecuteAgentPayload', readonly execution: { readonly __typename?: 'Execution', readonly id: string, readonly status: ExecutionStatus, readonly binarySha256: string, readonly args: ReadonlyArray<string>, readonly exitCode?: number | null, readonly stdout: string, readonly stderr: string, readonly output?: unknown | null, readonly durationMs?: number | null, readonly cpuMs?: number | null, readonly peakMemoryBytes?: number | null, readonly cost?: number | null, readonly createdBy: string, readonly createdAt: string, readonly finishedAt?: string | null, readonly item?: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string } | null, readonly release?: { readonly __typename?: 'Release', readonly id: string, readonly version: string } | null, readonly task?: { readonly __typename?: 'Task', readonly id: string } | null, readonly error?: { readonly __typename?: 'ExecutionError', readonly reason: ExecutionErrorReason, readonly message: string } | null } } };

export type TaskFieldsFragment = { readonly __typename?: 'Task', readonly id: string, readonly kind: string, readonly status: TaskStatus, readonly allowedActions: ReadonlyArray<TaskAction>, readonly priority: TaskPriority, readonly requiredCapabilities: ReadonlyArray<string>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly attempt: number, readonly maxRetries: number, readonly timeoutMs: number, readonly scheduledAt: string, readonly deadlineAt?: string | null, readonly leaseExpiresAt?: string | null, readonly progressPercent?: number | null, readonly progressMessage?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly lastOutputSeq: number, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null, readonly lastError?: { readonly __typename?: 'TaskError', readonly reason: TaskErrorReason, readonly message: string, readonly at: string } | null };

export type AgentFieldsFragment = { readonly __typename?: 'Agent', readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<string>, readonly version?: string | null, readonly labels: unknown, readonly status: AgentStatus, readonly statusReason?: string | null, readonly allowedActions: ReadonlyArray<AgentAction>, readonly capacity: number, readonly load?: number | null, readonly lastSeenAt?: string | null, readonly createdAt: string };

export type TaskKindFieldsFragment = { readonly __typename?: 'TaskKind', readonly id: string, readonly name: string, readonly description?: string | null, readonly inputSchema?: unknown | null, readonly outputSchema?: unknown | null, readonly defaultPriority: TaskPriority, readonly defaultMaxRetries: number, readonly defaultTimeoutMs: number, readonly requiredCapabilities: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string };

export type ApiKeyFieldsFragment = { readonly __typename?: 'ApiKey', readonly id: string, readonly name: string, readonly role: Role, readonly prefix: string, readonly createdAt: string, readonly lastUsedAt?: string | null, readonly expiresAt?: string | null, readonly revokedAt?: string | null };

export type LeaseResultFieldsFragment = { readonly __typename?: 'LeaseResult', readonly taskId: string, readonly outcome: LeaseOutcome, readonly message?: string | null };

export type PageInfoFieldsFragment = { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor?: string | null, readonly endCursor?: string | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly __typename?: 'Query', readonly viewer?: { readonly __typename?: 'Viewer', readonly id: string, readonly role: Role, readonly tenant: { readonly __typename?: 'Tenant', readonly id: string, readonly name: string }, readonly user?: { readonly __typename?: 'User', readonly id: string, readonly email: string, readonly name: string } | null, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null } | null };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { readonly __typename?: 'Mutation', readonly signIn: { readonly __typename?: 'SignInPayload', readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly refreshToken: string, readonly user: { readonly __typename?: 'User', readonly id: string, readonly email: string, readonly name: string, readonly role: Role } } };

export type RefreshTokenMutationVariables = Exact<{
  input: RefreshTokenInput;
}>;


export type RefreshTokenMutation = { readonly __typename?: 'Mutation', readonly refreshToken: { readonly __typename?: 'RefreshTokenPayload', readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly refreshToken: string } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { readonly __typename?: 'Mutation', readonly signOut: { readonly __typename?: 'SignOutPayload', readonly signedOut: boolean } };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { readonly __typename?: 'Mutation', readonly createApiKey: { readonly __typename?: 'CreateApiKeyPayload', readonly secret: string, readonly apiKey: { readonly __typename?: 'ApiKey', readonly id: string, readonly name: string, readonly role: Role, readonly prefix: string, readonly createdAt: string, readonly lastUsedAt?: string | null, readonly expiresAt?: string | null, readonly revokedAt?: string | null } } };

export type RevokeApiKeyMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RevokeApiKeyMutation = { readonly __typename?: 'Mutation', readonly revokeApiKey: { readonly __typename?: 'RevokeApiKeyPayload', readonly apiKey: { readonly __typename?: 'ApiKey', readonly id: string, readonly name: string, readonly role: Role, readonly prefix: string, readonly createdAt: string, readonly lastUsedAt?: string | null, readonly expiresAt?: string | null, readonly revokedAt?: string | null } } };

export type PublisherKeyFieldsFragment = { readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly publicKey: string, readonly fingerprint: string, readonly revokedAt?: string | null, readonly createdAt: string };

export type PublisherFieldsFragment = { readonly __typename?: 'Publisher', readonly id: string, readonly name: string, readonly displayName: string, readonly isOwn: boolean, readonly createdAt: string, readonly keys: ReadonlyArray<{ readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly publicKey: string, readonly fingerprint: string, readonly revokedAt?: string | null, readonly createdAt: string }> };

export type ReleaseFieldsFragment = { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus, readonly statusReason?: string | null, readonly changelog?: string | null, readonly manifest: unknown, readonly digest: string, readonly binarySha256?: string | null, readonly binarySize?: number | null, readonly image?: string | null, readonly createdAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType }, readonly signature?: { readonly __typename?: 'ReleaseSignature', readonly signature: string, readonly isValid: boolean, readonly key: { readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly fingerprint: string } } | null, readonly testResults: ReadonlyArray<{ readonly __typename?: 'ReleaseTestResult', readonly name: string, readonly passed: boolean, readonly message?: string | null, readonly durationMs: number }> };

export type ItemFieldsFragment = { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType, readonly description: string, readonly tags: ReadonlyArray<string>, readonly licence?: string | null, readonly repositoryUrl?: string | null, readonly pricePerRun: number, readonly visibility: ItemVisibility, readonly sharedWith?: ReadonlyArray<string> | null, readonly capabilities: ReadonlyArray<string>, readonly rating?: number | null, readonly reviewCount: number, readonly createdAt: string, readonly updatedAt: string, readonly publisher: { readonly __typename?: 'Publisher', readonly id: string, readonly name: string, readonly displayName: string, readonly isOwn: boolean }, readonly latestRelease?: { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus } | null, readonly stats: { readonly __typename?: 'ItemStats', readonly runs: number, readonly successRate?: number | null, readonly p50Ms?: number | null, readonly p95Ms?: number | null, readonly lastRunAt?: string | null }, readonly installation?: { readonly __typename?: 'Installation', readonly id: string, readonly range: string, readonly release: { readonly __typename?: 'Release', readonly id: string, readonly version: string } } | null };

export type ReviewFieldsFragment = { readonly __typename?: 'Review', readonly id: string, readonly rating: number, readonly text?: string | null, readonly isOwn: boolean, readonly createdAt: string, readonly updatedAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string } };

export type InstallationFieldsFragment = { readonly __typename?: 'Installation', readonly id: string, readonly range: string, readonly createdAt: string, readonly updatedAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType }, readonly release: { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus }, readonly upgrade?: { readonly __typename?: 'Release', readonly id: string, readonly version: string } | null, readonly workflow?: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string } | null, readonly taskKind?: { readonly __typename?: 'TaskKind', readonly id: string, readonly name: string } | null };

export type PublisherQueryVariables = Exact<{
  name: Scalars['String']['input'];
}>;


export type PublisherQuery = { readonly __typename?: 'Query', readonly publisher?: { readonly __typename?: 'Publisher', readonly id: string, readonly name: string, readonly displayName: string, readonly isOwn: boolean, readonly createdAt: string, readonly keys: ReadonlyArray<{ readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly publicKey: string, readonly fingerprint: string, readonly revokedAt?: string | null, readonly createdAt: string }> } | null };

export type PublishersQueryVariables = Exact<{ [key: string]: never; }>;


export type PublishersQuery = { readonly __typename?: 'Query', readonly publishers: ReadonlyArray<{ readonly __typename?: 'Publisher', readonly id: string, readonly name: string, readonly displayName: string, readonly isOwn: boolean, readonly createdAt: string, readonly keys: ReadonlyArray<{ readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly publicKey: string, readonly fingerprint: string, readonly revokedAt?: string | null, readonly createdAt: string }> }> };

export type MarketplaceItemQueryVariables = Exact<{
  name: Scalars['String']['input'];
}>;


export type MarketplaceItemQuery = { readonly __typename?: 'Query', readonly marketplaceItem?: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType, readonly description: string, readonly tags: ReadonlyArray<string>, readonly licence?: string | null, readonly repositoryUrl?: string | null, readonly pricePerRun: number, readonly visibility: ItemVisibility, readonly sharedWith?: ReadonlyArray<string> | null, readonly capabilities: ReadonlyArray<string>, readonly rating?: number | null, readonly reviewCount: number, readonly createdAt: string, readonly updatedAt: string, readonly publisher: { readonly __typename?: 'Publisher', readonly id: string, readonly name: string, readonly displayName: string, readonly isOwn: boolean }, readonly latestRelease?: { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus } | null, readonly stats: { readonly __typename?: 'ItemStats', readonly runs: number, readonly successRate?: number | null, readonly p50Ms?: number | null, readonly p95Ms?: number | null, readonly lastRunAt?: string | null }, readonly installation?: { readonly __typename?: 'Installation', readonly id: string, readonly range: string, readonly release: { readonly __typename?: 'Release', readonly id: string, readonly version: string } } | null } | null };

export type MarketplaceItemsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
  query?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ItemFilter>;
  orderBy?: InputMaybe<ItemOrder>;
}>;


export type MarketplaceItemsQuery = { readonly __typename?: 'Query', readonly marketplaceItems: { readonly __typename?: 'MarketplaceItemConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType, readonly description: string, readonly tags: ReadonlyArray<string>, readonly licence?: string | null, readonly repositoryUrl?: string | null, readonly pricePerRun: number, readonly visibility: ItemVisibility, readonly sharedWith?: ReadonlyArray<string> | null, readonly capabilities: ReadonlyArray<string>, readonly rating?: number | null, readonly reviewCount: number, readonly createdAt: string, readonly updatedAt: string, readonly publisher: { readonly __typename?: 'Publisher', readonly id: string, readonly name: string, readonly displayName: string, readonly isOwn: boolean }, readonly latestRelease?: { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus } | null, readonly stats: { readonly __typename?: 'ItemStats', readonly runs: number, readonly successRate?: number | null, readonly p50Ms?: number | null, readonly p95Ms?: number | null, readonly lastRunAt?: string | null }, readonly installation?: { readonly __typename?: 'Installation', readonly id: string, readonly range: string, readonly release: { readonly __typename?: 'Release', readonly id: string, readonly version: string } } | null }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor?: string | null } } };

export type ItemFacetsQueryVariables = Exact<{
  query?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ItemFilter>;
}>;


export type ItemFacetsQuery = { readonly __typename?: 'Query', readonly marketplaceItems: { readonly __typename?: 'MarketplaceItemConnection', readonly facets: { readonly __typename?: 'ItemFacets', readonly count: number, readonly isCapped: boolean, readonly types: ReadonlyArray<{ readonly __typename?: 'Facet', readonly value: string, readonly count: number }>, readonly tags: ReadonlyArray<{ readonly __typename?: 'Facet', readonly value: string, readonly count: number }>, readonly capabilities: ReadonlyArray<{ readonly __typename?: 'Facet', readonly value: string, readonly count: number }>, readonly publishers: ReadonlyArray<{ readonly __typename?: 'Facet', readonly value: string, readonly count: number }> } } };

export type ItemReleaseQueryVariables = Exact<{
  item: Scalars['String']['input'];
  version: Scalars['String']['input'];
}>;


export type ItemReleaseQuery = { readonly __typename?: 'Query', readonly marketplaceItem?: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly release?: { readonly __typename?: 'Release', readonly definition?: unknown | null, readonly id: string, readonly version: string, readonly status: ReleaseStatus, readonly statusReason?: string | null, readonly changelog?: string | null, readonly manifest: unknown, readonly digest: string, readonly binarySha256?: string | null, readonly binarySize?: number | null, readonly image?: string | null, readonly createdAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType }, readonly signature?: { readonly __typename?: 'ReleaseSignature', readonly signature: string, readonly isValid: boolean, readonly key: { readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly fingerprint: string } } | null, readonly testResults: ReadonlyArray<{ readonly __typename?: 'ReleaseTestResult', readonly name: string, readonly passed: boolean, readonly message?: string | null, readonly durationMs: number }> } | null } | null };

export type ItemReleasesQueryVariables = Exact<{
  item: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type ItemReleasesQuery = { readonly __typename?: 'Query', readonly marketplaceItem?: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly releases: { readonly __typename?: 'ReleaseConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus, readonly statusReason?: string | null, readonly changelog?: string | null, readonly manifest: unknown, readonly digest: string, readonly binarySha256?: string | null, readonly binarySize?: number | null, readonly image?: string | null, readonly createdAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType }, readonly signature?: { readonly __typename?: 'ReleaseSignature', readonly signature: string, readonly isValid: boolean, readonly key: { readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly fingerprint: string } } | null, readonly testResults: ReadonlyArray<{ readonly __typename?: 'ReleaseTestResult', readonly name: string, readonly passed: boolean, readonly message?: string | null, readonly durationMs: number }> }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor?: string | null } } } | null };

export type ItemReviewsQueryVariables = Exact<{
  item: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type ItemReviewsQuery = { readonly __typename?: 'Query', readonly marketplaceItem?: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly reviews: { readonly __typename?: 'ReviewConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'Review', readonly id: string, readonly rating: number, readonly text?: string | null, readonly isOwn: boolean, readonly createdAt: string, readonly updatedAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string } }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor?: string | null } } } | null };

export type InstallationsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type InstallationsQuery = { readonly __typename?: 'Query', readonly installations: { readonly __typename?: 'InstallationConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'Installation', readonly id: string, readonly range: string, readonly createdAt: string, readonly updatedAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType }, readonly release: { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus }, readonly upgrade?: { readonly __typename?: 'Release', readonly id: string, readonly version: string } | null, readonly workflow?: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string } | null, readonly taskKind?: { readonly __typename?: 'TaskKind', readonly id: string, readonly name: string } | null }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor?: string | null } } };

export type CreatePublisherMutationVariables = Exact<{
  input: CreatePublisherInput;
}>;


export type CreatePublisherMutation = { readonly __typename?: 'Mutation', readonly createPublisher: { readonly __typename?: 'CreatePublisherPayload', readonly publisher: { readonly __typename?: 'Publisher', readonly id: string, readonly name: string, readonly displayName: string, readonly isOwn: boolean, readonly createdAt: string, readonly keys: ReadonlyArray<{ readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly publicKey: string, readonly fingerprint: string, readonly revokedAt?: string | null, readonly createdAt: string }> } } };

export type AddPublisherKeyMutationVariables = Exact<{
  input: AddPublisherKeyInput;
}>;


export type AddPublisherKeyMutation = { readonly __typename?: 'Mutation', readonly addPublisherKey: { readonly __typename?: 'AddPublisherKeyPayload', readonly key: { readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly publicKey: string, readonly fingerprint: string, readonly revokedAt?: string | null, readonly createdAt: string } } };

export type RevokePublisherKeyMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RevokePublisherKeyMutation = { readonly __typename?: 'Mutation', readonly revokePublisherKey: { readonly __typename?: 'RevokePublisherKeyPayload', readonly key: { readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly publicKey: string, readonly fingerprint: string, readonly revokedAt?: string | null, readonly createdAt: string } } };

export type PublishReleaseMutationVariables = Exact<{
  input: PublishReleaseInput;
}>;


export type PublishReleaseMutation = { readonly __typename?: 'Mutation', readonly publishRelease: { readonly __typename?: 'PublishReleasePayload', readonly release: { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus, readonly statusReason?: string | null, readonly changelog?: string | null, readonly manifest: unknown, readonly digest: string, readonly binarySha256?: string | null, readonly binarySize?: number | null, readonly image?: string | null, readonly createdAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType }, readonly signature?: { readonly __typename?: 'ReleaseSignature', readonly signature: string, readonly isValid: boolean, readonly key: { readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly fingerprint: string } } | null, readonly testResults: ReadonlyArray<{ readonly __typename?: 'ReleaseTestResult', readonly name: string, readonly passed: boolean, readonly message?: string | null, readonly durationMs: number }> } } };

export type UpdateItemMutationVariables = Exact<{
  input: UpdateItemInput;
}>;


export type UpdateItemMutation = { readonly __typename?: 'Mutation', readonly updateItem: { readonly __typename?: 'UpdateItemPayload', readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType, readonly description: string, readonly tags: ReadonlyArray<string>, readonly licence?: string | null, readonly repositoryUrl?: string | null, readonly pricePerRun: number, readonly visibility: ItemVisibility, readonly sharedWith?: ReadonlyArray<string> | null, readonly capabilities: ReadonlyArray<string>, readonly rating?: number | null, readonly reviewCount: number, readonly createdAt: string, readonly updatedAt: string, readonly publisher: { readonly __typename?: 'Publisher', readonly id: string, readonly name: string, readonly displayName: string, readonly isOwn: boolean }, readonly latestRelease?: { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus } | null, readonly stats: { readonly __typename?: 'ItemStats', readonly runs: number, readonly successRate?: number | null, readonly p50Ms?: number | null, readonly p95Ms?: number | null, readonly lastRunAt?: string | null }, readonly installation?: { readonly __typename?: 'Installation', readonly id: string, readonly range: string, readonly release: { readonly __typename?: 'Release', readonly id: string, readonly version: string } } | null } } };

export type DeprecateReleaseMutationVariables = Exact<{
  input: ReleaseStatusInput;
}>;


export type DeprecateReleaseMutation = { readonly __typename?: 'Mutation', readonly deprecateRelease: { readonly __typename?: 'DeprecateReleasePayload', readonly release: { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus, readonly statusReason?: string | null, readonly changelog?: string | null, readonly manifest: unknown, readonly digest: string, readonly binarySha256?: string | null, readonly binarySize?: number | null, readonly image?: string | null, readonly createdAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType }, readonly signature?: { readonly __typename?: 'ReleaseSignature', readonly signature: string, readonly isValid: boolean, readonly key: { readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly fingerprint: string } } | null, readonly testResults: ReadonlyArray<{ readonly __typename?: 'ReleaseTestResult', readonly name: string, readonly passed: boolean, readonly message?: string | null, readonly durationMs: number }> } } };

export type YankReleaseMutationVariables = Exact<{
  input: ReleaseStatusInput;
}>;


export type YankReleaseMutation = { readonly __typename?: 'Mutation', readonly yankRelease: { readonly __typename?: 'YankReleasePayload', readonly release: { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus, readonly statusReason?: string | null, readonly changelog?: string | null, readonly manifest: unknown, readonly digest: string, readonly binarySha256?: string | null, readonly binarySize?: number | null, readonly image?: string | null, readonly createdAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType }, readonly signature?: { readonly __typename?: 'ReleaseSignature', readonly signature: string, readonly isValid: boolean, readonly key: { readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly fingerprint: string } } | null, readonly testResults: ReadonlyArray<{ readonly __typename?: 'ReleaseTestResult', readonly name: string, readonly passed: boolean, readonly message?: string | null, readonly durationMs: number }> } } };

export type RestoreReleaseMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RestoreReleaseMutation = { readonly __typename?: 'Mutation', readonly restoreRelease: { readonly __typename?: 'RestoreReleasePayload', readonly release: { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus, readonly statusReason?: string | null, readonly changelog?: string | null, readonly manifest: unknown, readonly digest: string, readonly binarySha256?: string | null, readonly binarySize?: number | null, readonly image?: string | null, readonly createdAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType }, readonly signature?: { readonly __typename?: 'ReleaseSignature', readonly signature: string, readonly isValid: boolean, readonly key: { readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly fingerprint: string } } | null, readonly testResults: ReadonlyArray<{ readonly __typename?: 'ReleaseTestResult', readonly name: string, readonly passed: boolean, readonly message?: string | null, readonly durationMs: number }> } } };

export type SignReleaseMutationVariables = Exact<{
  input: SignReleaseInput;
}>;


export type SignReleaseMutation = { readonly __typename?: 'Mutation', readonly signRelease: { readonly __typename?: 'SignReleasePayload', readonly release: { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus, readonly statusReason?: string | null, readonly changelog?: string | null, readonly manifest: unknown, readonly digest: string, readonly binarySha256?: string | null, readonly binarySize?: number | null, readonly image?: string | null, readonly createdAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType }, readonly signature?: { readonly __typename?: 'ReleaseSignature', readonly signature: string, readonly isValid: boolean, readonly key: { readonly __typename?: 'PublisherKey', readonly id: string, readonly name: string, readonly fingerprint: string } } | null, readonly testResults: ReadonlyArray<{ readonly __typename?: 'ReleaseTestResult', readonly name: string, readonly passed: boolean, readonly message?: string | null, readonly durationMs: number }> } } };

export type InstallItemMutationVariables = Exact<{
  input: InstallItemInput;
}>;


export type InstallItemMutation = { readonly __typename?: 'Mutation', readonly installItem: { readonly __typename?: 'InstallItemPayload', readonly installation: { readonly __typename?: 'Installation', readonly id: string, readonly range: string, readonly createdAt: string, readonly updatedAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType }, readonly release: { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus }, readonly upgrade?: { readonly __typename?: 'Release', readonly id: string, readonly version: string } | null, readonly workflow?: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string } | null, readonly taskKind?: { readonly __typename?: 'TaskKind', readonly id: string, readonly name: string } | null } } };

export type UpgradeInstallationMutationVariables = Exact<{
  input: UpgradeInstallationInput;
}>;


export type UpgradeInstallationMutation = { readonly __typename?: 'Mutation', readonly upgradeInstallation: { readonly __typename?: 'UpgradeInstallationPayload', readonly installation: { readonly __typename?: 'Installation', readonly id: string, readonly range: string, readonly createdAt: string, readonly updatedAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string, readonly type: ItemType }, readonly release: { readonly __typename?: 'Release', readonly id: string, readonly version: string, readonly status: ReleaseStatus }, readonly upgrade?: { readonly __typename?: 'Release', readonly id: string, readonly version: string } | null, readonly workflow?: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string } | null, readonly taskKind?: { readonly __typename?: 'TaskKind', readonly id: string, readonly name: string } | null } } };

export type UninstallItemMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type UninstallItemMutation = { readonly __typename?: 'Mutation', readonly uninstallItem: { readonly __typename?: 'UninstallItemPayload', readonly id: string } };

export type ReviewItemMutationVariables = Exact<{
  input: ReviewItemInput;
}>;


export type ReviewItemMutation = { readonly __typename?: 'Mutation', readonly reviewItem: { readonly __typename?: 'ReviewItemPayload', readonly review: { readonly __typename?: 'Review', readonly id: string, readonly rating: number, readonly text?: string | null, readonly isOwn: boolean, readonly createdAt: string, readonly updatedAt: string, readonly item: { readonly __typename?: 'MarketplaceItem', readonly id: string, readonly name: string } } } };

export type DeleteReviewMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type DeleteReviewMutation = { readonly __typename?: 'Mutation', readonly deleteReview: { readonly __typename?: 'DeleteReviewPayload', readonly id: string } };

export type WorkflowRunFieldsFragment = { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus, readonly allowedActions: ReadonlyArray<WorkflowRunAction>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly priority: TaskPriority, readonly concurrencyKey?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly createdBy: string, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly version: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number }, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly trigger: { readonly __typename?: 'RunTrigger', readonly type: RunTriggerType, readonly context: unknown, readonly trigger?: { readonly __typename?: 'Trigger', readonly id: string, readonly name: string } | null }, readonly parentStep?: { readonly __typename?: 'Step', readonly key: string, readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string } } | null };

export type WorkflowRunErrorFieldsFragment = { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string };

export type StepFieldsFragment = { readonly __typename?: 'Step', readonly id: string, readonly key: string, readonly type: StepType, readonly status: StepStatus, readonly needs: ReadonlyArray<string>, readonly itemOf?: string | null, readonly itemIndex?: number | null, readonly attempt: number, readonly input?: unknown | null, readonly output?: unknown | null, readonly approvalRole?: Role | null, readonly dueAt?: string | null, readonly cost?: number | null, readonly durationMs?: number | null, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly task?: { readonly __typename?: 'Task', readonly id: string, readonly status: TaskStatus } | null, readonly compensationTask?: { readonly __typename?: 'Task', readonly id: string, readonly status: TaskStatus } | null, readonly childRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus } | null };

export type WorkflowRunQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  atSeq?: InputMaybe<Scalars['Seq']['input']>;
}>;


export type WorkflowRunQuery = { readonly __typename?: 'Query', readonly workflowRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus, readonly allowedActions: ReadonlyArray<WorkflowRunAction>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly priority: TaskPriority, readonly concurrencyKey?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly createdBy: string, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly version: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number }, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly trigger: { readonly __typename?: 'RunTrigger', readonly type: RunTriggerType, readonly context: unknown, readonly trigger?: { readonly __typename?: 'Trigger', readonly id: string, readonly name: string } | null }, readonly parentStep?: { readonly __typename?: 'Step', readonly key: string, readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string } } | null } | null };

export type WorkflowRunStatusQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type WorkflowRunStatusQuery = { readonly __typename?: 'Query', readonly workflowRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus, readonly lastSeq: number } | null };

export type WorkflowRunProgressQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type WorkflowRunProgressQuery = { readonly __typename?: 'Query', readonly workflowRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus, readonly progress: { readonly __typename?: 'RunProgress', readonly stepsEnded: number, readonly stepsTotal: number, readonly percent: number, readonly estimatedEndAt?: string | null }, readonly criticalPath: ReadonlyArray<{ readonly __typename?: 'Step', readonly key: string, readonly status: StepStatus, readonly durationMs?: number | null }> } | null };

export type WorkflowRunsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<WorkflowRunFilter>;
}>;


export type WorkflowRunsQuery = { readonly __typename?: 'Query', readonly workflowRuns: { readonly __typename?: 'WorkflowRunConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus, readonly allowedActions: ReadonlyArray<WorkflowRunAction>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly priority: TaskPriority, readonly concurrencyKey?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly createdBy: string, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly version: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number }, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly trigger: { readonly __typename?: 'RunTrigger', readonly type: RunTriggerType, readonly context: unknown, readonly trigger?: { readonly __typename?: 'Trigger', readonly id: string, readonly name: string } | null }, readonly parentStep?: { readonly __typename?: 'Step', readonly key: string, readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string } } | null }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor?: string | null, readonly endCursor?: string | null } } };

export type WorkflowRunStepsQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  atSeq?: InputMaybe<Scalars['Seq']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<StepFilter>;
}>;


export type WorkflowRunStepsQuery = { readonly __typename?: 'Query', readonly workflowRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly steps: { readonly __typename?: 'StepConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'Step', readonly id: string, readonly key: string, readonly type: StepType, readonly status: StepStatus, readonly needs: ReadonlyArray<string>, readonly itemOf?: string | null, readonly itemIndex?: number | null, readonly attempt: number, readonly input?: unknown | null, readonly output?: unknown | null, readonly approvalRole?: Role | null, readonly dueAt?: string | null, readonly cost?: number | null, readonly durationMs?: number | null, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly task?: { readonly __typename?: 'Task', readonly id: string, readonly status: TaskStatus } | null, readonly compensationTask?: { readonly __typename?: 'Task', readonly id: string, readonly status: TaskStatus } | null, readonly childRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus } | null }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor?: string | null, readonly endCursor?: string | null } } } | null };

export type WorkflowRunStepQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  key: Scalars['String']['input'];
  atSeq?: InputMaybe<Scalars['Seq']['input']>;
}>;


export type WorkflowRunStepQuery = { readonly __typename?: 'Query', readonly workflowRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly step?: { readonly __typename?: 'Step', readonly id: string, readonly key: string, readonly type: StepType, readonly status: StepStatus, readonly needs: ReadonlyArray<string>, readonly itemOf?: string | null, readonly itemIndex?: number | null, readonly attempt: number, readonly input?: unknown | null, readonly output?: unknown | null, readonly approvalRole?: Role | null, readonly dueAt?: string | null, readonly cost?: number | null, readonly durationMs?: number | null, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly task?: { readonly __typename?: 'Task', readonly id: string, readonly status: TaskStatus } | null, readonly compensationTask?: { readonly __typename?: 'Task', readonly id: string, readonly status: TaskStatus } | null, readonly childRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus } | null } | null } | null };

export type WorkflowRunEventsSubscriptionVariables = Exact<{
  runId: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['Seq']['input']>;
}>;


export type WorkflowRunEventsSubscription = { readonly __typename?: 'Subscription', readonly workflowRunEvents: { readonly __typename?: 'WorkflowRunEvent', readonly seq: number, readonly type: EventType, readonly at: string, readonly data: unknown, readonly cursor: string, readonly runId: string, readonly stepKey?: string | null } };

export type StartWorkflowRunMutationVariables = Exact<{
  input: StartWorkflowRunInput;
}>;


export type StartWorkflowRunMutation = { readonly __typename?: 'Mutation', readonly startWorkflowRun: { readonly __typename?: 'StartWorkflowRunPayload', readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus, readonly allowedActions: ReadonlyArray<WorkflowRunAction>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly priority: TaskPriority, readonly concurrencyKey?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly createdBy: string, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly version: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number }, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly trigger: { readonly __typename?: 'RunTrigger', readonly type: RunTriggerType, readonly context: unknown, readonly trigger?: { readonly __typename?: 'Trigger', readonly id: string, readonly name: string } | null }, readonly parentStep?: { readonly __typename?: 'Step', readonly key: string, readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string } } | null } } };

export type PauseWorkflowRunMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type PauseWorkflowRunMutation = { readonly __typename?: 'Mutation', readonly pauseWorkflowRun: { readonly __typename?: 'PauseWorkflowRunPayload', readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus, readonly allowedActions: ReadonlyArray<WorkflowRunAction>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly priority: TaskPriority, readonly concurrencyKey?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly createdBy: string, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly version: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number }, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly trigger: { readonly __typename?: 'RunTrigger', readonly type: RunTriggerType, readonly context: unknown, readonly trigger?: { readonly __typename?: 'Trigger', readonly id: string, readonly name: string } | null }, readonly parentStep?: { readonly __typename?: 'Step', readonly key: string, readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string } } | null } } };

export type ResumeWorkflowRunMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type ResumeWorkflowRunMutation = { readonly __typename?: 'Mutation', readonly resumeWorkflowRun: { readonly __typename?: 'ResumeWorkflowRunPayload', readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus, readonly allowedActions: ReadonlyArray<WorkflowRunAction>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly priority: TaskPriority, readonly concurrencyKey?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly createdBy: string, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly version: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number }, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly trigger: { readonly __typename?: 'RunTrigger', readonly type: RunTriggerType, readonly context: unknown, readonly trigger?: { readonly __typename?: 'Trigger', readonly id: string, readonly name: string } | null }, readonly parentStep?: { readonly __typename?: 'Step', readonly key: string, readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string } } | null } } };

export type CancelWorkflowRunMutationVariables = Exact<{
  input: CancelWorkflowRunInput;
}>;


export type CancelWorkflowRunMutation = { readonly __typename?: 'Mutation', readonly cancelWorkflowRun: { readonly __typename?: 'CancelWorkflowRunPayload', readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus, readonly allowedActions: ReadonlyArray<WorkflowRunAction>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly priority: TaskPriority, readonly concurrencyKey?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly createdBy: string, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly version: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number }, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly trigger: { readonly __typename?: 'RunTrigger', readonly type: RunTriggerType, readonly context: unknown, readonly trigger?: { readonly __typename?: 'Trigger', readonly id: string, readonly name: string } | null }, readonly parentStep?: { readonly __typename?: 'Step', readonly key: string, readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string } } | null } } };

export type RetryWorkflowRunMutationVariables = Exact<{
  input: RetryWorkflowRunInput;
}>;


export type RetryWorkflowRunMutation = { readonly __typename?: 'Mutation', readonly retryWorkflowRun: { readonly __typename?: 'RetryWorkflowRunPayload', readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus, readonly allowedActions: ReadonlyArray<WorkflowRunAction>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly priority: TaskPriority, readonly concurrencyKey?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly createdBy: string, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly version: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number }, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly trigger: { readonly __typename?: 'RunTrigger', readonly type: RunTriggerType, readonly context: unknown, readonly trigger?: { readonly __typename?: 'Trigger', readonly id: string, readonly name: string } | null }, readonly parentStep?: { readonly __typename?: 'Step', readonly key: string, readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string } } | null } } };

export type SignalWorkflowRunMutationVariables = Exact<{
  input: SignalWorkflowRunInput;
}>;


export type SignalWorkflowRunMutation = { readonly __typename?: 'Mutation', readonly signalWorkflowRun: { readonly __typename?: 'SignalWorkflowRunPayload', readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus, readonly allowedActions: ReadonlyArray<WorkflowRunAction>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly priority: TaskPriority, readonly concurrencyKey?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly createdBy: string, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly version: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number }, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly trigger: { readonly __typename?: 'RunTrigger', readonly type: RunTriggerType, readonly context: unknown, readonly trigger?: { readonly __typename?: 'Trigger', readonly id: string, readonly name: string } | null }, readonly parentStep?: { readonly __typename?: 'Step', readonly key: string, readonly run: { readonly __typename?: 'WorkflowRun', readonly id: string } } | null } } };

export type AnswerApprovalMutationVariables = Exact<{
  input: AnswerApprovalInput;
}>;


export type AnswerApprovalMutation = { readonly __typename?: 'Mutation', readonly answerApproval: { readonly __typename?: 'AnswerApprovalPayload', readonly step: { readonly __typename?: 'Step', readonly id: string, readonly key: string, readonly type: StepType, readonly status: StepStatus, readonly needs: ReadonlyArray<string>, readonly itemOf?: string | null, readonly itemIndex?: number | null, readonly attempt: number, readonly input?: unknown | null, readonly output?: unknown | null, readonly approvalRole?: Role | null, readonly dueAt?: string | null, readonly cost?: number | null, readonly durationMs?: number | null, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly task?: { readonly __typename?: 'Task', readonly id: string, readonly status: TaskStatus } | null, readonly compensationTask?: { readonly __typename?: 'Task', readonly id: string, readonly status: TaskStatus } | null, readonly childRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus } | null } } };

export type SkipStepMutationVariables = Exact<{
  input: SkipStepInput;
}>;


export type SkipStepMutation = { readonly __typename?: 'Mutation', readonly skipStep: { readonly __typename?: 'SkipStepPayload', readonly step: { readonly __typename?: 'Step', readonly id: string, readonly key: string, readonly type: StepType, readonly status: StepStatus, readonly needs: ReadonlyArray<string>, readonly itemOf?: string | null, readonly itemIndex?: number | null, readonly attempt: number, readonly input?: unknown | null, readonly output?: unknown | null, readonly approvalRole?: Role | null, readonly dueAt?: string | null, readonly cost?: number | null, readonly durationMs?: number | null, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly error?: { readonly __typename?: 'WorkflowRunError', readonly class: WorkflowErrorClass, readonly message: string, readonly step?: string | null, readonly hint: string } | null, readonly task?: { readonly __typename?: 'Task', readonly id: string, readonly status: TaskStatus } | null, readonly compensationTask?: { readonly __typename?: 'Task', readonly id: string, readonly status: TaskStatus } | null, readonly childRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus } | null } } };

export type SandboxFieldsFragment = { readonly __typename?: 'Sandbox', readonly id: string, readonly status: SandboxStatus, readonly reason?: SandboxReason | null, readonly message?: string | null, readonly image: string, readonly command?: ReadonlyArray<string> | null, readonly args: ReadonlyArray<string>, readonly environment: ReadonlyArray<string>, readonly filePaths: ReadonlyArray<string>, readonly egress: ReadonlyArray<string>, readonly timeoutMs: number, readonly labels: unknown, readonly host?: SandboxHostKind | null, readonly isFromPool: boolean, readonly containerId?: string | null, readonly exitCode?: number | null, readonly cost?: number | null, readonly logBytes: number, readonly isLogCut: boolean, readonly createdBy: string, readonly createdAt: string, readonly provisioningAt?: string | null, readonly readyAt?: string | null, readonly finishedAt?: string | null, readonly task?: { readonly __typename?: 'Task', readonly id: string } | null, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null, readonly release?: { readonly __typename?: 'Release', readonly id: string, readonly version: string } | null, readonly resources: { readonly __typename?: 'SandboxResources', readonly cpu: string, readonly memory: string, readonly ephemeralStorage: string }, readonly connectionDetails?: { readonly __typename?: 'SandboxConnectionDetails', readonly namespace?: string | null, readonly pod?: string | null, readonly container?: string | null, readonly address?: string | null } | null, readonly usage?: { readonly __typename?: 'SandboxUsage', readonly cpuMs?: number | null, readonly peakMemoryBytes?: number | null } | null };

export type SandboxQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type SandboxQuery = { readonly __typename?: 'Query', readonly sandbox?: { readonly __typename?: 'Sandbox', readonly id: string, readonly status: SandboxStatus, readonly reason?: SandboxReason | null, readonly message?: string | null, readonly image: string, readonly command?: ReadonlyArray<string> | null, readonly args: ReadonlyArray<string>, readonly environment: ReadonlyArray<string>, readonly filePaths: ReadonlyArray<string>, readonly egress: ReadonlyArray<string>, readonly timeoutMs: number, readonly labels: unknown, readonly host?: SandboxHostKind | null, readonly isFromPool: boolean, readonly containerId?: string | null, readonly exitCode?: number | null, readonly cost?: number | null, readonly logBytes: number, readonly isLogCut: boolean, readonly createdBy: string, readonly createdAt: string, readonly provisioningAt?: string | null, readonly readyAt?: string | null, readonly finishedAt?: string | null, readonly task?: { readonly __typename?: 'Task', readonly id: string } | null, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null, readonly release?: { readonly __typename?: 'Release', readonly id: string, readonly version: string } | null, readonly resources: { readonly __typename?: 'SandboxResources', readonly cpu: string, readonly memory: string, readonly ephemeralStorage: string }, readonly connectionDetails?: { readonly __typename?: 'SandboxConnectionDetails', readonly namespace?: string | null, readonly pod?: string | null, readonly container?: string | null, readonly address?: string | null } | null, readonly usage?: { readonly __typename?: 'SandboxUsage', readonly cpuMs?: number | null, readonly peakMemoryBytes?: number | null } | null } | null };

export type SandboxesQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<SandboxFilter>;
}>;


export type SandboxesQuery = { readonly __typename?: 'Query', readonly sandboxes: { readonly __typename?: 'SandboxConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'Sandbox', readonly id: string, readonly status: SandboxStatus, readonly reason?: SandboxReason | null, readonly message?: string | null, readonly image: string, readonly command?: ReadonlyArray<string> | null, readonly args: ReadonlyArray<string>, readonly environment: ReadonlyArray<string>, readonly filePaths: ReadonlyArray<string>, readonly egress: ReadonlyArray<string>, readonly timeoutMs: number, readonly labels: unknown, readonly host?: SandboxHostKind | null, readonly isFromPool: boolean, readonly containerId?: string | null, readonly exitCode?: number | null, readonly cost?: number | null, readonly logBytes: number, readonly isLogCut: boolean, readonly createdBy: string, readonly createdAt: string, readonly provisioningAt?: string | null, readonly readyAt?: string | null, readonly finishedAt?: string | null, readonly task?: { readonly __typename?: 'Task', readonly id: string } | null, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null, readonly release?: { readonly __typename?: 'Release', readonly id: string, readonly version: string } | null, readonly resources: { readonly __typename?: 'SandboxResources', readonly cpu: string, readonly memory: string, readonly ephemeralStorage: string }, readonly connectionDetails?: { readonly __typename?: 'SandboxConnectionDetails', readonly namespace?: string | null, readonly pod?: string | null, readonly container?: string | null, readonly address?: string | null } | null, readonly usage?: { readonly __typename?: 'SandboxUsage', readonly cpuMs?: number | null, readonly peakMemoryBytes?: number | null } | null }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor?: string | null } } };

export type SandboxStatusQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['Seq']['input']>;
}>;


export type SandboxStatusQuery = { readonly __typename?: 'Query', readonly sandbox?: { readonly __typename?: 'Sandbox', readonly status: SandboxStatus, readonly events: { readonly __typename?: 'SandboxEventConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'SandboxEvent', readonly seq: number }> } } | null };

export type RequestSandboxMutationVariables = Exact<{
  input: RequestSandboxInput;
}>;


export type RequestSandboxMutation = { readonly __typename?: 'Mutation', readonly requestSandbox: { readonly __typename?: 'RequestSandboxPayload', readonly sandbox: { readonly __typename?: 'Sandbox', readonly id: string, readonly status: SandboxStatus, readonly reason?: SandboxReason | null, readonly message?: string | null, readonly image: string, readonly command?: ReadonlyArray<string> | null, readonly args: ReadonlyArray<string>, readonly environment: ReadonlyArray<string>, readonly filePaths: ReadonlyArray<string>, readonly egress: ReadonlyArray<string>, readonly timeoutMs: number, readonly labels: unknown, readonly host?: SandboxHostKind | null, readonly isFromPool: boolean, readonly containerId?: string | null, readonly exitCode?: number | null, readonly cost?: number | null, readonly logBytes: number, readonly isLogCut: boolean, readonly createdBy: string, readonly createdAt: string, readonly provisioningAt?: string | null, readonly readyAt?: string | null, readonly finishedAt?: string | null, readonly task?: { readonly __typename?: 'Task', readonly id: string } | null, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null, readonly release?: { readonly __typename?: 'Release', readonly id: string, readonly version: string } | null, readonly resources: { readonly __typename?: 'SandboxResources', readonly cpu: string, readonly memory: string, readonly ephemeralStorage: string }, readonly connectionDetails?: { readonly __typename?: 'SandboxConnectionDetails', readonly namespace?: string | null, readonly pod?: string | null, readonly container?: string | null, readonly address?: string | null } | null, readonly usage?: { readonly __typename?: 'SandboxUsage', readonly cpuMs?: number | null, readonly peakMemoryBytes?: number | null } | null } } };

export type TerminateSandboxMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type TerminateSandboxMutation = { readonly __typename?: 'Mutation', readonly terminateSandbox: { readonly __typename?: 'TerminateSandboxPayload', readonly sandbox: { readonly __typename?: 'Sandbox', readonly id: string, readonly status: SandboxStatus, readonly reason?: SandboxReason | null, readonly message?: string | null, readonly image: string, readonly command?: ReadonlyArray<string> | null, readonly args: ReadonlyArray<string>, readonly environment: ReadonlyArray<string>, readonly filePaths: ReadonlyArray<string>, readonly egress: ReadonlyArray<string>, readonly timeoutMs: number, readonly labels: unknown, readonly host?: SandboxHostKind | null, readonly isFromPool: boolean, readonly containerId?: string | null, readonly exitCode?: number | null, readonly cost?: number | null, readonly logBytes: number, readonly isLogCut: boolean, readonly createdBy: string, readonly createdAt: string, readonly provisioningAt?: string | null, readonly readyAt?: string | null, readonly finishedAt?: string | null, readonly task?: { readonly __typename?: 'Task', readonly id: string } | null, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null, readonly release?: { readonly __typename?: 'Release', readonly id: string, readonly version: string } | null, readonly resources: { readonly __typename?: 'SandboxResources', readonly cpu: string, readonly memory: string, readonly ephemeralStorage: string }, readonly connectionDetails?: { readonly __typename?: 'SandboxConnectionDetails', readonly namespace?: string | null, readonly pod?: string | null, readonly container?: string | null, readonly address?: string | null } | null, readonly usage?: { readonly __typename?: 'SandboxUsage', readonly cpuMs?: number | null, readonly peakMemoryBytes?: number | null } | null } } };

export type SandboxEventsSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['Seq']['input']>;
}>;


export type SandboxEventsSubscription = { readonly __typename?: 'Subscription', readonly sandboxEvents: { readonly __typename?: 'SandboxEvent', readonly seq: number, readonly type: EventType, readonly at: string, readonly data: unknown, readonly cursor: string, readonly sandboxId: string } };

export type SandboxLogsSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['Seq']['input']>;
}>;


export type SandboxLogsSubscription = { readonly __typename?: 'Subscription', readonly sandboxLogs: { readonly __typename?: 'SandboxLogChunk', readonly seq: number, readonly stream: SandboxLogStream, readonly text: string, readonly at: string } };

export type TaskQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type TaskQuery = { readonly __typename?: 'Query', readonly task?: { readonly __typename?: 'Task', readonly id: string, readonly kind: string, readonly status: TaskStatus, readonly allowedActions: ReadonlyArray<TaskAction>, readonly priority: TaskPriority, readonly requiredCapabilities: ReadonlyArray<string>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly attempt: number, readonly maxRetries: number, readonly timeoutMs: number, readonly scheduledAt: string, readonly deadlineAt?: string | null, readonly leaseExpiresAt?: string | null, readonly progressPercent?: number | null, readonly progressMessage?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly lastOutputSeq: number, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null, readonly lastError?: { readonly __typename?: 'TaskError', readonly reason: TaskErrorReason, readonly message: string, readonly at: string } | null } | null };

export type TaskStatusQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type TaskStatusQuery = { readonly __typename?: 'Query', readonly task?: { readonly __typename?: 'Task', readonly id: string, readonly status: TaskStatus, readonly lastSeq: number } | null };

export type TaskAttemptsQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type TaskAttemptsQuery = { readonly __typename?: 'Query', readonly task?: { readonly __typename?: 'Task', readonly id: string, readonly attempts: ReadonlyArray<{ readonly __typename?: 'TaskAttempt', readonly number: number, readonly assignedAt: string, readonly startedAt?: string | null, readonly endedAt?: string | null, readonly outcome: TaskAttemptOutcome, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null, readonly error?: { readonly __typename?: 'TaskError', readonly reason: TaskErrorReason, readonly message: string, readonly at: string } | null }> } | null };

export type TasksQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<TaskFilter>;
  orderBy?: InputMaybe<TaskOrder>;
}>;


export type TasksQuery = { readonly __typename?: 'Query', readonly tasks: { readonly __typename?: 'TaskConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'Task', readonly id: string, readonly kind: string, readonly status: TaskStatus, readonly allowedActions: ReadonlyArray<TaskAction>, readonly priority: TaskPriority, readonly requiredCapabilities: ReadonlyArray<string>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly attempt: number, readonly maxRetries: number, readonly timeoutMs: number, readonly scheduledAt: string, readonly deadlineAt?: string | null, readonly leaseExpiresAt?: string | null, readonly progressPercent?: number | null, readonly progressMessage?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly lastOutputSeq: number, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null, readonly lastError?: { readonly __typename?: 'TaskError', readonly reason: TaskErrorReason, readonly message: string, readonly at: string } | null }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor?: string | null, readonly endCursor?: string | null } } };

export type TaskKindQueryVariables = Exact<{
  name: Scalars['String']['input'];
}>;


export type TaskKindQuery = { readonly __typename?: 'Query', readonly taskKind?: { readonly __typename?: 'TaskKind', readonly id: string, readonly name: string, readonly description?: string | null, readonly inputSchema?: unknown | null, readonly outputSchema?: unknown | null, readonly defaultPriority: TaskPriority, readonly defaultMaxRetries: number, readonly defaultTimeoutMs: number, readonly requiredCapabilities: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string } | null };

export type TaskKindsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type TaskKindsQuery = { readonly __typename?: 'Query', readonly taskKinds: { readonly __typename?: 'TaskKindConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'TaskKind', readonly id: string, readonly name: string, readonly description?: string | null, readonly inputSchema?: unknown | null, readonly outputSchema?: unknown | null, readonly defaultPriority: TaskPriority, readonly defaultMaxRetries: number, readonly defaultTimeoutMs: number, readonly requiredCapabilities: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor?: string | null, readonly endCursor?: string | null } } };

export type QueueStatsQueryVariables = Exact<{ [key: string]: never; }>;


export type QueueStatsQuery = { readonly __typename?: 'Query', readonly queueStats: { readonly __typename?: 'QueueStats', readonly quarantined: number, readonly oldestWaitMs?: number | null, readonly pools: ReadonlyArray<{ readonly __typename?: 'PoolStats', readonly pool: string, readonly kind: string, readonly requiredCapabilities: ReadonlyArray<string>, readonly scheduled: number, readonly queued: number, readonly assigned: number, readonly running: number, readonly oldestWaitMs?: number | null }> } };

export type DefineTaskKindMutationVariables = Exact<{
  input: DefineTaskKindInput;
}>;


export type DefineTaskKindMutation = { readonly __typename?: 'Mutation', readonly defineTaskKind: { readonly __typename?: 'DefineTaskKindPayload', readonly taskKind: { readonly __typename?: 'TaskKind', readonly id: string, readonly name: string, readonly description?: string | null, readonly inputSchema?: unknown | null, readonly outputSchema?: unknown | null, readonly defaultPriority: TaskPriority, readonly defaultMaxRetries: number, readonly defaultTimeoutMs: number, readonly requiredCapabilities: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string } } };

export type CreateTaskMutationVariables = Exact<{
  input: CreateTaskInput;
}>;


export type CreateTaskMutation = { readonly __typename?: 'Mutation', readonly createTask: { readonly __typename?: 'CreateTaskPayload', readonly task: { readonly __typename?: 'Task', readonly id: string, readonly kind: string, readonly status: TaskStatus, readonly allowedActions: ReadonlyArray<TaskAction>, readonly priority: TaskPriority, readonly requiredCapabilities: ReadonlyArray<string>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly attempt: number, readonly maxRetries: number, readonly timeoutMs: number, readonly scheduledAt: string, readonly deadlineAt?: string | null, readonly leaseExpiresAt?: string | null, readonly progressPercent?: number | null, readonly progressMessage?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly lastOutputSeq: number, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null, readonly lastError?: { readonly __typename?: 'TaskError', readonly reason: TaskErrorReason, readonly message: string, readonly at: string } | null } } };

export type CreateTasksMutationVariables = Exact<{
  inputs: ReadonlyArray<CreateTaskInput> | CreateTaskInput;
}>;


export type CreateTasksMutation = { readonly __typename?: 'Mutation', readonly createTasks: { readonly __typename?: 'CreateTasksPayload', readonly tasks: ReadonlyArray<{ readonly __typename?: 'Task', readonly id: string, readonly kind: string, readonly status: TaskStatus }> } };

export type CancelTaskMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type CancelTaskMutation = { readonly __typename?: 'Mutation', readonly cancelTask: { readonly __typename?: 'CancelTaskPayload', readonly task: { readonly __typename?: 'Task', readonly id: string, readonly kind: string, readonly status: TaskStatus, readonly allowedActions: ReadonlyArray<TaskAction>, readonly priority: TaskPriority, readonly requiredCapabilities: ReadonlyArray<string>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly attempt: number, readonly maxRetries: number, readonly timeoutMs: number, readonly scheduledAt: string, readonly deadlineAt?: string | null, readonly leaseExpiresAt?: string | null, readonly progressPercent?: number | null, readonly progressMessage?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly lastOutputSeq: number, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null, readonly lastError?: { readonly __typename?: 'TaskError', readonly reason: TaskErrorReason, readonly message: string, readonly at: string } | null } } };

export type RedriveTaskMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RedriveTaskMutation = { readonly __typename?: 'Mutation', readonly redriveTask: { readonly __typename?: 'RedriveTaskPayload', readonly task: { readonly __typename?: 'Task', readonly id: string, readonly kind: string, readonly status: TaskStatus, readonly allowedActions: ReadonlyArray<TaskAction>, readonly priority: TaskPriority, readonly requiredCapabilities: ReadonlyArray<string>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly attempt: number, readonly maxRetries: number, readonly timeoutMs: number, readonly scheduledAt: string, readonly deadlineAt?: string | null, readonly leaseExpiresAt?: string | null, readonly progressPercent?: number | null, readonly progressMessage?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly lastOutputSeq: number, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null, readonly lastError?: { readonly __typename?: 'TaskError', readonly reason: TaskErrorReason, readonly message: string, readonly at: string } | null } } };

export type SetTaskPriorityMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  priority: TaskPriority;
}>;


export type SetTaskPriorityMutation = { readonly __typename?: 'Mutation', readonly setTaskPriority: { readonly __typename?: 'SetTaskPriorityPayload', readonly task: { readonly __typename?: 'Task', readonly id: string, readonly kind: string, readonly status: TaskStatus, readonly allowedActions: ReadonlyArray<TaskAction>, readonly priority: TaskPriority, readonly requiredCapabilities: ReadonlyArray<string>, readonly input?: unknown | null, readonly output?: unknown | null, readonly labels: unknown, readonly attempt: number, readonly maxRetries: number, readonly timeoutMs: number, readonly scheduledAt: string, readonly deadlineAt?: string | null, readonly leaseExpiresAt?: string | null, readonly progressPercent?: number | null, readonly progressMessage?: string | null, readonly cost?: number | null, readonly lastSeq: number, readonly lastOutputSeq: number, readonly createdAt: string, readonly startedAt?: string | null, readonly finishedAt?: string | null, readonly agent?: { readonly __typename?: 'Agent', readonly id: string, readonly name: string } | null, readonly lastError?: { readonly __typename?: 'TaskError', readonly reason: TaskErrorReason, readonly message: string, readonly at: string } | null } } };

export type TriggerFieldsFragment = { readonly __typename?: 'Trigger', readonly id: string, readonly name: string, readonly type: TriggerType, readonly enabled: boolean, readonly input?: unknown | null, readonly schedule?: string | null, readonly timeZone?: string | null, readonly missedRuns?: MissedRunPolicy | null, readonly overlap?: OverlapPolicy | null, readonly filter?: string | null, readonly eventTypes?: ReadonlyArray<EventType> | null, readonly webhookPath?: string | null, readonly nextAt?: string | null, readonly lastFiredAt?: string | null, readonly lastError?: string | null, readonly createdAt: string, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly lastRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus } | null };

export type WorkflowTriggersQueryVariables = Exact<{
  workflow: Scalars['String']['input'];
}>;


export type WorkflowTriggersQuery = { readonly __typename?: 'Query', readonly workflow?: { readonly __typename?: 'Workflow', readonly id: string, readonly triggers: ReadonlyArray<{ readonly __typename?: 'Trigger', readonly id: string, readonly name: string, readonly type: TriggerType, readonly enabled: boolean, readonly input?: unknown | null, readonly schedule?: string | null, readonly timeZone?: string | null, readonly missedRuns?: MissedRunPolicy | null, readonly overlap?: OverlapPolicy | null, readonly filter?: string | null, readonly eventTypes?: ReadonlyArray<EventType> | null, readonly webhookPath?: string | null, readonly nextAt?: string | null, readonly lastFiredAt?: string | null, readonly lastError?: string | null, readonly createdAt: string, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly lastRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus } | null }> } | null };

export type TriggerQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type TriggerQuery = { readonly __typename?: 'Query', readonly node?:
    | { readonly __typename?: 'Agent' }
    | { readonly __typename?: 'AgentSession' }
    | { readonly __typename?: 'ApiKey' }
    | { readonly __typename?: 'Binary' }
    | { readonly __typename?: 'Execution' }
    | { readonly __typename?: 'Installation' }
    | { readonly __typename?: 'MarketplaceItem' }
    | { readonly __typename?: 'Publisher' }
    | { readonly __typename?: 'PublisherKey' }
    | { readonly __typename?: 'Release' }
    | { readonly __typename?: 'Review' }
    | { readonly __typename?: 'Sandbox' }
    | { readonly __typename?: 'Step' }
    | { readonly __typename?: 'Task' }
    | { readonly __typename?: 'TaskKind' }
    | { readonly __typename?: 'Tenant' }
    | { readonly __typename?: 'Trigger', readonly id: string, readonly name: string, readonly type: TriggerType, readonly enabled: boolean, readonly input?: unknown | null, readonly schedule?: string | null, readonly timeZone?: string | null, readonly missedRuns?: MissedRunPolicy | null, readonly overlap?: OverlapPolicy | null, readonly filter?: string | null, readonly eventTypes?: ReadonlyArray<EventType> | null, readonly webhookPath?: string | null, readonly nextAt?: string | null, readonly lastFiredAt?: string | null, readonly lastError?: string | null, readonly createdAt: string, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly lastRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus } | null }
    | { readonly __typename?: 'User' }
    | { readonly __typename?: 'Workflow' }
    | { readonly __typename?: 'WorkflowRun' }
    | { readonly __typename?: 'WorkflowVersion' }
   | null };

export type CreateTriggerMutationVariables = Exact<{
  input: CreateTriggerInput;
}>;


export type CreateTriggerMutation = { readonly __typename?: 'Mutation', readonly createTrigger: { readonly __typename?: 'CreateTriggerPayload', readonly secret?: string | null, readonly trigger: { readonly __typename?: 'Trigger', readonly id: string, readonly name: string, readonly type: TriggerType, readonly enabled: boolean, readonly input?: unknown | null, readonly schedule?: string | null, readonly timeZone?: string | null, readonly missedRuns?: MissedRunPolicy | null, readonly overlap?: OverlapPolicy | null, readonly filter?: string | null, readonly eventTypes?: ReadonlyArray<EventType> | null, readonly webhookPath?: string | null, readonly nextAt?: string | null, readonly lastFiredAt?: string | null, readonly lastError?: string | null, readonly createdAt: string, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly lastRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus } | null } } };

export type UpdateTriggerMutationVariables = Exact<{
  input: UpdateTriggerInput;
}>;


export type UpdateTriggerMutation = { readonly __typename?: 'Mutation', readonly updateTrigger: { readonly __typename?: 'UpdateTriggerPayload', readonly trigger: { readonly __typename?: 'Trigger', readonly id: string, readonly name: string, readonly type: TriggerType, readonly enabled: boolean, readonly input?: unknown | null, readonly schedule?: string | null, readonly timeZone?: string | null, readonly missedRuns?: MissedRunPolicy | null, readonly overlap?: OverlapPolicy | null, readonly filter?: string | null, readonly eventTypes?: ReadonlyArray<EventType> | null, readonly webhookPath?: string | null, readonly nextAt?: string | null, readonly lastFiredAt?: string | null, readonly lastError?: string | null, readonly createdAt: string, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly lastRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus } | null } } };

export type DeleteTriggerMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type DeleteTriggerMutation = { readonly __typename?: 'Mutation', readonly deleteTrigger: { readonly __typename?: 'DeleteTriggerPayload', readonly id: string } };

export type RotateTriggerSecretMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RotateTriggerSecretMutation = { readonly __typename?: 'Mutation', readonly rotateTriggerSecret: { readonly __typename?: 'RotateTriggerSecretPayload', readonly secret: string, readonly trigger: { readonly __typename?: 'Trigger', readonly id: string, readonly name: string, readonly type: TriggerType, readonly enabled: boolean, readonly input?: unknown | null, readonly schedule?: string | null, readonly timeZone?: string | null, readonly missedRuns?: MissedRunPolicy | null, readonly overlap?: OverlapPolicy | null, readonly filter?: string | null, readonly eventTypes?: ReadonlyArray<EventType> | null, readonly webhookPath?: string | null, readonly nextAt?: string | null, readonly lastFiredAt?: string | null, readonly lastError?: string | null, readonly createdAt: string, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string }, readonly lastRun?: { readonly __typename?: 'WorkflowRun', readonly id: string, readonly status: WorkflowRunStatus } | null } } };

export type TaskAssignmentsSubscriptionVariables = Exact<{
  capacity: Scalars['Int']['input'];
  kinds?: InputMaybe<ReadonlyArray<Scalars['String']['input']> | Scalars['String']['input']>;
  prefetch?: InputMaybe<Scalars['Int']['input']>;
}>;


export type TaskAssignmentsSubscription = { readonly __typename?: 'Subscription', readonly taskAssignments: { readonly __typename?: 'TaskAssignmentBatch', readonly assignments: ReadonlyArray<{ readonly __typename?: 'TaskAssignment', readonly leaseToken: string, readonly attempt: number, readonly leaseExpiresAt: string, readonly task: { readonly __typename?: 'Task', readonly id: string, readonly kind: string, readonly input?: unknown | null, readonly priority: TaskPriority, readonly labels: unknown, readonly maxRetries: number, readonly timeoutMs: number, readonly lastOutputSeq: number } }> } };

export type AgentCommandsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type AgentCommandsSubscription = { readonly __typename?: 'Subscription', readonly agentCommands:
    | { readonly __typename: 'CancelTask', readonly taskId: string, readonly reason: string }
    | { readonly __typename: 'Drain', readonly reason: string }
   };

export type AcceptTasksMutationVariables = Exact<{
  leases: ReadonlyArray<LeaseInput> | LeaseInput;
}>;


export type AcceptTasksMutation = { readonly __typename?: 'Mutation', readonly acceptTasks: { readonly __typename?: 'AcceptTasksPayload', readonly results: ReadonlyArray<{ readonly __typename?: 'LeaseResult', readonly taskId: string, readonly outcome: LeaseOutcome, readonly message?: string | null }> } };

export type RejectTasksMutationVariables = Exact<{
  leases: ReadonlyArray<RejectTaskInput> | RejectTaskInput;
}>;


export type RejectTasksMutation = { readonly __typename?: 'Mutation', readonly rejectTasks: { readonly __typename?: 'RejectTasksPayload', readonly results: ReadonlyArray<{ readonly __typename?: 'LeaseResult', readonly taskId: string, readonly outcome: LeaseOutcome, readonly message?: string | null }> } };

export type CompleteTasksMutationVariables = Exact<{
  results: ReadonlyArray<TaskResultInput> | TaskResultInput;
}>;


export type CompleteTasksMutation = { readonly __typename?: 'Mutation', readonly completeTasks: { readonly __typename?: 'CompleteTasksPayload', readonly results: ReadonlyArray<{ readonly __typename?: 'LeaseResult', readonly taskId: string, readonly outcome: LeaseOutcome, readonly message?: string | null }> } };

export type ReportTaskFailureMutationVariables = Exact<{
  input: ReportTaskFailureInput;
}>;


export type ReportTaskFailureMutation = { readonly __typename?: 'Mutation', readonly reportTaskFailure: { readonly __typename?: 'ReportTaskFailurePayload', readonly task: { readonly __typename?: 'Task', readonly id: string, readonly status: TaskStatus } } };

export type ReportTaskProgressMutationVariables = Exact<{
  input: ReportTaskProgressInput;
}>;


export type ReportTaskProgressMutation = { readonly __typename?: 'Mutation', readonly reportTaskProgress: { readonly __typename?: 'ReportTaskProgressPayload', readonly task: { readonly __typename?: 'Task', readonly id: string } } };

export type AppendTaskOutputMutationVariables = Exact<{
  input: AppendTaskOutputInput;
}>;


export type AppendTaskOutputMutation = { readonly __typename?: 'Mutation', readonly appendTaskOutput: { readonly __typename?: 'AppendTaskOutputPayload', readonly lastSeq: number } };

export type HeartbeatMutationVariables = Exact<{
  input: HeartbeatInput;
}>;


export type HeartbeatMutation = { readonly __typename?: 'Mutation', readonly heartbeat: { readonly __typename?: 'HeartbeatPayload', readonly leaseExpiresAt: string, readonly results: ReadonlyArray<{ readonly __typename?: 'LeaseResult', readonly taskId: string, readonly outcome: LeaseOutcome, readonly message?: string | null }> } };

export type WorkflowFieldsFragment = { readonly __typename?: 'Workflow', readonly id: string, readonly name: string, readonly description?: string | null, readonly createdAt: string, readonly updatedAt: string, readonly latestVersion: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number, readonly contentHash: string, readonly createdBy: string, readonly createdAt: string } };

export type WorkflowVersionFieldsFragment = { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number, readonly contentHash: string, readonly createdBy: string, readonly createdAt: string };

export type WorkflowQueryVariables = Exact<{
  name: Scalars['String']['input'];
}>;


export type WorkflowQuery = { readonly __typename?: 'Query', readonly workflow?: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string, readonly description?: string | null, readonly createdAt: string, readonly updatedAt: string, readonly latestVersion: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number, readonly contentHash: string, readonly createdBy: string, readonly createdAt: string } } | null };

export type WorkflowsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
  nameContains?: InputMaybe<Scalars['String']['input']>;
}>;


export type WorkflowsQuery = { readonly __typename?: 'Query', readonly workflows: { readonly __typename?: 'WorkflowConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'Workflow', readonly id: string, readonly name: string, readonly description?: string | null, readonly createdAt: string, readonly updatedAt: string, readonly latestVersion: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number, readonly contentHash: string, readonly createdBy: string, readonly createdAt: string } }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor?: string | null, readonly endCursor?: string | null } } };

export type WorkflowVersionQueryVariables = Exact<{
  workflow: Scalars['String']['input'];
  number: Scalars['Int']['input'];
}>;


export type WorkflowVersionQuery = { readonly __typename?: 'Query', readonly workflow?: { readonly __typename?: 'Workflow', readonly id: string, readonly version?: { readonly __typename?: 'WorkflowVersion', readonly definition: unknown, readonly id: string, readonly number: number, readonly contentHash: string, readonly createdBy: string, readonly createdAt: string } | null } | null };

export type WorkflowVersionsQueryVariables = Exact<{
  workflow: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type WorkflowVersionsQuery = { readonly __typename?: 'Query', readonly workflow?: { readonly __typename?: 'Workflow', readonly id: string, readonly versions: { readonly __typename?: 'WorkflowVersionConnection', readonly nodes: ReadonlyArray<{ readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number, readonly contentHash: string, readonly createdBy: string, readonly createdAt: string }>, readonly pageInfo: { readonly __typename?: 'PageInfo', readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor?: string | null, readonly endCursor?: string | null } } } | null };

export type WorkflowStatsQueryVariables = Exact<{
  workflow: Scalars['String']['input'];
  days?: InputMaybe<Scalars['Int']['input']>;
}>;


export type WorkflowStatsQuery = { readonly __typename?: 'Query', readonly workflow?: { readonly __typename?: 'Workflow', readonly id: string, readonly stats: { readonly __typename?: 'WorkflowStats', readonly runs: number, readonly open: number, readonly completed: number, readonly failed: number, readonly successRate?: number | null, readonly durationP50Ms?: number | null, readonly durationP95Ms?: number | null, readonly cost: number, readonly slowestSteps: ReadonlyArray<{ readonly __typename?: 'StepStats', readonly key: string, readonly runs: number, readonly failed: number, readonly durationP50Ms: number, readonly durationP95Ms: number }> } } | null };

export type WorkflowDiffQueryVariables = Exact<{
  workflow: Scalars['String']['input'];
  from: Scalars['Int']['input'];
  to: Scalars['Int']['input'];
}>;


export type WorkflowDiffQuery = { readonly __typename?: 'Query', readonly workflowDiff: { readonly __typename?: 'WorkflowDiff', readonly addedSteps: ReadonlyArray<string>, readonly removedSteps: ReadonlyArray<string>, readonly changedSteps: ReadonlyArray<string>, readonly from: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number, readonly contentHash: string, readonly createdBy: string, readonly createdAt: string }, readonly to: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number, readonly contentHash: string, readonly createdBy: string, readonly createdAt: string }, readonly changes: ReadonlyArray<{ readonly __typename?: 'WorkflowChange', readonly path: ReadonlyArray<string>, readonly before?: unknown | null, readonly after?: unknown | null }> } };

export type CheckWorkflowQueryVariables = Exact<{
  input: WorkflowSourceInput;
}>;


export type CheckWorkflowQuery = { readonly __typename?: 'Query', readonly checkWorkflow: ReadonlyArray<{ readonly __typename?: 'WorkflowProblem', readonly path: ReadonlyArray<string>, readonly reason: string, readonly message: string }> };

export type WorkflowTemplatesQueryVariables = Exact<{ [key: string]: never; }>;


export type WorkflowTemplatesQuery = { readonly __typename?: 'Query', readonly workflowTemplates: ReadonlyArray<{ readonly __typename?: 'WorkflowTemplate', readonly name: string, readonly description: string, readonly definition: unknown }> };

export type WorkflowSchemaQueryVariables = Exact<{ [key: string]: never; }>;


export type WorkflowSchemaQuery = { readonly __typename?: 'Query', readonly workflowSchema: unknown };

export type DefineWorkflowMutationVariables = Exact<{
  input: DefineWorkflowInput;
}>;


export type DefineWorkflowMutation = { readonly __typename?: 'Mutation', readonly defineWorkflow: { readonly __typename?: 'DefineWorkflowPayload', readonly isNew: boolean, readonly workflow: { readonly __typename?: 'Workflow', readonly id: string, readonly name: string, readonly description?: string | null, readonly createdAt: string, readonly updatedAt: string, readonly latestVersion: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number, readonly contentHash: string, readonly createdBy: string, readonly createdAt: string } }, readonly version: { readonly __typename?: 'WorkflowVersion', readonly id: string, readonly number: number, readonly contentHash: string, readonly createdBy: string, readonly createdAt: string } } };

export const BinaryFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BinaryFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Binary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<BinaryFieldsFragment, unknown>;
export const ExecutionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExecutionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Execution"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"binarySha256"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"args"}},{"kind":"Field","name":{"kind":"Name","value":"exitCode"}},{"kind":"Field","name":{"kind":"Name","value":"stdout"}},{"kind":"Field","name":{"kind":"Name","value":"stderr"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"cpuMs"}},{"kind":"Field","name":{"kind":"Name","value":"peakMemoryBytes"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<ExecutionFieldsFragment, unknown>;
export const TaskFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TaskFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Task"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"requiredCapabilities"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"maxRetries"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"scheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"deadlineAt"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"progressMessage"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"lastOutputSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<TaskFieldsFragment, unknown>;
export const AgentFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<AgentFieldsFragment, unknown>;
export const TaskKindFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TaskKindFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TaskKind"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"defaultPriority"}},{"kind":"Field","name":{"kind":"Name","value":"defaultMaxRetries"}},{"kind":"Field","name":{"kind":"Name","value":"defaultTimeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"requiredCapabilities"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<TaskKindFieldsFragment, unknown>;
export const ApiKeyFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApiKeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiKey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}}]} as unknown as DocumentNode<ApiKeyFieldsFragment, unknown>;
export const LeaseResultFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LeaseResultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LeaseResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<LeaseResultFieldsFragment, unknown>;
export const PageInfoFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageInfoFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<PageInfoFieldsFragment, unknown>;
export const PublisherKeyFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PublisherKeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PublisherKey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<PublisherKeyFieldsFragment, unknown>;
export const PublisherFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PublisherFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Publisher"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"isOwn"}},{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PublisherKeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PublisherKeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PublisherKey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<PublisherFieldsFragment, unknown>;
export const ReleaseFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReleaseFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Release"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"changelog"}},{"kind":"Field","name":{"kind":"Name","value":"manifest"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"isValid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"binarySha256"}},{"kind":"Field","name":{"kind":"Name","value":"binarySize"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"testResults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"passed"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<ReleaseFieldsFragment, unknown>;
export const ItemFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ItemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MarketplaceItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"publisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"isOwn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"licence"}},{"kind":"Field","name":{"kind":"Name","value":"repositoryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"pricePerRun"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"sharedWith"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"latestRelease"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stats"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runs"}},{"kind":"Field","name":{"kind":"Name","value":"successRate"}},{"kind":"Field","name":{"kind":"Name","value":"p50Ms"}},{"kind":"Field","name":{"kind":"Name","value":"p95Ms"}},{"kind":"Field","name":{"kind":"Name","value":"lastRunAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"reviewCount"}},{"kind":"Field","name":{"kind":"Name","value":"installation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<ItemFieldsFragment, unknown>;
export const ReviewFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReviewFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Review"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"isOwn"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<ReviewFieldsFragment, unknown>;
export const InstallationFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InstallationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Installation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"upgrade"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"taskKind"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<InstallationFieldsFragment, unknown>;
export const WorkflowRunErrorFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}}]} as unknown as DocumentNode<WorkflowRunErrorFieldsFragment, unknown>;
export const WorkflowRunFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRun"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"context"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parentStep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"concurrencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}}]} as unknown as DocumentNode<WorkflowRunFieldsFragment, unknown>;
export const StepFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Step"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"needs"}},{"kind":"Field","name":{"kind":"Name","value":"itemOf"}},{"kind":"Field","name":{"kind":"Name","value":"itemIndex"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"compensationTask"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"childRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approvalRole"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}}]} as unknown as DocumentNode<StepFieldsFragment, unknown>;
export const SandboxFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SandboxFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Sandbox"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"command"}},{"kind":"Field","name":{"kind":"Name","value":"args"}},{"kind":"Field","name":{"kind":"Name","value":"environment"}},{"kind":"Field","name":{"kind":"Name","value":"filePaths"}},{"kind":"Field","name":{"kind":"Name","value":"resources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cpu"}},{"kind":"Field","name":{"kind":"Name","value":"memory"}},{"kind":"Field","name":{"kind":"Name","value":"ephemeralStorage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"egress"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"host"}},{"kind":"Field","name":{"kind":"Name","value":"isFromPool"}},{"kind":"Field","name":{"kind":"Name","value":"containerId"}},{"kind":"Field","name":{"kind":"Name","value":"connectionDetails"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"namespace"}},{"kind":"Field","name":{"kind":"Name","value":"pod"}},{"kind":"Field","name":{"kind":"Name","value":"container"}},{"kind":"Field","name":{"kind":"Name","value":"address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exitCode"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cpuMs"}},{"kind":"Field","name":{"kind":"Name","value":"peakMemoryBytes"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"logBytes"}},{"kind":"Field","name":{"kind":"Name","value":"isLogCut"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"provisioningAt"}},{"kind":"Field","name":{"kind":"Name","value":"readyAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<SandboxFieldsFragment, unknown>;
export const TriggerFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TriggerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Trigger"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"schedule"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"missedRuns"}},{"kind":"Field","name":{"kind":"Name","value":"overlap"}},{"kind":"Field","name":{"kind":"Name","value":"filter"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"webhookPath"}},{"kind":"Field","name":{"kind":"Name","value":"nextAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastFiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<TriggerFieldsFragment, unknown>;
export const WorkflowVersionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowVersionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"contentHash"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<WorkflowVersionFieldsFragment, unknown>;
export const WorkflowFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Workflow"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowVersionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowVersionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"contentHash"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<WorkflowFieldsFragment, unknown>;
export const AgentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Agent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<AgentQuery, AgentQueryVariables>;
export const AgentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Agents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AgentFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AgentOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageInfoFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageInfoFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<AgentsQuery, AgentsQueryVariables>;
export const RegisterAgentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterAgent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterAgentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registerAgent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"apiKey"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<RegisterAgentMutation, RegisterAgentMutationVariables>;
export const UpdateAgentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateAgent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateAgentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateAgent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<UpdateAgentMutation, UpdateAgentMutationVariables>;
export const PauseAgentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PauseAgent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pauseAgent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<PauseAgentMutation, PauseAgentMutationVariables>;
export const ResumeAgentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeAgent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeAgent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<ResumeAgentMutation, ResumeAgentMutationVariables>;
export const DrainAgentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DrainAgent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"drainAgent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<DrainAgentMutation, DrainAgentMutationVariables>;
export const RemoveAgentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveAgent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeAgent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<RemoveAgentMutation, RemoveAgentMutationVariables>;
export const TaskEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"TaskEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"taskId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Seq"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"taskId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"taskId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"taskId"}}]}}]}}]} as unknown as DocumentNode<TaskEventsSubscription, TaskEventsSubscriptionVariables>;
export const TaskOutputDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"TaskOutput"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"taskId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Seq"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskOutput"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"taskId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"taskId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"chunk"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]} as unknown as DocumentNode<TaskOutputSubscription, TaskOutputSubscriptionVariables>;
export const AgentEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AgentEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"agentId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Seq"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agentEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"agentId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"agentId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"agentId"}}]}}]}}]} as unknown as DocumentNode<AgentEventsSubscription, AgentEventsSubscriptionVariables>;
export const FeedCursorDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FeedCursor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"feedCursor"}}]}}]} as unknown as DocumentNode<FeedCursorQuery, FeedCursorQueryVariables>;
export const EventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Events"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EventFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TaskEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agentId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runId"}},{"kind":"Field","name":{"kind":"Name","value":"stepKey"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SandboxEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sandboxId"}}]}}]}}]}}]} as unknown as DocumentNode<EventsSubscription, EventsSubscriptionVariables>;
export const BinaryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Binary"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"binary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BinaryFields"}},{"kind":"Field","name":{"kind":"Name","value":"downloadUrl"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BinaryFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Binary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<BinaryQuery, BinaryQueryVariables>;
export const BinariesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Binaries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"binaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BinaryFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BinaryFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Binary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<BinariesQuery, BinariesQueryVariables>;
export const ExecutionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Execution"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"execution"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExecutionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExecutionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Execution"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"binarySha256"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"args"}},{"kind":"Field","name":{"kind":"Name","value":"exitCode"}},{"kind":"Field","name":{"kind":"Name","value":"stdout"}},{"kind":"Field","name":{"kind":"Name","value":"stderr"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"cpuMs"}},{"kind":"Field","name":{"kind":"Name","value":"peakMemoryBytes"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<ExecutionQuery, ExecutionQueryVariables>;
export const ExecutionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Executions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ExecutionFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"executions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExecutionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExecutionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Execution"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"binarySha256"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"args"}},{"kind":"Field","name":{"kind":"Name","value":"exitCode"}},{"kind":"Field","name":{"kind":"Name","value":"stdout"}},{"kind":"Field","name":{"kind":"Name","value":"stderr"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"cpuMs"}},{"kind":"Field","name":{"kind":"Name","value":"peakMemoryBytes"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<ExecutionsQuery, ExecutionsQueryVariables>;
export const CreateBinaryUploadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateBinaryUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateBinaryUploadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createBinaryUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uploadUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"binary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BinaryFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BinaryFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Binary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<CreateBinaryUploadMutation, CreateBinaryUploadMutationVariables>;
export const DeleteBinaryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteBinary"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteBinary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<DeleteBinaryMutation, DeleteBinaryMutationVariables>;
export const ExecuteAgentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ExecuteAgent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExecuteAgentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"executeAgent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"execution"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExecutionFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExecutionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Execution"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"binarySha256"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"args"}},{"kind":"Field","name":{"kind":"Name","value":"exitCode"}},{"kind":"Field","name":{"kind":"Name","value":"stdout"}},{"kind":"Field","name":{"kind":"Name","value":"stderr"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"cpuMs"}},{"kind":"Field","name":{"kind":"Name","value":"peakMemoryBytes"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<ExecuteAgentMutation, ExecuteAgentMutationVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const SignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}}]}}]}}]} as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const RefreshTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefreshToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefreshTokenInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refreshToken"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}}]}}]}}]} as unknown as DocumentNode<RefreshTokenMutation, RefreshTokenMutationVariables>;
export const SignOutDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignOut"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signOut"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signedOut"}}]}}]}}]} as unknown as DocumentNode<SignOutMutation, SignOutMutationVariables>;
export const CreateApiKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateApiKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateApiKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createApiKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ApiKeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApiKeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiKey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}}]} as unknown as DocumentNode<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const RevokeApiKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeApiKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeApiKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ApiKeyFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApiKeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiKey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}}]} as unknown as DocumentNode<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const PublisherDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Publisher"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publisher"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PublisherFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PublisherKeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PublisherKey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PublisherFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Publisher"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"isOwn"}},{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PublisherKeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<PublisherQuery, PublisherQueryVariables>;
export const PublishersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Publishers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PublisherFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PublisherKeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PublisherKey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PublisherFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Publisher"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"isOwn"}},{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PublisherKeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<PublishersQuery, PublishersQueryVariables>;
export const MarketplaceItemDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MarketplaceItem"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"marketplaceItem"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ItemFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ItemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MarketplaceItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"publisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"isOwn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"licence"}},{"kind":"Field","name":{"kind":"Name","value":"repositoryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"pricePerRun"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"sharedWith"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"latestRelease"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stats"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runs"}},{"kind":"Field","name":{"kind":"Name","value":"successRate"}},{"kind":"Field","name":{"kind":"Name","value":"p50Ms"}},{"kind":"Field","name":{"kind":"Name","value":"p95Ms"}},{"kind":"Field","name":{"kind":"Name","value":"lastRunAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"reviewCount"}},{"kind":"Field","name":{"kind":"Name","value":"installation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<MarketplaceItemQuery, MarketplaceItemQueryVariables>;
export const MarketplaceItemsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MarketplaceItems"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"query"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ItemFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ItemOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"marketplaceItems"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"query"},"value":{"kind":"Variable","name":{"kind":"Name","value":"query"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ItemFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ItemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MarketplaceItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"publisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"isOwn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"licence"}},{"kind":"Field","name":{"kind":"Name","value":"repositoryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"pricePerRun"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"sharedWith"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"latestRelease"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stats"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runs"}},{"kind":"Field","name":{"kind":"Name","value":"successRate"}},{"kind":"Field","name":{"kind":"Name","value":"p50Ms"}},{"kind":"Field","name":{"kind":"Name","value":"p95Ms"}},{"kind":"Field","name":{"kind":"Name","value":"lastRunAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"reviewCount"}},{"kind":"Field","name":{"kind":"Name","value":"installation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<MarketplaceItemsQuery, MarketplaceItemsQueryVariables>;
export const ItemFacetsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ItemFacets"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"query"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ItemFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"marketplaceItems"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}},{"kind":"Argument","name":{"kind":"Name","value":"query"},"value":{"kind":"Variable","name":{"kind":"Name","value":"query"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"facets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"isCapped"}},{"kind":"Field","name":{"kind":"Name","value":"types"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"publishers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ItemFacetsQuery, ItemFacetsQueryVariables>;
export const ItemReleaseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ItemRelease"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"item"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"marketplaceItem"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"item"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"release"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReleaseFields"}},{"kind":"Field","name":{"kind":"Name","value":"definition"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReleaseFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Release"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"changelog"}},{"kind":"Field","name":{"kind":"Name","value":"manifest"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"isValid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"binarySha256"}},{"kind":"Field","name":{"kind":"Name","value":"binarySize"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"testResults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"passed"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<ItemReleaseQuery, ItemReleaseQueryVariables>;
export const ItemReleasesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ItemReleases"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"item"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"marketplaceItem"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"item"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"releases"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReleaseFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReleaseFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Release"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"changelog"}},{"kind":"Field","name":{"kind":"Name","value":"manifest"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"isValid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"binarySha256"}},{"kind":"Field","name":{"kind":"Name","value":"binarySize"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"testResults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"passed"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<ItemReleasesQuery, ItemReleasesQueryVariables>;
export const ItemReviewsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ItemReviews"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"item"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"marketplaceItem"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"item"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reviews"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReviewFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReviewFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Review"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"isOwn"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<ItemReviewsQuery, ItemReviewsQueryVariables>;
export const InstallationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Installations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"installations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InstallationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InstallationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Installation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"upgrade"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"taskKind"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<InstallationsQuery, InstallationsQueryVariables>;
export const CreatePublisherDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreatePublisher"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePublisherInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createPublisher"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PublisherFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PublisherKeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PublisherKey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PublisherFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Publisher"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"isOwn"}},{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PublisherKeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<CreatePublisherMutation, CreatePublisherMutationVariables>;
export const AddPublisherKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddPublisherKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddPublisherKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addPublisherKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PublisherKeyFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PublisherKeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PublisherKey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<AddPublisherKeyMutation, AddPublisherKeyMutationVariables>;
export const RevokePublisherKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokePublisherKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokePublisherKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PublisherKeyFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PublisherKeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PublisherKey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<RevokePublisherKeyMutation, RevokePublisherKeyMutationVariables>;
export const PublishReleaseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PublishRelease"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PublishReleaseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishRelease"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReleaseFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReleaseFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Release"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"changelog"}},{"kind":"Field","name":{"kind":"Name","value":"manifest"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"isValid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"binarySha256"}},{"kind":"Field","name":{"kind":"Name","value":"binarySize"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"testResults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"passed"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<PublishReleaseMutation, PublishReleaseMutationVariables>;
export const UpdateItemDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateItem"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateItemInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateItem"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ItemFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ItemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MarketplaceItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"publisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"isOwn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"licence"}},{"kind":"Field","name":{"kind":"Name","value":"repositoryUrl"}},{"kind":"Field","name":{"kind":"Name","value":"pricePerRun"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"sharedWith"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"latestRelease"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stats"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runs"}},{"kind":"Field","name":{"kind":"Name","value":"successRate"}},{"kind":"Field","name":{"kind":"Name","value":"p50Ms"}},{"kind":"Field","name":{"kind":"Name","value":"p95Ms"}},{"kind":"Field","name":{"kind":"Name","value":"lastRunAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"reviewCount"}},{"kind":"Field","name":{"kind":"Name","value":"installation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<UpdateItemMutation, UpdateItemMutationVariables>;
export const DeprecateReleaseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeprecateRelease"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReleaseStatusInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deprecateRelease"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReleaseFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReleaseFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Release"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"changelog"}},{"kind":"Field","name":{"kind":"Name","value":"manifest"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"isValid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"binarySha256"}},{"kind":"Field","name":{"kind":"Name","value":"binarySize"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"testResults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"passed"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<DeprecateReleaseMutation, DeprecateReleaseMutationVariables>;
export const YankReleaseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"YankRelease"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReleaseStatusInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"yankRelease"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReleaseFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReleaseFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Release"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"changelog"}},{"kind":"Field","name":{"kind":"Name","value":"manifest"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"isValid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"binarySha256"}},{"kind":"Field","name":{"kind":"Name","value":"binarySize"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"testResults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"passed"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<YankReleaseMutation, YankReleaseMutationVariables>;
export const RestoreReleaseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RestoreRelease"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restoreRelease"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReleaseFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReleaseFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Release"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"changelog"}},{"kind":"Field","name":{"kind":"Name","value":"manifest"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"isValid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"binarySha256"}},{"kind":"Field","name":{"kind":"Name","value":"binarySize"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"testResults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"passed"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<RestoreReleaseMutation, RestoreReleaseMutationVariables>;
export const SignReleaseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignRelease"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignReleaseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signRelease"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReleaseFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReleaseFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Release"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"changelog"}},{"kind":"Field","name":{"kind":"Name","value":"manifest"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"isValid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"binarySha256"}},{"kind":"Field","name":{"kind":"Name","value":"binarySize"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"testResults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"passed"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<SignReleaseMutation, SignReleaseMutationVariables>;
export const InstallItemDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"InstallItem"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InstallItemInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"installItem"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"installation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InstallationFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InstallationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Installation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"upgrade"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"taskKind"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<InstallItemMutation, InstallItemMutationVariables>;
export const UpgradeInstallationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpgradeInstallation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpgradeInstallationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upgradeInstallation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"installation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InstallationFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InstallationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Installation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"range"}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"upgrade"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"taskKind"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<UpgradeInstallationMutation, UpgradeInstallationMutationVariables>;
export const UninstallItemDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UninstallItem"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uninstallItem"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<UninstallItemMutation, UninstallItemMutationVariables>;
export const ReviewItemDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReviewItem"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReviewItemInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reviewItem"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"review"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReviewFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReviewFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Review"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"isOwn"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<ReviewItemMutation, ReviewItemMutationVariables>;
export const DeleteReviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteReview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteReview"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<DeleteReviewMutation, DeleteReviewMutationVariables>;
export const WorkflowRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkflowRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"atSeq"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Seq"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflowRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"atSeq"},"value":{"kind":"Variable","name":{"kind":"Name","value":"atSeq"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRun"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"context"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parentStep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"concurrencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<WorkflowRunQuery, WorkflowRunQueryVariables>;
export const WorkflowRunStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkflowRunStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflowRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}}]}}]}}]} as unknown as DocumentNode<WorkflowRunStatusQuery, WorkflowRunStatusQueryVariables>;
export const WorkflowRunProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkflowRunProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflowRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stepsEnded"}},{"kind":"Field","name":{"kind":"Name","value":"stepsTotal"}},{"kind":"Field","name":{"kind":"Name","value":"percent"}},{"kind":"Field","name":{"kind":"Name","value":"estimatedEndAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"criticalPath"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}}]}}]}}]}}]} as unknown as DocumentNode<WorkflowRunProgressQuery, WorkflowRunProgressQueryVariables>;
export const WorkflowRunsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkflowRuns"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflowRuns"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageInfoFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRun"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"context"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parentStep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"concurrencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageInfoFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<WorkflowRunsQuery, WorkflowRunsQueryVariables>;
export const WorkflowRunStepsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkflowRunSteps"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"atSeq"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Seq"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"StepFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflowRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"atSeq"},"value":{"kind":"Variable","name":{"kind":"Name","value":"atSeq"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageInfoFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Step"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"needs"}},{"kind":"Field","name":{"kind":"Name","value":"itemOf"}},{"kind":"Field","name":{"kind":"Name","value":"itemIndex"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"compensationTask"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"childRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approvalRole"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageInfoFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<WorkflowRunStepsQuery, WorkflowRunStepsQueryVariables>;
export const WorkflowRunStepDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkflowRunStep"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"atSeq"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Seq"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflowRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"atSeq"},"value":{"kind":"Variable","name":{"kind":"Name","value":"atSeq"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"step"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Step"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"needs"}},{"kind":"Field","name":{"kind":"Name","value":"itemOf"}},{"kind":"Field","name":{"kind":"Name","value":"itemIndex"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"compensationTask"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"childRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approvalRole"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<WorkflowRunStepQuery, WorkflowRunStepQueryVariables>;
export const WorkflowRunEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"WorkflowRunEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"runId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Seq"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflowRunEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"runId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"runId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"runId"}},{"kind":"Field","name":{"kind":"Name","value":"stepKey"}}]}}]}}]} as unknown as DocumentNode<WorkflowRunEventsSubscription, WorkflowRunEventsSubscriptionVariables>;
export const StartWorkflowRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartWorkflowRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartWorkflowRunInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startWorkflowRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRun"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"context"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parentStep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"concurrencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<StartWorkflowRunMutation, StartWorkflowRunMutationVariables>;
export const PauseWorkflowRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PauseWorkflowRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pauseWorkflowRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRun"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"context"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parentStep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"concurrencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<PauseWorkflowRunMutation, PauseWorkflowRunMutationVariables>;
export const ResumeWorkflowRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeWorkflowRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeWorkflowRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRun"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"context"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parentStep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"concurrencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<ResumeWorkflowRunMutation, ResumeWorkflowRunMutationVariables>;
export const CancelWorkflowRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelWorkflowRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelWorkflowRunInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelWorkflowRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRun"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"context"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parentStep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"concurrencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<CancelWorkflowRunMutation, CancelWorkflowRunMutationVariables>;
export const RetryWorkflowRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetryWorkflowRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RetryWorkflowRunInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryWorkflowRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRun"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"context"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parentStep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"concurrencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<RetryWorkflowRunMutation, RetryWorkflowRunMutationVariables>;
export const SignalWorkflowRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignalWorkflowRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignalWorkflowRunInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signalWorkflowRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRun"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"context"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parentStep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"concurrencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<SignalWorkflowRunMutation, SignalWorkflowRunMutationVariables>;
export const AnswerApprovalDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AnswerApproval"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AnswerApprovalInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"answerApproval"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Step"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"needs"}},{"kind":"Field","name":{"kind":"Name","value":"itemOf"}},{"kind":"Field","name":{"kind":"Name","value":"itemIndex"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"compensationTask"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"childRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approvalRole"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<AnswerApprovalMutation, AnswerApprovalMutationVariables>;
export const SkipStepDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SkipStep"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SkipStepInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"skipStep"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowRunErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowRunError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Step"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"needs"}},{"kind":"Field","name":{"kind":"Name","value":"itemOf"}},{"kind":"Field","name":{"kind":"Name","value":"itemIndex"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowRunErrorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"compensationTask"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"childRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approvalRole"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<SkipStepMutation, SkipStepMutationVariables>;
export const SandboxDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Sandbox"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sandbox"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SandboxFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SandboxFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Sandbox"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"command"}},{"kind":"Field","name":{"kind":"Name","value":"args"}},{"kind":"Field","name":{"kind":"Name","value":"environment"}},{"kind":"Field","name":{"kind":"Name","value":"filePaths"}},{"kind":"Field","name":{"kind":"Name","value":"resources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cpu"}},{"kind":"Field","name":{"kind":"Name","value":"memory"}},{"kind":"Field","name":{"kind":"Name","value":"ephemeralStorage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"egress"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"host"}},{"kind":"Field","name":{"kind":"Name","value":"isFromPool"}},{"kind":"Field","name":{"kind":"Name","value":"containerId"}},{"kind":"Field","name":{"kind":"Name","value":"connectionDetails"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"namespace"}},{"kind":"Field","name":{"kind":"Name","value":"pod"}},{"kind":"Field","name":{"kind":"Name","value":"container"}},{"kind":"Field","name":{"kind":"Name","value":"address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exitCode"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cpuMs"}},{"kind":"Field","name":{"kind":"Name","value":"peakMemoryBytes"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"logBytes"}},{"kind":"Field","name":{"kind":"Name","value":"isLogCut"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"provisioningAt"}},{"kind":"Field","name":{"kind":"Name","value":"readyAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<SandboxQuery, SandboxQueryVariables>;
export const SandboxesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Sandboxes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SandboxFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sandboxes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SandboxFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SandboxFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Sandbox"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"command"}},{"kind":"Field","name":{"kind":"Name","value":"args"}},{"kind":"Field","name":{"kind":"Name","value":"environment"}},{"kind":"Field","name":{"kind":"Name","value":"filePaths"}},{"kind":"Field","name":{"kind":"Name","value":"resources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cpu"}},{"kind":"Field","name":{"kind":"Name","value":"memory"}},{"kind":"Field","name":{"kind":"Name","value":"ephemeralStorage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"egress"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"host"}},{"kind":"Field","name":{"kind":"Name","value":"isFromPool"}},{"kind":"Field","name":{"kind":"Name","value":"containerId"}},{"kind":"Field","name":{"kind":"Name","value":"connectionDetails"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"namespace"}},{"kind":"Field","name":{"kind":"Name","value":"pod"}},{"kind":"Field","name":{"kind":"Name","value":"container"}},{"kind":"Field","name":{"kind":"Name","value":"address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exitCode"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cpuMs"}},{"kind":"Field","name":{"kind":"Name","value":"peakMemoryBytes"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"logBytes"}},{"kind":"Field","name":{"kind":"Name","value":"isLogCut"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"provisioningAt"}},{"kind":"Field","name":{"kind":"Name","value":"readyAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<SandboxesQuery, SandboxesQueryVariables>;
export const SandboxStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SandboxStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Seq"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sandbox"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SandboxStatusQuery, SandboxStatusQueryVariables>;
export const RequestSandboxDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestSandbox"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestSandboxInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestSandbox"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sandbox"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SandboxFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SandboxFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Sandbox"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"command"}},{"kind":"Field","name":{"kind":"Name","value":"args"}},{"kind":"Field","name":{"kind":"Name","value":"environment"}},{"kind":"Field","name":{"kind":"Name","value":"filePaths"}},{"kind":"Field","name":{"kind":"Name","value":"resources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cpu"}},{"kind":"Field","name":{"kind":"Name","value":"memory"}},{"kind":"Field","name":{"kind":"Name","value":"ephemeralStorage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"egress"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"host"}},{"kind":"Field","name":{"kind":"Name","value":"isFromPool"}},{"kind":"Field","name":{"kind":"Name","value":"containerId"}},{"kind":"Field","name":{"kind":"Name","value":"connectionDetails"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"namespace"}},{"kind":"Field","name":{"kind":"Name","value":"pod"}},{"kind":"Field","name":{"kind":"Name","value":"container"}},{"kind":"Field","name":{"kind":"Name","value":"address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exitCode"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cpuMs"}},{"kind":"Field","name":{"kind":"Name","value":"peakMemoryBytes"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"logBytes"}},{"kind":"Field","name":{"kind":"Name","value":"isLogCut"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"provisioningAt"}},{"kind":"Field","name":{"kind":"Name","value":"readyAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<RequestSandboxMutation, RequestSandboxMutationVariables>;
export const TerminateSandboxDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TerminateSandbox"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"terminateSandbox"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sandbox"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SandboxFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SandboxFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Sandbox"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"command"}},{"kind":"Field","name":{"kind":"Name","value":"args"}},{"kind":"Field","name":{"kind":"Name","value":"environment"}},{"kind":"Field","name":{"kind":"Name","value":"filePaths"}},{"kind":"Field","name":{"kind":"Name","value":"resources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cpu"}},{"kind":"Field","name":{"kind":"Name","value":"memory"}},{"kind":"Field","name":{"kind":"Name","value":"ephemeralStorage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"egress"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"host"}},{"kind":"Field","name":{"kind":"Name","value":"isFromPool"}},{"kind":"Field","name":{"kind":"Name","value":"containerId"}},{"kind":"Field","name":{"kind":"Name","value":"connectionDetails"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"namespace"}},{"kind":"Field","name":{"kind":"Name","value":"pod"}},{"kind":"Field","name":{"kind":"Name","value":"container"}},{"kind":"Field","name":{"kind":"Name","value":"address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exitCode"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cpuMs"}},{"kind":"Field","name":{"kind":"Name","value":"peakMemoryBytes"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"logBytes"}},{"kind":"Field","name":{"kind":"Name","value":"isLogCut"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"provisioningAt"}},{"kind":"Field","name":{"kind":"Name","value":"readyAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<TerminateSandboxMutation, TerminateSandboxMutationVariables>;
export const SandboxEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"SandboxEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Seq"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sandboxEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"sandboxId"}}]}}]}}]} as unknown as DocumentNode<SandboxEventsSubscription, SandboxEventsSubscriptionVariables>;
export const SandboxLogsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"SandboxLogs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Seq"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sandboxLogs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"stream"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]} as unknown as DocumentNode<SandboxLogsSubscription, SandboxLogsSubscriptionVariables>;
export const TaskDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Task"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TaskFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TaskFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Task"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"requiredCapabilities"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"maxRetries"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"scheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"deadlineAt"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"progressMessage"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"lastOutputSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<TaskQuery, TaskQueryVariables>;
export const TaskStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TaskStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}}]}}]}}]} as unknown as DocumentNode<TaskStatusQuery, TaskStatusQueryVariables>;
export const TaskAttemptsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TaskAttempts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"assignedAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TaskAttemptsQuery, TaskAttemptsQueryVariables>;
export const TasksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Tasks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TaskFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TaskOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TaskFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageInfoFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TaskFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Task"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"requiredCapabilities"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"maxRetries"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"scheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"deadlineAt"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"progressMessage"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"lastOutputSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageInfoFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<TasksQuery, TasksQueryVariables>;
export const TaskKindDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TaskKind"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskKind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TaskKindFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TaskKindFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TaskKind"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"defaultPriority"}},{"kind":"Field","name":{"kind":"Name","value":"defaultMaxRetries"}},{"kind":"Field","name":{"kind":"Name","value":"defaultTimeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"requiredCapabilities"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<TaskKindQuery, TaskKindQueryVariables>;
export const TaskKindsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TaskKinds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskKinds"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TaskKindFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageInfoFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TaskKindFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TaskKind"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"defaultPriority"}},{"kind":"Field","name":{"kind":"Name","value":"defaultMaxRetries"}},{"kind":"Field","name":{"kind":"Name","value":"defaultTimeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"requiredCapabilities"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageInfoFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<TaskKindsQuery, TaskKindsQueryVariables>;
export const QueueStatsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"QueueStats"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"queueStats"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pools"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pool"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"requiredCapabilities"}},{"kind":"Field","name":{"kind":"Name","value":"scheduled"}},{"kind":"Field","name":{"kind":"Name","value":"queued"}},{"kind":"Field","name":{"kind":"Name","value":"assigned"}},{"kind":"Field","name":{"kind":"Name","value":"running"}},{"kind":"Field","name":{"kind":"Name","value":"oldestWaitMs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"quarantined"}},{"kind":"Field","name":{"kind":"Name","value":"oldestWaitMs"}}]}}]}}]} as unknown as DocumentNode<QueueStatsQuery, QueueStatsQueryVariables>;
export const DefineTaskKindDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DefineTaskKind"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DefineTaskKindInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"defineTaskKind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskKind"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TaskKindFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TaskKindFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TaskKind"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"defaultPriority"}},{"kind":"Field","name":{"kind":"Name","value":"defaultMaxRetries"}},{"kind":"Field","name":{"kind":"Name","value":"defaultTimeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"requiredCapabilities"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<DefineTaskKindMutation, DefineTaskKindMutationVariables>;
export const CreateTaskDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateTask"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateTaskInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createTask"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TaskFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TaskFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Task"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"requiredCapabilities"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"maxRetries"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"scheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"deadlineAt"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"progressMessage"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"lastOutputSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<CreateTaskMutation, CreateTaskMutationVariables>;
export const CreateTasksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateTasks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"inputs"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateTaskInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createTasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"inputs"},"value":{"kind":"Variable","name":{"kind":"Name","value":"inputs"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tasks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<CreateTasksMutation, CreateTasksMutationVariables>;
export const CancelTaskDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelTask"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelTask"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TaskFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TaskFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Task"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"requiredCapabilities"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"maxRetries"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"scheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"deadlineAt"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"progressMessage"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"lastOutputSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<CancelTaskMutation, CancelTaskMutationVariables>;
export const RedriveTaskDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RedriveTask"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"redriveTask"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TaskFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TaskFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Task"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"requiredCapabilities"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"maxRetries"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"scheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"deadlineAt"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"progressMessage"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"lastOutputSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<RedriveTaskMutation, RedriveTaskMutationVariables>;
export const SetTaskPriorityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetTaskPriority"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"priority"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TaskPriority"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setTaskPriority"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"priority"},"value":{"kind":"Variable","name":{"kind":"Name","value":"priority"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TaskFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TaskFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Task"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"requiredCapabilities"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"maxRetries"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"scheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"deadlineAt"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"progressMessage"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}},{"kind":"Field","name":{"kind":"Name","value":"lastOutputSeq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]} as unknown as DocumentNode<SetTaskPriorityMutation, SetTaskPriorityMutationVariables>;
export const WorkflowTriggersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkflowTriggers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"workflow"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"workflow"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"triggers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TriggerFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TriggerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Trigger"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"schedule"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"missedRuns"}},{"kind":"Field","name":{"kind":"Name","value":"overlap"}},{"kind":"Field","name":{"kind":"Name","value":"filter"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"webhookPath"}},{"kind":"Field","name":{"kind":"Name","value":"nextAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastFiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<WorkflowTriggersQuery, WorkflowTriggersQueryVariables>;
export const TriggerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Trigger"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Trigger"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TriggerFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TriggerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Trigger"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"schedule"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"missedRuns"}},{"kind":"Field","name":{"kind":"Name","value":"overlap"}},{"kind":"Field","name":{"kind":"Name","value":"filter"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"webhookPath"}},{"kind":"Field","name":{"kind":"Name","value":"nextAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastFiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<TriggerQuery, TriggerQueryVariables>;
export const CreateTriggerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateTrigger"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateTriggerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createTrigger"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TriggerFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TriggerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Trigger"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"schedule"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"missedRuns"}},{"kind":"Field","name":{"kind":"Name","value":"overlap"}},{"kind":"Field","name":{"kind":"Name","value":"filter"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"webhookPath"}},{"kind":"Field","name":{"kind":"Name","value":"nextAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastFiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<CreateTriggerMutation, CreateTriggerMutationVariables>;
export const UpdateTriggerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateTrigger"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateTriggerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateTrigger"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TriggerFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TriggerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Trigger"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"schedule"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"missedRuns"}},{"kind":"Field","name":{"kind":"Name","value":"overlap"}},{"kind":"Field","name":{"kind":"Name","value":"filter"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"webhookPath"}},{"kind":"Field","name":{"kind":"Name","value":"nextAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastFiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<UpdateTriggerMutation, UpdateTriggerMutationVariables>;
export const DeleteTriggerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteTrigger"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteTrigger"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<DeleteTriggerMutation, DeleteTriggerMutationVariables>;
export const RotateTriggerSecretDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RotateTriggerSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateTriggerSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trigger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TriggerFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TriggerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Trigger"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"schedule"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"missedRuns"}},{"kind":"Field","name":{"kind":"Name","value":"overlap"}},{"kind":"Field","name":{"kind":"Name","value":"filter"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"webhookPath"}},{"kind":"Field","name":{"kind":"Name","value":"nextAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastFiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<RotateTriggerSecretMutation, RotateTriggerSecretMutationVariables>;
export const TaskAssignmentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"TaskAssignments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"capacity"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kinds"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"prefetch"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskAssignments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"capacity"},"value":{"kind":"Variable","name":{"kind":"Name","value":"capacity"}}},{"kind":"Argument","name":{"kind":"Name","value":"kinds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kinds"}}},{"kind":"Argument","name":{"kind":"Name","value":"prefetch"},"value":{"kind":"Variable","name":{"kind":"Name","value":"prefetch"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"assignments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"maxRetries"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutMs"}},{"kind":"Field","name":{"kind":"Name","value":"lastOutputSeq"}}]}},{"kind":"Field","name":{"kind":"Name","value":"leaseToken"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}}]}}]}}]}}]} as unknown as DocumentNode<TaskAssignmentsSubscription, TaskAssignmentsSubscriptionVariables>;
export const AgentCommandsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AgentCommands"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agentCommands"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CancelTask"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Drain"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<AgentCommandsSubscription, AgentCommandsSubscriptionVariables>;
export const AcceptTasksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcceptTasks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"leases"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LeaseInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptTasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"leases"},"value":{"kind":"Variable","name":{"kind":"Name","value":"leases"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LeaseResultFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LeaseResultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LeaseResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<AcceptTasksMutation, AcceptTasksMutationVariables>;
export const RejectTasksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RejectTasks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"leases"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RejectTaskInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rejectTasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"leases"},"value":{"kind":"Variable","name":{"kind":"Name","value":"leases"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LeaseResultFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LeaseResultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LeaseResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<RejectTasksMutation, RejectTasksMutationVariables>;
export const CompleteTasksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CompleteTasks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"results"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TaskResultInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completeTasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"results"},"value":{"kind":"Variable","name":{"kind":"Name","value":"results"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LeaseResultFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LeaseResultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LeaseResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<CompleteTasksMutation, CompleteTasksMutationVariables>;
export const ReportTaskFailureDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportTaskFailure"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportTaskFailureInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportTaskFailure"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<ReportTaskFailureMutation, ReportTaskFailureMutationVariables>;
export const ReportTaskProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportTaskProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportTaskProgressInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportTaskProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<ReportTaskProgressMutation, ReportTaskProgressMutationVariables>;
export const AppendTaskOutputDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AppendTaskOutput"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AppendTaskOutputInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appendTaskOutput"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastSeq"}}]}}]}}]} as unknown as DocumentNode<AppendTaskOutputMutation, AppendTaskOutputMutationVariables>;
export const HeartbeatDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Heartbeat"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"HeartbeatInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"heartbeat"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LeaseResultFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LeaseResultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LeaseResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<HeartbeatMutation, HeartbeatMutationVariables>;
export const WorkflowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Workflow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowVersionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"contentHash"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Workflow"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowVersionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<WorkflowQuery, WorkflowQueryVariables>;
export const WorkflowsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Workflows"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"nameContains"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"nameContains"},"value":{"kind":"Variable","name":{"kind":"Name","value":"nameContains"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageInfoFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowVersionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"contentHash"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Workflow"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowVersionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageInfoFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<WorkflowsQuery, WorkflowsQueryVariables>;
export const WorkflowVersionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkflowVersion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"workflow"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"number"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"workflow"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"number"},"value":{"kind":"Variable","name":{"kind":"Name","value":"number"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowVersionFields"}},{"kind":"Field","name":{"kind":"Name","value":"definition"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowVersionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"contentHash"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<WorkflowVersionQuery, WorkflowVersionQueryVariables>;
export const WorkflowVersionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkflowVersions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"workflow"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"workflow"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowVersionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageInfoFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowVersionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"contentHash"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageInfoFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<WorkflowVersionsQuery, WorkflowVersionsQueryVariables>;
export const WorkflowStatsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkflowStats"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"workflow"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"days"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"workflow"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stats"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"days"},"value":{"kind":"Variable","name":{"kind":"Name","value":"days"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runs"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"successRate"}},{"kind":"Field","name":{"kind":"Name","value":"durationP50Ms"}},{"kind":"Field","name":{"kind":"Name","value":"durationP95Ms"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"slowestSteps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"runs"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"durationP50Ms"}},{"kind":"Field","name":{"kind":"Name","value":"durationP95Ms"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WorkflowStatsQuery, WorkflowStatsQueryVariables>;
export const WorkflowDiffDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkflowDiff"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"workflow"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflowDiff"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"workflow"},"value":{"kind":"Variable","name":{"kind":"Name","value":"workflow"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowVersionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowVersionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"addedSteps"}},{"kind":"Field","name":{"kind":"Name","value":"removedSteps"}},{"kind":"Field","name":{"kind":"Name","value":"changedSteps"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowVersionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"contentHash"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<WorkflowDiffQuery, WorkflowDiffQueryVariables>;
export const CheckWorkflowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CheckWorkflow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowSourceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checkWorkflow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CheckWorkflowQuery, CheckWorkflowQueryVariables>;
export const WorkflowTemplatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkflowTemplates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflowTemplates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"definition"}}]}}]}}]} as unknown as DocumentNode<WorkflowTemplatesQuery, WorkflowTemplatesQueryVariables>;
export const WorkflowSchemaDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkflowSchema"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflowSchema"}}]}}]} as unknown as DocumentNode<WorkflowSchemaQuery, WorkflowSchemaQueryVariables>;
export const DefineWorkflowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DefineWorkflow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DefineWorkflowInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"defineWorkflow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workflow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowVersionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isNew"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowVersionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkflowVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"contentHash"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkflowFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Workflow"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkflowVersionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<DefineWorkflowMutation, DefineWorkflowMutationVariables>;