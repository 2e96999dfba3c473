import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { listFiles } from "../source-files.js";
import { fillSections, sectionNames } from "./section.js";
import { sections } from "./sections.js";

export interface Page {
  /** Relative to the root. */
  readonly file: string;
  readonly text: string;
}

/** Every page of prose. */
export async function readPages(root: string): Promise<Page[]> {
  const files = (await listFiles(root)).filter((file) => file.endsWith(".md"));
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(join(root, file), "utf8") })));
}

/** The pages that have generated sections, as they should be today. */
export async function renderPages(root: string, pages: readonly Page[]): Promise<Page[]> {
  const used = new Set(pages.flatMap(({ text }) => sectionNames(text)));
  const rendered = await Promise.all(
    sections.filter(({ name }) => used.has(name)).map(async ({ name, render }) => [name, await render(root)] as const),
  );
  const texts = new Map(rendered);
  return pages.map(({ file, text }) => ({ file, text: fillSections(text, texts) }));
}
