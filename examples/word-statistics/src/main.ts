import { fileURLToPath } from "node:url";
import type { MusterClient, Task } from "@muster/sdk";
import { runDemo, type Demo } from "demo-session";
import { findDocuments, type TextDocument } from "./documents.js";
import { crew, startFleet } from "./fleet.js";
import { Journal } from "./journal.js";
import { countKind, kinds, sumKind, type CountOutput } from "./kinds.js";
import { inWords, type WordCount } from "./words.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const maxDocuments = 24;
/** A document that nobody can count: shows what becomes of a task that no retry helps. */
const blank: TextDocument = { path: "(a blank page)", text: "1 2 3" };

async function countDocuments({ url, client, session, print }: Demo): Promise<void> {
  const documents = [...(await findDocuments(root, maxDocuments)), blank];
  for (const kind of kinds) await client.defineTaskKind(kind);
  print(`Kinds of task: ${kinds.map(({ name }) => name).join(", ")}.`);
  const fleet = await startFleet({ url, token: session.token });
  print(
    `The fleet: ${crew.map(({ name, clumsy }) => (clumsy ? `${name} (drops every third document)` : name)).join(", ")}.`,
  );
  print(`Feeding it ${documents.length} documents: the Markdown files of this repository, and a blank page.\n`);
  const journal = new Journal({ client, nameOf: (agentId) => fleet.nameOf(agentId), print });
  try {
    const counted = await countAll(client, journal, documents);
    const total = await addUpAll(client, journal, counted);
    for (const line of summaryOf(journal, counted, total)) print(line);
  } finally {
    await fleet.stop();
  }
}

/** One task for each document, all created at once; resolves when the last has ended. */
async function countAll(
  client: MusterClient,
  journal: Journal,
  documents: readonly TextDocument[],
): Promise<readonly Task[]> {
  const tasks = await client.createTasks(
    documents.map(({ path, text }) => ({
      kind: countKind,
      input: { path, text },
      labels: { demo: "word-statistics", document: path },
    })),
  );
  const conclude = (task: Task): string => {
    const { words, count } = task.output as CountOutput;
    return `${words} words; ${inWords(count, 5)}`;
  };
  return Promise.all(tasks.map(({ id }, index) => journal.follow(id, documents[index]?.path ?? id, conclude)));
}

/** A last task, whose input is what the others gave. */
async function addUpAll(client: MusterClient, journal: Journal, counted: readonly Task[]): Promise<WordCount> {
  const counts = counted
    .filter(({ status }) => status === "COMPLETED")
    .map(({ output }) => (output as CountOutput).count);
  const { id } = await client.createTask({ kind: sumKind, input: { counts }, priority: "HIGH" });
  const task = await journal.follow(id, "(all together)", () => `of ${counts.length} documents`);
  return (task.output ?? []) as WordCount;
}

function summaryOf({ tally, elapsedMs }: Journal, counted: readonly Task[], total: WordCount): readonly string[] {
  const completed = counted.filter(({ status }) => status === "COMPLETED");
  const words = completed.reduce((sum, { output }) => sum + (output as CountOutput).words, 0);
  return [
    `\n${completed.length} documents counted in ${(elapsedMs / 1_000).toFixed(1)} s, ${words} words. Most frequent:`,
    ...total.slice(0, 10).map(([word, times]) => `  ${String(times).padStart(5)}  ${word}`),
    `\nTries: ${tally.tries}, of which failed and were tried again: ${tally.retries}.`,
    `Quarantined: ${counted.length - completed.length} (the blank page, on purpose).`,
    `Work done: ${[...tally.completedBy].map(([name, tasks]) => `${name} ${tasks}`).join(", ")}.`,
  ];
}

await runDemo(countDocuments);
