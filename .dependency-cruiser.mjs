// Who may import whom: main -> app -> everything; server -> resolvers -> doors of slices; slices one way; platform knows
// no domain. The rules hold for types too, since a type is knowledge of its owner as much as a value is.

const slice = "^src/(?!platform/|server/|generated/)[^/]+/";
const inside = "(?!index\\.ts$)";
const transports = "(^|/)node_modules/(graphql|graphql-[^/]+|fastify|ws|dataloader|@apollo|@fastify|@as-integrations)/";

/** Slices from the lowest to the highest: each may know those before it, none those after it. */
const order = [
  ...["identity", "agents", "tasks", "dispatch", "workers", "workflows"],
  ...["wasm", "binaries", "marketplace", "executions", "sandboxes"],
];

const oneWay = order.slice(0, -1).map((name, index) => ({
  name: `${name}-knows-no-higher-slice`,
  comment: "Slices point one way, from sandboxes down to identity; the way back up is events/ or a signal.",
  from: { path: `^src/${name}/` },
  to: { path: `^src/(${order.slice(index + 1).join("|")})/` },
}));

const forbidden = [
  { name: "no-cycle", from: {}, to: { circular: true, viaOnly: { pathNot: "/generated/" } } },
  {
    name: "no-unresolvable",
    comment: "The package of typed documents holds types alone, which the resolver does not find.",
    from: {},
    to: { couldNotResolve: true, pathNot: "@graphql-typed-document-node/core" },
  },
  {
    name: "main-knows-app-only",
    from: { path: "^src/main\\.ts$" },
    to: {
      path: "^(src|resolvers)/",
      pathNot: "^src/(app|config|variables?|marketplace-variables|sandbox-variables)\\.ts$|^src/platform/",
    },
  },
  { name: "main-is-known-by-none", from: {}, to: { path: "^src/main\\.ts$" } },
  {
    name: "app-is-known-by-main-only",
    from: { path: "^(src|resolvers)/", pathNot: "^src/main\\.ts$" },
    to: { path: "^src/app\\.ts$" },
  },
  {
    name: "configuration-is-handed-in",
    comment: "A part takes the values that it needs; only the composition root knows the whole table.",
    from: { path: "^(src/[^/]+/|resolvers/)" },
    to: { path: "^src/(config|variables?|marketplace-variables|sandbox-variables)\\.ts$" },
  },
  {
    name: "server-is-known-by-app-only",
    from: { path: "^(src|resolvers)/", pathNot: "^src/(app\\.ts$|server/)" },
    to: { path: "^src/server/" },
  },
  {
    name: "resolvers-are-thin",
    comment: "A resolver calls a slice: it knows neither database nor broker nor composition.",
    from: { path: "^resolvers/" },
    to: { path: "^src/(platform/(db|broker)/|generated/prisma/)|(^|/)node_modules/(pg|amqplib|@prisma)/" },
  },
  {
    name: "slices-know-no-resolvers",
    from: { path: "^src/(?!server/|generated/|(app|slices)\\.ts$)" },
    to: { path: "^resolvers/|^src/generated/graphql\\.ts$" },
  },
  {
    name: "slices-know-no-transport",
    from: { path: `${slice}|^src/platform/` },
    to: { path: transports },
  },
  {
    name: "slices-are-entered-by-their-door",
    from: { path: "^src/([^/]+)/" },
    to: { path: slice + inside, pathNot: "^src/$1/" },
  },
  {
    name: "slices-are-entered-by-their-door",
    from: { path: "^(resolvers/|src/[^/]+\\.ts$)" },
    to: { path: slice + inside },
  },
  {
    name: "events-know-no-slice",
    from: { path: "^src/events/" },
    to: { path: slice, pathNot: "^src/events/" },
  },
  {
    name: "platform-knows-no-domain",
    from: { path: "^src/platform/" },
    to: { path: "^(resolvers|src)/", pathNot: "^src/(platform|generated/prisma)/" },
  },
  ...oneWay,
  {
    name: "sdk-knows-no-server",
    from: { path: "^sdk/" },
    to: { path: "^(src|resolvers|explorer|examples|tools|test|bench)/" },
  },
  {
    name: "clients-know-the-sdk-only",
    from: { path: "^(explorer|examples)/" },
    to: { path: "^(src|resolvers|tools|test|bench|sdk/(?!(src|dist)/index\\.))" },
  },
  {
    name: "production-knows-no-tests",
    from: { path: "^(src|resolvers|sdk|explorer|examples)/" },
    to: { path: "^(test|tools|bench)/" },
  },
  {
    name: "production-needs-no-development-package",
    from: { path: "^(src|resolvers|sdk/src)/" },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  },
];

export default {
  forbidden: forbidden.map((rule) => ({ severity: "error", ...rule })),
  options: {
    doNotFollow: { path: "node_modules" },
    // AssemblyScript looks like TypeScript, and is none.
    exclude: { path: "(^|/)(dist|assembly)/" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
    },
  },
};
