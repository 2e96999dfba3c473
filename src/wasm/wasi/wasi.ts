import type { WasmDirectory } from "../model.js";
import { allRights, directoryRights } from "./abi.js";
import { toImport, type Call, type Guest, type Import } from "./calls.js";
import { Clocks, hostClock, type Clock } from "./clocks.js";
import { dataCalls } from "./data-calls.js";
import { Descriptors, openInput, openOutput } from "./descriptors.js";
import { fdCalls } from "./fd-calls.js";
import { FileTree } from "./file-tree.js";
import { GuestMemory, type LinearMemory } from "./guest-memory.js";
import { assertText } from "./host-text.js";
import { pathCalls } from "./path-calls.js";
import { plant } from "./planting.js";
import { processCalls } from "./process-calls.js";

export { WasiExit } from "./exit.js";

export interface WasiOptions {
  /** `args[0]` is the program's name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: Uint8Array;
  /** Open from descriptor 3 on, in this order. Their files' bytes are not changed: what the guest changes is copied. */
  readonly directories: readonly WasmDirectory[];
  /** Takes what is written, at most 64 KiB at a time and its own to keep. What it throws ends the run. */
  readonly stdout: (bytes: Uint8Array) => void;
  readonly stderr: (bytes: Uint8Array) => void;
  /** Most bytes that files, names and targets of symlinks hold together; beyond it is ENOSPC. */
  readonly fileBytes: number;
  /** Sleeps without burning the processor. It may return early, and is called again; what it throws ends the run. */
  readonly sleep: (ms: number) => void;
  /** The host's unless said otherwise: tests move one of their own. */
  readonly clock?: Clock | undefined;
}

export interface Wasi {
  /** For the module's imports of `wasi_snapshot_preview1`. */
  readonly imports: Readonly<Record<string, Import>>;
  /** Once there is an instance, before `_start`: until then all that needs memory is EFAULT. */
  readonly bind: (memory: LinearMemory) => void;
}

/**
 * WASI preview 1 for one run of a command module: all its functions, over files in memory. It knows no file, no socket and
 * no variable of the host. Throws where the options make no sense or the files do not fit.
 */
export function createWasi(options: WasiOptions): Wasi {
  const guest = prepareGuest(options);
  const calls = callsOf(guest, options);
  const imports = Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, toImport(call)]));
  return { imports, bind: (memory) => guest.memory.bind(memory) };
}

function callsOf(guest: Guest, { args, env }: Pick<WasiOptions, "args" | "env">): Record<string, Call> {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const process = processCalls(guest, { args: args.map(assertText), variables: variables.map(assertText) });
  return { ...process, ...fdCalls(guest), ...dataCalls(guest), ...pathCalls(guest) };
}

function prepareGuest(options: WasiOptions): Guest {
  const clocks = new Clocks(options.clock ?? hostClock(), options.sleep);
  const tree = new FileTree({ maxBytes: options.fileBytes, now: () => clocks.wall() });
  const descriptors = new Descriptors(tree);
  descriptors.add(openInput(options.stdin));
  descriptors.add(openOutput(options.stdout));
  descriptors.add(openOutput(options.stderr));
  for (const { guestPath, files } of options.directories) {
    const inode = tree.makeRoot();
    for (const file of files) plant(tree, inode, file);
    const held = { rights: directoryRights, inheriting: allRights, flags: 0 };
    descriptors.add({ kind: "directory", inode, guestPath: assertText(guestPath), ...held });
  }
  return { memory: new GuestMemory(), descriptors, tree, clocks };
}

const nothing: WasiOptions = {
  args: [],
  env: {},
  stdin: new Uint8Array(0),
  directories: [],
  stdout: () => undefined,
  stderr: () => undefined,
  fileBytes: 0,
  sleep: () => undefined,
};

/** All names that are provided, in alphabetical order: what else a module wants of `wasi_snapshot_preview1` is not there. */
export const wasiFunctions: readonly string[] = Object.keys(createWasi(nothing).imports).sort();
