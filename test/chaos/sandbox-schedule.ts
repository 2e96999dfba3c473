import { setTimeout as pause } from "node:timers/promises";
import type { Fault } from "../support/kubernetes-api/index.js";
import type { SandboxCluster } from "../support/sandbox-cluster.js";
import type { Random } from "./random.js";
import type { Replicas } from "./replicas.js";

type Act =
  | { readonly kind: "kill"; readonly index: number; readonly signal: NodeJS.Signals }
  | { readonly kind: "fault"; readonly fault: Fault; readonly forMs: number }
  | { readonly kind: "pod" | "watches dropped" | "watches ended" | "history forgotten" }
  | { readonly kind: "away"; readonly forMs: number };

export interface Scheduled {
  readonly atMs: number;
  readonly act: Act;
}

interface Stage {
  readonly replicas: Replicas;
  readonly cluster: SandboxCluster;
  readonly random: Random;
}

/** What goes wrong when: more than once a second something, in an order that the seed decides. */
export function plan(random: Random, { durationMs, replicas }: { durationMs: number; replicas: number }): Scheduled[] {
  const forMs = (): number => random.between(300, 2_000);
  const kill = (signal: NodeJS.Signals) => (): Act => ({
    kind: "kill",
    index: random.between(0, replicas - 1),
    signal,
  });
  const status = (code: number) => (): Act => ({ kind: "fault", fault: { kind: "status", code }, forMs: forMs() });
  const times = (count: number, act: () => Act): Act[] => Array.from({ length: count }, act);
  const acts = random.shuffle<Act>([
    ...times(6, kill("SIGKILL")),
    ...times(1, kill("SIGTERM")),
    ...times(3, status(429)),
    ...times(3, status(500)),
    ...times(2, () => ({ kind: "fault", fault: { kind: "lost" }, forMs: random.between(50, 300) })),
    ...times(2, () => ({ kind: "fault", fault: { kind: "half" }, forMs: random.between(50, 300) })),
    ...times(10, () => ({ kind: "pod" })),
    ...times(3, () => ({ kind: "watches dropped" })),
    ...times(2, () => ({ kind: "watches ended" })),
    ...times(2, () => ({ kind: "history forgotten" })),
    ...times(1, () => ({ kind: "away", forMs: forMs() })),
  ]);
  const slotMs = durationMs / acts.length;
  return acts.map((act, slot) => ({ act, atMs: Math.round((slot + random.next()) * slotMs) }));
}

/** Plays it to its end; afterwards the cluster is well, and every replica started. */
export async function play(scheduled: readonly Scheduled[], stage: Stage): Promise<void> {
  const startedAtMs = performance.now();
  const acts: Promise<void>[] = [];
  for (const { act, atMs } of scheduled) {
    await pause(Math.max(0, startedAtMs + atMs - performance.now()));
    acts.push(perform(act, stage));
  }
  await Promise.all(acts);
}

async function perform(act: Act, { replicas, cluster, random }: Stage): Promise<void> {
  const { api } = cluster;
  switch (act.kind) {
    case "kill":
      return replicas.restart(act.index, act.signal);
    case "fault": {
      const end = api.faults.always({}, act.fault);
      await pause(act.forMs);
      return end();
    }
    case "pod": {
      const names = cluster.pods.map(({ metadata }) => metadata.name);
      if (names.length > 0) cluster.deletePod(random.pick(names));
      return;
    }
    case "watches dropped":
      return api.dropWatches();
    case "watches ended":
      return api.endWatches();
    case "history forgotten":
      return api.compact();
    case "away":
      await api.refuseConnections();
      await pause(act.forMs);
      return api.acceptConnections();
  }
}
