import type { Statement } from "../../platform/db/database.js";

/** What tasks ask to run in, of those that ask for anything. $1: task ids. By primary key; locks nothing. */
export const findSandboxes: Statement = {
  name: "find-sandboxes-of-tasks",
  text: "SELECT t.id, t.sandbox FROM tasks t WHERE t.id = ANY($1::text[]) AND t.sandbox IS NOT NULL",
};

/**
 * Of these tasks, those that have ended, and those that are not there any more: only what has ended is deleted. $1: task ids.
 * By primary key; locks nothing.
 */
export const findEndedOrGone: Statement = {
  name: "find-ended-or-gone-tasks",
  text: `
SELECT w.id FROM unnest($1::text[]) AS w(id) LEFT JOIN tasks t ON t.id = w.id
WHERE t.id IS NULL OR t.finished_at IS NOT NULL`,
};
