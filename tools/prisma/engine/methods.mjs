import { createDatabase, databaseOf } from "./administration.mjs";
import { openEngine } from "./wasm-engine.mjs";

/**
 * The engine's methods by name. The engine is opened at the first call, since some callers ask for nothing that needs it.
 * @param {import("./command-line.mjs").Command} command
 * @returns {(method: string, params: unknown) => Promise<import("./json-rpc.mjs").Answer>}
 */
export function createMethods({ schemaPaths, url }) {
  let opening;
  const engine = () => (opening ??= openEngine({ schemaPaths, url }));

  const own = {
    // The WASM engine calls it `version`.
    getDatabaseVersion: async (params) => ({ result: await (await engine()).version(params) }),
    // The WASM engine cannot: its adapter is bound to one database.
    createDatabase: async () => {
      const databaseName = databaseOf(url);
      await createDatabase(url, databaseName);
      return { result: { databaseName } };
    },
    // The native engine prints the difference through the CLI and answers the exit code only.
    diff: async (params) => {
      const { exitCode, stdout } = await (await engine()).diff(params);
      return { result: { exitCode, stdout: null }, print: stdout?.replace(/\n$/, "") };
    },
  };

  return async (method, params) => {
    if (own[method]) return own[method](params);
    return { result: await (await engine())[method](params) };
  };
}
