import { setTimeout as pause } from "node:timers/promises";
import { expr, MusterRunError, NonRetryableError, taskKind, text, workflow } from "@muster/sdk";
import { DemoError } from "demo-session";
import { maxRunMs, type Example, type Stage } from "./example.js";
import { tell } from "./journal.js";

interface ReleaseInput {
  readonly version: string;
  /** The region that refuses it; null for none. */
  readonly breaksIn: string | null;
}

interface DeployInput {
  readonly artifact: string;
  readonly region: string;
  readonly breaksIn: string | null;
}

interface Deployment {
  readonly id: string;
  readonly region: string;
}

const build = taskKind<{ version: string }, { artifact: string }>("demo.build");
const discard = taskKind<{ artifact: string }, null>("demo.discard-artifact");
const test = taskKind<{ artifact: string; suite: string }, { passed: number }>("demo.test");
const deploy = taskKind<DeployInput, Deployment>("demo.deploy");
const undeploy = taskKind<{ id: string }, null>("demo.undeploy");

/** A deployment to one region, with what undoes it. */
const to = (region: string) => ({
  kind: deploy,
  input: { artifact: expr.steps("build", "output", "artifact"), region, breaksIn: expr.input("breaksIn") },
  compensate: { kind: undeploy, input: { id: expr.output("id") } },
});

const release = workflow<ReleaseInput>("demo-release", { description: "Builds, tests, asks, and deploys." })
  .step("build", {
    kind: build,
    input: (ref) => ({ version: ref.input.version }),
    compensate: { kind: discard, input: (ref) => ({ artifact: ref.output.artifact }) },
  })
  .parallel((branches) =>
    branches
      .step("unit", { kind: test, input: (ref) => ({ artifact: ref.steps.build.output.artifact, suite: "unit" }) })
      .step("e2e", { kind: test, input: (ref) => ({ artifact: ref.steps.build.output.artifact, suite: "e2e" }) }),
  )
  .approval("approve", {
    role: "SUPERVISOR",
    message: (ref) => text`Release ${ref.input.version}?`,
    timeoutMs: maxRunMs,
  })
  .step("europe", to("europe"))
  .step("america", to("america"))
  .step("asia", to("asia"))
  .output((ref) => [ref.steps.europe.output, ref.steps.america.output, ref.steps.asia.output]);

export const deployment: Example = {
  title: "A deployment that waits for a supervisor, and is undone when a region refuses it",
  kinds: [build, discard, test, deploy, undeploy].map((name) => ({ name, defaultTimeoutMs: 10_000 })),
  workflow: release,
  equip: (agent) =>
    void agent
      .handle(build, ({ version }) => pause(200, { artifact: `app-${version}.tar` }))
      .handle(discard, () => pause(100, null))
      .handle(test, ({ suite }) => pause(150, { passed: suite === "unit" ? 340 : 12 }))
      .handle(deploy, async ({ artifact, region, breaksIn }) => {
        await pause(200);
        if (region === breaksIn) throw new NonRetryableError(`${region} refuses ${artifact}`);
        return { id: `${region}/${artifact}`, region };
      })
      .handle(undeploy, () => pause(100, null)),
  async play(stage) {
    await playRefusal(stage);
    stage.print("\nThe next version is mended.");
    await playSuccess(stage);
  },
};

/** The last region refuses: all that was done is undone, the last step first. */
async function playRefusal(stage: Stage): Promise<void> {
  const { id, undone } = await playRelease(stage, { version: "1.4.0", breaksIn: "asia" });
  stage.print(`\nUndone, in this order: ${undone.join(", ")}.`);
  const error = await failureOf(stage.client.workflows.waitForRun(id));
  stage.print(`The run ended as ${error.status}, for ${error.class} at ${error.step}. Hint: ${error.hint}`);
}

async function failureOf(run: Promise<unknown>): Promise<MusterRunError> {
  const error: unknown = await run.then(
    () => new DemoError("The run completed, though a region refuses it."),
    (reason: unknown) => reason,
  );
  if (error instanceof MusterRunError) return error;
  throw error;
}

async function playSuccess(stage: Stage): Promise<void> {
  const { id } = await playRelease(stage, { version: "1.4.1", breaksIn: null });
  const { output } = await stage.client.workflows.waitForRun<readonly Deployment[]>(id);
  stage.print(`\nDeployed: ${output.map((each) => each.id).join(", ")}.`);
}

interface PlayedRelease {
  readonly id: string;
  /** Steps in the order in which they were undone. */
  readonly undone: readonly string[];
}

async function playRelease(stage: Stage, input: ReleaseInput): Promise<PlayedRelease> {
  const { client, print } = stage;
  const undone: string[] = [];
  const { id } = await client.workflows.start({ workflow: release.name, input });
  await tell(stage, id, async ({ type, stepKey }) => {
    if (type === "STEP_COMPENSATED") undone.push(stepKey ?? "");
    // The example's own supervisor: whoever may answer sees the question in the run's events.
    if (type !== "STEP_WAITING" || stepKey == null) return;
    await client.workflows.answerApproval({ runId: id, stepKey, decision: "APPROVE", comment: "The tests are green." });
    print(`         ${stepKey.padEnd(12)}  the supervisor says yes`);
  });
  return { id, undone };
}
