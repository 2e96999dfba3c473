import { afterAll, beforeAll, expect, it } from "vitest";
import type { Statement } from "../../src/platform/db/index.js";
import { newId } from "../../src/platform/ids.js";
import { readFeed } from "../../src/events/sql/read-feed.sql.js";
import { readOutput } from "../../src/events/sql/read-output.sql.js";
import { readStreams } from "../../src/events/sql/read-streams.sql.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
});

afterAll(async () => {
  await test.close();
});

function plan({ text }: Statement, values: readonly unknown[]): Promise<string> {
  return test.database.transaction(async (client) => {
    await client.query("SET LOCAL enable_seqscan = off");
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN (COSTS OFF) ${text}`, [...values]);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
}

const [taskId, tenantId] = [newId("task"), newId("tenant")];

it("reads streams by primary key, without sorting a stream", async () => {
  const text = await plan(readStreams, [[taskId], [tenantId], [0], [10]]);
  expect(text).toMatch(
    /Limit\s+->  Index Scan using events_pkey on events\s+Index Cond: \(\(stream_id = r.stream_id\) AND \(seq > r.after\)\)/,
  );
});

it("reads output by primary key, without sorting it", async () => {
  const text = await plan(readOutput, [[taskId], [0], [10]]);
  expect(text).toMatch(
    /Limit\s+->  Index Scan using task_output_pkey on task_output\s+Index Cond: \(\(task_id = r.task_id\) AND \(seq > r.after\)\)/,
  );
});

it("reads a feed by its index, from one position to the other", async () => {
  const demand = { number: 0, tenant_id: tenantId, after: 0, most: 10, types: ["TASK_CREATED"], stream_ids: [taskId] };
  const text = await plan(readFeed, [JSON.stringify([demand]), 5]);
  expect(text).toMatch(
    /Limit\s+->  Index Scan using events_feed_idx on events\s+Index Cond: \(\(tenant_id = r.tenant_id\) AND \("?position"? > r.after\) AND \("?position"? <=/,
  );
});
