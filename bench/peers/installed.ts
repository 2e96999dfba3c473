import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const installed = `${folder}.installed/`;
const files = ["package.json", "package-lock.json"];
const require = createRequire(`${installed}package.json`);

/** The oldest Node that everything here runs on: graphile-worker and pg-boss need 22, they are loaded by `require`. */
const minNodeMajor = 24;

/** Installs the peers as the lock file says, unless they are. Without their scripts: one would call home. */
export function install(): void {
  if (isInstalled()) return;
  mkdirSync(installed, { recursive: true });
  for (const file of files) copyFileSync(folder + file, installed + file);
  const options = ["ci", "--prefix", installed, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", options, { stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) throw new Error("the peers could not be installed");
}

function isInstalled(): boolean {
  // npm writes the hidden lock file last.
  if (!existsSync(`${installed}node_modules/.package-lock.json`)) return false;
  return files.every((file) => readFileSync(folder + file).equals(readFileSync(installed + file)));
}

/** A package of a peer. Its types are absent where it is not installed: the caller says what it needs of it. */
export function load<Package>(name: string): Package {
  return require(name) as Package;
}

/** The path of a file of a peer's package. */
export function resolveFile(name: string): string {
  return require.resolve(name);
}

export function versionOf(name: string): string {
  const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, "utf8")) as {
    dependencies: Readonly<Record<string, string>>;
  };
  const version = dependencies[name];
  if (version === undefined) throw new Error(`${name} is no peer's package`);
  return version;
}

/** For the processes of a run. What the peers' drivers say of their own future is no news here. */
export const nodeArguments = ["--no-deprecation", "--import", "tsx"];

/** The Node that all peers run on: the installed one, or our own where there is none for the machine. */
export function findNode(): string {
  const binary = `${installed}node_modules/node-${process.platform}-${process.arch}/bin/node`;
  if (existsSync(binary)) return binary;
  if (Number.parseInt(process.versions.node, 10) >= minNodeMajor) return process.execPath;
  throw new Error(
    `the peers need Node ${minNodeMajor}, which is not installed for ${process.platform}-${process.arch}`,
  );
}
