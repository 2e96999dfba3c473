import { setTimeout as pause } from "node:timers/promises";
import { expr, taskKind, workflow, type MusterClient, type Trigger } from "@muster/sdk";
import { deadline, type Example, type Stage } from "./example.js";

interface ReportInput {
  readonly title: string;
  /** How the run came to be. */
  readonly startedBy: string;
}

interface Figures {
  readonly queued: number;
  readonly running: number;
}

const collect = taskKind<null, Figures>("demo.collect-figures");
const write = taskKind<ReportInput & Figures, string>("demo.write-summary");

const report = workflow<ReportInput>("demo-nightly-report", { description: "Reports how the night went." })
  .step("collect", { kind: collect })
  .step("write", {
    kind: write,
    input: (ref) => ({
      title: ref.input.title,
      startedBy: ref.input.startedBy,
      queued: ref.steps.collect.output.queued,
      running: ref.steps.collect.output.running,
    }),
  })
  .output((ref) => ref.steps.write.output);

const triggerName = "nightly";
/** So that a person can watch, every night is three seconds long. */
const schedule = "*/3 * * * * *";
const nights = 3;

export const nightly: Example = {
  title: "A nightly report, by the clock",
  kinds: [collect, write].map((name) => ({ name, defaultTimeoutMs: 10_000 })),
  workflow: report,
  equip: (agent) =>
    void agent
      .handle(collect, () => pause(100, { queued: 0, running: 1 }))
      .handle(
        write,
        ({ title, startedBy, queued, running }) => `${title} (${startedBy}): ${queued} tasks wait, ${running} is done.`,
      ),
  async play({ client, print }) {
    const trigger = await createTrigger(client);
    print(`The trigger fires at ${schedule}; first at ${trigger.nextAt ?? "(no instant)"}.`);
    try {
      await watch({ client, print }, trigger);
    } finally {
      await client.triggers.delete(trigger.id);
    }
    print("The trigger is removed, its runs stay.");
  },
};

async function createTrigger(client: MusterClient): Promise<Trigger> {
  // What a demo that was interrupted left behind.
  const known = (await client.triggers.triggers(report.name)) ?? [];
  for (const { id, name } of known) if (name === triggerName) await client.triggers.delete(id);
  const { trigger } = await client.triggers.create({
    workflow: report.name,
    name: triggerName,
    cron: { schedule, timeZone: "UTC", missedRuns: "SKIP", overlap: "SKIP" },
    input: { title: "Nightly report", startedBy: expr.trigger("type") },
  });
  return trigger;
}

/** Waits for the first runs of the trigger, which the tenant's feed tells of. */
async function watch({ client, print }: Stage, { id: triggerId }: Trigger): Promise<void> {
  const signal = deadline(`The clock did not start ${nights} runs: is there a process that does workflows?`);
  let seen = 0;
  for await (const event of client.events({ types: ["RUN_CREATED"] }, { signal })) {
    const { trigger } = event.data as { readonly trigger?: { readonly triggerId?: string } };
    if (event.__typename !== "WorkflowRunEvent" || trigger?.triggerId !== triggerId) continue;
    const run = await client.workflows.waitForRun<string>(event.runId, { signal });
    seen += 1;
    print(`  night ${seen}, ${event.at}: ${run.output}`);
    if (seen === nights) return;
  }
  signal.throwIfAborted();
}
