import { badInput, type InputPath } from "../../platform/errors.js";
import { checkStorable } from "../../platform/labels.js";
import type { SandboxInput } from "../door.js";
import type { SandboxSpec } from "../model.js";

const maxParts = 100;
const kibibyte = 1024;
const maxPartBytes = 32 * kibibyte;
const maxProgramBytes = 128 * kibibyte;
const maxVariables = 100;
const maxNameChars = 128;
const maxValueBytes = 32 * kibibyte;
/** Together. Hosts keep an environment with the rest of what they are told, and have a bound for all of it. */
const maxEnvironmentBytes = 256 * kibibyte;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Of variables that tell a sandbox of Muster. */
const reservedPrefix = "MUSTER_";

type Program = Pick<SandboxSpec, "command" | "args" | "env">;

/** What is run, with what it is told. */
export function checkProgram({ command, args, env }: SandboxInput): Program {
  const program = {
    command: isGiven(command) ? checkCommand(command) : null,
    args: checkParts(args ?? [], "args"),
    env: isGiven(env) ? checkEnvironment(env) : {},
  };
  const message = `Command and arguments have at most ${maxProgramBytes} bytes together.`;
  const commandBytes = bytesOf(program.command ?? []);
  if (commandBytes > maxProgramBytes) throw badInput(message, ["command"], "ARGUMENTS_TOO_LARGE");
  if (commandBytes + bytesOf(program.args) > maxProgramBytes) throw badInput(message, ["args"], "ARGUMENTS_TOO_LARGE");
  return program;
}

function checkCommand(command: readonly string[]): readonly string[] {
  if (command.length === 0) throw badInput("A command names a program.", ["command"], "COMMAND_EMPTY");
  if (command[0] === "") throw badInput("A command names a program.", ["command", 0], "COMMAND_EMPTY");
  return checkParts(command, "command");
}

function checkParts(parts: readonly string[], field: "command" | "args"): readonly string[] {
  if (parts.length > maxParts) throw badInput(`At most ${maxParts} parts.`, [field], "LIST_TOO_LONG");
  for (const [index, part] of parts.entries()) checkText(part, maxPartBytes, [field, index]);
  return parts;
}

function checkEnvironment(env: unknown): SandboxSpec["env"] {
  if (typeof env !== "object" || env === null || Array.isArray(env))
    throw badInput("An environment is an object, text to text.", ["env"], "ENVIRONMENT_INVALID");
  const entries = Object.entries(env);
  if (entries.length > maxVariables) throw badInput(`At most ${maxVariables} variables.`, ["env"], "LIST_TOO_LONG");
  const checked = entries.map(([name, value]) => [name, checkVariable(name, value)] as const);
  const message = `An environment has at most ${maxEnvironmentBytes} bytes.`;
  if (bytesOf(checked.flat()) > maxEnvironmentBytes) throw badInput(message, ["env"], "ENVIRONMENT_TOO_LARGE");
  return Object.fromEntries(checked);
}

function checkVariable(name: string, value: unknown): string {
  const path = ["env", name];
  if (name.length > maxNameChars || !variableName.test(name)) {
    const message = `A variable's name has 1 to ${maxNameChars} of a-z A-Z 0-9 _, and begins with no digit.`;
    throw badInput(message, path, "ENVIRONMENT_INVALID");
  }
  if (name.startsWith(reservedPrefix))
    throw badInput(`Names that begin with ${reservedPrefix} are reserved.`, path, "NAME_RESERVED");
  if (typeof value !== "string") throw badInput("A variable's value is a text.", path, "ENVIRONMENT_INVALID");
  return checkText(value, maxValueBytes, path);
}

function checkText(text: string, maxBytes: number, path: InputPath): string {
  if (Buffer.byteLength(text) > maxBytes) throw badInput(`At most ${maxBytes} bytes.`, path, "TEXT_TOO_LONG");
  return checkStorable(text, path);
}

function bytesOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}
