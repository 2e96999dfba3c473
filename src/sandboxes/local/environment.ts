import { dirname, join } from "node:path";
import { HostError, type HostOrder } from "../host.js";
import { markVariable } from "./process-table.js";

/** Where programs are, Node's own folder first, so that `node` means the one that we run on. */
const path = `${dirname(process.execPath)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;

/** What is in a sandbox's folder, of which it owns these two. */
export const workFolder = "work";
export const temporaryFolder = "tmp";

/** All that a sandbox's first process finds in its environment: nothing of ours. */
export function environmentOf(order: HostOrder, folder: string, mark: string): Record<string, string> {
  const own = { ...order.env, ...order.secrets };
  for (const [name, value] of Object.entries(own)) {
    if (/^$|[=\0]/.test(name) || value.includes("\0")) {
      throw refused(`The environment variable ${JSON.stringify(name)} cannot be set.`);
    }
  }
  const base = { PATH: path, HOME: join(folder, workFolder), TMPDIR: join(folder, temporaryFolder), LANG: "C.UTF-8" };
  return { ...base, ...own, [markVariable]: mark };
}

/** What to run, with its arguments. */
export function commandOf(order: HostOrder, launcher: readonly string[]): readonly [string, ...string[]] {
  const [program, ...args] = [...(order.command ?? launcher), ...order.args];
  if (program === undefined || program === "") throw refused("No program is given.");
  if ([program, ...args].some((word) => word.includes("\0"))) throw refused("An argument holds a NUL character.");
  return [program, ...args];
}

export function refused(message: string): HostError {
  return new HostError("HOST_REFUSED", message, { isPassing: false });
}
