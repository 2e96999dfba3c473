import { badInput, MusterError } from "../platform/errors.js";
import type { WasmLimits, WasmRequest } from "./model.js";
import { createWasi } from "./wasi/wasi.js";

/** WASM's memories grow by pages of this size. */
export const pageBytes = 64 * 1024;
const mebibyte = 1024 * 1024;

export const defaultWasmLimits: WasmLimits = {
  memoryBytes: 64 * mebibyte,
  timeoutMs: 5_000,
  cpuMs: 5_000,
  outputBytes: mebibyte,
  fileBytes: 16 * mebibyte,
};

/** What may be asked for. A process of runs takes the memory of all its runs at a time: mind the machine. */
export const maxWasmLimits: WasmLimits = {
  memoryBytes: 512 * mebibyte,
  timeoutMs: 300_000,
  cpuMs: 300_000,
  outputBytes: 16 * mebibyte,
  fileBytes: 64 * mebibyte,
};

const minWasmLimits: WasmLimits = { memoryBytes: pageBytes, timeoutMs: 1, cpuMs: 1, outputBytes: 0, fileBytes: 0 };

/** 60 MB compile in 0.3 s; an interpreter with its library, as Python's, has some 30. */
export const maxModuleBytes = 64 * mebibyte;
export const maxStdinBytes = 16 * mebibyte;
/** Of arguments and environment together, each with the byte that ends it. */
const maxArgumentBytes = 64 * 1024;
const maxArguments = 4_096;
const maxFiles = 10_000;

/** Refuses a request that is not within the bounds; its errors name the field, as in `["limits", "cpuMs"]`. */
export function checkRequest(request: WasmRequest): void {
  checkLimits(request.limits);
  checkArguments(request);
  if (request.stdin.length > maxStdinBytes) throw tooLarge(`stdin has at most ${maxStdinBytes} bytes.`, ["stdin"]);
  checkFiles(request);
}

function checkLimits(limits: WasmLimits): void {
  // The keys are those of the table above.
  for (const name of Object.keys(minWasmLimits) as (keyof WasmLimits)[]) {
    const [min, max, value] = [minWasmLimits[name], maxWasmLimits[name], limits[name]];
    if (Number.isInteger(value) && value >= min && value <= max) continue;
    throw badInput(`${name} must be a whole number from ${min} to ${max}.`, ["limits", name], "LIMIT_OUT_OF_RANGE");
  }
  if (limits.memoryBytes % pageBytes === 0) return;
  const message = `memoryBytes must be a multiple of ${pageBytes}.`;
  throw badInput(message, ["limits", "memoryBytes"], "LIMIT_OUT_OF_RANGE");
}

function checkArguments({ args, env }: WasmRequest): void {
  const entries = Object.entries(env);
  for (const [index, argument] of args.entries()) checkText(argument, ["args", index]);
  for (const [name, value] of entries) {
    if (name === "" || name.includes("=")) {
      const message = "The name of a variable has a character at least, and no =.";
      throw badInput(message, ["env", name], "ARGUMENT_INVALID");
    }
    checkText(name, ["env", name]);
    checkText(value, ["env", name]);
  }
  const texts = [...args, ...entries.map(([name, value]) => `${name}=${value}`)];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
  if (bytes > maxArgumentBytes || texts.length > maxArguments) {
    const message = `Arguments and environment have at most ${maxArguments} entries of ${maxArgumentBytes} bytes in all.`;
    throw tooLarge(message, ["args"]);
  }
}

/** C's strings end at the first U+0000: what is behind it would be lost without a word. */
function checkText(text: string, path: readonly (string | number)[]): void {
  if (!text.includes("\0")) return;
  throw badInput("Arguments and variables may not hold U+0000.", path, "ARGUMENT_INVALID");
}

function checkFiles(request: WasmRequest): void {
  const { directories, limits } = request;
  const files = directories.flatMap((directory) => directory.files);
  if (files.length + directories.length > maxFiles) {
    throw tooLarge(`A run begins with at most ${maxFiles} files and directories.`, ["directories"]);
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes.length + Buffer.byteLength(file.path), 0);
  if (bytes > limits.fileBytes) {
    throw tooLarge(`The files and their names have ${bytes} bytes; fileBytes is ${limits.fileBytes}.`, ["directories"]);
  }
  if (directories.length > 0) checkPlaces(request);
}

/** The file system itself says whether they can be put in place: here, since in a thread it would be too late to refuse. */
function checkPlaces(request: WasmRequest): void {
  const ignore = (): void => undefined;
  try {
    createWasi({ ...request, fileBytes: request.limits.fileBytes, stdout: ignore, stderr: ignore, sleep: ignore });
  } catch (error) {
    const message = error instanceof Error ? error.message : "The files cannot be put in place.";
    throw badInput(message, ["directories"], "FILES_INVALID");
  }
}

function tooLarge(message: string, path: readonly (string | number)[]): MusterError {
  return new MusterError("PAYLOAD_TOO_LARGE", message, { reason: "RUN_TOO_LARGE", path });
}
