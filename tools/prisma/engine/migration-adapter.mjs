import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, DriverAdapterError } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { createDatabase, dropDatabase, urlOf } from "./administration.mjs";

/** PostgreSQL's internal one-byte type `"char"`, of which its catalogues are full and which PrismaPg refuses to read. */
const charOid = 18;
const textOid = 25;

/**
 * PrismaPg fitted for migrations. As it comes it splits scripts at every `;` (which breaks functions and loses the
 * transaction), cannot read the catalogues, and connects to the main database where it means the shadow one.
 */
export class MigrationAdapterFactory {
  provider = "postgres";
  adapterName = "@prisma/adapter-pg";
  #url;

  /** @param {string | undefined} url */
  constructor(url) {
    this.#url = url;
  }

  connect() {
    return openAdapter(this.#url, async () => {});
  }

  /** An empty database beside the main one, dropped when the adapter is disposed of. */
  async connectToShadowDb() {
    const name = `shadow_${randomUUID().replaceAll("-", "")}`;
    await createDatabase(this.#url, name);
    return openAdapter(urlOf(this.#url, name), () => dropDatabase(this.#url, name));
  }
}

async function openAdapter(connectionString, afterwards) {
  // One connection: the engine keeps its advisory lock and session settings on it.
  const pool = new pg.Pool({ connectionString, max: 1 });
  const adapter = await new PrismaPg(pool, { schema: "public" }).connect();
  const toResult = adapter.queryRaw;
  return Object.assign(adapter, {
    executeScript: (script) => runScript(pool, script),
    queryRaw: (query) => readCatalogue(adapter, toResult, query),
    dispose: async () => {
      await pool.end();
      await afterwards();
    },
  });
}

/** As one simple-protocol query, so one transaction. */
async function runScript(pool, script) {
  try {
    await pool.query(script);
  } catch (error) {
    const { code = "N/A", severity = "ERROR", message, detail, column, hint } = error;
    throw new DriverAdapterError({ kind: "postgres", code, severity, message, detail, column, hint });
  }
}

/** Reads `"char"` columns under the name of text, then says what they are: taken for text, they make the engine panic. */
async function readCatalogue(adapter, toResult, query) {
  const answer = await adapter.performIO(query);
  const chars = answer.fields.flatMap((field, index) => (field.dataTypeID === charOid ? [index] : []));
  for (const index of chars) answer.fields[index].dataTypeID = textOid;
  const result = await toResult.call({ performIO: async () => answer }, query);
  for (const index of chars) result.columnTypes[index] = ColumnTypeEnum.Character;
  return result;
}
