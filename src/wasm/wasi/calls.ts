import { errnos } from "./abi.js";
import type { Clocks } from "./clocks.js";
import type { Descriptors } from "./descriptors.js";
import { Fault } from "./fault.js";
import type { FileTree } from "./file-tree.js";
import type { GuestMemory } from "./guest-memory.js";

/** What the calls of a run work on. */
export interface Guest {
  readonly memory: GuestMemory;
  readonly descriptors: Descriptors;
  readonly tree: FileTree;
  readonly clocks: Clocks;
}

/**
 * A call gets its arguments in the order of the witx file: what is 32 bits or less as a number that is not negative, what
 * is 64 bits as a BigInt, signed. It throws a fault, or has done what it was asked to.
 */
export type Call = (...args: never[]) => void;

export type Import = (...args: (number | bigint)[]) => number;

/** As a module imports it: it answers an errno. What is thrown on purpose, to end the run, passes. */
export function toImport(call: Call): Import {
  const run = call as (...args: (number | bigint)[]) => void;
  return (...args) => {
    try {
      for (let index = 0; index < args.length; index++) {
        const value = args[index];
        if (typeof value === "number") args[index] = value >>> 0;
      }
      run(...args);
      return 0;
    } catch (error) {
      if (error instanceof Fault) return errnos[error.errno];
      throw error;
    }
  };
}

/** 64 bits that the guest means to have no sign. */
export function toU64(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}
