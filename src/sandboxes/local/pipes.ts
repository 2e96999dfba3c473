import { chownSync, closeSync, constants, openSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { Account } from "./account.js";
import { pipeFiles } from "./guard.js";

/** A pipe: the descriptor that a sandbox writes to, and what comes out of it on our side. */
interface Pipe {
  readonly inner: number;
  readonly outer: Readable;
}

export interface Pipes {
  readonly stdout: Pipe;
  readonly stderr: Pipe;
  /** Ours of what the sandbox writes to, once it has its own: else the pipes would not end with it. */
  closeInner(): void;
}

/**
 * Opens the pipes in the folder. They are named ones, not those that Node makes: these are sockets, so that a script could not open its
 * `/dev/stderr`, as it can in a container.
 */
export function openPipes(folder: string, account: Account | null): Pipes {
  const opened: Pipe[] = [];
  try {
    const [stdout, stderr] = pipeFiles.map((name) => {
      const pipe = openPipe(join(folder, name), account);
      opened.push(pipe);
      return pipe;
    }) as [Pipe, Pipe];
    return { stdout, stderr, closeInner: () => opened.forEach(({ inner }) => closeSync(inner)) };
  } catch (error) {
    for (const { inner, outer } of opened) {
      closeSync(inner);
      outer.destroy();
    }
    throw error;
  }
}

/** At once: nothing here waits for a disk. */
function openPipe(path: string, account: Account | null): Pipe {
  if (account) chownSync(path, account.uid, account.gid);
  // Without this flag it would wait for who writes.
  const outer = new Socket({
    fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK),
    readable: true,
    writable: false,
  });
  try {
    const inner = openSync(path, constants.O_WRONLY);
    rmSync(path);
    return { inner, outer };
  } catch (error) {
    outer.destroy();
    throw error;
  }
}
