import { MusterError } from "../../src/platform/errors.js";

/** The MusterError that `work` rejects with; anything else fails the test. */
export async function refusalOf(work: Promise<unknown>): Promise<MusterError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof MusterError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}
