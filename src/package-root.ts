import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The package's own folder, which holds the contract and the migrations: above `src/`, or above `dist/src/` once built. */
export function packageRoot(): string {
  for (let folder = new URL(".", import.meta.url); ; folder = new URL("..", folder)) {
    if (existsSync(new URL("schema.graphql", folder))) return fileURLToPath(folder);
    if (folder.pathname === "/") throw new Error("schema.graphql is not where the package should have it.");
  }
}
