import { storable } from "../tasks/index.js";
import type { SandboxChange, SandboxFacts } from "./ledger.js";
import type { SandboxReason } from "./model.js";
import type { SandboxMove } from "./states.js";

/** Moves that are made of a change; `provision` also takes a host. */
export type ChangeMove = Exclude<SandboxMove, "provision">;

/** Changes by one move, of each sandbox one. */
export interface ChangeBatch {
  readonly move: ChangeMove;
  readonly changes: readonly SandboxChange[];
}

/** Of what a host says, which may be anything. */
const maxMessageChars = 2_000;
const maxNameChars = 500;
/** PostgreSQL's integers. */
const maxExitCode = 2 ** 31 - 1;

/** Where nobody has said why. */
const unsaid: Readonly<Partial<Record<ChangeMove, SandboxReason>>> = {
  ...{ postpone: "HOST_UNREACHABLE", fail: "START_FAILED", lose: "HOST_LOST" },
  ...{ terminate: "REQUESTED", drop: "REQUESTED" },
};

/** As few batches as there can be with the changes of each sandbox in their order. */
export function batchesOf(changes: readonly SandboxChange[]): ChangeBatch[] {
  const batches: { readonly move: ChangeMove; readonly changes: SandboxChange[] }[] = [];
  /** The first batch that a further change of the sandbox may stand in. */
  const nextPlaces = new Map<string, number>();
  for (const change of changes) {
    const { id, move } = change;
    if (move === "provision") throw new Error("A sandbox is provisioned by a claim, or as its task begins.");
    const from = nextPlaces.get(id) ?? 0;
    const found = batches.findIndex((batch, place) => place >= from && batch.move === move);
    const place = found === -1 ? batches.push({ move, changes: [] }) - 1 : found;
    batches[place]?.changes.push(change);
    nextPlaces.set(id, place + 1);
  }
  return batches;
}

/** As the columns of a move's recordset. */
export function changeRow({ id, move, reason, message, by, exitCode, delayMs, facts }: SandboxChange): object {
  return {
    ...{ id, by: by ?? null, reason: reason ?? unsaid[move as ChangeMove] ?? null },
    message: message === undefined ? null : storable(message, maxMessageChars),
    exit_code: exitCode === undefined ? null : Math.max(-maxExitCode, Math.min(maxExitCode, Math.trunc(exitCode))),
    delay_ms: delayMs ?? null,
    ...factsRow(facts ?? {}),
  };
}

/** What is not known is null, and stays as it is. */
export function factsRow({ containerId, connection, cpuMs, peakMemoryBytes }: SandboxFacts): object {
  const name = (text: string | null | undefined): string | null =>
    text === null || text === undefined ? null : storable(text, maxNameChars);
  return {
    container_id: name(containerId),
    connection: connection && {
      ...{ namespace: name(connection.namespace), pod: name(connection.pod) },
      ...{ container: name(connection.container), address: name(connection.address) },
    },
    cpu_ms: cpuMs ?? null,
    peak_memory_bytes: peakMemoryBytes === null || peakMemoryBytes === undefined ? null : Math.round(peakMemoryBytes),
  };
}
