import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readPages, renderPages } from "./pages.js";

/** `npm run docs`: writes the generated sections of every page. */
const root = process.cwd();
const pages = await readPages(root);
const before = new Map(pages.map(({ file, text }) => [file, text]));
for (const { file, text } of await renderPages(root, pages)) {
  if (text === before.get(file)) continue;
  await writeFile(join(root, file), text);
  console.log(`wrote ${file}`);
}
