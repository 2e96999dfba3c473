import { clockIds } from "./abi.js";
import type { Call, Guest } from "./calls.js";
import { WasiExit } from "./exit.js";
import { fault } from "./fault.js";
import { poll } from "./poll.js";

/** getRandomValues takes no more at a time. */
const maxRandomBytes = 65_536;

const lastSignal = 30;

/** Of the steady clock and those that follow it. */
const resolutionNs = 1n;

export interface ProcessOptions {
  readonly args: readonly string[];
  /** `NAME=value` each. */
  readonly variables: readonly string[];
}

/** Calls about the process and what is around it. */
export function processCalls(guest: Guest, { args, variables }: ProcessOptions): Record<string, Call> {
  const { memory, descriptors } = guest;
  const argTexts = args.map(terminated);
  const variableTexts = variables.map(terminated);
  const refuseSocket = (fd: number): void => {
    descriptors.get(fd);
    throw fault("NOTSOCK");
  };
  return {
    args_get: (pointers: number, texts: number) => writeTexts(guest, argTexts, { pointers, texts }),
    args_sizes_get: (count: number, bytes: number) => writeSizes(guest, argTexts, { count, bytes }),
    environ_get: (pointers: number, texts: number) => writeTexts(guest, variableTexts, { pointers, texts }),
    environ_sizes_get: (count: number, bytes: number) => writeSizes(guest, variableTexts, { count, bytes }),
    clock_res_get: (id: number, result: number) => {
      timeOf(guest, id);
      memory.setU64(result, resolutionNs);
    },
    clock_time_get: (id: number, _precision: bigint, result: number) => memory.setU64(result, timeOf(guest, id)),
    poll_oneoff: (...[from, to, count, result]: [number, number, number, number]) => {
      memory.check(result, 4);
      memory.setU32(result, poll(guest, { from, to, count }));
    },
    proc_exit: (code: number) => {
      throw new WasiExit(code | 0);
    },
    proc_raise: (signal: number) => {
      // There is nobody who could send one, nor a handler that could catch it.
      throw fault(signal > lastSignal ? "INVAL" : "NOTSUP");
    },
    // One thread has nobody to yield to.
    sched_yield: () => undefined,
    random_get: (pointer: number, length: number) => fillRandomly(memory.bytes(pointer, length)),
    sock_accept: refuseSocket,
    sock_recv: refuseSocket,
    sock_send: refuseSocket,
    sock_shutdown: refuseSocket,
  };
}

function timeOf({ clocks }: Guest, id: number): bigint {
  switch (id) {
    case clockIds.REALTIME:
      return clocks.wall();
    case clockIds.MONOTONIC:
      return clocks.steady();
    case clockIds.PROCESS_CPUTIME:
    case clockIds.THREAD_CPUTIME:
      return clocks.processor();
    default:
      throw fault("INVAL");
  }
}

function terminated(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\0`);
}

function lengthOf(texts: readonly Uint8Array[]): number {
  return texts.reduce((sum, { length }) => sum + length, 0);
}

function writeSizes({ memory }: Guest, texts: readonly Uint8Array[], to: { count: number; bytes: number }): void {
  memory.check(to.bytes, 4);
  memory.setU32(to.count, texts.length);
  memory.setU32(to.bytes, lengthOf(texts));
}

/** The texts one behind the other, and where each begins. */
function writeTexts({ memory }: Guest, texts: readonly Uint8Array[], to: { pointers: number; texts: number }): void {
  memory.check(to.pointers, texts.length * 4);
  memory.check(to.texts, lengthOf(texts));
  let at = to.texts;
  for (const [index, text] of texts.entries()) {
    memory.setU32(to.pointers + index * 4, at);
    memory.bytes(at, text.length).set(text);
    at += text.length;
  }
}

/** By pieces of memory of our own: the guest's may be shared, which getRandomValues refuses. */
function fillRandomly(bytes: Uint8Array): void {
  const piece = new Uint8Array(Math.min(bytes.length, maxRandomBytes));
  for (let at = 0; at < bytes.length; at += piece.length) {
    bytes.set(crypto.getRandomValues(piece).subarray(0, bytes.length - at), at);
  }
}
