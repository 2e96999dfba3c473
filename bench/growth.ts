import { median } from "./figures.js";
import { fillHistory } from "./fill.js";
import { bulk, latency, single, type Bench } from "./workloads.js";

interface Figures {
  readonly bulkPerSecond: number;
  readonly singlePerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface GrowthFigures {
  readonly events: number;
  readonly before: Figures;
  readonly after: Figures;
}

/** The other workloads on an empty database, and again on the same one with a history. */
export async function growth(
  bench: Bench,
  { events, runs }: { readonly events: number; readonly runs: number },
): Promise<GrowthFigures> {
  const before = await measure(bench, runs);
  await fillHistory(bench.server.databaseUrl, events);
  return { events, before, after: await measure(bench, runs) };
}

async function measure(bench: Bench, runs: number): Promise<Figures> {
  const figures: Figures[] = [];
  while (figures.length < runs) {
    const { perSecond: bulkPerSecond } = await bulk(bench);
    const { perSecond: singlePerSecond } = await single(bench);
    const { p50Ms, p99Ms } = await latency(bench);
    figures.push({ bulkPerSecond, singlePerSecond, p50Ms, p99Ms });
  }
  const of = (name: keyof Figures): number => median(figures.map((figure) => figure[name]));
  return {
    bulkPerSecond: of("bulkPerSecond"),
    singlePerSecond: of("singlePerSecond"),
    p50Ms: of("p50Ms"),
    p99Ms: of("p99Ms"),
  };
}

export function describeGrowth({ before, after }: GrowthFigures): string {
  const told = (name: keyof Figures, digits: number): string =>
    `${(after[name] / before[name]).toFixed(2)} × (${after[name].toFixed(digits)} of ${before[name].toFixed(digits)})`;
  const rates = `bulk ${told("bulkPerSecond", 0)}, single ${told("singlePerSecond", 0)}`;
  return `${rates}, latency p50 ${told("p50Ms", 1)}, p99 ${told("p99Ms", 1)}`;
}
