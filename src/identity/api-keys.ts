import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import { notFound } from "../platform/errors.js";
import { isId, newId } from "../platform/ids.js";
import type { Page } from "../platform/page.js";
import { keyNameInput, newKeyInput, parseInput } from "./inputs.js";
import type { ApiKey, Principal, Role } from "./model.js";
import type { Revocations } from "./revocations.js";
import { newApiKey } from "./secrets.js";
import { insertApiKey } from "./sql/insert-api-key.sql.js";
import { revokeAgentKeys } from "./sql/revoke-agent-keys.sql.js";
import { revokeApiKey } from "./sql/revoke-api-key.sql.js";
import { readApiKeyPage, type ApiKeyListInput } from "./store.js";

export interface NewApiKeyInput {
  readonly name: string;
  /** SERVICE, or AGENT with its `agentId`. */
  readonly role: Role;
  readonly agentId?: string | null | undefined;
  readonly expiresAt?: Date | null | undefined;
}

/** A key with its secret, which is not kept and so shown only now. */
export interface IssuedKey {
  readonly apiKey: ApiKey;
  readonly secret: string;
}

interface ApiKeyOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly revocations: Revocations;
}

interface KeyOf {
  readonly tenantId: string;
  readonly name: string;
  readonly agentId: string | null;
  readonly expiresAt: Date | null;
}

/** The keys of agents and services. */
export class ApiKeys {
  readonly #options: ApiKeyOptions;

  constructor(options: ApiKeyOptions) {
    this.#options = options;
  }

  /** NOT_FOUND when the tenant has no such agent. */
  async create({ tenantId }: Principal, input: NewApiKeyInput): Promise<IssuedKey> {
    const { name, agentId, expiresAt } = parseInput(newKeyInput(this.#options.clock.now()), input);
    return this.#issue({ tenantId, name, agentId: agentId ?? null, expiresAt: expiresAt ?? null });
  }

  /** Without an end: it lives until it is revoked. */
  async issueForAgent(tenantId: string, agentId: string, name: string): Promise<IssuedKey> {
    return this.#issue({ tenantId, agentId, expiresAt: null, ...parseInput(keyNameInput, { name }) });
  }

  async #issue({ tenantId, name, agentId, expiresAt }: KeyOf): Promise<IssuedKey> {
    const role = agentId === null ? "SERVICE" : "AGENT";
    const { key, prefix, hash } = newApiKey(role);
    const values = [newId("key"), tenantId, name, role, agentId, prefix, hash, expiresAt];
    const known = agentId === null || isId("agent", agentId);
    const [apiKey] = known ? await this.#options.database.query<ApiKey>(insertApiKey, values) : [];
    if (!apiKey) throw notFound("agent", agentId ?? "", ["agentId"]);
    return { apiKey, secret: key };
  }

  /** Refused everywhere from now on. Revoking it again changes nothing. */
  async revoke({ tenantId }: Principal, id: string): Promise<ApiKey> {
    const known = isId("key", id);
    const [apiKey] = known ? await this.#options.database.query<ApiKey>(revokeApiKey, [id, tenantId]) : [];
    if (!apiKey) throw notFound("key", id);
    this.#options.revocations.announce([apiKey.id]);
    return apiKey;
  }

  async revokeOfAgent(tenantId: string, agentId: string): Promise<void> {
    const rows = await this.#options.database.query<{ id: string }>(revokeAgentKeys, [tenantId, agentId]);
    this.#options.revocations.announce(rows.map(({ id }) => id));
  }

  /** Newest first. */
  list({ tenantId }: Principal, input: ApiKeyListInput): Promise<Page<ApiKey>> {
    return readApiKeyPage(this.#options.database, tenantId, input);
  }
}
