import type { Resolvers } from "../src/generated/graphql.js";
import { agents } from "./agents.js";
import { binaries } from "./binaries.js";
import { events } from "./events.js";
import { executions } from "./executions.js";
import { identity } from "./identity.js";
import { installations } from "./installations.js";
import { leases } from "./leases.js";
import { marketplace } from "./marketplace.js";
import { node } from "./node.js";
import { publishers } from "./publishers.js";
import { releases } from "./releases.js";
import { reviews } from "./reviews.js";
import { sandboxes } from "./sandboxes.js";
import { scalars } from "./scalars.js";
import { steps } from "./steps.js";
import { tasks } from "./tasks.js";
import { triggers } from "./triggers.js";
import { workflowRuns } from "./workflow-runs.js";
import { workflows } from "./workflows.js";

/** Every noun's resolvers. */
export const nouns: readonly Resolvers[] = [
  ...[scalars, node, identity, agents, tasks, leases, events],
  ...[workflows, workflowRuns, steps, triggers],
  ...[binaries, publishers, marketplace, releases, installations, reviews, executions, sandboxes],
];
