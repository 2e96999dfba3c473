import { MusterError, type InputPath } from "../src/platform/errors.js";

/** A slice names the bad field in what it was given; `prefix` is where that stands among the field's arguments. */
export async function below<Result>(prefix: InputPath, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof MusterError && error.path ? error.below(prefix) : error;
  }
}
