import { execFile } from "node:child_process";
import { closeSync, constants, openSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";

/** What a program writes to, and what comes out of it. */
export interface NamedPipe {
  readonly inner: number;
  readonly outer: Readable;
}

/**
 * Pipes as a container has them. Those that Node makes are sockets: a script that writes to its /dev/stderr, as many do, could not open it.
 * Whoever starts a program with the inner ends closes them, so that the outer ones end with it.
 */
export async function makePipes(folder: string, names: readonly string[]): Promise<NamedPipe[]> {
  const paths = names.map((name) => join(folder, name));
  await promisify(execFile)("mkfifo", paths);
  return paths.map((path) => {
    // Opened for reading first, without waiting for who writes; then who writes does not wait either.
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const inner = openSync(path, constants.O_WRONLY);
    rmSync(path);
    return { inner, outer: new Socket({ fd, readable: true, writable: false }) };
  });
}

export function closeInner(pipes: readonly NamedPipe[]): void {
  for (const { inner } of pipes) closeSync(inner);
}
