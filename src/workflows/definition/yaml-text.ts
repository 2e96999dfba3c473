import { isMap, isScalar, isSeq, parseDocument, type Document, type YAMLMap } from "yaml";
import { checkTree } from "./json-tree.js";
import { grouped, maxProblems, quote, type ProblemList } from "./problems.js";
import { findTokenFault, maxAliases, type TextFault } from "./yaml-tokens.js";

/** The value of a text in YAML 1.2, JSON included; undefined when there are problems. */
export function readYaml(text: string, problems: ProblemList): unknown {
  const fault = findTokenFault(text);
  const document = fault ? null : compose(text);
  tell(fault ? [fault] : faultsOf(document), text, problems);
  return document && problems.isEmpty ? valueOf(document, problems) : undefined;
}

/**
 * Without stacks of the package's errors, which nobody sees: a text of nothing but commas has 500,000, and takes 3 s
 * with them.
 */
function compose(text: string): Document {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(text, {
      version: "1.2",
      schema: "core",
      stringKeys: true,
      // The package compares each key with all others: 100,000 take 90 s. Repeated ones are looked for below.
      uniqueKeys: false,
      prettyErrors: false,
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Where the package speaks to its caller instead of the text's author, by its code. */
const ownWords: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: "A second document begins here; a definition is one.",
  NON_STRING_KEY: "A key is a text.",
  RESOURCE_EXHAUSTION: "Nested too deeply.",
};

function faultsOf(document: Document | null): readonly TextFault[] {
  if (!document) return [];
  const found = [...document.errors, ...document.warnings].slice(0, maxProblems + 1);
  const faults = found.map(({ code, message, pos }): TextFault => {
    const words = ownWords[code] ?? `${message.replace(/\.$/, "")}.`;
    return { reason: "SOURCE_INVALID", message: words, offset: pos[0] };
  });
  return [...faults, ...repeatedKeys(document)];
}

/** Counts lines from one fault to the next: there may be a hundred in a text of a million lines. */
function tell(faults: readonly TextFault[], text: string, problems: ProblemList): void {
  let line = 1;
  let start = 0;
  for (const { reason, message, offset } of faults.toSorted((a, b) => a.offset - b.offset)) {
    for (let end = text.indexOf("\n", start); end !== -1 && end < offset; end = text.indexOf("\n", start)) {
      line += 1;
      start = end + 1;
    }
    problems.add([], reason, `Line ${line}, column ${offset - start + 1}: ${message}`);
  }
}

/** What aliases share is written out, once it is known how large that is. */
function valueOf(document: Document, problems: ProblemList): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    return checkTree(value, problems) && problems.isEmpty ? JSON.parse(JSON.stringify(value)) : undefined;
  } catch (error) {
    // Plain errors: for an alias of nothing, and for aliases of aliases that multiply.
    const text = error instanceof Error ? error.message : String(error);
    if (text.startsWith("Unresolved alias")) problems.add([], "SOURCE_INVALID", `${text}.`);
    else problems.add([], "SOURCE_TOO_COMPLEX", `Its aliases stand for more than ${grouped(maxAliases)} others.`);
    return undefined;
  }
}

function repeatedKeys({ contents }: Document): TextFault[] {
  const faults: TextFault[] = [];
  const stack: unknown[] = [contents];
  while (stack.length > 0 && faults.length <= maxProblems) {
    const node = stack.pop();
    // One by one: a list may be longer than a call may have arguments.
    if (isSeq(node)) for (const item of node.items) stack.push(item);
    if (!isMap(node)) continue;
    for (const { value } of node.items) stack.push(value);
    findRepeatedKeys(node, faults);
  }
  return faults;
}

function findRepeatedKeys({ items }: YAMLMap, faults: TextFault[]): void {
  const seen = new Set<string>();
  for (const { key } of items) {
    if (!isScalar(key) || faults.length > maxProblems) continue;
    const name = String(key.value);
    if (seen.has(name)) {
      faults.push({
        reason: "KEY_REPEATED",
        message: `Has the key ${quote(name)} twice.`,
        offset: key.range?.[0] ?? 0,
      });
    }
    seen.add(name);
  }
}
