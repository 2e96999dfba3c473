import type { IncomingMessage } from "node:http";
import type { Clock } from "../../platform/clock.js";
import { HostError, type HostLogChunk } from "../host.js";
import type { KubeClient } from "./client.js";
import type { PodFacts } from "./facts.js";
import { readCursor, secondOf, type LogCursor } from "./log-cursor.js";
import { LogReader } from "./log-reader.js";
import { containerName, pathOf, type Collection } from "./names.js";
import type { Timings } from "./options.js";
import { pause } from "../../platform/pause.js";
import { Backoff } from "./pace.js";
import { CallFailure, hasStatus, hostErrorOf } from "./refusals.js";

export interface LogParts {
  readonly client: KubeClient;
  readonly pods: Collection;
  /** NONE: there is no pod, and none is to come. */
  readonly findPod: (ref: string) => Promise<PodFacts | "LATER" | "NONE">;
  readonly timings: Timings;
  readonly clock: Clock;
}

/** Of one reader of one log. */
interface Reading {
  readonly ref: string;
  readonly signal: AbortSignal;
  cursor: LogCursor;
}

/** A container that has begun is to be read soon; who has tried in vain for longer is told, and may come back. */
const maxPauseMs = 1_000;
/** Attempts one after the other that brought nothing. */
const maxVainTries = 6;

/**
 * Follows a container's log to its end, from one connection to the next where they break. A connection that ends says not whether the
 * container has; so when that has ended, what may be left is read once more, without following.
 */
export async function* followLog(
  parts: LogParts,
  ref: string,
  how: { readonly cursor: string | null; readonly signal: AbortSignal },
): AsyncGenerator<HostLogChunk> {
  const { clock, timings } = parts;
  const reading: Reading = { ref, signal: how.signal, cursor: readCursor(how.cursor) };
  const backoff = new Backoff(timings.retryFirstMs, maxPauseMs);
  for (let vainTries = 0; !how.signal.aborted;) {
    const [before, startedAtMs] = [reading.cursor, clock.now().getTime()];
    const failure = yield* readOnce(parts, reading);
    if (failure === "END" || how.signal.aborted) return;
    const isWell = reading.cursor !== before || clock.now().getTime() - startedAtMs >= timings.logSilenceMs;
    if (isWell) backoff.reset();
    if (isWell || failure === "LATER") vainTries = 0;
    else vainTries += 1;
    if (failure instanceof CallFailure && (!mayPass(failure) || vainTries === maxVainTries)) throw hostErrorOf(failure);
    if (vainTries === maxVainTries) throw broken();
    await pause(clock, backoff.nextMs(), how.signal);
  }
}

/** LATER: the container has not begun. BROKEN: what may still come is to be asked for again. */
async function* readOnce(
  parts: LogParts,
  reading: Reading,
): AsyncGenerator<HostLogChunk, "END" | "LATER" | "BROKEN" | CallFailure> {
  try {
    const pod = await parts.findPod(reading.ref);
    if (pod === "NONE") return "END";
    return pod === "LATER" ? pod : yield* readPod(parts, reading, pod);
  } catch (error) {
    if (error instanceof CallFailure) return error;
    throw error;
  }
}

function broken(): HostError {
  return new HostError("HOST_UNREACHABLE", "The log's connection breaks again and again.", { isPassing: true });
}

/** 400: the container has not begun; 404: the pod is gone, which the next look tells. */
function mayPass({ isOutage, status }: CallFailure): boolean {
  return isOutage || status === 400 || status === 404;
}

async function* readPod(
  parts: LogParts,
  reading: Reading,
  pod: PodFacts,
): AsyncGenerator<HostLogChunk, "END" | "LATER" | "BROKEN"> {
  const state = pod.container?.state;
  const isOver = state === "TERMINATED";
  if (!isOver && state !== "RUNNING") return pod.phase === "Failed" || pod.phase === "Succeeded" ? "END" : "LATER";
  const query = {
    container: containerName,
    timestamps: "true",
    ...(!isOver && { follow: "true" }),
    ...(reading.cursor.at !== "" && { sinceTime: secondOf(reading.cursor) }),
  };
  const response = await parts.client
    .open(`${pathOf(parts.pods, pod.name)}/log`, query, reading.signal)
    .catch((error: unknown) => {
      // Of a container that never began there may be no log at all.
      if (isOver && hasStatus(error, 400)) return null;
      throw error;
    });
  if (!response) return "END";
  const isComplete = yield* readResponse(parts, reading, response);
  if (!isComplete) return "BROKEN";
  // What a machine has written at last may come after the end of what was followed.
  return isOver ? "END" : "LATER";
}

/** Answers whether it came to its end. */
async function* readResponse(
  parts: LogParts,
  reading: Reading,
  response: IncomingMessage,
): AsyncGenerator<HostLogChunk, boolean> {
  const reader = new LogReader(reading.cursor);
  const watch = watchSilence(parts, reading, response);
  try {
    for await (const bytes of response as AsyncIterable<Buffer>) {
      watch.heard();
      for (const chunk of reader.push(bytes)) {
        reading.cursor = readCursor(chunk.cursor);
        yield chunk;
      }
    }
  } catch (error) {
    // Cut off: the next connection goes on. What is thrown into this generator is not ours to keep.
    if (!response.destroyed) throw error;
  } finally {
    watch.stop();
    response.destroy();
  }
  if (!response.complete || !(await hasEnded(parts, reading))) return false;
  for (const chunk of reader.end()) {
    reading.cursor = readCursor(chunk.cursor);
    yield chunk;
  }
  return true;
}

async function hasEnded(parts: LogParts, { ref }: Reading): Promise<boolean> {
  const pod = await parts.findPod(ref);
  return typeof pod === "string" ? pod === "NONE" : pod.container?.state === "TERMINATED";
}

/** A connection may stay open though nobody writes any more: as when a machine between has forgotten it. */
function watchSilence(parts: LogParts, reading: Reading, response: IncomingMessage): { heard(): void; stop(): void } {
  const { clock, timings } = parts;
  let cancel = (): void => {};
  const arm = (): void => {
    cancel();
    cancel = clock.after(timings.logSilenceMs, () => void look());
  };
  const look = async (): Promise<void> => {
    const isOver = response.readableLength === 0 && (await hasEnded(parts, reading).catch(() => false));
    if (isOver) response.destroy();
    else if (!response.destroyed) arm();
  };
  arm();
  return { heard: arm, stop: () => cancel() };
}
