/** A step, and how long its task takes. */
export interface TimedStep {
  readonly id: string;
  readonly needs: readonly string[];
  readonly ms: number;
}

export interface CriticalPath {
  /** The least that all of it can take. */
  readonly ms: number;
  /** Steps on the longest chain; of several that take as long, on the one with the most steps. */
  readonly steps: number;
}

/** Throws where a step needs one that there is not, or itself by way of others. */
export function criticalPathOf(steps: readonly TimedStep[]): CriticalPath {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const ends = new Map<string, CriticalPath>();
  const none: CriticalPath = { ms: 0, steps: 0 };
  for (const step of inOrder(steps, byId)) {
    const before = step.needs.map((need) => ends.get(need) ?? none).reduce(longer, none);
    ends.set(step.id, { ms: before.ms + step.ms, steps: before.steps + 1 });
  }
  return [...ends.values()].reduce(longer, none);
}

function longer(one: CriticalPath, other: CriticalPath): CriticalPath {
  return other.ms > one.ms || (other.ms === one.ms && other.steps > one.steps) ? other : one;
}

/** Each behind what it needs. */
function inOrder(steps: readonly TimedStep[], byId: ReadonlyMap<string, TimedStep>): TimedStep[] {
  const missing = new Map(steps.map(({ id, needs }) => [id, needs.length]));
  const dependants = new Map<string, TimedStep[]>();
  for (const step of steps) {
    for (const need of step.needs) {
      if (!byId.has(need)) throw new Error(`${step.id} needs ${need}, which there is not`);
      const known = dependants.get(need);
      if (known) known.push(step);
      else dependants.set(need, [step]);
    }
  }
  const ready = steps.filter(({ needs }) => needs.length === 0);
  // It grows while it is read.
  for (const { id } of ready) {
    for (const dependant of dependants.get(id) ?? []) {
      const left = (missing.get(dependant.id) ?? 0) - 1;
      missing.set(dependant.id, left);
      if (left === 0) ready.push(dependant);
    }
  }
  if (ready.length < steps.length) throw new Error(`${steps.length - ready.length} steps wait for each other`);
  return ready;
}
