import type { Statement } from "../../platform/db/database.js";

/** $1: releases. What their digests cover beside the releases' own columns. releases_pkey, marketplace_items_pkey. */
export const findSubstances: Statement = {
  name: "find-substances",
  text: `
SELECT r.id, i.name, i.type, r.definition, r.tests FROM releases r JOIN marketplace_items i ON i.id = r.item_id
WHERE r.id = ANY($1)`,
};

/** $1: releases. Of workflows alone. By primary key. */
export const findReleaseDefinitions: Statement = {
  name: "find-release-definitions",
  text: `SELECT r.id, r.definition FROM releases r WHERE r.id = ANY($1) AND r.definition IS NOT NULL`,
};
