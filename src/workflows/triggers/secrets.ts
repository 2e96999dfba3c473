import type { Trigger } from "../model.js";

/** Answers the same 32 bytes for the same purpose on every replica; nobody else can tell them. */
export type DeriveSecret = (purpose: string) => Buffer;

/**
 * The secrets of webhooks. None is stored: each follows from the installation's signing key, the trigger's id and how often it
 * was given another one.
 */
export class WebhookSecrets {
  readonly #derive: DeriveSecret;

  constructor(derive: DeriveSecret) {
    this.#derive = derive;
  }

  /** As https://www.standardwebhooks.com writes one. */
  of({ id, secretGeneration }: Pick<Trigger, "id" | "secretGeneration">): string {
    return `whsec_${this.#derive(`webhook:${id}:${secretGeneration}`).toString("base64")}`;
  }
}
