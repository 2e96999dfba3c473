import { absoluteTime, clockIds, eventTypes, hangup, sizes } from "./abi.js";
import type { Guest } from "./calls.js";
import type { Input, OpenFile } from "./descriptors.js";
import { fault } from "./fault.js";
import { readable, writable } from "./transfers.js";

/** More than descriptors can be open, with as many clocks: beyond it is EINVAL, as POSIX has it. */
const maxSubscriptions = 4096;

interface Subscription {
  readonly userData: bigint;
  readonly type: number;
  /** By the steady clock; null where it does not wait for a time. */
  readonly deadline: bigint | null;
  /** Bytes that can be read or written now. */
  readonly bytes: number;
  readonly flags: number;
}

export interface Poll {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * Waits until one of the subscriptions has something to tell, and answers how many have. Everything that can be read or
 * written is ready at once, as nothing here comes from outside; only times are waited for.
 */
export function poll(guest: Guest, { from, to, count }: Poll): number {
  if (count === 0 || count > maxSubscriptions) throw fault("INVAL");
  guest.memory.check(from, count * sizes.subscription);
  guest.memory.check(to, count * sizes.event);
  const subscriptions = Array.from({ length: count }, (_, index) => parse(guest, from + index * sizes.subscription));
  wait(guest, subscriptions);
  const now = guest.clocks.steady();
  const ready = subscriptions.filter(({ deadline }) => deadline === null || deadline <= now);
  ready.forEach((event, index) => write(guest, to + index * sizes.event, event));
  return ready.length;
}

function wait({ clocks }: Guest, subscriptions: readonly Subscription[]): void {
  let first: bigint | undefined;
  for (const { deadline } of subscriptions) {
    if (deadline === null) return;
    if (first === undefined || deadline < first) first = deadline;
  }
  if (first !== undefined) clocks.sleepUntil(first);
}

function parse(guest: Guest, pointer: number): Subscription {
  const view = guest.memory.view(pointer, sizes.subscription);
  const userData = view.getBigUint64(pointer, true);
  const type = view.getUint8(pointer + 8);
  if (type === eventTypes.CLOCK) return { userData, type, deadline: deadlineOf(guest, pointer), bytes: 0, flags: 0 };
  if (type !== eventTypes.FD_READ && type !== eventTypes.FD_WRITE) throw fault("INVAL");
  const found = guest.descriptors.get(view.getUint32(pointer + 16, true));
  if (type === eventTypes.FD_READ) return { userData, type, deadline: null, ...readiness(readable(found)) };
  writable(found);
  return { userData, type, deadline: null, bytes: 1, flags: 0 };
}

function readiness(from: Input | OpenFile): { bytes: number; flags: number } {
  const size = from.kind === "file" ? from.inode.content.size : from.bytes.length;
  const bytes = Math.max(0, size - from.position);
  return { bytes, flags: bytes === 0 ? hangup : 0 };
}

function deadlineOf({ memory, clocks }: Guest, pointer: number): bigint {
  const view = memory.view(pointer, sizes.subscription);
  const id = view.getUint32(pointer + 16, true);
  const timeout = view.getBigUint64(pointer + 24, true);
  const flags = view.getUint16(pointer + 40, true);
  if (flags & ~absoluteTime || (id !== clockIds.REALTIME && id !== clockIds.MONOTONIC)) throw fault("INVAL");
  const steady = clocks.steady();
  if (!flags) return steady + timeout;
  return id === clockIds.MONOTONIC ? timeout : steady + (timeout - clocks.wall());
}

function write({ memory }: Guest, pointer: number, { userData, type, bytes, flags }: Subscription): void {
  memory.bytes(pointer, sizes.event).fill(0);
  const view = memory.view(pointer, sizes.event);
  view.setBigUint64(pointer, userData, true);
  view.setUint8(pointer + 10, type);
  view.setBigUint64(pointer + 16, BigInt(bytes), true);
  view.setUint16(pointer + 24, flags, true);
}
