#!/usr/bin/env node
/**
 * What `PRISMA_SCHEMA_ENGINE_BINARY` names: Prisma's CLI starts it in place of the native engine that it would download.
 * It has that engine's command line and its JSON-RPC protocol, and hands the work to the same engine built as WASM.
 */
import { runAdministration } from "./administration.mjs";
import { parseArguments } from "./command-line.mjs";
import { serve } from "./json-rpc.mjs";
import { createMethods } from "./methods.mjs";
import { engineCommit } from "./wasm-engine.mjs";

const command = parseArguments(process.argv.slice(2));

switch (command.mode) {
  case "version":
    console.log(`schema-engine-cli ${engineCommit}`);
    break;
  case "administration":
    process.exitCode = await runAdministration(command);
    break;
  default:
    await serve(createMethods(command));
    process.exit(0);
}
