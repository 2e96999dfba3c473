import { defaultWasmLimits, type WasmLimits } from "../../wasm/index.js";
import type { ManifestResources } from "../model.js";

const pageBytes = 65_536;
const mebibyte = 1_048_576;

export interface LimitWishes {
  /** What the caller asks for. */
  readonly asked: Partial<WasmLimits>;
  readonly resources: ManifestResources | undefined;
  /** What the installation allows. */
  readonly max: WasmLimits;
}

/** What is asked for, else what the manifest needs, else the defaults; never above the installation's maximum. */
export function limitsWithin({ asked, resources = {}, max }: LimitWishes): WasmLimits {
  const { memoryMib } = resources;
  const needed = memoryMib === undefined ? undefined : memoryMib * mebibyte;
  const timeoutMs = asked.timeoutMs ?? resources.timeoutMs ?? defaultWasmLimits.timeoutMs;
  const memoryBytes = Math.min(asked.memoryBytes ?? needed ?? defaultWasmLimits.memoryBytes, max.memoryBytes);
  return {
    memoryBytes: Math.floor(memoryBytes / pageBytes) * pageBytes,
    timeoutMs: Math.min(timeoutMs, max.timeoutMs),
    // Without a word of its own it may compute all the time that it has.
    cpuMs: Math.min(asked.cpuMs ?? resources.cpuMs ?? timeoutMs, max.cpuMs),
    outputBytes: Math.min(asked.outputBytes ?? resources.outputBytes ?? defaultWasmLimits.outputBytes, max.outputBytes),
    fileBytes: Math.min(asked.fileBytes ?? defaultWasmLimits.fileBytes, max.fileBytes),
  };
}
