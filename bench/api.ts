import { parse } from "graphql";
import { cpuTimes, perTask, type CpuTimes } from "./cpu.js";
import { latenciesOf, median, type Latencies } from "./figures.js";
import { KeptConnections } from "./kept-connections.js";
import { evenly, type Pace } from "./pace.js";
import { fleetOf, kind, type Bench } from "./workloads.js";

const pageSize = 50;
const query = `query TasksWithAgents {
  tasks(first: ${pageSize}) {
    nodes { id kind status priority attempt createdAt finishedAt agent { id name status } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const document = parse(query);
const rates = [200, 1_000] as const;
const seconds = 10;
/** So many that a page's tasks have different ones. */
const agents = 50;

export interface ApiFigure {
  readonly transport: string;
  readonly perSecond: number;
  /** From when the request was due to its parsed answer, or until it failed. */
  readonly latencies: Latencies;
  /** How many were refused or not answered in time: the server is asked for more than it can do. */
  readonly failed: number;
  /** Processor time per page, in microseconds, by who used it. */
  readonly cpuUs: CpuTimes;
}

/** Reads a page of tasks with their agents, evenly. */
export async function api(bench: Bench): Promise<ApiFigure[]> {
  await fillPages(bench);
  const { secret } = await bench.client.createApiKey({ name: "reader", role: "SERVICE" });
  const headers = { "content-type": "application/json", authorization: `Bearer ${secret}` };
  const connections = new KeptConnections(`${bench.server.url}/graphql`, headers, JSON.stringify({ query }));
  const transports = {
    socket: async () => checkPage(await bench.client.execute(document, {})),
    HTTP: posted(connections),
  };
  const figures: ApiFigure[] = [];
  for (const [transport, read] of Object.entries(transports)) {
    await measure(bench, read, { perSecond: 200, count: 400 });
    for (const perSecond of rates) {
      const pace = { perSecond, count: perSecond * seconds };
      figures.push({ transport, perSecond, ...(await measure(bench, read, pace)) });
    }
  }
  connections.close();
  return figures;
}

async function fillPages(bench: Bench): Promise<void> {
  const fleet = await fleetOf(bench, { agents, concurrency: 1 });
  await evenly({ perSecond: 100, count: 4 * agents }, () => bench.client.createTask({ kind }));
  await fleet.started(4 * agents);
  await fleet.stop();
}

type Measured = Pick<ApiFigure, "latencies" | "failed" | "cpuUs">;

async function measure({ server }: Bench, read: () => Promise<unknown>, pace: Pace): Promise<Measured> {
  const latenciesMs: number[] = [];
  const pids = { server: server.pid, load: process.pid };
  const before = cpuTimes(pids, server.database);
  let failed = 0;
  await evenly(pace, async (dueMs) => {
    await read().catch(() => failed++);
    latenciesMs.push(performance.now() - dueMs);
  });
  const cpuUs = perTask(before, cpuTimes(pids, server.database), pace.count);
  return { latencies: latenciesOf(latenciesMs), failed, cpuUs };
}

/** Parses the answer, as any client would, and takes no other for one. */
function posted(connections: KeptConnections): () => Promise<void> {
  return async () => {
    const { data } = JSON.parse(await connections.post()) as { readonly data?: Page };
    checkPage(data);
  };
}

interface Page {
  readonly tasks: { readonly nodes: readonly { readonly agent: unknown }[] };
}

function checkPage(page: Page | undefined): void {
  const withAgents = page?.tasks.nodes.filter(({ agent }) => agent !== null).length;
  if (withAgents !== pageSize) throw new Error(`the page has ${withAgents} tasks with an agent`);
}

export function describeApi(runs: readonly (readonly ApiFigure[])[]): string {
  const [first = []] = runs;
  const cells = first.map(({ transport, perSecond }, index) => {
    const of = (name: keyof Latencies): string =>
      median(runs.map((run) => run[index]?.latencies[name] ?? NaN)).toFixed(1);
    const failed = median(runs.map((run) => run[index]?.failed ?? 0));
    const failures = failed > 0 ? `, ${failed} failed` : "";
    const roles = Object.keys(first[index]?.cpuUs ?? {});
    const cpu = roles.map((role) => `${role} ${median(runs.map((run) => run[index]?.cpuUs[role] ?? 0))}`).join(", ");
    return `${transport} at ${perSecond}/s p50 ${of("p50Ms")} ms, p99 ${of("p99Ms")} ms${failures} (µs each: ${cpu})`;
  });
  return cells.join("; ");
}
