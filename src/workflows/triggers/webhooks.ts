import { Webhook, WebhookVerificationError } from "standardwebhooks";
import type { Clock } from "../../platform/clock.js";
import type { Database } from "../../platform/db/database.js";
import { badInput, MusterError } from "../../platform/errors.js";
import { isId } from "../../platform/ids.js";
import type { Log } from "../../platform/log.js";
import { checkJson } from "../../tasks/index.js";
import type { Trigger } from "../model.js";
import { findWebhookTrigger } from "../sql/find-triggers.sql.js";
import { markWebhookTrigger } from "../sql/save-triggers.sql.js";
import type { WebhookCall } from "./inputs.js";
import type { StartedRun } from "./ports.js";
import type { WebhookSecrets } from "./secrets.js";
import type { Starts } from "./starts.js";

export interface WebhooksParts {
  readonly database: Database;
  readonly secrets: WebhookSecrets;
  readonly starts: Starts;
  readonly maxTaskBytes: number;
  readonly clock: Clock;
  readonly log: Log;
}

type Headers = Readonly<Record<string, string>>;

/** What a run may see of a call's headers: nothing that proves who called, nor what proxies add. */
const shownHeaders = ["content-type", "user-agent", "webhook-id", "webhook-timestamp", "traceparent"];

/** Short enough for a key. The signature sets the id off with a full stop: one inside could be taken for its end. */
const idShape = /^[^.]{1,200}$/;

/** Takes calls of webhooks, signed after https://www.standardwebhooks.com. */
export class Webhooks {
  readonly #parts: WebhooksParts;

  constructor(parts: WebhooksParts) {
    this.#parts = parts;
  }

  /**
   * Starts a run for a message, or answers the one that it started before. UNAUTHENTICATED, always in the same words and after
   * the same work, when there is no such webhook, it is off, or the message is not signed with its secret in the last five minutes.
   */
  async receive(call: WebhookCall): Promise<StartedRun> {
    const headers = singleHeaders(call.headers);
    const trigger = await this.#find(call.triggerId);
    // A webhook that is not there has a secret like any other: how long the answer takes tells nothing.
    const secret = this.#parts.secrets.of(trigger ?? { id: call.triggerId, secretGeneration: 1 });
    const isSigned = verify(secret, headers, call.body);
    if (!trigger || !isSigned) throw refused();
    const messageId = headers["webhook-id"] ?? "";
    if (!idShape.test(messageId)) {
      throw badInput("webhook-id has 1 to 200 characters, none of them a full stop.", ["webhook-id"], "ID_INVALID");
    }
    return this.#start(trigger, { headers, body: this.#parse(call.body), messageId });
  }

  async #find(id: string): Promise<Trigger | undefined> {
    // What is no id is looked up all the same: as nothing has it, nothing is found.
    const known = isId("trigger", id) ? id : "";
    const [trigger] = await this.#parts.database.query<Trigger>(findWebhookTrigger, [known]);
    return trigger;
  }

  #parse(body: Buffer): unknown {
    let value: unknown;
    try {
      value = JSON.parse(body.toString("utf8"));
    } catch {
      throw badInput("The body is no JSON.", ["body"], "JSON_INVALID");
    }
    checkJson(value, this.#parts.maxTaskBytes, ["body"]);
    return value;
  }

  async #start(
    trigger: Trigger,
    { headers, body, messageId }: { readonly headers: Headers; readonly body: unknown; readonly messageId: string },
  ): Promise<StartedRun> {
    const receivedAt = this.#parts.clock.now().toISOString();
    const context = { messageId, receivedAt, headers: pick(headers), body };
    try {
      const started = await this.#parts.starts.start(trigger, { context, key: `hook:${messageId}` });
      if (started.isNew) await this.#mark(trigger, started.runId, null);
      return started;
    } catch (error) {
      const failure = this.#parts.starts.failure(trigger, error);
      // The caller is told, and calls again: only what stands in the way for good is noted.
      if (failure.outcome === "REFUSED") await this.#mark(trigger, null, failure.message);
      throw error;
    }
  }

  /** The run is what counts: that it cannot be noted must not turn its answer into an error. */
  async #mark({ id }: Trigger, runId: string | null, message: string | null): Promise<void> {
    try {
      await this.#parts.database.query(markWebhookTrigger, [id, runId, message]);
    } catch (error) {
      this.#parts.log.warn({ err: error, triggerId: id }, "what became of a webhook's call could not be noted");
    }
  }
}

/** In constant time for a given length. The library is the standard's own; it allows the clocks to differ by five minutes. */
function verify(secret: string, headers: Headers, body: Buffer): boolean {
  try {
    new Webhook(secret).verify(body, { ...headers }, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

/** A header that came more than once stands for nothing. */
function singleHeaders(headers: WebhookCall["headers"]): Headers {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function pick(headers: Headers): Headers {
  return Object.fromEntries(
    shownHeaders.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function refused(): MusterError {
  return new MusterError("UNAUTHENTICATED", "There is no such webhook, or the signature is not right.", {
    reason: "WEBHOOK_REFUSED",
  });
}
