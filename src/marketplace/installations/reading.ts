import type { Query } from "../../platform/db/database.js";
import { isId } from "../../platform/ids.js";
import { encodeCursor, parsePage, takePage, type Page, type PageArguments } from "../../platform/page.js";
import type { Installation, Release } from "../model.js";
import { isInstallable, type ItemReader } from "../reading/item-reader.js";
import {
  findInstallations,
  findInstallationsOf,
  findTenantsWithKinds,
  listInstallations,
} from "../sql/find-installations.sql.js";
import { readReleases } from "../sql/read-releases.sql.js";
import { byId } from "../../platform/by-id.js";
import { parseRange } from "./version-ranges.js";

const newestFirst = { name: "installations.newest", keyCount: 1 };
const maxTenants = 1_000;

export function installationCursor({ id }: Pick<Installation, "id">): string {
  return encodeCursor(newestFirst, [id]);
}

/** What tenants have installed, and what it may be upgraded to. */
export class InstallationReader {
  readonly #query: Query;
  readonly #items: ItemReader;

  constructor(query: Query, items: ItemReader) {
    this.#query = query;
    this.#items = items;
  }

  /** Newest first. */
  async installations(tenantId: string, args: PageArguments): Promise<Page<Installation>> {
    const page = parsePage(args, newestFirst);
    const values = [tenantId, page.after?.[0] ?? null, page.first + 1];
    return takePage(await this.#query<Installation>(listInstallations, values), page);
  }

  async installationsById(tenantId: string, ids: readonly string[]): Promise<Map<string, Installation>> {
    const known = ids.filter((id) => isId("installation", id));
    if (known.length === 0) return new Map();
    return byId(await this.#query<Installation>(findInstallations, [tenantId, known]));
  }

  /** By item. */
  async installationsOf(tenantId: string, itemIds: readonly string[]): Promise<Map<string, Installation>> {
    const known = itemIds.filter((id) => isId("item", id));
    if (known.length === 0) return new Map();
    const rows = await this.#query<Installation>(findInstallationsOf, [tenantId, known]);
    return new Map(rows.map((row) => [row.itemId, row]));
  }

  /** Two statements, however many there are. */
  async upgradesOf(installations: readonly Installation[]): Promise<Map<string, Release>> {
    const heads = await this.#items.headsOf(installations);
    const upgrades = installations.flatMap((installation, index) => {
      const offered = (heads[index] ?? []).filter(isInstallable);
      const best = parseRange(installation.range, ["range"]).highestOf(offered);
      return best && best.id !== installation.releaseId ? [{ installation, releaseId: best.id }] : [];
    });
    if (upgrades.length === 0) return new Map();
    const values = [
      upgrades.map(({ installation }) => installation.tenantId),
      upgrades.map(({ releaseId }) => releaseId),
    ];
    const releases = byId(await this.#query<Release>(readReleases, values));
    return new Map(
      upgrades.flatMap(({ installation, releaseId }) => {
        const release = releases.get(releaseId);
        return release ? [[installation.id, release] as const] : [];
      }),
    );
  }

  async tenantsWithKinds(after: string): Promise<string[]> {
    const rows = await this.#query<{ readonly tenantId: string }>(findTenantsWithKinds, [after, maxTenants]);
    return rows.map(({ tenantId }) => tenantId);
  }
}
