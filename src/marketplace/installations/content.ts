import { sandboxCapability, wasmCapability } from "../../agents/index.js";
import type { Principal } from "../../identity/index.js";
import type { Query } from "../../platform/db/database.js";
import { MusterError } from "../../platform/errors.js";
import type { DefineTaskKindInput, TaskService } from "../../tasks/index.js";
import type { WorkflowWriting } from "../../workflows/index.js";
import { kindNameOf, workflowNameOf, type KindFamily } from "./names.js";
import type { MarketplaceItem, Release } from "../model.js";
import type { ReleaseProof } from "../proofs/release-proof.js";
import { findReleaseOfItem } from "../sql/write-installation.sql.js";

export interface ContentParts {
  readonly workflows: Pick<WorkflowWriting, "defineWithin">;
  readonly tasks: Pick<TaskService, "defineKindWithin">;
}

/** What a release has become in a tenant. */
export interface InstalledContent {
  readonly workflowId: string | null;
  readonly kind: string | null;
  /** To be called after the commit. */
  committed(): void;
}

/** What a session has that does the tasks. */
const capabilityOf: Readonly<Record<KindFamily, string>> = { wasm: wasmCapability, container: sandboxCapability };
/** Beyond what a run may take: for a module to be fetched and compiled, and for a run to wait for its turn. */
const marginMs = 60_000;
/** The longest time that a task may have. */
const maxTimeoutMs = 86_400_000;

/**
 * Makes of a release what its tenant uses it by, in the transaction that installs it: of a workflow its latest definition, of a WASM
 * module and of a container a kind of tasks, in place of a kind of that name if there is one.
 */
export class InstallationContent {
  readonly #parts: ContentParts;

  constructor(parts: ContentParts) {
    this.#parts = parts;
  }

  async put(
    query: Query,
    principal: Principal,
    what: { item: MarketplaceItem; row: ReleaseProof },
  ): Promise<InstalledContent> {
    const { item, row } = what;
    try {
      if (item.type === "WORKFLOW") return await this.#putWorkflow(query, principal, what);
      const kind = kindOf(item, row);
      return {
        workflowId: null,
        kind: kind.name,
        committed: await this.#parts.tasks.defineKindWithin(query, principal, kind),
      };
    } catch (error) {
      throw error instanceof MusterError && error.code === "BAD_USER_INPUT" ? notInstallable(item, row, error) : error;
    }
  }

  async #putWorkflow(
    query: Query,
    principal: Principal,
    { item, row }: { item: MarketplaceItem; row: ReleaseProof },
  ): Promise<InstalledContent> {
    const name = workflowNameOf(item);
    const input = { name, definition: row.definition, releaseId: row.id };
    const { firstReleaseId, workflow } = await this.#parts.workflows.defineWithin(query, principal, input);
    const isOwn = firstReleaseId !== null && (await query(findReleaseOfItem, [firstReleaseId, item.id])).length > 0;
    if (!isOwn)
      throw new MusterError("CONFLICT", `The tenant has a workflow ${name} that is not of this item.`, {
        reason: "WORKFLOW_NAME_TAKEN",
        path: ["item"],
      });
    return { workflowId: workflow.id, kind: null, committed: () => undefined };
  }
}

function kindOf(item: MarketplaceItem, { image, manifest }: Release): DefineTaskKindInput {
  const { timeoutMs } = manifest.resources ?? {};
  const family = image === null ? "wasm" : "container";
  return {
    name: kindNameOf(item, family),
    description: item.description,
    inputSchema: manifest.inputs,
    outputSchema: manifest.outputs,
    defaultTimeoutMs: timeoutMs === undefined ? null : Math.min(timeoutMs + marginMs, maxTimeoutMs),
    requiredCapabilities: [capabilityOf[family]],
  };
}

/** It could be published; the rules have become stricter since. The caller cannot mend it. */
function notInstallable({ name }: MarketplaceItem, { version }: Release, cause: MusterError): MusterError {
  return new MusterError("INVALID_STATE", `${name} ${version} cannot be used here: ${cause.message}`, {
    reason: "RELEASE_NOT_INSTALLABLE",
    path: ["item"],
    cause,
  });
}
