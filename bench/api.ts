import { Agent, request } from "node:http";
import { parse } from "graphql";
import { latenciesOf, median, type Latencies } from "./figures.js";
import { evenly, type Pace } from "./pace.js";
import { fleetOf, kind, type Bench } from "./workloads.js";

const query = `query TasksWithAgents {
  tasks(first: 50) {
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
}

/** Reads a page of tasks with their agents, evenly. */
export async function api(bench: Bench): Promise<ApiFigure[]> {
  await fillPages(bench);
  const { secret } = await bench.client.createApiKey({ name: "reader", role: "SERVICE" });
  const transports = {
    socket: () => bench.client.execute(document, {}),
    HTTP: poster(`${bench.server.url}/graphql`, secret),
  };
  const figures: ApiFigure[] = [];
  for (const [transport, read] of Object.entries(transports)) {
    await measure(read, { perSecond: 200, count: 400 });
    for (const perSecond of rates) {
      figures.push({ transport, perSecond, ...(await measure(read, { perSecond, count: perSecond * seconds })) });
    }
  }
  return figures;
}

async function fillPages(bench: Bench): Promise<void> {
  const fleet = await fleetOf(bench, { agents, concurrency: 1 });
  await evenly({ perSecond: 100, count: 4 * agents }, () => bench.client.createTask({ kind }));
  await fleet.started(4 * agents);
  await fleet.stop();
}

async function measure(read: () => Promise<unknown>, pace: Pace): Promise<Pick<ApiFigure, "latencies" | "failed">> {
  const latenciesMs: number[] = [];
  let failed = 0;
  await evenly(pace, async (dueMs) => {
    await read().catch(() => failed++);
    latenciesMs.push(performance.now() - dueMs);
  });
  return { latencies: latenciesOf(latenciesMs), failed };
}

/** Over connections that stay open. Node's own client: `fetch` costs several times as much, on the server's machine. */
function poster(url: string, token: string): () => Promise<unknown> {
  const agent = new Agent({ keepAlive: true });
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const body = JSON.stringify({ query });
  return () =>
    new Promise((resolve, reject) => {
      const call = request(url, { method: "POST", agent, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          if (answer.statusCode === 200) resolve(JSON.parse(Buffer.concat(chunks).toString("utf8")));
          else reject(new Error(`the server answered ${answer.statusCode}`));
        });
      });
      call.on("error", reject);
      call.end(body);
    });
}

export function describeApi(runs: readonly (readonly ApiFigure[])[]): string {
  const [first = []] = runs;
  const cells = first.map(({ transport, perSecond }, index) => {
    const of = (name: keyof Latencies): string =>
      median(runs.map((run) => run[index]?.latencies[name] ?? NaN)).toFixed(1);
    const failed = median(runs.map((run) => run[index]?.failed ?? 0));
    const failures = failed > 0 ? `, ${failed} failed` : "";
    return `${transport} at ${perSecond}/s p50 ${of("p50Ms")} ms, p99 ${of("p99Ms")} ms${failures}`;
  });
  return cells.join("; ");
}
