import type { Scope, Template } from "../expressions/model.js";
import { parseInstant } from "./instant.js";
import { typeNameOf } from "./misfit.js";
import { maxItems } from "./model.js";
import { grouped, quote, type ProblemList, type ProblemPath } from "./problems.js";

/** Templates without expressions give the same at every run, so that what is wrong with it can be told at once. */
interface ConstantPlace {
  readonly path: ProblemPath;
  readonly problems: ProblemList;
}

/** Nothing of it is read. */
const noScope: Scope = {
  input: null,
  steps: {},
  run: { id: "", workflow: "", version: 0, createdAt: "" },
  trigger: null,
};

export function checkDuration(duration: Template, { path, problems }: ConstantPlace): void {
  const value = valueOf(duration);
  // A number has been held to its range with the shape.
  if (typeof value !== "string") return;
  const forms = `a number of milliseconds, or an expression as in ${quote("${input.ms}")}`;
  const message = `${quote(value)} is a text: a duration is ${forms}.`;
  problems.add(path, "DURATION_INVALID", message);
}

export function checkInstant(until: Template, { path, problems }: ConstantPlace): void {
  const value = valueOf(until);
  if (typeof value !== "string" || parseInstant(value)) return;
  const forms = `as in 2026-01-31T12:00:00Z, or an expression as in ${quote("${input.at}")}`;
  problems.add(path, "INSTANT_INVALID", `${quote(value)} is no instant: it is written ${forms}.`);
}

export function checkItems(items: Template, { path, problems }: ConstantPlace): void {
  const value = valueOf(items);
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    const forms = `a list, or an expression for one as in ${quote("${input.items}")}`;
    const message = `Items are ${forms}; this is ${typeNameOf(value)}.`;
    problems.add(path, "ITEMS_INVALID", message);
  } else if (value.length > maxItems) {
    const message = `A step may have ${grouped(maxItems)} items; these are ${grouped(value.length)}.`;
    problems.add(path, "ITEMS_INVALID", message);
  }
}

/** Undefined for what is known at run time only. */
function valueOf(template: Template): unknown {
  return template.isConstant ? template.render(noScope) : undefined;
}
