import type { BinaryService } from "../../binaries/index.js";
import { MusterError, notFound } from "../../platform/errors.js";
import { isStorable } from "../../platform/labels.js";
import { maxModuleBytes, type WasmLimits } from "../../wasm/index.js";
import type { WorkflowService } from "../../workflows/index.js";
import type { AgentRuns } from "../agents/agent-runs.js";
import type { ReleaseContent } from "../proofs/digest.js";
import type { Manifest } from "../model.js";

/** Refuses what is no module that may run, with an error whose path begins in it. */
export type InspectModule = (bytes: Uint8Array, limits: Pick<WasmLimits, "memoryBytes">) => unknown;

export interface PublishedContentsParts {
  readonly binaries: Pick<BinaryService, "get" | "load">;
  readonly workflows: Pick<WorkflowService, "check">;
  readonly inspectModule: InspectModule;
  readonly agentRuns: Pick<AgentRuns, "limitsOf">;
}

/** What a release will run, found and looked at. */
export interface PublishedContent {
  /** Of a binary the SHA-256. */
  readonly content: ReleaseContent;
  readonly binary: { readonly sha256: string; readonly size: number } | null;
}

export interface ContentRequest {
  readonly tenantId: string;
  readonly content: ReleaseContent;
  readonly manifest: Manifest;
}

/** Modules are inspected one after the other: each takes as much memory as it has bytes. */
export class PublishedContents {
  readonly #parts: PublishedContentsParts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: PublishedContentsParts) {
    this.#parts = parts;
  }

  /**
   * BAD_USER_INPUT below `["binary"]` for bytes that are no module, below `["definition"]` with all that is wrong with it; NOT_FOUND,
   * BINARY_NOT_FOUND, for a binary that the tenant does not have.
   */
  async look(request: ContentRequest): Promise<PublishedContent> {
    const { content } = request;
    if ("image" in content) return { content, binary: null };
    if ("definition" in content) return this.#lookAtDefinition(content.definition);
    return this.#lookAtBinary(content.binary, request);
  }

  #lookAtDefinition(definition: unknown): PublishedContent {
    const problems = this.#parts.workflows.check({ definition });
    const [first] = problems;
    if (!first) return { content: { definition }, binary: null };
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
    const detail = { reason: first.reason, path: ["definition", ...first.path], problems };
    throw new MusterError("BAD_USER_INPUT", `${first.message}${more}`, detail);
  }

  async #lookAtBinary(idOrSha256: string, { tenantId, manifest }: ContentRequest): Promise<PublishedContent> {
    const found = isStorable(idOrSha256) ? await this.#parts.binaries.get(tenantId, idOrSha256) : null;
    if (!found) throw notFound("binary", idOrSha256, ["binary"]);
    const binary = { sha256: found.sha256, size: found.size };
    // What is too large is not even loaded.
    if (found.size > maxModuleBytes) throw tooLarge();
    const limits = this.#parts.agentRuns.limitsOf({ limits: {}, manifest });
    const inspection = this.#last.then(async () =>
      this.#parts.inspectModule(await this.#parts.binaries.load(binary), limits),
    );
    this.#last = inspection.catch(() => undefined);
    await inspection.catch((error: unknown) => {
      throw error instanceof MusterError && error.code !== "UNAVAILABLE" ? error.below(["binary"]) : error;
    });
    return { content: { binary: found.sha256 }, binary };
  }
}

function tooLarge(): MusterError {
  return new MusterError("PAYLOAD_TOO_LARGE", `A module has at most ${maxModuleBytes} bytes.`, {
    reason: "MODULE_TOO_LARGE",
    path: ["binary"],
  });
}
