import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { Release, ReleaseStatus } from "../../src/marketplace/model.js";
import { releaseMoves, type ReleaseMove } from "../../src/marketplace/publishing/release-states.js";
import { newId } from "../../src/platform/ids.js";
import { MarketplaceWorld } from "../support/marketplace-world.js";
import { refusalOf } from "../support/refusal.js";

let world: MarketplaceWorld;
let owner: Principal;

beforeAll(async () => {
  world = await MarketplaceWorld.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  owner = await world.tenant();
});

function move(by: Principal, how: ReleaseMove, id: string, reason = "It is old."): Promise<Release> {
  if (how === "restore") return world.releases.restore(by, id);
  return world.releases[how](by, { id, reason });
}

const image = `registry.example/agent@sha256:${"0f".repeat(32)}`;
const statuses: readonly ReleaseStatus[] = ["LISTED", "DEPRECATED", "YANKED", "REJECTED"];
const moves = Object.keys(releaseMoves) as ReleaseMove[];

describe("a release", () => {
  it.each(moves.flatMap((how) => statuses.map((from) => [how, from] as const)))(
    "is asked to %s while %s",
    async (how, from) => {
      const release = await world.publish(owner, { image });
      await world.rows(`UPDATE releases SET status = $2::"ReleaseStatus", status_reason = 'before' WHERE id = $1`, [
        release.id,
        from,
      ]);
      const allowed: readonly ReleaseStatus[] = releaseMoves[how].from;
      if (allowed.includes(from)) {
        const moved = await move(owner, how, release.id);
        const statusReason = how === "restore" ? null : "It is old.";
        expect(moved).toEqual({ ...release, status: releaseMoves[how].to, statusReason });
        return;
      }
      const refusal = await refusalOf(move(owner, how, release.id));
      expect(refusal).toMatchObject({ code: "INVALID_STATE", reason: "RELEASE_STATE_INVALID", path: ["id"] });
      expect(refusal.message).toContain(from);
      const [row] = await world.rows("SELECT status, status_reason AS why FROM releases WHERE id = $1", [release.id]);
      expect(row).toEqual({ status: from, why: "before" });
    },
  );

  it("is moved by its owner alone", async () => {
    const release = await world.publish(owner, { image, visibility: "PUBLIC" });
    const other = await world.tenant();
    for (const how of moves) {
      for (const [by, id] of [
        [other, release.id],
        [owner, newId("release")],
        [owner, "release_1"],
        [owner, "a\0b"],
      ] as const) {
        const refusal = await refusalOf(move(by, how, id));
        expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "RELEASE_NOT_FOUND", path: ["id"] });
      }
    }
  });

  it.each(["", " ", "x".repeat(501), "a\0b"])("is not moved for the reason %j", async (reason) => {
    const release = await world.publish(owner, { image });
    for (const how of ["deprecate", "yank"] as const) {
      const refusal = await refusalOf(move(owner, how, release.id, reason));
      expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", reason: "TEXT_INVALID", path: ["reason"] });
    }
  });
});

describe("an item's latest release", () => {
  it("follows what is yanked, deprecated and restored", async () => {
    const name = world.name();
    const publish = (version: string) =>
      world.publish(owner, { name, version, image, manifest: { capabilities: [`can-${version}`] } });
    const [one, two, pre] = [await publish("1.0.0"), await publish("2.0.0"), await publish("3.0.0-rc.1")];
    const expectLatest = async (release: Release | null): Promise<void> => {
      const { latestReleaseId, latestReleasedAt, capabilities } = await world.item(one);
      expect({ latestReleaseId, latestReleasedAt, capabilities }).toEqual({
        latestReleaseId: release?.id ?? null,
        latestReleasedAt: release?.createdAt ?? null,
        capabilities: release ? [`can-${release.version}`] : [],
      });
    };
    await expectLatest(two);
    await move(owner, "deprecate", two.id);
    await expectLatest(two);
    await move(owner, "yank", two.id);
    await expectLatest(one);
    await move(owner, "yank", one.id);
    await expectLatest(pre);
    await move(owner, "yank", pre.id);
    await expectLatest(null);
    await move(owner, "restore", one.id);
    await expectLatest(one);
    await move(owner, "restore", two.id);
    await expectLatest(two);
  });
});
