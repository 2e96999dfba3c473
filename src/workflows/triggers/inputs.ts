import type { EventType } from "../../events/index.js";
import type { MissedRunPolicy, OverlapPolicy } from "../model.js";

export interface CronTriggerInput {
  /** Five fields, or six with seconds first. */
  readonly schedule: string;
  /** UTC unless said. */
  readonly timeZone?: string | null | undefined;
  /** RUN_ONCE unless said. */
  readonly missedRuns?: MissedRunPolicy | null | undefined;
  /** ALLOW unless said. */
  readonly overlap?: OverlapPolicy | null | undefined;
}

export interface EventTriggerInput {
  /** Every event of the types unless said. */
  readonly filter?: string | null | undefined;
  /** 1 to 20. */
  readonly types: readonly EventType[];
}

/** With `cron` or `event`, or with neither for a webhook. */
export interface CreateTriggerInput {
  /** Name or id. */
  readonly workflow: string;
  /** Unique in its workflow; 1 to 100 characters. */
  readonly name: string;
  readonly cron?: CronTriggerInput | null | undefined;
  readonly event?: EventTriggerInput | null | undefined;
  readonly input?: unknown;
  /** True unless said. */
  readonly enabled?: boolean | null | undefined;
}

/** What is left out stays; so does what is null, but for `input`, which may be null. */
export interface UpdateTriggerInput {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly cron?: CronTriggerInput | null | undefined;
  readonly event?: EventTriggerInput | null | undefined;
  readonly input?: unknown;
  readonly enabled?: boolean | null | undefined;
}

/** A call of a webhook, as it came over the wire. */
export interface WebhookCall {
  readonly triggerId: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** As it was signed: not a byte may differ. */
  readonly body: Buffer;
}
