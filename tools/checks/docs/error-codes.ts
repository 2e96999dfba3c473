import { ApolloServerErrorCode } from "@apollo/server/errors";
import { errorCodes } from "../../../src/platform/errors.js";
import type { Finding } from "../check.js";
import type { Page } from "./pages.js";
import { withoutSections } from "./section.js";

const file = "docs/errors.md";
const codeRow = /^\| `([A-Z_]+)` \|/gm;

/** The page explains every code of the closed set, and none that cannot occur. */
export function findCodeDrift(pages: readonly Page[]): Finding[] {
  const text = pages.find((page) => page.file === file)?.text;
  if (text === undefined) return [{ file, message: "is missing" }];
  const explained = new Set([...withoutSections(text).matchAll(codeRow)].map(([, name = ""]) => name));
  const possible = new Set<string>([...errorCodes, ...Object.values(ApolloServerErrorCode)]);
  const missing = errorCodes.filter((name) => !explained.has(name));
  const strange = [...explained].filter((name) => !possible.has(name));
  return [
    ...missing.map((name) => ({ file, message: `lacks the code ${name}` })),
    ...strange.map((name) => ({ file, message: `explains ${name}, which is no code` })),
  ];
}
