import type { Principal } from "../src/identity/index.js";
import { MusterError } from "../src/platform/errors.js";
import type { RequestContext } from "./context.js";

/** Who asks. Only for fields with a permission, or below one: nobody else reaches them. */
export function callerOf({ principal }: RequestContext): Principal {
  if (!principal) throw new Error("A field without a permission asked for the caller.");
  return principal;
}

/** Who asks, for what lies around a task: an agent sees the task alone. */
export function readerOf(context: RequestContext): Principal {
  const principal = callerOf(context);
  if (principal.role !== "AGENT") return principal;
  throw new MusterError("FORBIDDEN", "This is not for the role AGENT.", { reason: "ROLE_FORBIDDEN" });
}
