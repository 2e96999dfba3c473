import type { EventService } from "../../events/index.js";
import type { Principal } from "../../identity/index.js";
import type { Database } from "../../platform/db/database.js";
import { badInput, MusterError, notFound } from "../../platform/errors.js";
import { isId, newId } from "../../platform/ids.js";
import type { Trigger } from "../model.js";
import { deleteTrigger, lockTrigger, rotateTrigger, updateTrigger } from "../sql/change-trigger.sql.js";
import { countTriggers, insertTrigger, lockTriggeredWorkflow } from "../sql/insert-trigger.sql.js";
import type { CreateTriggerInput, UpdateTriggerInput } from "./inputs.js";
import type { Rendering } from "./rendering.js";
import { nextInstant } from "./schedule.js";
import type { WebhookSecrets } from "./secrets.js";
import { run } from "./store.js";
import { checkNewTrigger, checkTriggerChanges, type TriggerDeclaration } from "./validate.js";

export interface CreatedTrigger {
  readonly trigger: Trigger;
  /** Of a webhook; shown only here. */
  readonly secret: string | null;
}

export interface AdministrationParts {
  readonly database: Database;
  readonly events: Pick<EventService, "position">;
  readonly rendering: Rendering;
  readonly secrets: WebhookSecrets;
  readonly maxTaskBytes: number;
  readonly now: () => Promise<Date>;
  /** Called when a schedule may be due sooner than was known. */
  readonly onChange: () => void;
}

const maxTriggers = 100;

/** What triggers are declared to be. */
export class Administration {
  readonly #parts: AdministrationParts;

  constructor(parts: AdministrationParts) {
    this.#parts = parts;
  }

  async create({ tenantId, id: by }: Principal, input: CreateTriggerInput): Promise<CreatedTrigger> {
    const { database, secrets, onChange } = this.#parts;
    const now = await this.#parts.now();
    const declared = checkNewTrigger(input, { ...this.#parts, now });
    const { name, type, enabled } = declared;
    // An event counts from here on, though the trigger is not there yet: a moment too early rather than too late.
    const cursor = type === "EVENT" ? await this.#parts.events.position() : null;
    const trigger = await database.transaction(async (client) => {
      const workflow = input.workflow.includes("\0")
        ? undefined
        : (await run<{ id: string }>(client, lockTriggeredWorkflow, [tenantId, input.workflow]))[0];
      if (!workflow) throw notFound("workflow", input.workflow, ["workflow"]);
      const [{ count } = { count: 0 }] = await run<{ count: number }>(client, countTriggers, [workflow.id]);
      if (count >= maxTriggers) throw quotaExceeded();
      const nextAt = nextOf(declared, now);
      const texts = textsOf(declared);
      const values = [newId("trigger"), tenantId, workflow.id, name, type, ...texts, enabled, nextAt, cursor, by];
      return only(await run<Trigger>(client, insertTrigger, values).catch(nameTaken));
    });
    onChange();
    return { trigger, secret: type === "WEBHOOK" ? secrets.of(trigger) : null };
  }

  async update({ tenantId }: Principal, input: UpdateTriggerInput): Promise<Trigger> {
    const { database, events, onChange } = this.#parts;
    const now = await this.#parts.now();
    const cursor = input.enabled === true ? await events.position() : null;
    const trigger = await database.transaction(async (client) => {
      const [found] = isId("trigger", input.id) ? await run<Trigger>(client, lockTrigger, [tenantId, input.id]) : [];
      if (!found) throw notFound("trigger", input.id);
      const declared = checkTriggerChanges(found, input, { ...this.#parts, now });
      const isBack = declared.enabled && !found.enabled;
      const keeps = declared.enabled && !isBack && found.cron !== null && isSameSchedule(found, declared);
      const nextAt = keeps ? found.nextAt : nextOf(declared, now);
      // Of events that happened while it was off it knows nothing.
      const feedCursor = isBack && declared.type === "EVENT" ? cursor : null;
      const values = [found.id, declared.name, ...textsOf(declared), declared.enabled, nextAt, feedCursor];
      return only(await run<Trigger>(client, updateTrigger, [...values, !declared.enabled]).catch(nameTaken));
    });
    onChange();
    return trigger;
  }

  async remove({ tenantId }: Principal, id: string): Promise<void> {
    const [gone] = isId("trigger", id) ? await this.#parts.database.query(deleteTrigger, [tenantId, id]) : [];
    if (!gone) throw notFound("trigger", id);
  }

  /** BAD_USER_INPUT for a trigger that is no webhook. */
  async rotateSecret(
    { tenantId }: Principal,
    id: string,
  ): Promise<{ readonly trigger: Trigger; readonly secret: string }> {
    const { database, secrets } = this.#parts;
    if (!isId("trigger", id)) throw notFound("trigger", id);
    return database.transaction(async (client) => {
      const [found] = await run<Trigger>(client, lockTrigger, [tenantId, id]);
      if (!found) throw notFound("trigger", id);
      const [trigger] = await run<Trigger>(client, rotateTrigger, [tenantId, id]);
      if (!trigger) throw badInput("Only a webhook has a secret.", ["id"], "TRIGGER_TYPE_MISFIT");
      return { trigger, secret: secrets.of(trigger) };
    });
  }
}

/** CRON: its next instant. EVENT: at once. Null while it is off. */
function nextOf({ type, cron, enabled }: TriggerDeclaration, now: Date): Date | null {
  if (!enabled || type === "WEBHOOK") return null;
  return cron ? nextInstant(cron, now) : now;
}

function isSameSchedule(before: TriggerDeclaration, after: TriggerDeclaration): boolean {
  return before.cron?.schedule === after.cron?.schedule && before.cron?.timeZone === after.cron?.timeZone;
}

/** The columns `config` and `input`. */
function textsOf({ cron, event, input }: TriggerDeclaration): readonly [string, string | null] {
  return [JSON.stringify(cron ?? event ?? {}), input === null ? null : JSON.stringify(input)];
}

function only(rows: readonly Trigger[]): Trigger {
  const [trigger] = rows;
  if (!trigger) throw new Error("a trigger that was written answers its row");
  return trigger;
}

function quotaExceeded(): MusterError {
  return new MusterError("QUOTA_EXCEEDED", `A workflow has at most ${maxTriggers} triggers.`, {
    reason: "TRIGGER_QUOTA_EXCEEDED",
    path: ["workflow"],
  });
}

function nameTaken(error: unknown): never {
  const isTaken =
    error instanceof Error && "constraint" in error && error.constraint === "workflow_triggers_workflow_id_name_key";
  if (!isTaken) throw error;
  throw new MusterError("CONFLICT", "Another trigger of the workflow has this name.", {
    reason: "TRIGGER_NAME_TAKEN",
    path: ["name"],
  });
}
