import type { Query } from "../../platform/db/database.js";
import { badInput } from "../../platform/errors.js";
import { isId } from "../../platform/ids.js";
import { isStorable } from "../../platform/labels.js";
import { encodeCursor, parsePage, takePage, type Page, type PageArguments } from "../../platform/page.js";
import type { MarketplaceItem, Release, ReleaseStatus } from "../model.js";
import { readItem, readItems } from "../sql/read-items.sql.js";
import { readReleases, readVersions } from "../sql/read-releases.sql.js";
import { byId } from "../../platform/by-id.js";
import { byVersion, isVersion, parseRange } from "../installations/version-ranges.js";

/** A release without all that it says. */
export interface ReleaseHead {
  readonly id: string;
  readonly version: string;
  readonly status: ReleaseStatus;
}

interface VersionsRow {
  readonly place: number;
  readonly ids: readonly string[];
  readonly versions: readonly string[];
  readonly statuses: readonly ReleaseStatus[];
}

const highestFirst = { name: "releases.version.desc", keyCount: 1 };

export function releaseCursor({ version }: Pick<Release, "version">): string {
  return encodeCursor(highestFirst, [version]);
}

/** Whether a range may mean it. */
export function isInstallable({ status }: Pick<Release, "status">): boolean {
  return status === "LISTED" || status === "DEPRECATED";
}

/**
 * Items and releases as a tenant may read them. Of an item that it may not see any more but has installed, it reads what is said of the
 * item, and the one release that it runs.
 */
export class ItemReader {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  async item(tenantId: string, nameOrId: string): Promise<MarketplaceItem | null> {
    if (!isStorable(nameOrId)) return null;
    const [item] = await this.#query<MarketplaceItem>(readItem, [tenantId, nameOrId]);
    return item ?? null;
  }

  async items(tenantId: string, ids: readonly string[]): Promise<Map<string, MarketplaceItem>> {
    const known = ids.filter((id) => isId("item", id));
    if (known.length === 0) return new Map();
    return byId(await this.#query<MarketplaceItem>(readItems, [tenantId, known]));
  }

  async releases(tenantId: string, ids: readonly string[]): Promise<Map<string, Release>> {
    const known = ids.filter((id) => isId("release", id));
    if (known.length === 0) return new Map();
    return byId(await this.#query<Release>(readReleases, [known.map(() => tenantId), known]));
  }

  /**
   * The highest version first. All of an item's versions are read and sorted here, at most 1,000: PostgreSQL knows no order of theirs.
   * The cursor is a version, so that a page goes on behind it whatever becomes of its release.
   */
  async releasesOf(tenantId: string, item: MarketplaceItem, args: PageArguments): Promise<Page<Release>> {
    const page = parsePage(args, highestFirst);
    const [behind] = page.after ?? [];
    if (behind !== undefined && !isVersion(behind))
      throw badInput("after is no cursor of this list in this order.", ["after"], "CURSOR_INVALID");
    const heads = await this.heads(tenantId, item.id);
    const sorted = heads.toSorted(byVersion);
    const from = behind === undefined ? 0 : sorted.filter((head) => byVersion(head, { version: behind }) <= 0).length;
    const some = sorted.slice(from, from + page.first + 1);
    const found = await this.releases(
      tenantId,
      some.map(({ id }) => id),
    );
    const rows = some.flatMap(({ id }) => found.get(id) ?? []);
    return takePage(rows, page);
  }

  async match(tenantId: string, item: MarketplaceItem, range: string): Promise<Release | null> {
    const best = parseRange(range, ["version"]).highestOf((await this.heads(tenantId, item.id)).filter(isInstallable));
    return best ? ((await this.releases(tenantId, [best.id])).get(best.id) ?? null) : null;
  }

  /** All versions of an item, in no order. */
  async heads(tenantId: string, itemId: string): Promise<readonly ReleaseHead[]> {
    const [heads = []] = await this.headsOf([{ tenantId, itemId }]);
    return heads;
  }

  /** The same of many, in their order. */
  async headsOf(
    wanted: readonly { readonly tenantId: string; readonly itemId: string }[],
  ): Promise<readonly (readonly ReleaseHead[])[]> {
    if (wanted.length === 0) return [];
    const values = [wanted.map(({ tenantId }) => tenantId), wanted.map(({ itemId }) => itemId)];
    const rows = await this.#query<VersionsRow>(readVersions, values);
    const byPlace = new Map(rows.map((row) => [row.place, row]));
    return wanted.map((_, index) => headsIn(byPlace.get(index + 1)));
  }
}

/** The arrays are as long as each other. */
function headsIn(row: VersionsRow | undefined): readonly ReleaseHead[] {
  if (!row) return [];
  const { ids, versions, statuses } = row;
  return ids.map((id, index) => ({
    id,
    version: versions[index] as string,
    status: statuses[index] as ReleaseStatus,
  }));
}
