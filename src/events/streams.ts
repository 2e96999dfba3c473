import type { Database } from "../platform/db/database.js";
import { toLoggedEvent, type EventRow, type LoggedEvent } from "./logged-event.js";
import type { OutputChunk, SandboxLogChunk } from "./model.js";
import { readLogs } from "./sql/read-logs.sql.js";
import { readOutput } from "./sql/read-output.sql.js";
import { readStreams } from "./sql/read-streams.sql.js";
import type { TailPage, TailRead, TailSource } from "./tailer.js";

/** A log whose rows are numbered without a gap. */
export interface StreamKey {
  readonly tenantId: string;
  readonly streamId: string;
}

/** Rows per page for a subscriber that catches up. */
const pageRows = 250;
/** A chunk of output may have 64 KiB, one of a log 16: few are read and kept at a time. */
const outputPageRows = 64;
const outputBufferRows = 128;

export function streamIdOf({ tenantId, streamId }: StreamKey): string {
  return `${tenantId}/${streamId}`;
}

/** The streams of events. */
export function eventSource(database: Database, bufferRows: number): TailSource<StreamKey, LoggedEvent> {
  return {
    name: "events",
    idOf: streamIdOf,
    groupOf: ({ tenantId }) => tenantId,
    positionOf: ({ seq }) => seq,
    liveRows: 16,
    pageRows,
    maxRows: 8_000,
    bufferRows,
    async read(reads) {
      const rows = await database.query<EventRow & Numbered>(readStreams, [
        reads.map(({ key }) => key.streamId),
        reads.map(({ key }) => key.tenantId),
        reads.map(({ after }) => after),
        reads.map(({ limit }) => limit),
      ]);
      return toPages(reads, rows, toLoggedEvent);
    },
  };
}

/** The output of tasks: the stream's id is the task's. */
export function outputSource(database: Database, bufferRows: number): TailSource<StreamKey, OutputChunk> {
  return {
    ...chunkSource("output", bufferRows),
    async read(reads) {
      const rows = await database.query<OutputChunk & Numbered>(readOutput, [
        reads.map(({ key }) => key.streamId),
        reads.map(({ after }) => after),
        reads.map(({ limit }) => limit),
      ]);
      return toPages(reads, rows, ({ taskId, seq, attempt, chunk, at }) => ({ taskId, seq, attempt, chunk, at }));
    },
  };
}

/** The logs of sandboxes: the stream's id is the sandbox's. */
export function logSource(database: Database, bufferRows: number): TailSource<StreamKey, SandboxLogChunk> {
  return {
    ...chunkSource("logs", bufferRows),
    async read(reads) {
      const rows = await database.query<SandboxLogChunk & Numbered>(readLogs, [
        reads.map(({ key }) => key.streamId),
        reads.map(({ after }) => after),
        reads.map(({ limit }) => limit),
      ]);
      return toPages(reads, rows, ({ sandboxId, seq, stream, text, at }) => ({ sandboxId, seq, stream, text, at }));
    },
  };
}

/** What sources of texts have in common: few rows at a time, as each may be long. */
function chunkSource(name: string, bufferRows: number): Omit<TailSource<StreamKey, { readonly seq: number }>, "read"> {
  return {
    name,
    idOf: streamIdOf,
    groupOf: ({ tenantId }) => tenantId,
    positionOf: ({ seq }) => seq,
    liveRows: 8,
    pageRows: outputPageRows,
    maxRows: 256,
    bufferRows: Math.min(bufferRows, outputBufferRows),
  };
}

interface Numbered {
  /** Index of the read that it answers. */
  readonly number: number;
}

function toPages<Row extends Numbered, Made extends { readonly seq: number }>(
  reads: readonly TailRead<StreamKey>[],
  rows: readonly Row[],
  make: (row: Row) => Made,
): TailPage<Made>[] {
  const made = reads.map((): Made[] => []);
  for (const row of rows) made[row.number]?.push(make(row));
  return reads.map(({ after, limit }, index) => {
    const page = made[index] ?? [];
    return { rows: page, position: page.at(-1)?.seq ?? after, more: page.length === limit };
  });
}
