import { MusterClient } from "@muster/sdk";
import { warmUp } from "./conditions.js";
import { startFleet, type Fleet } from "./fleet-process.js";
import { cpuTimes, perTask, type CpuTimes } from "./cpu.js";
import { latenciesOf, secondsSince, type Latencies } from "./figures.js";
import { evenly } from "./pace.js";
import type { BenchServer } from "./server.js";

export interface Bench {
  readonly server: BenchServer;
  readonly client: MusterClient;
  /** The agent that throughput is measured with, once it is needed and until another fleet is. */
  fleet: Fleet | null;
}

export const kind = "noop";
export const slots = 64;
/** Assignments at hand beyond the slots where throughput is measured: as many as an agent may have. */
export const atHand = 2_000 - slots;

/** Signs in, defines the kind that every workload uses, and lets the server's and the agent's code get warm. */
export async function prepare(server: BenchServer): Promise<Bench> {
  const anyone = new MusterClient({ url: server.url });
  const session = await anyone.signIn({ email: server.email, password: server.password });
  const client = new MusterClient({ url: server.url, token: session.token });
  await client.connect();
  await client.defineTaskKind({ name: kind });
  const bench = { server, client, fleet: null };
  await bulk(bench, { tasks: warmUp.bulk });
  await single(bench, { tasks: warmUp.single });
  return bench;
}

/** Nothing of it is left but the server. */
export async function leave(bench: Bench): Promise<void> {
  await dismiss(bench);
  await bench.client.close();
}

/** Sends the agent away that throughput is measured with: others are to do the work. */
export async function dismiss(bench: Bench): Promise<void> {
  await bench.fleet?.stop();
  bench.fleet = null;
}

/** Agents that have as many assignments at hand as slots, unless said, and nobody beside them. */
export async function fleetOf(
  bench: Bench,
  { agents, concurrency, prefetch = concurrency }: FleetOptions,
): Promise<Fleet> {
  await dismiss(bench);
  return startFleet({ url: bench.server.url, keys: await register(bench, agents), concurrency, prefetch });
}

interface FleetOptions {
  readonly agents: number;
  readonly concurrency: number;
  readonly prefetch?: number;
}

/** Answers the keys of new agents. */
export async function register({ client }: Bench, agents: number): Promise<string[]> {
  const keys: string[] = [];
  const wave = 50;
  while (keys.length < agents) {
    const count = Math.min(wave, agents - keys.length);
    const registered = await Promise.all(
      Array.from({ length: count }, () => client.registerAgent({ name: "bench", capabilities: [] })),
    );
    keys.push(...registered.map(({ apiKey }) => apiKey));
  }
  return keys;
}

/** One call at a time, evenly: from before the call to the start of the handler. */
export async function latency(bench: Bench, { perSecond = 100, seconds = 10 } = {}): Promise<Latencies> {
  const fleet = await fleetOf(bench, { agents: 1, concurrency: slots });
  // The first second is there to warm up.
  const first = perSecond;
  const count = perSecond * seconds + first;
  await evenly({ perSecond, count }, () =>
    bench.client.createTask({ kind, input: { at: String(process.hrtime.bigint()) } }),
  );
  const latenciesMs = await fleet.started(count);
  await fleet.stop();
  return latenciesOf(latenciesMs.slice(first));
}

/** Tasks per second from the first createTasks call to the last completion. */
export function bulk(bench: Bench, { tasks = 20_000, perCall = 500, callsInFlight = 4 } = {}): Promise<Throughput> {
  const inputs = Array.from({ length: perCall }, () => ({ kind, input: { payload: "x".repeat(200) } }));
  const calls = tasks / perCall;
  return throughput(bench, { tasks, calls, callsInFlight, call: () => bench.client.createTasks(inputs) });
}

/** Tasks per second, one createTask call each, over the client's socket. */
export function single(bench: Bench, { tasks = 5_000, callsInFlight = 64 } = {}): Promise<Throughput> {
  const call = () => bench.client.createTask({ kind, input: { payload: "x".repeat(200) } });
  return throughput(bench, { tasks, calls: tasks, callsInFlight, call });
}

/** The same with a request for each. */
export async function singleOverHttp(bench: Bench): Promise<Throughput> {
  await bench.client.close();
  await single(bench, { tasks: 2_000 });
  return single(bench);
}

interface Load {
  readonly tasks: number;
  readonly calls: number;
  readonly callsInFlight: number;
  readonly call: () => Promise<unknown>;
}

export interface Throughput {
  readonly perSecond: number;
  /** Processor time per task, in microseconds, by who used it. */
  readonly cpuUs: CpuTimes;
}

/** The agent that throughput is measured with; its session is open. The same one serves the warm-up, as the peers' workers do. */
export async function fleetForThroughput(bench: Bench): Promise<Fleet> {
  if (bench.fleet) return bench.fleet;
  const fleet = await fleetOf(bench, { agents: 1, concurrency: slots, prefetch: atHand });
  // It is when a first task has come through it.
  await bench.client.createTask({ kind });
  await fleet.started(1);
  await drained(bench);
  return (bench.fleet = fleet);
}

async function throughput(bench: Bench, { tasks, calls, callsInFlight, call }: Load): Promise<Throughput> {
  const fleet = await fleetForThroughput(bench);
  const pids = { server: bench.server.pid, agent: fleet.pid, load: process.pid };
  const { database } = bench.server;
  const before = cpuTimes(pids, database);
  const startMs = performance.now();
  let left = calls;
  const caller = async (): Promise<void> => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: callsInFlight }, caller));
  await fleet.started(tasks);
  await drained(bench);
  const perSecond = tasks / secondsSince(startMs);
  return { perSecond, cpuUs: perTask(before, cpuTimes(pids, database), tasks) };
}

/** Resolves when no task is open. */
export async function drained({ client }: Bench): Promise<void> {
  for (;;) {
    const { pools } = await client.queueStats();
    if (pools.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
