import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { manifestSchema } from "../../../src/marketplace/publishing/manifest-schema.js";
import { workflowSchema } from "../../../src/workflows/definition/schema.js";
import type { Page } from "./pages.js";

/** Files that are written from code as a whole, as they should be today. */
const generated: readonly Page[] = [
  { file: "docs/workflow.schema.json", text: `${JSON.stringify(workflowSchema, null, 2)}\n` },
  { file: "docs/manifest.schema.json", text: `${JSON.stringify(manifestSchema, null, 2)}\n` },
];

/** Those that are not there, or differ. */
export async function findStaleFiles(root: string): Promise<Page[]> {
  const present = await Promise.all(generated.map(({ file }) => readFile(join(root, file), "utf8").catch(() => null)));
  return generated.filter(({ text }, index) => text !== present[index]);
}
