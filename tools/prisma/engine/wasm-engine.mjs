import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { MigrationAdapterFactory } from "./migration-adapter.mjs";

/** The commit that the CLI expects its engine to be built from. */
export const engineCommit = createRequire(import.meta.url)("@prisma/engines-version").enginesVersion;

/** `migrate diff` comes without a schema; the engine wants to know the provider. */
const bareSchema = ["schema.prisma", 'datasource db {\n provider = "postgresql"\n}'];

/**
 * @param {{ schemaPaths: readonly string[], url: string | undefined }} options
 * @returns {Promise<import("@prisma/schema-engine-wasm/schema_engine_bg").SchemaEngine>}
 */
export async function openEngine({ schemaPaths, url }) {
  load();
  const schemas = schemaPaths.map((path) => [path, readFileSync(path, "utf8")]);
  const datamodels = schemas.length > 0 ? schemas : [bareSchema];
  const adapter = bindMigrationAwareSqlAdapterFactory(new MigrationAdapterFactory(url));
  return bindings.SchemaEngine.new({ datamodels }, () => {}, adapter);
}

/** The package's own entry needs a bundler or `--experimental-wasm-modules`; this is what those would do. */
function load() {
  // Without it a panic of the engine reads as a TypeError about this object.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  const script = fileURLToPath(import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const wasm = new WebAssembly.Module(readFileSync(script.replace(/\.js$/, ".wasm")));
  const instance = new WebAssembly.Instance(wasm, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}
