import { badInput } from "../../platform/errors.js";

/** A whole number that a cursor holds: whoever made it up is told so. */
export function numberKey(key: string | undefined): number {
  if (key === undefined || !/^\d{1,9}$/.test(key)) {
    throw badInput("after is no cursor of this list in this order.", ["after"], "CURSOR_INVALID");
  }
  return Number(key);
}
