import type { DefineTaskKindInput } from "@muster/sdk";
import type { WordCount } from "./words.js";

export const countKind = "demo.count-words";
export const sumKind = "demo.add-up";

export interface CountInput {
  readonly path: string;
  readonly text: string;
}

export interface CountOutput {
  readonly words: number;
  /** The most frequent ones. */
  readonly count: WordCount;
}

export interface SumInput {
  readonly counts: readonly WordCount[];
}

const wordCountSchema = {
  type: "array",
  items: {
    type: "array",
    prefixItems: [{ type: "string" }, { type: "integer", minimum: 1 }],
    minItems: 2,
    maxItems: 2,
  },
};

/** What the catalogue says of the demo's kinds: inputs and outputs that do not fit are refused. */
export const kinds: readonly DefineTaskKindInput[] = [
  {
    name: countKind,
    description: "Counts the words of one document.",
    requiredCapabilities: ["text"],
    defaultMaxRetries: 5,
    defaultTimeoutMs: 30_000,
    inputSchema: {
      type: "object",
      required: ["path", "text"],
      properties: { path: { type: "string" }, text: { type: "string" } },
    },
    outputSchema: {
      type: "object",
      required: ["words", "count"],
      properties: { words: { type: "integer" }, count: wordCountSchema },
    },
  },
  {
    name: sumKind,
    description: "Adds up the counts of many documents.",
    requiredCapabilities: ["text"],
    inputSchema: {
      type: "object",
      required: ["counts"],
      properties: { counts: { type: "array", items: wordCountSchema } },
    },
    outputSchema: wordCountSchema,
  },
];
