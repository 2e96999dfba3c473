import { byId } from "../../platform/by-id.js";
import { badInput, notFound } from "../../platform/errors.js";
import type { Database } from "../../platform/db/database.js";
import { isId } from "../../platform/ids.js";
import { isStorable } from "../../platform/labels.js";
import {
  encodeCursor,
  parsePage,
  takePage,
  type Page,
  type PageArguments,
  type PageOrder,
} from "../../platform/page.js";
import type { WorkflowSource } from "../definition/model.js";
import type { Workflow, WorkflowVersionHead } from "../model.js";
import {
  findDefinitions,
  findLatestVersions,
  findNumberedVersion,
  findVersions,
  listVersions,
} from "../sql/find-versions.sql.js";
import { describeWorkflows, findWorkflow, findWorkflows, listWorkflows } from "../sql/find-workflows.sql.js";
import { numberKey } from "./number-key.js";

export interface WorkflowListing {
  readonly page: PageArguments;
  /** In any case. */
  readonly nameContains?: string | null | undefined;
}

const byName: PageOrder = { name: "workflows.name", keyCount: 1 };
const newestFirst: PageOrder = { name: "workflowVersions.number.desc", keyCount: 1 };
/** Names and ids have fewer. */
const maxNameChars = 200;
/** More than there will be of any workflow. */
const mostVersions = 2_147_483_647;

export const workflowCursor = ({ name }: Workflow): string => encodeCursor(byName, [name]);
export const versionCursor = ({ number }: WorkflowVersionHead): string => encodeCursor(newestFirst, [String(number)]);

/** Workflows and their versions, as they were defined. */
export class DefinitionReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async get(tenantId: string, nameOrId: string): Promise<Workflow | null> {
    if (nameOrId.length > maxNameChars || !isStorable(nameOrId)) return null;
    const [workflow] = await this.#database.query<Workflow>(findWorkflow, [tenantId, nameOrId]);
    return workflow ?? null;
  }

  async getMany(tenantId: string, ids: readonly string[]): Promise<Map<string, Workflow>> {
    const known = ids.filter((id) => isId("workflow", id));
    if (known.length === 0) return new Map();
    return byId(await this.#database.query<Workflow>(findWorkflows, [tenantId, known]));
  }

  async list(tenantId: string, { page: args, nameContains }: WorkflowListing): Promise<Page<Workflow>> {
    const page = parsePage(args, byName);
    const pattern = nameContains ? `%${escapeLike(checkText(nameContains))}%` : null;
    const values = [tenantId, page.after?.[0] ?? "", pattern, page.first + 1];
    return takePage(await this.#database.query<Workflow>(listWorkflows, values), page);
  }

  /** Null where the latest version has none; a workflow that is not there is missing. */
  async descriptions(tenantId: string, workflowIds: readonly string[]): Promise<Map<string, string | null>> {
    const rows = await this.#database.query<{ readonly id: string; readonly description: string | null }>(
      describeWorkflows,
      [tenantId, workflowIds],
    );
    return new Map(rows.map(({ id, description }) => [id, description]));
  }

  async version(tenantId: string, workflowId: string, number: number): Promise<WorkflowVersionHead | null> {
    const values = [tenantId, workflowId, number];
    const [version] = await this.#database.query<WorkflowVersionHead>(findNumberedVersion, values);
    return version ?? null;
  }

  async versionsById(tenantId: string, ids: readonly string[]): Promise<Map<string, WorkflowVersionHead>> {
    const known = ids.filter((id) => isId("version", id));
    if (known.length === 0) return new Map();
    return byId(await this.#database.query<WorkflowVersionHead>(findVersions, [tenantId, known]));
  }

  /** By the workflow's id. */
  async latestVersions(tenantId: string, workflowIds: readonly string[]): Promise<Map<string, WorkflowVersionHead>> {
    const rows = await this.#database.query<WorkflowVersionHead>(findLatestVersions, [tenantId, workflowIds]);
    return new Map(rows.map((version) => [version.workflowId, version]));
  }

  /** Newest first. */
  async versions(tenantId: string, workflowId: string, args: PageArguments): Promise<Page<WorkflowVersionHead>> {
    const page = parsePage(args, newestFirst);
    const before = page.after ? numberKey(page.after[0]) : mostVersions;
    const values = [tenantId, workflowId, before, page.first + 1];
    return takePage(await this.#database.query<WorkflowVersionHead>(listVersions, values), page);
  }

  /** By the version's id. */
  async definitions(tenantId: string, versionIds: readonly string[]): Promise<Map<string, WorkflowSource>> {
    const rows = await this.#database.query<{ readonly id: string; readonly definition: WorkflowSource }>(
      findDefinitions,
      [tenantId, versionIds],
    );
    return new Map(rows.map(({ id, definition }) => [id, definition]));
  }

  /** Two versions of a workflow. NOT_FOUND at the argument that names what is not there. */
  async versionPair(
    tenantId: string,
    nameOrId: string,
    numbers: { readonly from: number; readonly to: number },
  ): Promise<{ readonly from: WorkflowVersionHead; readonly to: WorkflowVersionHead }> {
    const workflow = await this.get(tenantId, nameOrId);
    if (!workflow) throw notFound("workflow", nameOrId.slice(0, maxNameChars), ["workflow"]);
    const pick = async (field: "from" | "to"): Promise<WorkflowVersionHead> => {
      const version = await this.version(tenantId, workflow.id, numbers[field]);
      if (!version) throw notFound("version", String(numbers[field]), [field]);
      return version;
    };
    const [from, to] = await Promise.all([pick("from"), pick("to")]);
    return { from, to };
  }
}

function checkText(text: string): string {
  if (text.length <= maxNameChars && isStorable(text)) return text;
  throw badInput(`Must be a text of at most ${maxNameChars} characters.`, ["nameContains"], "TEXT_INVALID");
}

/** So that the text stands for itself in a LIKE pattern. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
