import { conversions, sizeMethods } from "./conversions.js";
import { textMethods } from "./text-functions.js";
import { timeMethods } from "./time-functions.js";
import type { Overload } from "./overload.js";

// Maps, for the names to be looked up come from authors: a plain object would have a "constructor".

/** What can be called by its name alone. */
export const functions: ReadonlyMap<string, readonly Overload[]> = new Map(
  Object.entries({ ...conversions, matches: textMethods["matches"] ?? [] }),
);

/** What can be called on a value. */
export const methods: ReadonlyMap<string, readonly Overload[]> = new Map(
  Object.entries({ ...sizeMethods, ...textMethods, ...timeMethods }),
);
