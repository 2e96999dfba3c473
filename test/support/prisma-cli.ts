import { isInstalled } from "../../tools/prisma/command.js";

/** Prisma's own CLI is not among what `npm ci` brings, so its tests run where it was installed. In CI it has to be. */
export const hasPrismaCli = isInstalled() || process.env.CI === "true";
