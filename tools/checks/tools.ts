import { existsSync } from "node:fs";
import { join } from "node:path";
import { commandCheck, findFailure, runNode } from "./command.js";
import type { Check } from "./check.js";

const compiler = "node_modules/typescript/bin/tsc";

export const format = commandCheck("format", "node_modules/oxfmt/bin/oxfmt", "--check", ".");

export const lint = commandCheck(
  "lint",
  "node_modules/oxlint/bin/oxlint",
  ...["--type-aware", "--deny-warnings", "--report-unused-disable-directives", "-f", "unix", "."],
);

export const schema = commandCheck("schema", "node_modules/graphql-schema-linter/lib/cli.js", "schema.graphql");

export const unused = commandCheck("unused", "node_modules/knip/bin/knip.js", "--no-progress");

/** Who may import whom. A tree need not have all of the folders. */
export const dependencies: Check = {
  name: "dependencies",
  run: async (root) => {
    const folders = ["src", "resolvers", "sdk/src", "explorer/src", "examples"];
    const present = folders.filter((folder) => existsSync(join(root, folder)));
    const words = ["--config", ".dependency-cruiser.mjs", ...present];
    const cruiser = "node_modules/dependency-cruiser/bin/dependency-cruise.mjs";
    return findFailure("dependencies", await runNode(cruiser, words, root));
  },
};

/** What is right for the server need not be for a browser. The program of the tests holds the server, tools and examples too. */
export const types: readonly Check[] = ["test", "sdk", "explorer"].map((project) =>
  commandCheck(`types of ${project}`, compiler, "--noEmit", "--pretty", "false", "-p", project),
);
