import { setTimeout as pause } from "node:timers/promises";
import type { TcpProxy } from "../support/tcp-proxy.js";
import type { Random } from "./random.js";
import type { Replicas } from "./replicas.js";

type Act =
  | { readonly kind: "server"; readonly index: number; readonly signal: NodeJS.Signals }
  | { readonly kind: "broker"; readonly how: "cut" | "drop" | "stall"; readonly forMs: number }
  | { readonly kind: "database"; readonly forMs: number };

export interface Scheduled {
  readonly atMs: number;
  readonly act: Act;
}

export interface Stage {
  readonly replicas: Replicas;
  readonly broker: TcpProxy;
  readonly database: TcpProxy;
}

/** What goes wrong when: about every two seconds something, in an order that the seed decides. */
export function plan(random: Random, { durationMs, replicas }: { durationMs: number; replicas: number }): Scheduled[] {
  const index = (): number => random.between(0, replicas - 1);
  const acts = random.shuffle<Act>([
    ...Array.from({ length: 8 }, (): Act => ({ kind: "server", index: index(), signal: "SIGKILL" })),
    { kind: "server", index: index(), signal: "SIGTERM" },
    ...(["cut", "drop", "stall", "cut", "drop"] as const).map((how): Act => ({
      kind: "broker",
      how,
      forMs: random.between(300, 2_500),
    })),
    { kind: "database", forMs: random.between(300, 1_500) },
  ]);
  const slotMs = durationMs / acts.length;
  return acts.map((act, slot) => ({ act, atMs: Math.round((slot + random.next()) * slotMs) }));
}

/** Plays it to its end; afterwards the network is whole, and every replica started. */
export async function play(scheduled: readonly Scheduled[], stage: Stage): Promise<void> {
  const startedAtMs = performance.now();
  const acts: Promise<void>[] = [];
  for (const { act, atMs } of scheduled) {
    await pause(Math.max(0, startedAtMs + atMs - performance.now()));
    acts.push(perform(act, stage));
  }
  await Promise.all(acts);
}

async function perform(act: Act, { replicas, broker, database }: Stage): Promise<void> {
  switch (act.kind) {
    case "server":
      return replicas.restart(act.index, act.signal);
    case "broker":
      broker[act.how]();
      await pause(act.forMs);
      return broker.restore();
    case "database":
      database.cut();
      await pause(act.forMs);
      return database.restore();
  }
}
