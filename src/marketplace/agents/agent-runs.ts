import { createHash } from "node:crypto";
import type { BinaryService } from "../../binaries/index.js";
import { badInput, MusterError, type InputPath } from "../../platform/errors.js";
import { SchemaCache } from "../../tasks/index.js";
import type { WasmFailureReason, WasmFile, WasmLimits, WasmRequest, WasmResult, WasmRunner } from "../../wasm/index.js";
import { parseJsonBytes } from "./agent-json.js";
import { limitsWithin } from "./agent-limits.js";
import type { Manifest } from "../model.js";

/** One run of a WASM module as an agent: what goes in and what it may use. */
export interface AgentCall {
  /** Id of the tenant for whom it runs: those who wait take turns by it. */
  readonly owner: string;
  readonly binary: { readonly sha256: string; readonly size: number };
  /** Empty for a bare binary. */
  readonly manifest: Manifest;
  /** `json` is written as its text; undefined is nothing at all. */
  readonly stdin: { readonly json: unknown } | { readonly bytes: Uint8Array };
  /** Behind the program's name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What is left out is as the manifest's resources say, or else by default. */
  readonly limits: Partial<WasmLimits>;
  /** Whether it finds a file system at `/`; so too where its manifest says so, or there are files. */
  readonly fileSystem: boolean;
  readonly files: readonly WasmFile[];
  readonly signal?: AbortSignal | undefined;
}

export interface AgentFailure {
  readonly reason: WasmFailureReason | "OUTPUT_INVALID";
  readonly message: string;
}

export interface AgentOutcome extends Omit<WasmResult, "failure"> {
  /** The JSON on stdout of a run that ended well; null where that is none. */
  readonly output: unknown;
  readonly failure: AgentFailure | null;
}

export interface AgentRunsParts {
  readonly wasm: Pick<WasmRunner, "run">;
  readonly binaries: Pick<BinaryService, "load">;
  /** What this installation allows a run. */
  readonly maxLimits: WasmLimits;
}

/** `argv[0]` of every agent. */
const programName = "agent";

/** Runs agents of releases, and bare binaries likewise: JSON in, JSON out, both held to the manifest's schemas. */
export class AgentRuns {
  readonly #parts: AgentRunsParts;
  readonly #schemas = new SchemaCache();

  constructor(parts: AgentRunsParts) {
    this.#parts = parts;
  }

  /** What a call may use: all of it within what the installation allows. */
  limitsOf({ limits, manifest }: Pick<AgentCall, "limits" | "manifest">): WasmLimits {
    return limitsWithin({ asked: limits, resources: manifest.resources, max: this.#parts.maxLimits });
  }

  /**
   * Answers how it ended, well or not. Rejects with a MusterError only where it was not run at all: BAD_USER_INPUT below `["input"]`
   * for JSON, at `["stdin"]` for bytes, that the manifest's `inputs` refuse; whatever the runner and the binary's bytes are refused with.
   */
  async run(call: AgentCall): Promise<AgentOutcome> {
    this.#checkInput(call);
    const { failure, ...result } = await this.#parts.wasm.run(this.#requestOf(call)).catch(namingFiles);
    if (failure) return { ...result, output: null, failure };
    const output = parseJsonBytes(result.stdout);
    return { ...result, output: output ?? null, failure: this.#checkOutput(call.manifest, output) };
  }

  #requestOf(call: AgentCall): WasmRequest {
    const { owner, binary, manifest, args, env, files, signal } = call;
    const hasFiles = call.fileSystem || manifest.fileSystem === true || files.length > 0;
    return {
      owner,
      sha256: binary.sha256,
      load: () => this.#parts.binaries.load(binary),
      args: [programName, ...args],
      env,
      stdin: bytesOf(call.stdin),
      directories: hasFiles ? [{ guestPath: "/", files }] : [],
      limits: this.limitsOf(call),
      signal,
    };
  }

  #checkInput({ manifest: { inputs }, stdin }: AgentCall): void {
    if (inputs === undefined) return;
    if ("json" in stdin) return this.#check(inputs, stdin.json ?? null, ["input"]);
    const value = stdin.bytes.length === 0 ? null : parseJsonBytes(stdin.bytes);
    if (value === undefined) throw badInput("The agent takes JSON.", ["stdin"], "INPUT_INVALID");
    this.#check(inputs, value, ["stdin"]);
  }

  #checkOutput({ outputs }: Manifest, output: unknown): AgentFailure | null {
    if (outputs === undefined) return null;
    if (output === undefined) return outputInvalid("What it wrote is no JSON.");
    try {
      this.#check(outputs, output, []);
      return null;
    } catch (error) {
      if (error instanceof MusterError)
        return outputInvalid(`The output is not as the manifest says. ${error.message}`);
      throw error;
    }
  }

  /** By the schema's content: the same binary may have several manifests. */
  #check(schema: unknown, value: unknown, path: InputPath): void {
    const key = createHash("sha256").update(JSON.stringify(schema)).digest("base64");
    this.#schemas.check({ key, schema }, value, path);
  }
}

/** The runner knows of directories, the call of files. */
function namingFiles(error: unknown): never {
  throw error instanceof MusterError && error.path?.[0] === "directories" ? error.without(1).below(["files"]) : error;
}

function bytesOf(stdin: AgentCall["stdin"]): Uint8Array {
  if ("bytes" in stdin) return stdin.bytes;
  return Buffer.from(stdin.json === undefined ? "" : JSON.stringify(stdin.json));
}

function outputInvalid(message: string): AgentFailure {
  return { reason: "OUTPUT_INVALID", message };
}
