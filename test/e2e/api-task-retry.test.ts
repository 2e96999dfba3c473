import { afterAll, beforeAll, expect, test } from "vitest";
import { payloadOf, startAppWorld, type AppWorld } from "../support/app-world.js";
import { createTenantWithRoles, type RoleTokens } from "../support/role-tokens.js";

let world: AppWorld;
let tenant: RoleTokens;

beforeAll(async () => {
  world = await startAppWorld();
  tenant = await createTenantWithRoles(world);
  await call('mutation { defineTaskKind(input: { name: "echo" }) { taskKind { id } } }');
});

afterAll(() => world.close());

function call(query: string, variables?: Record<string, unknown>) {
  return world.call(query, variables, tenant.tokens.DEVELOPER);
}

const createTask = "mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id allowedActions } } }";
const create = (retry: unknown, more: Record<string, unknown> = {}) =>
  call(createTask, { input: { kind: "echo", retry, ...more } });

test("takes how a task is retried, and counts it as part of the input", async () => {
  const key = { idempotencyKey: "k" };
  const first = payloadOf(await create({ factor: 1.5, nonRetryable: ["^invalid "] }, key), "createTask");
  expect(first).toMatchObject({ task: { allowedActions: ["CANCEL", "SET_PRIORITY"] } });
  // What the contract fills in is the same as what was left out.
  const same = { initialDelayMs: 1_000, factor: 1.5, maxDelayMs: 300_000, nonRetryable: ["^invalid "] };
  expect(payloadOf(await create(same, key), "createTask")).toEqual(first);
  expect(await create({ factor: 2 }, key)).toMatchObject({ errors: [{ extensions: { code: "CONFLICT" } }] });
});

test("names the pattern that is none", async () => {
  expect(await create({ nonRetryable: ["ok", "("] })).toMatchObject({
    errors: [
      {
        extensions: {
          code: "BAD_USER_INPUT",
          reason: "PATTERN_INVALID",
          path: ["input", "retry", "nonRetryable", 1],
        },
      },
    ],
  });
});

test("has no field for the run of a task", async () => {
  const answer = await create(null, { origin: { runId: "run_1", stepKey: "a" } });
  expect(answer).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
});
