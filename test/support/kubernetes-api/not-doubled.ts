import { notDoubled } from "./failure.js";
import { isFields, type Fields } from "./objects.js";
import { idOf, jobs, pods, type Resource } from "./resources.js";
import type { Body } from "./schema.js";

const ofPods = ["initContainers", "ephemeralContainers", "readinessGates", "schedulingGates"];
const ofJobs = ["podFailurePolicy", "successPolicy", "backoffLimitPerIndex", "maxFailedIndexes", "managedBy"];

/** Refuses what would change how a pod or a Job fares, and what no controller here looks at. */
export function refuseNotDoubled(resource: Resource, body: Body): void {
  const spec = isFields(body["spec"]) ? body["spec"] : {};
  if (idOf(resource) === idOf(pods)) refuse(spec, ofPods);
  if (idOf(resource) !== idOf(jobs)) return;
  refuse(spec, ofJobs);
  if (spec["completionMode"] === "Indexed") throw notDoubled("indexed Jobs");
  const template = isFields(spec["template"]) ? spec["template"]["spec"] : null;
  if (isFields(template)) refuse(template, ofPods);
}

function refuse(spec: Fields, fields: readonly string[]): void {
  const found = fields.find((field) => spec[field] !== undefined);
  if (found !== undefined) throw notDoubled(found);
}
