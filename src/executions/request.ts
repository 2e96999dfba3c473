import { decodeBase64 } from "../platform/base64.js";
import { badInput, MusterError, notFound, type InputPath } from "../platform/errors.js";
import { checkStorable, isStorable } from "../platform/labels.js";
import type { WasmFile, WasmLimits } from "../wasm/index.js";
import type { ExecuteInput } from "./door.js";
import { checkFiles } from "./files.js";

/** What to run: an item, at a version or a range, or a binary. */
export type AgentReference =
  | { readonly item: string; readonly version: string | null; readonly binary: null }
  | { readonly item: null; readonly version: null; readonly binary: string };

/** A direct run as it is asked for, checked. */
export interface ExecutionRequest {
  readonly agent: AgentReference;
  readonly stdin: { readonly json: unknown } | { readonly bytes: Uint8Array };
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly limits: Partial<WasmLimits>;
  readonly fileSystem: boolean;
  readonly files: readonly WasmFile[];
}

const maxArgs = 256;
const maxVariables = 256;
const maxVariableNameChars = 256;
/** Of arguments and environment together, as the runner counts them: each has a byte that ends it. */
const maxArgumentBytes = 64 * 1024;
/** As much as a request's body has by default. */
const maxStdinBytes = 8 * 1024 * 1024;
const mebibyte = 1024 * 1024;

/** Checks all that needs no look-up; paths are relative to the input. */
export function checkRequest(input: ExecuteInput, maxLimits: WasmLimits): ExecutionRequest {
  const agent = checkReference(input.agent);
  const stdin = checkStdin(input);
  const { args, env } = checkArguments(input);
  const files = checkFiles(input.files ?? [], maxLimits.fileBytes);
  return {
    ...{ agent, stdin, args, env, files },
    limits: checkLimits(input.limits ?? {}, maxLimits),
    fileSystem: input.fileSystem === true || files.length > 0,
  };
}

function checkReference({ item, version, binary }: ExecuteInput["agent"]): AgentReference {
  if (isGiven(item) && isGiven(binary))
    throw badInput("Say an item or a binary, not both.", ["agent", "binary"], "AGENT_AMBIGUOUS");
  if (isGiven(item)) {
    // What PostgreSQL cannot read names nothing.
    if (!isStorable(item)) throw notFound("item", item.slice(0, 200), ["agent", "item"]);
    if (isGiven(version)) checkStorable(version, ["agent", "version"]);
    return { item, version: version ?? null, binary: null };
  }
  if (isGiven(version)) throw badInput("Only an item has versions.", ["agent", "version"], "VERSION_WITHOUT_ITEM");
  if (!isGiven(binary)) throw badInput("Say what to run: an item or a binary.", ["agent"], "AGENT_MISSING");
  if (!isStorable(binary)) throw notFound("binary", binary.slice(0, 200), ["agent", "binary"]);
  return { item: null, version: null, binary };
}

function checkStdin({ input, stdin, stdinBase64 }: ExecuteInput): ExecutionRequest["stdin"] {
  const given = Object.entries({ input, stdin, stdinBase64 }).filter(([, value]) => isGiven(value));
  const [, second] = given;
  if (second) throw badInput("Of input, stdin and stdinBase64 at most one.", [second[0]], "STDIN_AMBIGUOUS");
  if (isGiven(input)) {
    checkStdinSize(Buffer.byteLength(JSON.stringify(input)), ["input"]);
    return { json: input };
  }
  if (isGiven(stdinBase64)) {
    const bytes = decodeBase64(stdinBase64, ["stdinBase64"]);
    checkStdinSize(bytes.length, ["stdinBase64"]);
    return { bytes };
  }
  const bytes = Buffer.from(stdin ?? "");
  checkStdinSize(bytes.length, ["stdin"]);
  return { bytes };
}

function checkStdinSize(bytes: number, path: InputPath): void {
  if (bytes > maxStdinBytes) throw tooLarge(`stdin has at most ${maxStdinBytes} bytes.`, path, "STDIN_TOO_LARGE");
}

function checkArguments(input: ExecuteInput): Pick<ExecutionRequest, "args" | "env"> {
  const args = input.args ?? [];
  if (args.length > maxArgs) throw badInput(`At most ${maxArgs} arguments.`, ["args"], "LIST_TOO_LONG");
  for (const [index, arg] of args.entries()) checkStorable(arg, ["args", index]);
  const argBytes = sizeOf(args);
  const message = `Arguments and environment have at most ${maxArgumentBytes} bytes together.`;
  if (argBytes > maxArgumentBytes) throw tooLarge(message, ["args"], "ARGUMENTS_TOO_LARGE");
  const env = isGiven(input.env) ? checkEnvironment(input.env) : {};
  const envBytes = sizeOf(Object.entries(env).map(([name, value]) => `${name}=${value}`));
  if (argBytes + envBytes > maxArgumentBytes) throw tooLarge(message, ["env"], "ARGUMENTS_TOO_LARGE");
  return { args, env };
}

function checkEnvironment(env: unknown): Readonly<Record<string, string>> {
  if (typeof env !== "object" || env === null || Array.isArray(env))
    throw badInput("An environment is an object, text to text.", ["env"], "ENVIRONMENT_INVALID");
  const entries = Object.entries(env);
  if (entries.length > maxVariables) throw badInput(`At most ${maxVariables} variables.`, ["env"], "LIST_TOO_LONG");
  return Object.fromEntries(entries.map(([name, value]) => [name, checkVariable(name, value)]));
}

function checkVariable(name: string, value: unknown): string {
  const path = ["env", name.slice(0, maxVariableNameChars)];
  if (!/^[^=\0]{1,256}$/u.test(name) || !isStorable(name)) {
    const message = `A variable's name has 1 to ${maxVariableNameChars} characters, none of them = or U+0000.`;
    throw badInput(message, path, "ENVIRONMENT_INVALID");
  }
  if (typeof value !== "string") throw badInput("A variable's value is a text.", path, "ENVIRONMENT_INVALID");
  return checkStorable(value, path);
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
}

function checkLimits(
  { memoryMib, timeoutMs, cpuMs, outputBytes }: NonNullable<ExecuteInput["limits"]>,
  max: WasmLimits,
): Partial<WasmLimits> {
  const maxMib = Math.floor(max.memoryBytes / mebibyte);
  const check = (name: string, value: number, most: number): number => {
    if (Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw badInput(`Must be a whole number from 1 to ${most}.`, ["limits", name], "NUMBER_OUT_OF_RANGE");
  };
  return {
    ...(isGiven(memoryMib) && { memoryBytes: check("memoryMib", memoryMib, maxMib) * mebibyte }),
    ...(isGiven(timeoutMs) && { timeoutMs: check("timeoutMs", timeoutMs, max.timeoutMs) }),
    ...(isGiven(cpuMs) && { cpuMs: check("cpuMs", cpuMs, max.cpuMs) }),
    ...(isGiven(outputBytes) && { outputBytes: check("outputBytes", outputBytes, max.outputBytes) }),
  };
}

function tooLarge(message: string, path: InputPath, reason: string): MusterError {
  return new MusterError("PAYLOAD_TOO_LARGE", message, { reason, path });
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}
