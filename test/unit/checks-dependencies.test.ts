import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeFinding } from "../../tools/checks/check.js";
import { dependencies } from "../../tools/checks/tools.js";
import { plantTree, removeTree } from "../support/planted-tree.js";

interface Violation {
  readonly rule: string;
  readonly from: string;
  /** A file of the tree, or a package. */
  readonly to: string;
}

const violations: readonly Violation[] = [
  { rule: "main-knows-app-only", from: "src/main.ts", to: "src/tasks/index.ts" },
  { rule: "main-is-known-by-none", from: "src/server/a.ts", to: "src/main.ts" },
  { rule: "app-is-known-by-main-only", from: "src/server/b.ts", to: "src/app.ts" },
  { rule: "configuration-is-handed-in", from: "src/agents/a.ts", to: "src/config.ts" },
  { rule: "server-is-known-by-app-only", from: "resolvers/a.ts", to: "src/server/c.ts" },
  { rule: "server-is-known-by-app-only", from: "src/tasks/a.ts", to: "src/server/c.ts" },
  { rule: "resolvers-are-thin", from: "resolvers/b.ts", to: "src/platform/db/index.ts" },
  { rule: "resolvers-are-thin", from: "resolvers/c.ts", to: "pg" },
  { rule: "slices-know-no-resolvers", from: "src/tasks/b.ts", to: "resolvers/d.ts" },
  { rule: "slices-know-no-resolvers", from: "src/tasks/c.ts", to: "src/generated/graphql.ts" },
  { rule: "slices-know-no-transport", from: "src/tasks/d.ts", to: "graphql" },
  { rule: "slices-know-no-transport", from: "src/dispatch/a.ts", to: "fastify" },
  { rule: "slices-know-no-transport", from: "src/platform/a.ts", to: "ws" },
  { rule: "slices-are-entered-by-their-door", from: "src/dispatch/b.ts", to: "src/tasks/store.ts" },
  { rule: "slices-are-entered-by-their-door", from: "src/server/d.ts", to: "src/events/log.ts" },
  { rule: "slices-are-entered-by-their-door", from: "resolvers/e.ts", to: "src/tasks/sql/a.sql.ts" },
  { rule: "slices-are-entered-by-their-door", from: "src/app.ts", to: "src/identity/store.ts" },
  { rule: "events-know-no-slice", from: "src/events/a.ts", to: "src/tasks/index.ts" },
  { rule: "platform-knows-no-domain", from: "src/platform/db/a.ts", to: "src/tasks/index.ts" },
  { rule: "identity-knows-no-higher-slice", from: "src/identity/a.ts", to: "src/agents/index.ts" },
  { rule: "agents-knows-no-higher-slice", from: "src/agents/b.ts", to: "src/tasks/index.ts" },
  { rule: "tasks-knows-no-higher-slice", from: "src/tasks/e.ts", to: "src/dispatch/index.ts" },
  { rule: "sdk-knows-no-server", from: "sdk/src/a.ts", to: "src/tasks/index.ts" },
  { rule: "clients-know-the-sdk-only", from: "explorer/src/a.ts", to: "src/platform/b.ts" },
  { rule: "clients-know-the-sdk-only", from: "examples/words/a.ts", to: "sdk/src/inner.ts" },
  { rule: "production-knows-no-tests", from: "src/platform/c.ts", to: "test/support/a.ts" },
  { rule: "production-needs-no-development-package", from: "src/platform/d.ts", to: "vitest" },
  { rule: "no-unresolvable", from: "src/platform/e.ts", to: "src/platform/gone.js" },
  { rule: "no-cycle", from: "src/platform/f.ts", to: "src/platform/g.ts" },
];

const allowed: readonly Omit<Violation, "rule">[] = [
  { from: "src/main.ts", to: "src/app.ts" },
  { from: "src/app.ts", to: "src/tasks/index.ts" },
  { from: "src/server/e.ts", to: "resolvers/d.ts" },
  { from: "resolvers/f.ts", to: "src/tasks/index.ts" },
  { from: "resolvers/g.ts", to: "src/generated/graphql.ts" },
  { from: "src/dispatch/c.ts", to: "src/tasks/index.ts" },
  { from: "src/tasks/f.ts", to: "src/agents/index.ts" },
  { from: "src/agents/c.ts", to: "src/identity/index.ts" },
  { from: "src/tasks/g.ts", to: "src/events/index.ts" },
  { from: "src/tasks/h.ts", to: "src/tasks/store.ts" },
  { from: "src/tasks/i.ts", to: "src/platform/g.ts" },
  { from: "examples/words/b.ts", to: "sdk/src/index.ts" },
];

function specifier({ from, to }: Omit<Violation, "rule">): string {
  if (!to.includes("/")) return to;
  return "../".repeat(from.split("/").length - 1).replace(/^$/, "./") + to.replace(/\.ts$/, ".js");
}

/** One tree with an import for each entry, and every file and package that is imported. */
function sources(): Record<string, string> {
  const entries = [...violations, ...allowed, { from: "src/platform/g.ts", to: "src/platform/f.ts" }];
  const files = new Map(entries.flatMap(({ from, to }) => [from, to]).map((file) => [file, "export {};\n"]));
  for (const entry of entries) {
    files.set(entry.from, `import ${JSON.stringify(specifier(entry))};\n${files.get(entry.from)}`);
  }
  const packages = [...files.keys()].filter((file) => !file.includes("/"));
  return Object.fromEntries([
    ...[...files].filter(([file]) => file.endsWith(".ts")),
    ...packages.flatMap((name) => [
      [`node_modules/${name}/package.json`, `{ "name": "${name}", "version": "1.0.0", "main": "index.js" }`],
      [`node_modules/${name}/index.js`, ""],
    ]),
  ]);
}

describe("dependencies", () => {
  let root = "";
  let output = "";

  beforeAll(async () => {
    root = await plantTree(sources(), [".dependency-cruiser.mjs", "tsconfig.json", "package.json"]);
    output = (await dependencies.run(root)).map(describeFinding).join("\n");
  });

  afterAll(() => removeTree(root));

  it.each(violations)("objects as $rule when $from imports $to", ({ rule, from, to }) => {
    const target = to.includes("/") ? to.replace("src/platform/gone", "[./]*src/platform/gone") : `node_modules/${to}/`;
    expect(output).toMatch(new RegExp(`error ${rule}: ${from} →\\s+${target}`));
  });

  it.each(allowed)("lets $from import $to", ({ from, to }) => {
    const objections = output.split("\n").filter((line) => line.includes(`${from} → ${to}`));
    expect(objections).toEqual([]);
  });
});
