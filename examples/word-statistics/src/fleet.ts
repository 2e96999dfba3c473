import { setTimeout as pause } from "node:timers/promises";
import { MusterAgent, NonRetryableError, type TaskContext, type TokenSource } from "@muster/sdk";
import { countKind, sumKind, type CountInput, type CountOutput, type SumInput } from "./kinds.js";
import { addUp, countWords, wordsOf, type WordCount } from "./words.js";

export interface FleetOptions {
  readonly url: string;
  /** A person's: each agent registers for as long as the demo runs. */
  readonly token: TokenSource;
}

/** Who works here; the clumsy one fails on every third document. */
export const crew = [
  { name: "ada", clumsy: false },
  { name: "ben", clumsy: false },
  { name: "carl", clumsy: true },
] as const;

/** So that a person can watch: counting takes no time at all. */
const pauseMs = 120;
const keptWords = 200;
const totalWords = 20;

export interface Fleet {
  /** Name of the agent with this id. */
  nameOf(agentId: string): string;
  stop(): Promise<void>;
}

/** Starts the crew; resolves when all are connected. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const agents = crew.map(({ name, clumsy }) => ({ name, agent: createAgent(name, clumsy, options) }));
  await Promise.all(agents.map(({ agent }) => agent.startConsuming()));
  return {
    nameOf: (agentId) => agents.find(({ agent }) => agent.id === agentId)?.name ?? agentId,
    stop: async () => void (await Promise.all(agents.map(({ agent }) => agent.stop({ graceMs: 2_000 })))),
  };
}

function createAgent(name: string, clumsy: boolean, { url, token }: FleetOptions): MusterAgent {
  let documents = 0;
  const agent = new MusterAgent({
    url,
    token,
    name: `demo ${name}`,
    capabilities: ["text"],
    version: "0.1.0",
    concurrency: 2,
  });
  return agent
    .handle<CountInput, CountOutput>(countKind, (input, context) => {
      documents += 1;
      return countDocument(input, context, clumsy && documents % 3 === 1);
    })
    .handle<SumInput, WordCount>(sumKind, ({ counts }) => addUp(counts).slice(0, totalWords));
}

async function countDocument(
  { path, text }: CountInput,
  context: TaskContext,
  stumbles: boolean,
): Promise<CountOutput> {
  const lines = text.split("\n");
  const words: string[] = [];
  const stepLines = Math.ceil(lines.length / 4);
  for (let start = 0; start < lines.length; start += stepLines) {
    // Ends at once when the task is cancelled, times out or goes to another agent.
    await pause(pauseMs, undefined, { signal: context.signal });
    words.push(...wordsOf(lines.slice(start, start + stepLines).join("\n")));
    const done = Math.min(lines.length, start + stepLines);
    context.progress((100 * done) / lines.length, `${done} of ${lines.length} lines`);
    if (stumbles && start > 0) throw new Error("dropped the pages");
  }
  if (words.length === 0) throw new NonRetryableError(`${path} has no words`);
  return { words: words.length, count: countWords(words).slice(0, keptWords) };
}
