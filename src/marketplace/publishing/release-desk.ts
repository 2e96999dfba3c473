import type { Principal } from "../../identity/index.js";
import type { Database } from "../../platform/db/database.js";
import { isId } from "../../platform/ids.js";
import type { ReleaseDesk } from "../door.js";
import type { PublishReleaseInput, ReleaseStatusInput, SignReleaseInput, UpdateItemInput } from "../inputs.js";
import { changeOwnItem } from "./item-changes.js";
import type { MarketplaceItem, Release, ReleaseSignature } from "../model.js";
import { Publishing, type PublishingParts } from "./publishing.js";
import { moveRelease, replaceSignature } from "./release-moves.js";
import { readSignatures } from "../proofs/signatures.js";
import { findReleaseDefinitions } from "../sql/find-substances.sql.js";

export type ReleaseDeskParts = PublishingParts;

export function createReleaseDesk(parts: ReleaseDeskParts): ReleaseDesk {
  return new PostgresReleaseDesk(parts);
}

class PostgresReleaseDesk implements ReleaseDesk {
  readonly #database: Database;
  readonly #publishing: Publishing;

  constructor(parts: ReleaseDeskParts) {
    this.#database = parts.database;
    this.#publishing = new Publishing(parts);
  }

  publish(principal: Principal, input: PublishReleaseInput): Promise<Release> {
    return this.#publishing.publish(principal, input);
  }

  updateItem(principal: Principal, input: UpdateItemInput): Promise<MarketplaceItem> {
    return changeOwnItem(this.#database, principal, input);
  }

  async deprecate(principal: Principal, { id, reason }: ReleaseStatusInput): Promise<Release> {
    return moveRelease(this.#database, principal, { move: "deprecate", id, reason });
  }

  async yank(principal: Principal, { id, reason }: ReleaseStatusInput): Promise<Release> {
    return moveRelease(this.#database, principal, { move: "yank", id, reason });
  }

  async restore(principal: Principal, id: string): Promise<Release> {
    return moveRelease(this.#database, principal, { move: "restore", id, reason: null });
  }

  sign(principal: Principal, input: SignReleaseInput): Promise<Release> {
    return replaceSignature(this.#database, principal, input);
  }

  signatures(releases: readonly Release[]): Promise<Map<string, ReleaseSignature>> {
    return readSignatures(this.#database, releases);
  }

  async definitions(releaseIds: readonly string[]): Promise<Map<string, unknown>> {
    const known = releaseIds.filter((id) => isId("release", id));
    if (known.length === 0) return new Map();
    const rows = await this.#database.query<{ id: string; definition: unknown }>(findReleaseDefinitions, [known]);
    return new Map(rows.map(({ id, definition }) => [id, definition]));
  }
}
