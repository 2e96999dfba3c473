import type { errnos } from "./abi.js";

export type Errno = keyof typeof errnos;

/** What a call answers instead of doing what it was asked to; the guest sees its number. */
export class Fault extends Error {
  readonly errno: Errno;

  constructor(errno: Errno) {
    super(errno);
    this.errno = errno;
  }
}

const faults = new Map<Errno, Fault>();

/**
 * One instance for each errno: programs search paths by failing, and a stack per failure costs 3 microseconds. None of
 * them is ever shown to anybody.
 */
export function fault(errno: Errno): Fault {
  let found = faults.get(errno);
  if (!found) faults.set(errno, (found = new Fault(errno)));
  return found;
}
