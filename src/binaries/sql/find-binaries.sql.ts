import type { Statement } from "../../platform/db/database.js";
import { binaryColumns } from "./columns.js";

/** $1: tenant, $2: ids. By primary key or binaries_tenant_id_id_idx. */
export const findBinaries: Statement = {
  name: "find-binaries",
  text: `SELECT ${binaryColumns} FROM binaries b WHERE b.tenant_id = $1 AND b.id = ANY ($2::text[])`,
};

/** $1: tenant, $2: SHA-256. By binaries_tenant_id_sha256_key. */
export const findBinaryByHash: Statement = {
  name: "find-binary-by-hash",
  text: `SELECT ${binaryColumns} FROM binaries b WHERE b.tenant_id = $1 AND b.sha256 = $2`,
};

/** $1: id. Of whatever tenant: who asks has a token of ours that names it. By primary key. */
export const findDownload: Statement = {
  name: "find-download",
  text: `SELECT ${binaryColumns} FROM binaries b WHERE b.id = $1`,
};

/** $1: tenant, $2: id that all are below, $3: most. Newest first, by binaries_tenant_id_id_idx. */
export const listBinaries: Statement = {
  name: "list-binaries",
  text: `
SELECT ${binaryColumns} FROM binaries b WHERE b.tenant_id = $1 AND b.id < $2
ORDER BY b.id DESC LIMIT $3::integer`,
};
