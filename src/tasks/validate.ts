import { isBuiltInCapability, sandboxCapability } from "../agents/index.js";
import { badInput, MusterError } from "../platform/errors.js";
import { checkKey, hashInput } from "../platform/idempotency-keys.js";
import { checkLabels, checkNames } from "../platform/labels.js";
import { checkJson } from "./json-value.js";
import { taskPriorities, type TaskKind, type TaskPriority } from "./model.js";
import { checkRange } from "./ranges.js";
import { checkRetry, type RetryInput, type RetryPolicy } from "./retry.js";
import type { KeptSandbox } from "./sandbox-checks.js";

export interface CreateTaskInput {
  readonly kind: string;
  readonly input?: unknown;
  readonly priority?: TaskPriority | null | undefined;
  readonly requiredCapabilities?: readonly string[] | null | undefined;
  readonly maxRetries?: number | null | undefined;
  readonly timeoutMs?: number | null | undefined;
  readonly scheduledAt?: Date | null | undefined;
  readonly deadlineAt?: Date | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly labels?: unknown;
  readonly retry?: RetryInput | null | undefined;
  /** The place that each try runs in, as `SandboxCheck` takes it. */
  readonly sandbox?: object | null | undefined;
}

/** A task as it will be, its kind's defaults filled in. */
export interface ReadyTask {
  readonly kind: string;
  readonly input: unknown;
  /** Of the input as JSON. */
  readonly inputBytes: number;
  readonly priority: number;
  readonly capabilities: readonly string[];
  readonly maxRetries: number;
  readonly timeoutMs: number;
  readonly scheduledAt: Date | null;
  readonly deadlineAt: Date | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly retry: RetryPolicy | null;
  readonly sandbox: KeptSandbox | null;
  readonly idempotencyKey: string | null;
  /** Of the input as the caller wrote it, for the idempotency key. */
  readonly inputHash: string | null;
}

/** Most capabilities that a task or a kind may require. */
export const maxRequired = 20;
const dayMs = 86_400_000;

export const retryRange = [0, 100] as const;
export const timeoutRange = [100, dayMs] as const;

/** The first instants of the years 1 and 10000: outside of them PostgreSQL does not read what JavaScript writes. */
const yearRangeMs = [-62_135_596_800_000, 253_402_300_800_000] as const;

function checkTimes({ scheduledAt, deadlineAt }: CreateTaskInput, now: Date): void {
  if (!scheduledAt && !deadlineAt) return;
  for (const [field, at] of Object.entries({ scheduledAt, deadlineAt })) {
    if (at && !(at.getTime() >= yearRangeMs[0] && at.getTime() < yearRangeMs[1])) {
      throw badInput("Must lie in the years 1 to 9999.", [field], "TIME_OUT_OF_RANGE");
    }
  }
  if (scheduledAt && scheduledAt.getTime() > now.getTime() + 366 * dayMs) {
    throw badInput("At most a year ahead.", ["scheduledAt"], "TIME_OUT_OF_RANGE");
  }
  const earliest = Math.max(now.getTime(), scheduledAt?.getTime() ?? 0);
  if (deadlineAt && deadlineAt.getTime() <= earliest) {
    throw badInput("Must lie after now and after scheduledAt.", ["deadlineAt"], "TIME_OUT_OF_RANGE");
  }
}

export interface TaskLimits {
  readonly now: Date;
  readonly maxTaskBytes: number;
  readonly checkSandbox: (input: object) => KeptSandbox;
}

interface Wish {
  readonly sandbox: object;
  readonly kind: TaskKind;
  readonly required: readonly string[];
  readonly inputBytes: number;
}

/** What only a built-in agent has, no sandbox of one's own can have. */
function checkSandbox({ sandbox, kind, required, inputBytes }: Wish, limits: TaskLimits): KeptSandbox {
  const own = required.filter((name) => name !== sandboxCapability);
  const reserved = [...kind.requiredCapabilities, ...own].find(isBuiltInCapability);
  if (reserved !== undefined)
    throw badInput(`What requires ${reserved} has its own place to run in.`, ["sandbox"], "SANDBOX_NOT_FOR_KIND");
  const kept = limits.checkSandbox(sandbox);
  if (inputBytes + kept.bytes <= limits.maxTaskBytes) return kept;
  const message = `Input and sandbox together may take ${limits.maxTaskBytes} bytes as JSON.`;
  throw new MusterError("PAYLOAD_TOO_LARGE", message, { reason: "JSON_TOO_LARGE", path: ["sandbox"] });
}

/** Checks all but the kind's schema; paths are relative to the one input. */
export function readyTask(input: CreateTaskInput, kind: TaskKind, limits: TaskLimits): ReadyTask {
  const inputBytes = checkJson(input.input, limits.maxTaskBytes, ["input"]);
  checkTimes(input, limits.now);
  const idempotencyKey = checkKey(input.idempotencyKey);
  const required = checkNames(input.requiredCapabilities ?? [], maxRequired, ["requiredCapabilities"]);
  const sandbox = input.sandbox ? checkSandbox({ sandbox: input.sandbox, kind, required, inputBytes }, limits) : null;
  return {
    kind: kind.name,
    input: input.input ?? null,
    inputBytes,
    priority: taskPriorities.indexOf(input.priority ?? kind.defaultPriority),
    // What else is required the sandbox has: whoever asks for it answers for what is in it.
    capabilities: sandbox ? [sandboxCapability] : [...new Set([...kind.requiredCapabilities, ...required])].sort(),
    maxRetries: checkRange(input.maxRetries ?? kind.defaultMaxRetries, retryRange, ["maxRetries"]),
    timeoutMs: checkRange(input.timeoutMs ?? kind.defaultTimeoutMs, timeoutRange, ["timeoutMs"]),
    scheduledAt: input.scheduledAt ?? null,
    deadlineAt: input.deadlineAt ?? null,
    labels: checkLabels(input.labels ?? {}, ["labels"]),
    retry: input.retry ? checkRetry(input.retry, ["retry"]) : null,
    sandbox,
    idempotencyKey,
    inputHash: idempotencyKey === null ? null : hashInput({ ...input, idempotencyKey: null }),
  };
}
