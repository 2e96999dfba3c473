import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findStaleFiles } from "./files.js";
import { readPages, renderPages } from "./pages.js";

/** `npm run docs`: writes the generated sections of every page, and the files that are generated as a whole. */
const root = process.cwd();
const pages = await readPages(root);
const before = new Map(pages.map(({ file, text }) => [file, text]));
for (const { file, text } of await renderPages(root, pages)) {
  if (text === before.get(file)) continue;
  await writeFile(join(root, file), text);
  console.log(`wrote ${file}`);
}
for (const { file, text } of await findStaleFiles(root)) {
  await writeFile(join(root, file), text);
  console.log(`wrote ${file}`);
}
