import type { Database, Statement } from "../../src/platform/db/database.js";

type Value = string | number | boolean | null | readonly (string | number)[];

let count = 0;

/**
 * The plan that PostgreSQL makes for a statement without knowing its values, as it does for one that was prepared and has run
 * a few times: an index that needs a value to be seen as the right one is not found by it.
 */
export function genericPlanOf(database: Database, { text }: Statement, values: readonly Value[]): Promise<string> {
  return database.transaction(async (client) => {
    for (const setting of [
      "enable_seqscan = off",
      "enable_mergejoin = off",
      "enable_hashjoin = off",
      "plan_cache_mode = force_generic_plan",
    ]) {
      await client.query(`SET LOCAL ${setting}`);
    }
    const name = `planned_${++count}`;
    await client.query(`PREPARE ${name} AS ${text}`);
    const args = values.length > 0 ? `(${values.map(literal).join(", ")})` : "";
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN EXECUTE ${name}${args}`);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
}

function literal(value: Value): string {
  if (value === null) return "NULL";
  if (Array.isArray(value)) return `'{${value.join(",")}}'`;
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}
