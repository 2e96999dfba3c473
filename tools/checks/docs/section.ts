/** A part of a page that is written by `npm run docs`, between `<!-- generated: <name> -->` and `<!-- end -->`. */
export interface Section {
  readonly name: string;
  /** The page that must have it. */
  readonly page: string;
  readonly render: (root: string) => Promise<string>;
}

const marked = /(<!-- generated: ([a-z-]+) -->\n)[^]*?(\n?<!-- end -->)/g;

/** Names of the sections that a page has, in their order. */
export function sectionNames(page: string): string[] {
  return [...page.matchAll(marked)].flatMap(([, , name]) => name ?? []);
}

/** The page with each section replaced by what `texts` has under its name; a name that it lacks stays as it is. */
export function fillSections(page: string, texts: ReadonlyMap<string, string>): string {
  return page.replaceAll(marked, (whole, start: string, name: string) => {
    const text = texts.get(name);
    return text === undefined ? whole : `${start}${text}\n<!-- end -->`;
  });
}

/** The page without what is generated. */
export function withoutSections(page: string): string {
  return page.replaceAll(marked, "");
}
