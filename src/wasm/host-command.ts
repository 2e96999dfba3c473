import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL, fileURLToPath } from "node:url";
import { maxTableElements } from "./inspection.js";
import { maxWasmLimits, pageBytes } from "./limits.js";

interface Program {
  /** Flags of Node and the program itself. */
  readonly command: readonly string[];
  /** What its threads run. */
  readonly threads: string;
}

/** Account to run the host as; by default ours. */
export interface HostAccount {
  readonly uid: number;
  readonly gid: number;
}

/** A second net, in the engine, under the maxima that are written into each module. */
const engineLimits = [
  `--wasm-max-mem-pages=${maxWasmLimits.memoryBytes / pageBytes}`,
  `--wasm-max-table-size=${maxTableElements}`,
  "--disallow-code-generation-from-strings",
];

/**
 * Starts a host process: without environment, in the root folder, with no descriptor of ours but its channel and a pipe for
 * its last words.
 */
export function spawnHost(guests: number, account: HostAccount | undefined): ChildProcess {
  const { command, threads } = import.meta.url.endsWith(".ts") ? sourceProgram() : builtProgram();
  return spawn(process.execPath, [...engineLimits, ...command, threads, String(guests)], {
    ...account,
    env: {},
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "advanced",
    // The terminal's Ctrl-C is for the runner alone.
    detached: true,
  });
}

/** It may read its own code, and neither write nor start anything. */
function builtProgram(): Program {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const permission = process.allowedNodeEnvironmentFlags.has("--permission")
    ? "--permission"
    : "--experimental-permission";
  // The loader asks each folder up to the package's root whether its files are modules.
  const packages = ["./", "../", "../../", "../../../"].map((up) =>
    fileURLToPath(new URL(`${up}package.json`, import.meta.url)),
  );
  const readable = [`${folder}*`, ...packages].map((path) => `--allow-fs-read=${path}`);
  const host = fileURLToPath(new URL("host.js", import.meta.url));
  return {
    command: [permission, "--allow-worker", ...readable, host],
    threads: new URL("thread.js", import.meta.url).href,
  };
}

/** From TypeScript, in development only: the loader reads and writes files of its own, so that permissions are left out. */
function sourceProgram(): Program {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  // What `tsx/esm/api` means to `import`; resolved for `require` it is a build that does not find its own files.
  const api = new URL("esm/api/index.mjs", loader).href;
  const thread = new URL("thread.ts", import.meta.url).href;
  // A thread does not inherit the loader.
  const program = `import { register } from ${JSON.stringify(api)}; register(); await import(${JSON.stringify(thread)});`;
  return {
    command: ["--import", loader, fileURLToPath(new URL("host.ts", import.meta.url))],
    threads: `data:text/javascript,${encodeURIComponent(program)}`,
  };
}
