import { expect } from "vitest";
import { payloadOf, type AppWorld } from "./app-world.js";
import { eventually } from "./eventually.js";
import type { RoleTokens } from "./role-tokens.js";
import { notFound, type Attempt } from "./workflow-attempts.js";

/**
 * Asks for a sandbox, and answers its id when it has ended: on a host that does not isolate it is refused to all tenants but the operator's.
 * So it stays as it is.
 */
export async function fillSandboxes(world: AppWorld, owner: RoleTokens): Promise<string> {
  const ask = async <Payload>(query: string, field: string): Promise<Payload> =>
    payloadOf(await world.call(query, {}, owner.tokens.ADMIN), field) as Payload;
  const { sandbox } = await ask<{ readonly sandbox: { readonly id: string } }>(
    'mutation { requestSandbox(input: { args: ["secret"], labels: { secret: "yes" } }) { sandbox { id } } }',
    "requestSandbox",
  );
  const query = `{ sandbox(id: "${sandbox.id}") { reason } }`;
  await eventually(async () => expect(await ask(query, "sandbox")).toEqual({ reason: "UNTRUSTED" }));
  return sandbox.id;
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
