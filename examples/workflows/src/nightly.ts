import { freemem, loadavg } from "node:os";
import { expr, taskKind, workflow, type MusterClient, type Trigger } from "@muster/sdk";
import { deadline, type Example, type Stage } from "./example.js";

interface ReportInput {
  readonly title: string;
  /** The instant of the schedule. */
  readonly night: string;
}

/** Of the machine that the agent is on. */
interface Figures {
  readonly load: number;
  readonly freeMiB: number;
}

const collect = taskKind<null, Figures>("demo.collect-figures");
const write = taskKind<ReportInput & Figures, string>("demo.write-summary");

const report = workflow<ReportInput>("demo-nightly-report", { description: "Reports how the night went." })
  .step("collect", { kind: collect })
  .step("write", {
    kind: write,
    input: (ref) => ({
      title: ref.input.title,
      night: ref.input.night,
      load: ref.steps.collect.output.load,
      freeMiB: ref.steps.collect.output.freeMiB,
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
      .handle(collect, () => ({ load: loadavg()[0] ?? 0, freeMiB: Math.round(freemem() / 2 ** 20) }))
      .handle(
        write,
        ({ title, night, load, freeMiB }) => `${title} of ${night}: load ${load.toFixed(2)}, ${freeMiB} MiB free`,
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
    input: { title: "Nightly report", night: expr.trigger("scheduledAt") },
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
    print(`  ${seen}. ${run.output}`);
    if (seen === nights) return;
  }
  signal.throwIfAborted();
}
