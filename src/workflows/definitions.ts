import type { Principal } from "../identity/index.js";
import type { Database, Query } from "../platform/db/database.js";
import { badInput, MusterError } from "../platform/errors.js";
import { newId } from "../platform/ids.js";
import { SchemaCache } from "../tasks/index.js";
import { compileDefinition, type Compilation } from "./definition/compile.js";
import { contentHash } from "./definition/content-hash.js";
import type { WorkflowSource } from "./definition/model.js";
import type { Plan, Problem } from "./definition/plan.js";
import { Plans } from "./definition/plans.js";
import { readDefinition } from "./definition/source.js";
import type { DefinedWorkflow, DefineWorkflowInput, DefinitionInput } from "./door.js";
import type { Workflow, WorkflowVersion } from "./model.js";
import { findVersionByHash, findVersionsToRun, insertVersion, takeWorkflow } from "./sql/define-workflow.sql.js";

interface OutputCheck {
  readonly versionId: string;
  readonly output: unknown;
  readonly query: Query;
}

const nameForm = /^[A-Za-z][A-Za-z0-9._-]{0,99}$/;

/** Definitions: checked once, immutable from then on, compiled when they are run. */
export class Definitions {
  readonly #database: Database;
  readonly #schemas = new SchemaCache();
  readonly #options: { readonly maxResultBytes: number };
  readonly #plans: Plans;
  readonly #query: Query = (statement, values) => this.#database.query(statement, values);

  /** `maxResultBytes`: of what an expression or a template gives, as JSON. */
  constructor(database: Database, maxResultBytes: number) {
    this.#database = database;
    this.#options = { maxResultBytes };
    this.#plans = new Plans({ maxResultBytes });
  }

  /** What is wrong with a definition; empty when it can be defined. */
  check(input: DefinitionInput): readonly Problem[] {
    const compiled = this.#compile(input);
    return "problems" in compiled ? compiled.problems : [];
  }

  /** A version, or the one that has this content. Throws BAD_USER_INPUT with all that is wrong. */
  async define(principal: Principal, input: DefineWorkflowInput): Promise<DefinedWorkflow> {
    const { name } = input;
    if (!nameForm.test(name))
      throw badInput(
        "A name has 1 to 100 letters, digits, -, _ and ., and begins with a letter.",
        ["name"],
        "NAME_INVALID",
      );
    const compiled = this.#compile(input);
    if ("problems" in compiled) throw refusal(compiled.problems);
    const defined = await this.#write(principal, name, compiled.plan.source);
    this.#plans.keep(defined.version.id, compiled.plan);
    return defined;
  }

  /** The plan of a version that is there. */
  async planOf(versionId: string, query: Query = this.#query): Promise<Plan> {
    const kept = this.#plans.find(versionId);
    if (kept) return kept;
    const [version] = await query<WorkflowVersion>(findVersionsToRun, [[versionId]]);
    if (!version) throw new Error(`Version ${versionId} is gone`);
    return this.#plans.of(version);
  }

  /** Throws BAD_USER_INPUT below `["input"]`. */
  checkInput(versionId: string, plan: Plan, input: unknown): void {
    this.#schemas.check({ key: `${versionId} input`, schema: plan.source.inputSchema }, input, ["input"]);
  }

  /** Why this is no output of the version; null when it is one. */
  async checkOutput({ versionId, output, query }: OutputCheck): Promise<string | null> {
    const { source } = await this.planOf(versionId, query);
    try {
      this.#schemas.check({ key: `${versionId} output`, schema: source.outputSchema }, output, ["output"]);
      return null;
    } catch (error) {
      if (error instanceof MusterError) return error.message;
      throw error;
    }
  }

  #compile(input: DefinitionInput): Compilation {
    const read = readDefinition(input);
    return "problems" in read ? read : compileDefinition(read.value, this.#options);
  }

  async #write({ id: by, tenantId }: Principal, name: string, source: WorkflowSource): Promise<DefinedWorkflow> {
    const hash = contentHash(source);
    return this.#database.transaction(async (client) => {
      const query: Query = (statement, values) => this.#database.queryWithin(client, statement, values);
      const [workflow] = await query<Workflow>(takeWorkflow, [newId("workflow"), tenantId, name]);
      if (!workflow) throw new Error("take-workflow answers one row");
      const [known] = await query<WorkflowVersion>(findVersionByHash, [workflow.id, hash]);
      if (known) return { workflow, version: known, isNew: false };
      const values = [newId("version"), workflow.id, JSON.stringify(source), hash, by];
      const [version] = await query<WorkflowVersion>(insertVersion, values);
      if (!version) throw new Error("insert-version answers one row");
      return {
        workflow: { ...workflow, latestVersion: version.number, updatedAt: version.createdAt },
        version,
        isNew: true,
      };
    });
  }
}

function refusal(problems: readonly Problem[]): MusterError {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return new MusterError("BAD_USER_INPUT", `${first?.message ?? "Not a definition."}${more}`, {
    reason: first?.reason ?? "DEFINITION_INVALID",
    path: ["definition", ...(first?.path ?? [])],
    problems,
  });
}
