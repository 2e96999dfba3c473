import { payloadOf, type AppWorld } from "./app-world.js";
import type { RoleTokens } from "./role-tokens.js";
import { notFound, type Attempt } from "./workflow-attempts.js";

/** Asks for a sandbox, and answers its id. In a world without the role `sandboxes` it waits for ever, and so stays as it is. */
export async function fillSandboxes(world: AppWorld, owner: RoleTokens): Promise<string> {
  const answer = await world.call(
    'mutation { requestSandbox(input: { args: ["secret"], labels: { secret: "yes" } }) { sandbox { id } } }',
    {},
    owner.tokens.ADMIN,
  );
  return (payloadOf(answer, "requestSandbox") as { readonly sandbox: { readonly id: string } }).sandbox.id;
}

/** What a tenant sees of its own, to tell whether anything has changed. */
export const sandboxesView =
  "sandboxes { nodes { id status reason task { id } agent { id } events { nodes { seq } } } }";

const asAdmin = (noun: Attempt["noun"], query: string, answer: unknown): Attempt => ({
  as: "ADMIN",
  noun,
  query,
  answer,
});

const none = { data: { sandboxes: { nodes: [] } } };

/** By root field: every one of sandboxes that takes an id. */
export const sandboxAttempts: Readonly<Record<string, Attempt>> = {
  sandbox: asAdmin("sandbox", "query ($id: ID!) { sandbox(id: $id) { id } }", { data: { sandbox: null } }),
  sandboxes: asAdmin("task", "query ($id: ID!) { sandboxes(filter: { taskId: $id }) { nodes { id } } }", none),
  requestSandbox: asAdmin(
    "task",
    "mutation ($id: ID!) { requestSandbox(input: { taskId: $id }) { sandbox { id } } }",
    notFound("task"),
  ),
  terminateSandbox: asAdmin(
    "sandbox",
    "mutation ($id: ID!) { terminateSandbox(id: $id) { sandbox { id } } }",
    notFound("sandbox"),
  ),
  sandboxEvents: asAdmin("sandbox", "subscription ($id: ID!) { sandboxEvents(id: $id) { seq } }", notFound("sandbox")),
  sandboxLogs: asAdmin("sandbox", "subscription ($id: ID!) { sandboxLogs(id: $id) { seq } }", notFound("sandbox")),
};

/** The same fields by the other ids that they take. */
export const moreSandboxAttempts: readonly Attempt[] = [
  asAdmin("agent", "query ($id: ID!) { sandboxes(filter: { agentId: $id }) { nodes { id } } }", none),
  asAdmin(
    "agent",
    "mutation ($id: ID!) { requestSandbox(input: { agentId: $id }) { sandbox { id } } }",
    notFound("agent"),
  ),
];
