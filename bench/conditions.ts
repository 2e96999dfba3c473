/*
 * What is the same for us and for those beside us.
 */

/** Tasks that each serves before anything is measured: in bulk, then one call each. With fewer, our code was still being compiled. */
export const warmUp = { bulk: 10_000, single: 20_000 } as const;

/** How often a worker tells of the handlers that it has started: how late the end of a run may be seen. */
export const tellStartsMs = 10;
