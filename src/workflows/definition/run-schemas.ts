import { MusterError } from "../../platform/errors.js";
import { compileSchema } from "../../tasks/index.js";
import type { JsonRecord } from "./json-tree.js";
import type { ProblemList } from "./problems.js";

/** Whether the schemas of a run's input and output can be used. */
export function checkSchemas(source: JsonRecord, problems: ProblemList): void {
  for (const field of ["inputSchema", "outputSchema"]) {
    const schema = source[field];
    // What is neither has been told with the shape.
    if (typeof schema !== "boolean" && (typeof schema !== "object" || schema === null)) continue;
    checkSchema(schema, field, problems);
  }
}

function checkSchema(schema: unknown, field: string, problems: ProblemList): void {
  try {
    compileSchema(schema, [field]);
  } catch (error) {
    if (!(error instanceof MusterError)) throw error;
    const reason = error.reason === "SCHEMA_TOO_LARGE" ? "SCHEMA_TOO_LARGE" : "SCHEMA_INVALID";
    problems.add([field], reason, error.message);
  }
}
