import { readdir, readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { NonRetryableError, taskKind, workflow } from "@muster/sdk";
import type { Example } from "./example.js";
import { tell } from "./journal.js";

interface Measure {
  readonly name: string;
  readonly words: number;
}

interface Outline {
  readonly name: string;
  readonly headings: readonly string[];
}

/** Where an item failed there is null. */
interface ReportInput {
  readonly measures: readonly (Measure | null)[];
  readonly outlines: readonly (Outline | null)[];
}

interface Report {
  readonly documents: number;
  readonly missing: number;
  readonly words: number;
  readonly longest: string;
  readonly headings: number;
}

const list = taskKind<{ most: number }, readonly string[]>("demo.list-documents");
const measure = taskKind<{ name: string }, Measure>("demo.measure-document");
const outline = taskKind<{ name: string }, Outline>("demo.outline-document");
const report = taskKind<ReportInput, Report>("demo.write-report");

const folder = new URL("../../../docs/", import.meta.url);
/** A document that is listed, and is not there: shows what becomes of an item that fails. */
const missing = "never-written.md";

/** Lists documents, works on each of them in two ways at the same time, and brings all of it together. */
const pipeline = workflow<{ most: number }>("demo-documents", { description: "Measures and outlines documents." })
  .step("list", { kind: list, input: (ref) => ({ most: ref.input.most }) })
  .parallel((branches) =>
    branches
      .forEach("measure", {
        items: (ref) => ref.steps.list.output,
        concurrency: 3,
        continueOnError: true,
        do: { kind: measure, input: (ref) => ({ name: ref.item }) },
      })
      .forEach("outline", {
        items: (ref) => ref.steps.list.output,
        continueOnError: true,
        do: { kind: outline, input: (ref) => ({ name: ref.item }) },
      }),
  )
  .waitAll("both")
  .step("report", {
    kind: report,
    input: (ref) => ({ measures: ref.steps.measure.output, outlines: ref.steps.outline.output }),
  })
  .output((ref) => ref.steps.report.output);

export const documents: Example = {
  title: "A pipeline that fans out over documents, and goes on without the one that is missing",
  kinds: [list, measure, outline, report].map((name) => ({ name, defaultTimeoutMs: 10_000 })),
  workflow: pipeline,
  equip: (agent) =>
    void agent
      .handle(list, async ({ most }) => [...(await namesOf(most)), missing])
      .handle(measure, async ({ name }, { signal }) => {
        await pause(150, undefined, { signal });
        return { name, words: (await textOf(name)).split(/\s+/).length };
      })
      .handle(outline, async ({ name }, { signal }) => {
        await pause(100, undefined, { signal });
        return { name, headings: (await textOf(name)).match(/^#+ .+$/gm) ?? [] };
      })
      .handle(report, (input) => writeReport(input)),
  async play(stage) {
    const { client, print } = stage;
    const { id } = await client.workflows.start({ workflow: pipeline.name, input: { most: 8 } });
    await tell(stage, id);
    const { output } = await client.workflows.waitForRun<Report>(id);
    print(`\n${output.documents} documents with ${output.words} words and ${output.headings} headings.`);
    print(`The longest is ${output.longest}; missing: ${output.missing} (on purpose).`);
  },
};

async function namesOf(most: number): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith(".md"))
    .toSorted()
    .slice(0, most);
}

async function textOf(name: string): Promise<string> {
  try {
    return await readFile(new URL(name, folder), "utf8");
  } catch (error) {
    throw new NonRetryableError(`There is no ${name}.`, { cause: error });
  }
}

function writeReport({ measures, outlines }: ReportInput): Report {
  const found = measures.filter((each) => each !== null).toSorted((a, b) => b.words - a.words);
  return {
    documents: found.length,
    missing: measures.length - found.length,
    words: found.reduce((sum, { words }) => sum + words, 0),
    longest: found[0]?.name ?? "none",
    headings: outlines.reduce((sum, each) => sum + (each?.headings.length ?? 0), 0),
  };
}
