import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";

const { CI, MUSTER_TEST_DATABASE_URL, MUSTER_TEST_AMQP_URL } = process.env;
const hasServices = Boolean(MUSTER_TEST_DATABASE_URL && MUSTER_TEST_AMQP_URL);

if (CI === "true" && !hasServices) {
  throw new Error("MUSTER_TEST_DATABASE_URL and MUSTER_TEST_AMQP_URL are not set: CI tests on real services too.");
}

/** On real services nothing is tried that needs embedded ones, or none at all: once is enough. */
const apartFromReal = ["**/*-embedded.test.ts", "**/{blobs,sandbox-host,sandbox-kubernetes,wasm}-*.test.ts"];

function project(name: string, folders: readonly string[], exclude: string[] = []): TestProjectConfiguration {
  const include = folders.map((folder) => `test/${folder}/**/*.test.ts`);
  return { extends: true, test: { name, include, exclude, globalSetup: "test/support/global-setup.ts" } };
}

export default defineConfig({
  resolve: {
    // Node loads graphql's CommonJS build; vite would take the ESM one beside it, and two copies refuse each other's types.
    alias: [
      { find: /^graphql$/, replacement: fileURLToPath(new URL("node_modules/graphql/index.js", import.meta.url)) },
    ],
  },
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Each file may start servers of its own; more at a time than there are cores makes them late, not fast.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "unit", include: ["test/unit/**/*.test.ts"] } },
      project("embedded", ["integration", "contract", "e2e", "compat"]),
      ...(hasServices ? [project("real", ["integration", "contract", "e2e", "chaos"], apartFromReal)] : []),
    ],
  },
});
