import type { Check, Finding } from "../check.js";
import { findCodeDrift } from "./error-codes.js";
import { findStaleFiles } from "./files.js";
import { findBrokenLinks } from "./links.js";
import { readPages, renderPages, type Page } from "./pages.js";
import { findUnknownScripts } from "./scripts.js";
import { sectionNames } from "./section.js";
import { sections } from "./sections.js";

/** The docs say what the code says: generated tables and files are today's, codes are explained, links and scripts exist. */
export const docs: Check = {
  name: "docs",
  run: async (root) => {
    const pages = await readPages(root);
    return [
      ...findMissingSections(pages),
      ...findCodeDrift(pages),
      ...findBrokenLinks(root, pages),
      ...(await findUnknownScripts(root, pages)),
      ...(await findStaleSections(root, pages)),
      ...(await findStaleFiles(root)).map(({ file }) => ({ file, message: "is out of date: npm run docs" })),
    ];
  },
};

async function findStaleSections(root: string, pages: readonly Page[]): Promise<Finding[]> {
  const rendered = await renderPages(root, pages);
  return pages
    .filter(({ text }, index) => text !== rendered[index]?.text)
    .map(({ file }) => ({ file, message: "has generated tables that are out of date: npm run docs" }));
}

/** Each table has its page, and no page has a table that nobody writes. */
export function findMissingSections(pages: readonly Page[]): Finding[] {
  const missing = sections.filter(({ name, page }) => {
    return !sectionNames(pages.find(({ file }) => file === page)?.text ?? "").includes(name);
  });
  const known = new Set(sections.map(({ name }) => name));
  const strange = pages.flatMap(({ file, text }) =>
    sectionNames(text)
      .filter((name) => !known.has(name))
      .map((name) => ({ file, message: `has a generated section ${name} that is not known` })),
  );
  const lacking = missing.map(({ name, page }) => ({ file: page, message: `lacks the generated section ${name}` }));
  return [...lacking, ...strange];
}
