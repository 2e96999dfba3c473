import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findNode, install, nodeArguments } from "./peers/installed.js";

/** `npm run bench`: everything on one Node, the peers' own, since some of them need a newer one than we do. */
install();
const main = fileURLToPath(new URL("main.ts", import.meta.url));
const { status } = spawnSync(findNode(), [...nodeArguments, main, ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(status ?? 1);
