import { badInput, type InputPath } from "../platform/errors.js";

export function checkRange(value: number, [least, most]: readonly [number, number], path: InputPath): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw badInput(`Must be a whole number from ${least} to ${most}.`, path, "NUMBER_OUT_OF_RANGE");
  }
  return value;
}
