import type { PublishReleaseInput } from "@muster/sdk";

export const publisherName = "demo";
export const itemName = `${publisherName}/readability`;
/** Kind of the tasks that it does once it is installed. */
export const kind = `wasm:${itemName}`;

/** What the agent writes. */
export interface Readability {
  readonly words: number;
  readonly sentences: number;
  readonly longestWord: string;
  readonly readingSeconds: number;
}

const count = { type: "integer", minimum: 0 } as const;

/** The release, but for its version, its binary and its signature. */
export const agentRelease = {
  name: itemName,
  type: "TOOL",
  description: "Counts the words and sentences of a text, and tells how long a person reads it.",
  tags: ["text", "statistics", "assemblyscript"],
  licence: "Apache-2.0",
  visibility: "PUBLIC",
  changelog: "The first one.",
  manifest: {
    inputs: { type: "object", required: ["text"], properties: { text: { type: "string" } } },
    outputs: {
      type: "object",
      required: ["words", "sentences", "longestWord", "readingSeconds"],
      properties: {
        words: count,
        sentences: count,
        longestWord: { type: "string" },
        readingSeconds: { type: "number", minimum: 0 },
      },
    },
    capabilities: ["text-statistics"],
    resources: { memoryMib: 16, timeoutMs: 2000 },
  },
  tests: [
    {
      name: "counts",
      input: { text: "Agents work. People decide!" },
      output: { words: 4, sentences: 2, longestWord: "Agents", readingSeconds: 1 },
    },
    {
      name: "takes nothing for nothing",
      input: { text: "" },
      output: { words: 0, sentences: 0, longestWord: "", readingSeconds: 0 },
    },
  ],
} as const satisfies Partial<PublishReleaseInput>;
