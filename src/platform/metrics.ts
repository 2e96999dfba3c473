import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

interface Described<Label extends string> {
  /** `muster_<noun>_<verb>_<unit>`. */
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly Label[];
}

interface GaugeOptions<Label extends string> extends Described<Label> {
  /** Read at each scrape, for a number that something else keeps. */
  readonly collect?: () => number;
}

interface HistogramOptions<Label extends string> extends Described<Label> {
  /** Upper bounds, in the unit that the name ends in. */
  readonly buckets: readonly number[];
}

/** Where parts of the process register what they count. One per process, not global: tests run several side by side. */
export interface Metrics {
  counter<Label extends string>(options: Described<Label>): Counter<Label>;
  gauge<Label extends string>(options: GaugeOptions<Label>): Gauge<Label>;
  histogram<Label extends string>(options: HistogramOptions<Label>): Histogram<Label>;
  readonly registry: Registry;
}

/** Bounds for what a client waits for, from a millisecond to ten seconds. */
export const latencySeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    counter: ({ labelNames = [], ...options }) => new Counter({ ...options, labelNames, registers }),
    histogram: ({ labelNames = [], buckets, ...options }) =>
      new Histogram({ ...options, labelNames, buckets: [...buckets], registers }),
    gauge: ({ labelNames = [], collect, ...options }) =>
      new Gauge({
        ...options,
        labelNames,
        registers,
        ...(collect && {
          collect() {
            this.set(collect());
          },
        }),
      }),
  };
}

/** These look at each open handle: among 10,000 sockets a scrape held the process up for 77 ms. */
const walking = ["handles", "resources", "requests"].flatMap((what) => [
  `nodejs_active_${what}`,
  `nodejs_active_${what}_total`,
]);

/** Metrics of the process itself, under the names that they have everywhere. */
export function measureProcess({ registry }: Metrics): void {
  collectDefaultMetrics({ register: registry });
  for (const name of walking) registry.removeSingleMetric(name);
}
