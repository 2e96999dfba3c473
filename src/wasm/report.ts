import { z } from "zod";
import { ownBytes, type Report } from "./job.js";
import { wasmFailureReasons } from "./model.js";

const measure = z.number().min(0);
const bytes = z.instanceof(Uint8Array).transform(ownBytes);

const result = z.object({
  exitCode: z.number().int().nullable(),
  stdout: bytes,
  stderr: bytes,
  durationMs: measure,
  cpuMs: measure,
  peakMemoryBytes: measure,
  failure: z.object({ reason: z.enum(wasmFailureReasons), message: z.string() }).nullable(),
});

const reports = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("compiled"), key: z.string(), problem: z.string().nullable() }),
  z.object({ type: z.literal("ended"), id: z.number(), result }),
  z.object({ type: z.literal("stuck"), id: z.number(), result }),
]);

/** What a host says, or null: a guest that has broken out may speak in its place, and is believed nothing that it cannot be. */
export function parseReport(message: unknown): Report | null {
  return reports.safeParse(message).data ?? null;
}
