import type { ReleaseStatus } from "../model.js";

interface Move {
  readonly from: readonly ReleaseStatus[];
  readonly to: ReleaseStatus;
  /** Who causes it. */
  readonly who: string;
}

/**
 * Every move a release can make once it is published; one that failed its tests never moves. The SQL and docs/marketplace.md are held
 * to it by tests.
 */
export const releaseMoves = {
  deprecate: { from: ["LISTED"], to: "DEPRECATED", who: "Its publisher: it is found and run, with a warning." },
  yank: {
    from: ["LISTED", "DEPRECATED"],
    to: "YANKED",
    who: "Its publisher: no range finds it any more; where it is installed it goes on.",
  },
  restore: { from: ["DEPRECATED", "YANKED"], to: "LISTED", who: "Its publisher takes that back." },
} as const satisfies Record<string, Move>;

export type ReleaseMove = keyof typeof releaseMoves;
