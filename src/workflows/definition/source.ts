import { maxSourceBytes } from "./limits.js";
import type { Problem } from "./plan.js";
import { grouped, ProblemList } from "./problems.js";
import { readYaml } from "./yaml-text.js";

/** A definition as it comes in: one of both. */
export interface DefinitionInput {
  /** A value of JSON. */
  readonly definition?: unknown;
  /** YAML 1.2, and so JSON too. */
  readonly source?: string | null | undefined;
}

export type ReadDefinition = { readonly value: unknown } | { readonly problems: readonly Problem[] };

/**
 * The JSON value that the input stands for. Faults of a text are told with line and column, from 1; what the value is
 * like is for the checker to say.
 */
export function readDefinition({ definition, source }: DefinitionInput): ReadDefinition {
  const problems = new ProblemList();
  const hasDefinition = definition !== undefined && definition !== null;
  const hasSource = source !== undefined && source !== null;
  if (hasDefinition && hasSource) {
    problems.add([], "DEFINITION_AMBIGUOUS", "Give either `definition` or `source`, not both.");
  } else if (!hasDefinition && !hasSource) {
    problems.add([], "DEFINITION_MISSING", "Give the definition, as JSON in `definition` or as text in `source`.");
  }
  const value = !problems.isEmpty || !hasSource ? definition : readText(source, problems);
  return problems.isEmpty ? { value } : { problems: problems.list() };
}

function readText(text: string, problems: ProblemList): unknown {
  if (Buffer.byteLength(text) > maxSourceBytes) {
    problems.add([], "SOURCE_TOO_LARGE", `A text may take ${grouped(maxSourceBytes)} bytes.`);
    return undefined;
  }
  if (text.trim() === "") {
    problems.add([], "SOURCE_INVALID", "The text is empty.");
    return undefined;
  }
  const json = readJson(text);
  return json ? json.value : readYaml(text, problems);
}

/**
 * What is JSON is read fifty times as fast as such: 1 MiB of YAML takes most of a second. Null for all else, and for
 * what has a key twice: as many colons stand outside of strings as there are keys, of which JSON.parse keeps the last
 * of the same name.
 */
function readJson(text: string): { readonly value: unknown } | null {
  if (!/^\s*\{/.test(text)) return null;
  try {
    let keys = 0;
    const value: unknown = JSON.parse(text);
    let colons = 0;
    for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|:/g)) if (token === ":") colons += 1;
    const stack: unknown[] = [value];
    for (let inner = stack.pop(); inner !== undefined; inner = stack.pop()) {
      if (typeof inner !== "object" || inner === null) continue;
      const values = Object.values(inner);
      if (!Array.isArray(inner)) keys += values.length;
      for (const each of values) stack.push(each);
    }
    return keys === colons ? { value } : null;
  } catch {
    return null;
  }
}
