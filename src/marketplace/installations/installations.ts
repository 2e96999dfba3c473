import type { Principal } from "../../identity/index.js";
import type { Broker } from "../../platform/broker/broker.js";
import type { Database, Query } from "../../platform/db/database.js";
import { notFound } from "../../platform/errors.js";
import { isId } from "../../platform/ids.js";
import type { Log } from "../../platform/log.js";
import type { Service } from "../../platform/service.js";
import type { InstallationDesk } from "../door.js";
import type { InstallItemInput, UpgradeInstallationInput } from "../inputs.js";
import { InstallationContent, type ContentParts } from "./content.js";
import { InstallationMoves, type Moved, type Work } from "./moves.js";
import { InstallationNews } from "./news.js";
import { InstallationReader } from "./reading.js";
import type { Installation } from "../model.js";
import { ItemReader } from "../reading/item-reader.js";
import { deleteInstallation } from "../sql/write-installation.sql.js";
import { within } from "../../platform/db/within.js";
import { parseRange } from "./version-ranges.js";

export interface InstallationDeskParts extends ContentParts {
  readonly database: Database;
  readonly broker: Broker;
  readonly log: Log;
}

/** Started it also hears of what changes at other processes. */
export function createInstallationDesk(parts: InstallationDeskParts): InstallationDesk & Service {
  return new Installations(parts);
}

class Installations extends InstallationReader implements InstallationDesk, Service {
  readonly name = "installations";
  readonly #database: Database;
  readonly #moves: InstallationMoves;
  readonly #news: InstallationNews;

  constructor(parts: InstallationDeskParts) {
    const { database } = parts;
    const query: Query = (statement, values) => database.query(statement, values);
    super(query, new ItemReader(query));
    this.#database = database;
    this.#moves = new InstallationMoves(new InstallationContent(parts));
    this.#news = new InstallationNews(parts);
  }

  start(): Promise<void> {
    return this.#news.start();
  }

  stop(): Promise<void> {
    return this.#news.stop();
  }

  onInstallationsChanged(listener: (tenantId: string) => void): () => void {
    return this.#news.changed.on(listener);
  }

  async install(principal: Principal, { item, range }: InstallItemInput): Promise<Installation> {
    const wanted = parseRange(range ?? "*", ["range"]);
    return this.#within(principal, (work) => this.#moves.install(work, item, wanted));
  }

  async upgrade(principal: Principal, { id, range }: UpgradeInstallationInput): Promise<Installation> {
    const wanted = range === null || range === undefined ? null : parseRange(range, ["range"]);
    return this.#within(principal, (work) => this.#moves.upgrade(work, id, wanted));
  }

  async uninstall({ tenantId }: Principal, id: string): Promise<string> {
    const gone = isId("installation", id) ? await this.#database.query(deleteInstallation, [tenantId, id]) : [];
    if (gone.length === 0) throw notFound("installation", id.slice(0, 100));
    this.#news.tell(tenantId);
    return id;
  }

  async #within(principal: Principal, move: (work: Work) => Promise<Moved>): Promise<Installation> {
    const moved = await within(this.#database, (query) => move({ principal, query }));
    moved.committed();
    if (moved.isChanged) this.#news.tell(principal.tenantId);
    return moved.installation;
  }
}
