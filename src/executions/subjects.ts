import type { BinaryService } from "../binaries/index.js";
import type { Catalogue, Manifest, RunnableRelease } from "../marketplace/index.js";
import { MusterError, notFound } from "../platform/errors.js";
import type { AgentReference } from "./request.js";

/** What is run: a release of an item, or a bare binary. */
export interface Subject {
  readonly itemId: string | null;
  readonly releaseId: string | null;
  readonly binary: { readonly sha256: string; readonly size: number };
  readonly manifest: Manifest;
  readonly pricePerRun: number;
}

export interface SubjectsParts {
  readonly catalogue: Pick<Catalogue, "runnable">;
  readonly binaries: Pick<BinaryService, "get">;
}

/** Finds what a tenant may run; paths of errors are relative to the execution's input. */
export class Subjects {
  readonly #parts: SubjectsParts;

  constructor(parts: SubjectsParts) {
    this.#parts = parts;
  }

  async find(tenantId: string, { item, version, binary }: AgentReference): Promise<Subject> {
    if (binary !== null) return this.#findBinary(tenantId, binary);
    try {
      return subjectOf(await this.#parts.catalogue.runnable(tenantId, item, version));
    } catch (error) {
      throw located(error);
    }
  }

  async #findBinary(tenantId: string, idOrSha256: string): Promise<Subject> {
    const found = await this.#parts.binaries.get(tenantId, idOrSha256);
    if (!found) throw notFound("binary", idOrSha256.slice(0, 200), ["agent", "binary"]);
    const { sha256, size } = found;
    return { itemId: null, releaseId: null, binary: { sha256, size }, manifest: {}, pricePerRun: 0 };
  }
}

/** A release that may not be run any more is the named item's; that the database is away is nobody's. */
function located(error: unknown): unknown {
  if (!(error instanceof MusterError)) return error;
  if (error.path !== undefined) return error.below(["agent"]);
  return error.code === "INVALID_STATE" ? error.below(["agent", "item"]) : error;
}

export function subjectOf({ item, release }: RunnableRelease): Subject {
  const { binarySha256, binarySize } = release;
  if (binarySha256 === null || binarySize === null)
    throw new Error(`Release ${release.id} is runnable and has no binary`);
  return {
    itemId: item.id,
    releaseId: release.id,
    binary: { sha256: binarySha256, size: binarySize },
    manifest: release.manifest,
    pricePerRun: item.pricePerRun,
  };
}
