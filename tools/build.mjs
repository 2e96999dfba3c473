/**
 * `npm run build`, and `prepare` after `npm ci`: the server to dist, the SDK to sdk/dist, the explorer to dist/explorer. A
 * part whose sources are those of its last build is left as it is.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const compiler = "node_modules/typescript/bin/tsc";
const bundler = "node_modules/vite/bin/vite.js";

const parts = [
  {
    name: "server",
    sources: ["src", "resolvers", "tsconfig.json"],
    output: ["dist/src", "dist/resolvers"],
    command: [compiler, "-p", "."],
  },
  {
    name: "sdk",
    sources: ["sdk/src", "sdk/tsconfig.json", "sdk/tsconfig.build.json", "tsconfig.json"],
    output: ["sdk/dist"],
    // What is checked as fit for browsers, and the launcher of sandboxes, which is for Node.
    command: [compiler, "-p", "sdk/tsconfig.build.json"],
  },
  {
    name: "explorer",
    sources: ["explorer/src", "explorer/index.html", "explorer/vite.config.ts", "explorer/package.json"],
    output: ["dist/explorer"],
    command: [bundler, "build", "explorer", "--logLevel", "warn"],
  },
];

/** @param {string} path @returns {string[]} the files at or below it, in order */
function filesOf(path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  try {
    return readdirSync(absolute)
      .toSorted()
      .flatMap((name) => filesOf(join(path, name)));
  } catch {
    // Not a folder.
    return [path];
  }
}

/** @param {readonly string[]} sources */
function fingerprint(sources) {
  const hash = createHash("sha256");
  // A new release of a dependency builds something else from the same sources.
  for (const file of [...sources, "package-lock.json"].flatMap(filesOf))
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** @param {readonly string[]} command @returns {Promise<number | null>} */
function run(command) {
  const child = spawn(process.execPath, command, { cwd: root, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
}

/** @param {typeof parts[number]} part @returns {Promise<boolean>} whether the part is there */
async function build({ name, sources, output, command }) {
  const stamp = join(root, "dist", `.${name}-built`);
  const print = fingerprint(sources);
  const isThere = output.every((folder) => existsSync(join(root, folder)));
  if (isThere && existsSync(stamp) && readFileSync(stamp, "utf8") === print) return true;
  // What a removed source left behind would still be imported.
  for (const path of [...output.map((folder) => join(root, folder)), stamp])
    rmSync(path, { recursive: true, force: true });
  if ((await run(command)) !== 0) return false;
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stamp, print);
  console.log(`built ${name}`);
  return true;
}

const canBuild = [compiler, bundler].every((file) => existsSync(join(root, file)));
if (canBuild) {
  const built = await Promise.all(parts.map(build));
  process.exitCode = built.every(Boolean) ? 0 : 1;
} else {
  // `npm ci --omit=dev` beside a dist that was built elsewhere: an image does so.
  console.log("Not built: the development packages are not installed.");
  process.exitCode = process.argv.includes("--if-possible") ? 0 : 1;
}
