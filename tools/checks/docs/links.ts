import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import type { Finding } from "../check.js";
import type { Page } from "./pages.js";

const link = /\[[^\]]*\]\(([^)\s]+)\)/g;

/** Links to files that do not exist, and to headings that a page does not have. Links to the web are not followed. */
export function findBrokenLinks(root: string, pages: readonly Page[]): Finding[] {
  const anchors = new Map(pages.map(({ file, text }) => [file, headingAnchors(text)]));
  return pages.flatMap(({ file, text }) => {
    const targets = [...withoutCode(text).matchAll(link)].map(([, target = ""]) => target);
    return targets.filter((target) => !isWeb(target) && !exists(target)).map((target) => brokenLink(file, target));

    function exists(target: string): boolean {
      const [path = "", anchor] = target.split("#");
      const at = path === "" ? file : normalize(join(dirname(file), path));
      if (anchor !== undefined && anchors.has(at)) return anchors.get(at)?.has(anchor) ?? false;
      return existsSync(join(root, at));
    }
  });
}

function brokenLink(file: string, target: string): Finding {
  return { file, message: `links to ${target}, which does not exist` };
}

function isWeb(target: string): boolean {
  return /^[a-z]+:/.test(target);
}

function withoutCode(text: string): string {
  return text.replaceAll(/^```[^]*?^```/gm, "").replaceAll(/`[^`\n]*`/g, "");
}

/** Anchors as GitHub makes them from headings. */
function headingAnchors(text: string): ReadonlySet<string> {
  const headings = [...text.replaceAll(/^```[^]*?^```/gm, "").matchAll(/^#+ +(.+)$/gm)].map(
    ([, heading = ""]) => heading,
  );
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}
