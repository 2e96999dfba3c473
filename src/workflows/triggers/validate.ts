import type { EventType } from "../../events/index.js";
import { badInput, type InputPath, type MusterError } from "../../platform/errors.js";
import { isStorable } from "../../platform/labels.js";
import { checkJson } from "../../tasks/index.js";
import type { CronConfig, EventConfig, Trigger, TriggerType } from "../model.js";
import type { CreateTriggerInput, CronTriggerInput, EventTriggerInput, UpdateTriggerInput } from "./inputs.js";
import type { Rendering } from "./rendering.js";
import { checkSchedule, isTimeZone, nextInstant } from "./schedule.js";

/** What a trigger is declared to be. */
export type TriggerDeclaration = Pick<Trigger, "name" | "type" | "cron" | "event" | "input" | "enabled">;

export interface ValidationParts {
  readonly rendering: Rendering;
  readonly maxTaskBytes: number;
  readonly now: Date;
}

const maxNameChars = 100;
const maxScheduleChars = 200;
const maxFilterChars = 10_000;
const maxTypes = 20;

export function checkNewTrigger(input: CreateTriggerInput, parts: ValidationParts): TriggerDeclaration {
  const { cron, event, enabled } = input;
  if (cron && event) throw badInput("A trigger has either a schedule or events.", ["event"], "TRIGGER_AMBIGUOUS");
  return {
    name: checkTriggerName(input.name),
    type: typeOf(input),
    cron: cron ? checkCron(cron, parts.now) : null,
    event: event ? checkEvent(event, parts.rendering) : null,
    input: checkInput(input.input, parts),
    enabled: enabled ?? true,
  };
}

/** The trigger as the changes leave it. */
export function checkTriggerChanges(
  trigger: Trigger,
  { name, cron, event, input, enabled }: UpdateTriggerInput,
  parts: ValidationParts,
): TriggerDeclaration {
  if (cron && trigger.type !== "CRON") throw misfit("A schedule", trigger.type, ["cron"]);
  if (event && trigger.type !== "EVENT") throw misfit("A choice of events", trigger.type, ["event"]);
  return {
    name: name === null || name === undefined ? trigger.name : checkTriggerName(name),
    type: trigger.type,
    cron: cron ? checkCron(cron, parts.now) : trigger.cron,
    event: event ? checkEvent(event, parts.rendering) : trigger.event,
    input: input === undefined ? trigger.input : checkInput(input, parts),
    enabled: enabled ?? trigger.enabled,
  };
}

function typeOf({ cron, event }: CreateTriggerInput): TriggerType {
  if (cron) return "CRON";
  return event ? "EVENT" : "WEBHOOK";
}

function misfit(what: string, type: TriggerType, path: InputPath): MusterError {
  return badInput(`${what} does not go with a trigger of type ${type}.`, path, "TRIGGER_TYPE_MISFIT");
}

function checkTriggerName(name: string): string {
  if (name.trim() === "" || [...name].length > maxNameChars || !isStorable(name) || /\p{Cc}/u.test(name)) {
    throw badInput(`Must be one line of 1 to ${maxNameChars} characters.`, ["name"], "TEXT_INVALID");
  }
  return name;
}

function checkCron({ schedule, timeZone, missedRuns, overlap }: CronTriggerInput, now: Date): CronConfig {
  const path: InputPath = ["cron", "schedule"];
  const zone = timeZone ?? "UTC";
  if (!isTimeZone(zone)) throw badInput("This is no IANA time zone.", ["cron", "timeZone"], "TIME_ZONE_UNKNOWN");
  if (schedule.length > maxScheduleChars) {
    throw badInput(`A schedule has at most ${maxScheduleChars} characters.`, path, "SCHEDULE_INVALID");
  }
  try {
    checkSchedule(schedule);
  } catch (error) {
    throw badInput(error instanceof Error ? error.message : "This is no schedule.", path, "SCHEDULE_INVALID");
  }
  const cron = { schedule, timeZone: zone, missedRuns: missedRuns ?? "RUN_ONCE", overlap: overlap ?? "ALLOW" } as const;
  if (!nextInstant(cron, now)) throw badInput("The schedule never comes.", path, "SCHEDULE_INVALID");
  return cron;
}

function checkEvent({ filter, types }: EventTriggerInput, rendering: Rendering): EventConfig {
  const distinct: readonly EventType[] = [...new Set(types)];
  if (distinct.length < 1 || distinct.length > maxTypes) {
    throw badInput(`Must be 1 to ${maxTypes} types.`, ["event", "types"], "EVENT_TYPES_INVALID");
  }
  if (filter === null || filter === undefined || filter.trim() === "") return { filter: null, types: distinct };
  const path: InputPath = ["event", "filter"];
  if (filter.length > maxFilterChars || !isStorable(filter)) {
    throw badInput(`A filter has at most ${maxFilterChars} characters.`, path, "TEXT_TOO_LONG");
  }
  rendering.checkFilter(filter, path);
  return { filter, types: distinct };
}

function checkInput(input: unknown, { rendering, maxTaskBytes }: ValidationParts): unknown {
  if (input === null || input === undefined) return null;
  checkJson(input, maxTaskBytes, ["input"]);
  rendering.checkInput(input, ["input"]);
  return input;
}
