import type { Database } from "../platform/db/database.js";
import { isId } from "../platform/ids.js";
import { encodeCursor, parsePage, takePage, type Page, type PageArguments, type PageOrder } from "../platform/page.js";
import { isHash } from "./inputs.js";
import type { Binary } from "./model.js";
import { findBinaries, findBinaryByHash, findDownload, listBinaries } from "./sql/find-binaries.sql.js";

const newestFirst: PageOrder = { name: "binaries.id.desc", keyCount: 1 };
/** All ids are below. */
const beyondAll = "binary_~";

export const binaryCursor = ({ id }: Binary): string => encodeCursor(newestFirst, [id]);

/** Binaries as they are written. */
export class BinaryReader {
  readonly #database: Pick<Database, "query">;

  constructor(database: Pick<Database, "query">) {
    this.#database = database;
  }

  async get(tenantId: string, idOrSha256: string): Promise<Binary | null> {
    if (isHash(idOrSha256)) return this.byHash(tenantId, idOrSha256);
    return (await this.getMany(tenantId, [idOrSha256])).get(idOrSha256) ?? null;
  }

  async byHash(tenantId: string, sha256: string): Promise<Binary | null> {
    const [binary] = await this.#database.query<Binary>(findBinaryByHash, [tenantId, sha256]);
    return binary ?? null;
  }

  /** Of whatever tenant. */
  async download(id: string): Promise<Binary | null> {
    const [binary] = await this.#database.query<Binary>(findDownload, [id]);
    return binary ?? null;
  }

  /** Ids that name nothing in the tenant are missing. */
  async getMany(tenantId: string, ids: readonly string[]): Promise<Map<string, Binary>> {
    const wanted = ids.filter((id) => isId("binary", id));
    if (wanted.length === 0) return new Map();
    const binaries = await this.#database.query<Binary>(findBinaries, [tenantId, wanted]);
    return new Map(binaries.map((binary) => [binary.id, binary]));
  }

  async list(tenantId: string, args: PageArguments): Promise<Page<Binary>> {
    const page = parsePage(args, newestFirst);
    const values = [tenantId, page.after?.[0] ?? beyondAll, page.first + 1];
    return takePage(await this.#database.query<Binary>(listBinaries, values), page);
  }
}
