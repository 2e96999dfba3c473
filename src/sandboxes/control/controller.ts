import { z } from "zod";
import { Repeater } from "../../platform/repeater.js";
import type { Service } from "../../platform/service.js";
import type { Keeping } from "../ledger.js";
import { hostKindOf } from "../model.js";
import type { SandboxAssignment } from "../neighbours.js";
import { changesTopic } from "../topics.js";
import { Attendant } from "./attendant.js";
import { BuiltInAgents } from "./built-in-agents.js";
import { Charges } from "./charges.js";
import { createControlMetrics } from "./control-metrics.js";
import { Keeper } from "./keeper.js";
import { LedgerTime } from "./ledger-time.js";
import { LogCollector } from "./log-collector.js";
import { Look } from "./look.js";
import type { ControllerParts } from "./parts.js";
import { endsWithin } from "../../platform/pause.js";
import { SandboxJob, type SandboxJobParts } from "./task-job.js";
import { Tries } from "./tries.js";
import { LedgerWrites } from "./writes.js";

/** Has sandboxes made, looks after them and cleans up after them, on one host; with as many other processes as there are. */
export interface SandboxController extends Service {
  /** For an assignment to a tenant's built-in agent: `work` begins it. */
  job(assignment: SandboxAssignment): SandboxJob;
  /** These tasks have ended, or one was cancelled: noticed in some seconds otherwise. */
  taskEnded(taskIds: readonly string[]): void;
  cancelled(taskId: string): void;
}

/** What is due by its time alone is noticed that often. */
const pulseMs = 500;
/** What is ended as the process stops, beside its grace. */
const endMs = 5_000;

const change = z.object({ id: z.string().optional(), ownerId: z.string().nullish() });

/** Is to be started after the host and before it is stopped, so that what ends with the process ends in order. */
export function createSandboxController(parts: ControllerParts): SandboxController {
  const organs = createOrgans(parts);
  const { attendant, tries } = organs;
  const ends: (() => unknown)[] = [];
  let hasStarted = false;
  let stopping: Promise<void> | null = null;
  return {
    name: "sandbox controller",
    start() {
      hasStarted = true;
      return start(parts, organs, ends);
    },
    async stop() {
      if (hasStarted) await (stopping ??= stop(parts, organs, ends));
    },
    job(assignment) {
      const job = new SandboxJob({ ...organs.jobParts, attendant, tries }, assignment);
      if (stopping) job.abort("STOPPING");
      return job;
    },
    taskEnded: (taskIds) => tries.ended(taskIds),
    cancelled: (taskId) => tries.ended([taskId]),
  };
}

interface Organs {
  readonly charges: Charges;
  readonly attendant: Attendant;
  readonly collector: LogCollector;
  readonly keeper: Keeper;
  readonly look: Look;
  readonly tries: Tries;
  readonly pulse: Repeater;
  readonly keeping: () => Keeping;
  readonly jobParts: Omit<SandboxJobParts, "attendant" | "tries">;
}

function createOrgans(parts: ControllerParts): Organs {
  const { clock, log, ledger, host, identity, ownerId, config, random = Math.random } = parts;
  const charges: Charges = new Charges(clock, config.maxRunning, () => keeper.wake());
  const metrics = createControlMetrics(parts.metrics, charges);
  const collector = new LogCollector({ ...parts, ...metrics, ...config, random });
  const shared = {
    ...{ ...parts, charges, collector, metrics, random },
    ...{ builtIns: new BuiltInAgents(parts.agents), ledgerTime: new LedgerTime(clock) },
    keeping: (): Keeping => ({ host: host.id, ownerId }),
  };
  const writes = new LedgerWrites(ledger, (ids) => identity.revokeSandboxKeys(ids));
  const attendant = new Attendant({ ...shared, writes });
  const keeper: Keeper = new Keeper({ ...shared, attendant });
  const run = async (): Promise<number> => {
    attendant.nudgeDue();
    return pulseMs;
  };
  return {
    ...{ charges, attendant, collector, keeper, keeping: shared.keeping, jobParts: shared },
    look: new Look({ ...shared, attendant }),
    tries: new Tries({ ...shared, attendant, leaseMs: config.leaseMs }),
    pulse: new Repeater({ name: "sandbox pulse", clock, log, run }),
  };
}

async function start(parts: ControllerParts, organs: Organs, ends: (() => unknown)[]): Promise<void> {
  const { broker, host, pool } = parts;
  const { charges, attendant, keeper, look, tries, pulse } = organs;
  ends.push(
    host.onReport((report) => {
      const charge = charges.hear(report);
      if (charge) attendant.nudge(charge);
      else if (report.ref.startsWith("warm_")) pool.onReport(report);
    }),
    broker.onReconnect(() => {
      keeper.wake();
      look.wake();
    }),
  );
  ends.push(await broker.subscribe(changesTopic, (body) => heed(organs, body, parts.ownerId)));
  for (const organ of [pulse, look, keeper, tries]) organ.start();
}

/** Hints alone: what cannot be read, or is never told, is found by the look. */
function heed({ charges, attendant, keeper }: Organs, body: string, ownerId: string): void {
  const told = change.safeParse(readJson(body)).data;
  if (!told) return;
  if (told.id === undefined || told.ownerId !== ownerId) return keeper.wake();
  const charge = charges.get(told.id);
  if (!charge) return;
  charge.isOutdated = true;
  attendant.nudge(charge);
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** What a host has that outlives this process goes on; what does not is ended, and its tasks are told. */
async function stop(parts: ControllerParts, organs: Organs, ends: (() => unknown)[]): Promise<void> {
  const { clock, config, host, ledger, log, ownerId } = parts;
  const { charges, attendant, collector, keeper, look, tries, pulse } = organs;
  await Promise.all([keeper.stop(), look.stop(), endsWithin(clock, tries.handBack(), endMs)]);
  if (charges.count > 0 && hostKindOf(host.id) === "LOCAL") {
    const message = "The process that ran it has stopped.";
    for (const charge of charges.all()) {
      charge.wish = { move: "lose", reason: "HOST_LOST", message };
      attendant.nudge(charge);
    }
    await endsWithin(clock, charges.empty(), config.graceMs + endMs);
  }
  await attendant.stop();
  await Promise.all([pulse.stop(), tries.stop(), collector.stop()]);
  await Promise.allSettled(ends.splice(0).map(async (end) => end()));
  await ledger.disown(ownerId).catch((error: unknown) => {
    log.warn({ err: error }, "sandboxes are adopted as soon as this process is taken for dead");
  });
}
