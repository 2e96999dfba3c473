import { firstIdAt, type IdPrefix } from "../ids.js";

export interface CreationTimes {
  readonly createdAfter?: Date | null | undefined;
  readonly createdBefore?: Date | null | undefined;
}

/** Ids are made by the processes' clocks, `created_at` is of the database's: by so much they may differ. */
const skewMs = 60_000;

/** Conditions on rows of `x`, by their ids too, which are what lists are read by. `place` answers the parameter that a value becomes. */
export function createdBetween(
  prefix: IdPrefix,
  { createdAfter, createdBefore }: CreationTimes,
  place: (value: unknown) => string,
): string[] {
  const idAround = (at: Date, byMs: number): string => place(firstIdAt(prefix, new Date(at.getTime() + byMs)));
  return [
    ...(createdAfter ? [`x.created_at >= ${place(createdAfter)}`, `x.id >= ${idAround(createdAfter, -skewMs)}`] : []),
    ...(createdBefore ? [`x.created_at < ${place(createdBefore)}`, `x.id < ${idAround(createdBefore, skewMs)}`] : []),
  ];
}
