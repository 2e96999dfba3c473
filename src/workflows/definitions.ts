import type { Principal } from "../identity/index.js";
import type { Database, Query } from "../platform/db/database.js";
import { within } from "../platform/db/within.js";
import { badInput, MusterError } from "../platform/errors.js";
import { refuseSandboxes, SchemaCache, type SandboxCheck } from "../tasks/index.js";
import { compileDefinition, type Compilation, type CompileOptions } from "./definition/compile.js";
import type { Plan, Problem } from "./definition/plan.js";
import { Plans } from "./definition/plans.js";
import { readDefinition } from "./definition/source.js";
import type {
  DefinedWorkflow,
  DefineWorkflowInput,
  DefinitionInput,
  ReleasedWorkflow,
  ReleasedWorkflowInput,
} from "./door.js";
import type { WorkflowVersion } from "./model.js";
import { findVersionsToRun } from "./sql/define-workflow.sql.js";
import { writeReleasedVersion, writeVersion } from "./written-versions.js";

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
  readonly #options: CompileOptions;
  readonly #plans: Plans;
  readonly #query: Query = (statement, values) => this.#database.query(statement, values);

  /**
   * `maxResultBytes`: of what an expression or a template gives, and of what a task is given beside, as JSON. Sandboxes are looked at as a
   * version is defined, not as it is run: its tasks are asked for then, and refused where they may not be.
   */
  constructor(database: Database, maxResultBytes: number, checkSandbox: SandboxCheck = refuseSandboxes) {
    this.#database = database;
    this.#options = { maxResultBytes, checkSandbox, maxSandboxBytes: maxResultBytes };
    this.#plans = new Plans({ maxResultBytes });
  }

  /** What is wrong with a definition; empty when it can be defined. */
  check(input: DefinitionInput): readonly Problem[] {
    const compiled = this.#compile(input);
    return "problems" in compiled ? compiled.problems : [];
  }

  /** A version, or the one that has this content. Throws BAD_USER_INPUT with all that is wrong. */
  async define(principal: Principal, input: DefineWorkflowInput): Promise<DefinedWorkflow> {
    const plan = this.#compiled(input);
    const defined = await within(this.#database, (query) =>
      writeVersion(query, principal, { name: input.name, source: plan.source }),
    );
    this.#plans.keep(defined.version.id, plan);
    return defined;
  }

  /** What a release says, in the transaction that `query` is in: from its commit on it is what the workflow's runs do. */
  async defineWithin(query: Query, principal: Principal, input: ReleasedWorkflowInput): Promise<ReleasedWorkflow> {
    const plan = this.#compiled(input);
    const { name, releaseId } = input;
    const defined = await writeReleasedVersion(query, principal, { name, source: plan.source, releaseId });
    this.#plans.keep(defined.version.id, plan);
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

  #compiled(input: DefineWorkflowInput): Plan {
    if (!nameForm.test(input.name))
      throw badInput(
        "A name has 1 to 100 letters, digits, -, _ and ., and begins with a letter.",
        ["name"],
        "NAME_INVALID",
      );
    const compiled = this.#compile(input);
    if ("problems" in compiled) throw refusal(compiled.problems);
    return compiled.plan;
  }

  #compile(input: DefinitionInput): Compilation {
    const read = readDefinition(input);
    return "problems" in read ? read : compileDefinition(read.value, this.#options);
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
