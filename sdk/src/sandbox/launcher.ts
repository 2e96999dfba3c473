#!/usr/bin/env node
/**
 * `muster-sandbox-agent`, the entrypoint of the base agent image: runs the program that its arguments name in a sandbox. The only
 * file of the package that reads the environment and may exit.
 */
import { launch } from "./launcher-run.js";

/** Below what a host gives a container to end by itself, with time left to report. */
const graceMs = 5_000;

const stop = new AbortController();
for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, () => stop.abort());
const exitCode = await launch({
  env: process.env,
  program: process.argv.slice(2),
  directory: process.cwd(),
  signal: stop.signal,
  stderr: process.stderr,
  fetch: globalThis.fetch,
  graceMs,
  reconnect: { baseMs: 200, capMs: 10_000 },
});
process.exit(exitCode);
