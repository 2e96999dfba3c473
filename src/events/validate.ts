import { badInput, type InputPath } from "../platform/errors.js";
import { isId } from "../platform/ids.js";
import { decodeCursor, type FeedStart } from "./cursor.js";
import type { FollowFeedInput } from "./model.js";
import type { FeedKey } from "./feed.js";

const maxSubjects = 100;
const subjectPrefixes = ["task", "agent", "run", "sandbox"] as const;

/** Throws BAD_USER_INPUT at `["after"]` unless it is a position in a stream. */
export function checkAfter(after: number): void {
  if (Number.isSafeInteger(after) && after >= 0) return;
  throw badInput("after must be a whole number, 0 or more.", ["after"], "POSITION_INVALID");
}

/** The feed that is asked for and where it begins; null for from now on. */
export function checkFeed({ tenantId, after, filter }: FollowFeedInput): { key: FeedKey; start: FeedStart | null } {
  const { types, subjectIds } = filter ?? {};
  if (subjectIds) checkSubjects(subjectIds, ["filter", "subjectIds"]);
  return {
    key: { tenantId, types: types ?? null, streamIds: subjectIds ?? null },
    start: after === null ? null : decodeCursor(after),
  };
}

function checkSubjects(ids: readonly string[], path: InputPath): void {
  if (ids.length > maxSubjects) throw badInput(`At most ${maxSubjects} subjects.`, path, "SUBJECTS_TOO_MANY");
  for (const [index, id] of ids.entries()) {
    if (subjectPrefixes.some((prefix) => isId(prefix, id))) continue;
    throw badInput("No id of a task, an agent, a run or a sandbox.", [...path, index], "ID_INVALID");
  }
}
