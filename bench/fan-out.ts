import { MusterAgent, MusterClient, type Assignment } from "@muster/sdk";
import { parse } from "graphql";
import { startAudience, type Audience } from "./audience-process.js";
import { median, secondsSince, type Latencies } from "./figures.js";
import { evenly } from "./pace.js";
import { dismiss, kind, type Bench } from "./workloads.js";

/** Many on a socket, as behind a dashboard's gateway. */
const sockets = 20;
const subscriptionsPerSocket = 50;
const subscribers = sockets * subscriptionsPerSocket;

/** As the SDK's, which sends at most ten a second. */
const reportProgress = parse(
  "mutation ($input: ReportTaskProgressInput!) { reportTaskProgress(input: $input) { task { id } } }",
);

export interface FanOutFigures {
  readonly deliveriesPerSecond: number;
  /** From when the report that becomes an event was due to its arrival, at half of that rate. */
  readonly delays: Latencies;
}

/** One task's events to many subscribers. */
export async function fanOut(bench: Bench): Promise<FanOutFigures> {
  await dismiss(bench);
  const reporter = await startReporter(bench);
  const { secret: token } = await bench.client.createApiKey({ name: "audience", role: "SERVICE" });
  const { taskId } = reporter;
  const audience = startAudience({ url: bench.server.url, token, taskId, sockets, subscriptionsPerSocket });
  await audience.received(reporter.events() * subscribers);
  await saturate(reporter, audience, 2);
  const deliveriesPerSecond = await saturate(reporter, audience, 8);
  await audience.delays();
  const perSecond = deliveriesPerSecond / subscribers / 2;
  await evenly({ perSecond, count: Math.ceil(perSecond * 8) }, (dueMs) => reporter.report(dueMs));
  await audience.received(reporter.events() * subscribers);
  const delays = await audience.delays();
  await audience.stop();
  await reporter.stop();
  return { deliveriesPerSecond, delays };
}

/** Reports for so long, each when the one before is answered. */
async function saturate(reporter: Reporter, audience: Audience, seconds: number): Promise<number> {
  const before = reporter.events();
  const startMs = performance.now();
  while (secondsSince(startMs) < seconds) await reporter.report();
  await audience.received(reporter.events() * subscribers);
  return ((reporter.events() - before) * subscribers) / secondsSince(startMs);
}

interface Reporter {
  readonly taskId: string;
  /** How many events its task has. */
  events(): number;
  /** Writes one more, which tells when it was due: now, unless said. */
  report(dueMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/** An agent that works on one task until it is stopped. */
async function startReporter({ server, client }: Bench): Promise<Reporter> {
  const { apiKey: token } = await client.registerAgent({ name: "reporter", capabilities: [] });
  const agent = new MusterAgent({ url: server.url, token, acceptFirst: true });
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const assigned = new Promise<Assignment>((resolve, reject) => {
    const work = (assignment: Assignment): Promise<void> => {
      resolve(assignment);
      return finished;
    };
    agent.startConsuming(work).catch(reject);
  });
  await client.createTask({ kind });
  const { task, leaseToken } = await assigned;
  const line = new MusterClient({ url: server.url, token });
  await line.connect();
  let events = (await client.task(task.id))?.lastSeq ?? 0;
  let last = Promise.resolve();
  const report = async (dueMs: number): Promise<void> => {
    const message = String(process.hrtime.bigint() - BigInt(Math.round((performance.now() - dueMs) * 1e6)));
    await line.execute(reportProgress, { input: { taskId: task.id, leaseToken, percent: 50, message } });
    events++;
  };
  return {
    taskId: task.id,
    events: () => events,
    // One at a time: reports of one task that arrive together become one event.
    report: (dueMs = performance.now()) => (last = last.then(() => report(dueMs))),
    async stop() {
      finish();
      await agent.stop();
      await line.close();
    },
  };
}

export function describeFanOut(figures: readonly FanOutFigures[]): string {
  const perSecond = median(figures.map(({ deliveriesPerSecond }) => deliveriesPerSecond));
  const of = (name: keyof Latencies): string => median(figures.map(({ delays }) => delays[name])).toFixed(1);
  return `${Math.round(perSecond)} deliveries/s; delay at half of that p50 ${of("p50Ms")} ms, p99 ${of("p99Ms")} ms`;
}
