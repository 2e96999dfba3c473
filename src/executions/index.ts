/** Direct runs of WASM modules, and the workers that do such runs as tasks. */
export type { ExecuteInput, ExecutionListing, ExecutionService } from "./door.js";
export type { Execution, ExecutionError, ExecutionErrorReason, ExecutionStatus } from "./model.js";
export { executionCursor } from "./listing.js";
export { OldExecutions } from "./old-executions.js";
export { createExecutionService, type ExecutionConfig, type ExecutionServiceParts } from "./service.js";
