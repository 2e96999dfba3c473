import type { Principal } from "../identity/index.js";
import type { Query } from "../platform/db/database.js";
import { newId } from "../platform/ids.js";
import { contentHash } from "./definition/content-hash.js";
import type { WorkflowSource } from "./definition/model.js";
import type { DefinedWorkflow, ReleasedWorkflow } from "./door.js";
import type { Workflow, WorkflowVersion } from "./model.js";
import { findEnds, findVersionByHash, insertVersion, nameRelease, takeWorkflow } from "./sql/define-workflow.sql.js";

interface Content {
  /** Of the workflow. */
  readonly name: string;
  readonly source: WorkflowSource;
}

interface Ends {
  readonly firstReleaseId: string | null;
  readonly latestId: string | null;
  readonly latestHash: string | null;
}

interface NewVersion {
  readonly workflow: Workflow;
  readonly source: WorkflowSource;
  readonly hash: string;
  readonly by: string;
  readonly releaseId: string | null;
}

/** A further version of the workflow, or the one that has this content. `query` is in a transaction: it locks the workflow's row. */
export async function writeVersion(query: Query, principal: Principal, content: Content): Promise<DefinedWorkflow> {
  const { name, source } = content;
  const workflow = await take(query, principal, name);
  const hash = contentHash(source);
  const [known] = await query<WorkflowVersion>(findVersionByHash, [workflow.id, hash]);
  if (known) return { workflow, version: known, isNew: false };
  return insert(query, { workflow, source, hash, by: principal.id, releaseId: null });
}

/**
 * The same for what was released, which is to be the latest version whatever came before: where an older one has this content, the new
 * one has it again, under its hash and its number. A latest one that has it already becomes the release's.
 */
export async function writeReleasedVersion(
  query: Query,
  principal: Principal,
  { name, source, releaseId }: Content & { readonly releaseId: string },
): Promise<ReleasedWorkflow> {
  const workflow = await take(query, principal, name);
  const [ends] = await query<Ends>(findEnds, [workflow.id]);
  const { firstReleaseId = null, latestId = null, latestHash = null } = ends ?? {};
  const hash = contentHash(source);
  if (latestId !== null && latestHash?.startsWith(hash)) {
    const [version] = await query<WorkflowVersion>(nameRelease, [latestId, releaseId]);
    if (!version) throw new Error("name-release answers one row");
    return { workflow, version, isNew: false, firstReleaseId };
  }
  const [known] = await query<WorkflowVersion>(findVersionByHash, [workflow.id, hash]);
  const ownHash = known ? `${hash}.${workflow.latestVersion + 1}` : hash;
  const defined = await insert(query, { workflow, source, hash: ownHash, by: principal.id, releaseId });
  return { ...defined, firstReleaseId: workflow.latestVersion === 0 ? releaseId : firstReleaseId };
}

async function take(query: Query, { tenantId }: Principal, name: string): Promise<Workflow> {
  const [workflow] = await query<Workflow>(takeWorkflow, [newId("workflow"), tenantId, name]);
  if (!workflow) throw new Error("take-workflow answers one row");
  return workflow;
}

async function insert(query: Query, { workflow, source, hash, by, releaseId }: NewVersion): Promise<DefinedWorkflow> {
  const values = [newId("version"), workflow.id, JSON.stringify(source), hash, by, releaseId];
  const [version] = await query<WorkflowVersion>(insertVersion, values);
  if (!version) throw new Error("insert-version answers one row");
  return {
    workflow: { ...workflow, latestVersion: version.number, updatedAt: version.createdAt },
    version,
    isNew: true,
  };
}
