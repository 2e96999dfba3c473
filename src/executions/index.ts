/** Direct runs of WASM modules, and the workers that do such runs as tasks. */
export type { ExecuteInput, ExecutionListing, ExecutionService } from "./door.js";
export type { Execution, ExecutionError, ExecutionErrorReason, ExecutionStatus } from "./model.js";
