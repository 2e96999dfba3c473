import type { ScopeName, Template } from "../expressions/model.js";
import { checkCycles } from "./cycles.js";
import { readGraph, type StepGraph } from "./graph.js";
import { checkTree, isRecord, listOf, recordOf, type JsonRecord } from "./json-tree.js";
import { failureStepId, maxSteps, type WorkflowSource } from "./model.js";
import { findComponents } from "./order.js";
import type { Plan, PlannedConcurrency, PlannedStep, Problem } from "./plan.js";
import { ProblemList } from "./problems.js";
import { RetryPatterns } from "./retry-patterns.js";
import { checkSchemas } from "./run-schemas.js";
import { checkShape } from "./shape.js";
import { StepSandboxes, type SandboxOptions } from "./step-sandboxes.js";
import { failureNames, StepPlanner, stepNames, type OwnPlan } from "./step-planner.js";
import { Texts, type TextOptions } from "./texts.js";

export type Compilation = { readonly plan: Plan } | { readonly problems: readonly Problem[] };

export type CompileOptions = TextOptions & SandboxOptions;

const keyNames: readonly ScopeName[] = ["input", "trigger", "run"];

/**
 * The plan of a definition, or everything that is wrong with it, up to a hundred problems. Takes any value; its time is
 * linear in what the definition's limits allow, and nothing in it recurses as deep as the definition's author likes.
 */
export function compileDefinition(source: unknown, options: CompileOptions = {}): Compilation {
  const problems = new ProblemList();
  const plan = checkTree(source, problems) ? planOf(source, options, problems) : null;
  return plan && problems.isEmpty ? { plan } : { problems: problems.list() };
}

/** Everything that is wrong with a definition; empty when it can be run. */
export function checkDefinition(source: unknown, options: CompileOptions = {}): readonly Problem[] {
  const compilation = compileDefinition(source, options);
  return "plan" in compilation ? [] : compilation.problems;
}

/** Goes on after a problem, to tell all of them: the plan is of use only when there was none. */
function planOf(source: unknown, options: CompileOptions, problems: ProblemList): Plan | null {
  checkShape(source, problems);
  const steps = listOf(recordOf(source)["steps"]);
  if (!isRecord(source) || steps.length > maxSteps) return null;
  checkSchemas(source, problems);
  const graph = readGraph(steps, problems);
  const components = findComponents(graph.needs);
  checkCycles(graph, components, problems);
  const texts = new Texts({ ...options, graph, problems });
  const sandboxes = new StepSandboxes(problems, options);
  const planner = new StepPlanner({ texts, patterns: new RetryPatterns(problems), sandboxes, problems });
  const plan = assemble({ source, steps, graph, texts, planner });
  texts.checkReads(components);
  return plan;
}

interface Parts {
  readonly source: JsonRecord;
  readonly steps: readonly unknown[];
  readonly graph: StepGraph;
  readonly texts: Texts;
  readonly planner: StepPlanner;
}

function assemble({ source, steps, graph, texts, planner }: Parts): Plan {
  const { onFailure, output } = source;
  const planned = planSteps(steps, graph, planner);
  const ordinalOf = new Map(graph.ordinalOf);
  const failureStep = onFailure === undefined ? null : planned.length;
  if (failureStep !== null) {
    planned.push(planFailure(onFailure, failureStep, planner));
    ordinalOf.set(failureStepId, failureStep);
  }
  return {
    // Read as one only when nothing was wrong with it.
    source: source as unknown as WorkflowSource,
    steps: planned,
    ordinalOf,
    output: output === undefined ? null : texts.template(output, { path: ["output"], names: stepNames, reader: null }),
    timeoutMs: (source["timeoutMs"] as number | undefined) ?? null,
    concurrency: planConcurrency(source["concurrency"], texts),
    failureStep,
  };
}

function planSteps(steps: readonly unknown[], graph: StepGraph, planner: StepPlanner): PlannedStep[] {
  const dependants = steps.map((): number[] => []);
  for (const [ordinal, needs] of graph.needs.entries()) {
    for (const need of needs) dependants[need]?.push(ordinal);
  }
  return steps.map((source, ordinal) => ({
    ordinal,
    id: graph.ids[ordinal] ?? "",
    needs: [...(graph.needs[ordinal] ?? [])],
    dependants: dependants[ordinal] ?? [],
    branches: graph.branches[ordinal] ?? [],
    ...planner.plan(source, ordinal),
  }));
}

/** The step behind all others: it needs none and none needs it, since it is the run's failing that starts it. */
function planFailure(source: unknown, ordinal: number, planner: StepPlanner): PlannedStep {
  const own: OwnPlan = {
    when: null,
    runsAfterSkipped: false,
    timeoutMs: null,
    continueOnError: false,
    onFailure: null,
    compensate: null,
    body: planner.call(source, { path: ["onFailure"], names: failureNames, reader: null }),
  };
  return { ordinal, id: failureStepId, needs: [], dependants: [], branches: [], ...own };
}

function planConcurrency(source: unknown, texts: Texts): PlannedConcurrency | null {
  if (source === undefined) return null;
  const { key, limit, whenFull } = recordOf(source) as Partial<NonNullable<WorkflowSource["concurrency"]>>;
  return { key: planKey(key, texts), limit: limit ?? 1, whenFull: whenFull ?? "QUEUE" };
}

function planKey(key: string | undefined, texts: Texts): Template | null {
  if (key === undefined) return null;
  return texts.template(key, { path: ["concurrency", "key"], names: keyNames, reader: null });
}
