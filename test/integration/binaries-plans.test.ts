import { afterAll, beforeAll, expect, it } from "vitest";
import { deleteBlob, expireUploads, passBlobs } from "../../src/binaries/sql/collect-blobs.sql.js";
import { deleteBinary } from "../../src/binaries/sql/delete-binary.sql.js";
import {
  findBinaries,
  findBinaryByHash,
  findDownload,
  listBinaries,
} from "../../src/binaries/sql/find-binaries.sql.js";
import { finishUpload, pinBlob, settleBlob } from "../../src/binaries/sql/finish-upload.sql.js";
import { insertUpload, lockStorage, measureStorage } from "../../src/binaries/sql/offer-upload.sql.js";
import { extendUpload, releaseUpload, takeUpload, voidUpload } from "../../src/binaries/sql/take-upload.sql.js";
import type { Statement } from "../../src/platform/db/database.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";
import { genericPlanOf } from "../support/plan.js";

const fill = `
INSERT INTO tenants (id, name) SELECT 'tenant_' || n, 'T' FROM generate_series(0, 99) n;
INSERT INTO blobs (sha256, size, created_at)
  SELECT encode(sha256(n::text::bytea), 'hex'), n, now() - n * interval '1 second' FROM generate_series(1, 20000) n;
INSERT INTO binaries (id, tenant_id, sha256, size, media_type, created_by)
  SELECT 'binary_' || lpad(n::text, 26, '0'), 'tenant_' || n % 100, encode(sha256(n::text::bytea), 'hex'), n, 'a/b', 'user_1'
  FROM generate_series(1, 15000) n;
INSERT INTO binary_uploads (id, tenant_id, sha256, size, media_type, token_hash, expires_at, created_by)
  SELECT 'upload_' || n, 'tenant_' || n % 100, encode(sha256(n::text::bytea), 'hex'), 1, 'a/b', 'hash_' || n,
    now() + (n - 50) * interval '1 second', 'user_1'
  FROM generate_series(1, 5000) n;
ANALYZE`;

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
  await test.database.pool.query(fill);
});
afterAll(() => test.close());

const hash = "a".repeat(64);
const until = "2026-01-01T00:00:00Z";
/** An id asked for together with its tenant is found as well by the index that begins with the tenant. */
const byId = /binaries_(pkey|tenant_id_id_idx)/;
/** With few binaries of the same bytes, either is as good. */
const byHash = /binaries_(tenant_id_sha256_key|sha256_idx)/;
const insertInto = /Insert on/;

it.each<[Statement, Parameters<typeof genericPlanOf>[2], (string | RegExp)[]]>([
  [findBinaries, ["tenant_1", ["binary_1"]], [byId]],
  [findBinaryByHash, ["tenant_1", hash], [byHash]],
  [findDownload, ["binary_1"], ["binaries_pkey"]],
  [listBinaries, ["tenant_1", "binary_~", 21], ["binaries_tenant_id_id_idx"]],
  [deleteBinary, ["binary_1", "tenant_1"], [byId]],
  [lockStorage, ["tenant_1"], ["tenants_pkey"]],
  [
    measureStorage,
    ["tenant_1", hash, 1],
    [/binaries_tenant_id_(id_idx|sha256_key)/, "binary_uploads_tenant_id_idx", byHash],
  ],
  [insertUpload, ["upload_x", "tenant_1", hash, 1, "a/b", "hash", 1_000, "user_1"], [insertInto]],
  [takeUpload, ["hash_1", 1, 1_000], ["binary_uploads_token_hash_key"]],
  [extendUpload, ["upload_1", until, 1_000], ["binary_uploads_pkey", "blobs_pkey"]],
  [releaseUpload, ["upload_1", until], ["binary_uploads_pkey"]],
  [voidUpload, ["upload_1", until], ["binary_uploads_pkey"]],
  [pinBlob, [hash, 1, 1_000], [insertInto]],
  [settleBlob, [hash, 1], ["blobs_pkey"]],
  [finishUpload, ["upload_1", until, "binary_x"], ["binary_uploads_pkey", "binaries_tenant_id_sha256_key"]],
  [passBlobs, ["", 500, 1_000], [/Limit[^]*blobs_pkey/, "binaries_sha256_idx"]],
  [deleteBlob, [hash, 1_000], ["blobs_pkey", "binaries_sha256_idx"]],
  [expireUploads, [500], ["binary_uploads_expires_at_idx", "binary_uploads_pkey"]],
])("$name finds its rows by the index that it names, whatever its values", async (statement, values, indexes) => {
  const plan = await genericPlanOf(test.database, statement, values);
  expect(plan).not.toContain("Seq Scan on");
  for (const index of indexes) expect(plan).toMatch(index);
});

it("passes a page of blobs without reading those behind it", async () => {
  const explain = `EXPLAIN (ANALYZE, FORMAT JSON) ${passBlobs.text.replace("$1", "''").replace("$2", "500").replaceAll("$3", "1")}`;
  const { rows } = await test.database.pool.query<{ "QUERY PLAN": unknown }>(explain);
  const reads = [...JSON.stringify(rows).matchAll(/"Actual Rows":(\d+)/g)].map(([, count]) => Number(count));
  expect(Math.max(...reads)).toBeLessThanOrEqual(500);
});
