import type { Principal } from "../../identity/index.js";
import type { Database, Query } from "../../platform/db/database.js";
import { badInput, MusterError, notFound, type InputPath } from "../../platform/errors.js";
import { isId, newId } from "../../platform/ids.js";
import { isStorable } from "../../platform/labels.js";
import type { PublisherDesk } from "../door.js";
import type { AddPublisherKeyInput, CreatePublisherInput } from "../inputs.js";
import type { Publisher, PublisherKey } from "../model.js";
import { parsePublicKey } from "../proofs/public-key.js";
import { checkPublisherName } from "./release-name.js";
import { findPublisherKeys, listPublisherKeys } from "../sql/find-publisher-keys.sql.js";
import { findPublisher, findPublishersById, listPublishers } from "../sql/find-publishers.sql.js";
import { countPublisherKeys, insertPublisherKey, lockPublisher } from "../sql/insert-publisher-key.sql.js";
import { countPublishers, insertPublisher, lockPublishingTenant } from "../sql/insert-publisher.sql.js";
import { revokePublisherKey } from "../sql/revoke-publisher-key.sql.js";
import { byId } from "../../platform/by-id.js";
import { within } from "../../platform/db/within.js";

const maxPublishers = 20;
const maxKeys = 100;
const maxNameChars = 100;

export interface PublisherDeskParts {
  readonly database: Database;
}

export function createPublisherDesk({ database }: PublisherDeskParts): PublisherDesk {
  return new PostgresPublisherDesk(database);
}

class PostgresPublisherDesk implements PublisherDesk {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async createPublisher(principal: Principal, input: CreatePublisherInput): Promise<Publisher> {
    const name = checkPublisherName(input.name);
    const displayName = checkLine(input.displayName ?? name, ["displayName"]);
    const publisher = await within(this.#database, (query) =>
      registerPublisher(query, principal, { name, displayName }),
    );
    if (publisher) return publisher;
    throw new MusterError("CONFLICT", "A publisher has this name already.", {
      reason: "PUBLISHER_NAME_TAKEN",
      path: ["name"],
    });
  }

  async addKey(principal: Principal, input: AddPublisherKeyInput): Promise<PublisherKey> {
    const name = checkLine(input.name, ["name"]);
    const bytes = parsePublicKey(input.publicKey, ["publicKey"]);
    const path: InputPath = ["publisher"];
    return within(this.#database, async (query) => {
      const known = isStorable(input.publisher);
      const [publisher] = known ? await query<Publisher>(lockPublisher, [input.publisher]) : [];
      if (!publisher) throw notFound("publisher", input.publisher, path);
      checkOwner(publisher, principal, path);
      const [{ count } = { count: 0 }] = await query<{ count: number }>(countPublisherKeys, [publisher.id]);
      if (count >= maxKeys) throw quotaExceeded(`A publisher has at most ${maxKeys} keys.`, "KEY_QUOTA_EXCEEDED", path);
      const values = [newId("pubkey"), publisher.tenantId, publisher.id, name, bytes, principal.id];
      const [key] = await query<PublisherKey>(insertPublisherKey, values);
      if (!key) throw keyTaken();
      return key;
    });
  }

  async revokeKey({ tenantId }: Principal, id: string): Promise<PublisherKey> {
    const known = isId("pubkey", id);
    const [key] = known ? await this.#database.query<PublisherKey>(revokePublisherKey, [tenantId, id]) : [];
    if (!key) throw notFound("key", id);
    return key;
  }

  async publisher(name: string): Promise<Publisher | null> {
    if (!isStorable(name)) return null;
    const [publisher] = await this.#database.query<Publisher>(findPublisher, [name]);
    return publisher ?? null;
  }

  publishersOf(tenantId: string): Promise<Publisher[]> {
    return this.#database.query<Publisher>(listPublishers, [tenantId]);
  }

  async publishersById(ids: readonly string[]): Promise<Map<string, Publisher>> {
    const known = ids.filter((id) => isId("publisher", id));
    return byId(known.length > 0 ? await this.#database.query<Publisher>(findPublishersById, [known]) : []);
  }

  async keysById(ids: readonly string[]): Promise<Map<string, PublisherKey>> {
    const known = ids.filter((id) => isId("pubkey", id));
    return byId(known.length > 0 ? await this.#database.query<PublisherKey>(findPublisherKeys, [known]) : []);
  }

  async keysOf(publisherIds: readonly string[]): Promise<Map<string, PublisherKey[]>> {
    const known = publisherIds.filter((id) => isId("publisher", id));
    const keys = known.length > 0 ? await this.#database.query<PublisherKey>(listPublisherKeys, [known]) : [];
    const found = new Map<string, PublisherKey[]>();
    for (const key of keys) found.set(key.publisherId, [...(found.get(key.publisherId) ?? []), key]);
    return found;
  }
}

/** Within a transaction. Null when the name is taken, be it by the tenant itself. QUOTA_EXCEEDED at `["name"]`. */
export async function registerPublisher(
  query: Query,
  { id: by, tenantId }: Principal,
  { name, displayName }: Pick<Publisher, "name" | "displayName">,
): Promise<Publisher | null> {
  await query(lockPublishingTenant, [tenantId]);
  const [{ count } = { count: 0 }] = await query<{ count: number }>(countPublishers, [tenantId]);
  const [publisher] = await query<Publisher>(insertPublisher, [newId("publisher"), tenantId, name, displayName, by]);
  if (publisher && count >= maxPublishers) {
    throw quotaExceeded(`A tenant has at most ${maxPublishers} publishers.`, "PUBLISHER_QUOTA_EXCEEDED", ["name"]);
  }
  return publisher ?? null;
}

/** That a name is taken is known to everybody, and all that is told. */
export function checkOwner(publisher: Publisher, { tenantId }: Principal, path: InputPath): void {
  if (publisher.tenantId === tenantId) return;
  throw new MusterError("FORBIDDEN", "The publisher is another tenant's.", { reason: "PUBLISHER_NOT_YOURS", path });
}

function checkLine(text: string, path: InputPath): string {
  if (text.trim() !== "" && text.length <= maxNameChars && !/\p{Cc}/u.test(text) && isStorable(text)) return text;
  throw badInput(`Must be one line of 1 to ${maxNameChars} characters.`, path, "TEXT_INVALID");
}

function keyTaken(): MusterError {
  return new MusterError("CONFLICT", "The publisher has this key already.", {
    reason: "KEY_TAKEN",
    path: ["publicKey"],
  });
}

function quotaExceeded(message: string, reason: string, path: InputPath): MusterError {
  return new MusterError("QUOTA_EXCEEDED", message, { reason, path });
}
