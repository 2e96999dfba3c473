/** Runs WASI command modules that nobody trusts. */
export type { WasmDirectory, WasmFailureReason, WasmFile, WasmLimits, WasmRequest, WasmResult } from "./model.js";
