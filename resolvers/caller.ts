import type { Principal } from "../src/identity/index.js";
import type { RequestContext } from "./context.js";

/** Who asks. Only for fields with a permission, or below one: nobody else reaches them. */
export function callerOf({ principal }: RequestContext): Principal {
  if (!principal) throw new Error("A field without a permission asked for the caller.");
  return principal;
}
