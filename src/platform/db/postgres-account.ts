import { execFileSync } from "node:child_process";
import { stat } from "node:fs/promises";

/** Whom to run PostgreSQL as, in the shape of `spawn`'s options; empty: whom this process runs as. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root. Root runs it as the owner of its folder, or as `nobody` where there is none yet. */
export async function chooseAccount(folder: string): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const owner = await stat(folder).catch(() => undefined);
  return owner && owner.uid !== 0
    ? { uid: owner.uid, gid: owner.gid }
    : { uid: idOfNobody("-u"), gid: idOfNobody("-g") };
}

function idOfNobody(option: "-u" | "-g"): number {
  return Number(execFileSync("id", [option, "nobody"], { encoding: "utf8" }));
}
