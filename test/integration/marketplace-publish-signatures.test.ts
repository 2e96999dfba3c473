import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { Release } from "../../src/marketplace/model.js";
import { verifyRelease, type ReleaseProof } from "../../src/marketplace/proofs/release-proof.js";
import { readWhole } from "../../src/marketplace/proofs/signatures.js";
import { newId } from "../../src/platform/ids.js";
import { MarketplaceWorld, type RegisteredKey } from "../support/marketplace-world.js";
import { refusalOf } from "../support/refusal.js";

let world: MarketplaceWorld;
let owner: Principal;
let name: string;
let publisher: string;
let key: RegisteredKey;

beforeAll(async () => {
  world = await MarketplaceWorld.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  owner = await world.tenant();
  name = world.name();
  [publisher = ""] = name.split("/");
  await world.publishers.createPublisher(owner, { name: publisher });
  key = await world.addKey(owner, publisher);
});

async function publishSigned(by = key, version = "1.0.0"): Promise<Release> {
  return world.releases.publish(owner, world.signed(by, await world.inputOf(owner, { name, version })));
}

async function isValid(release: Release): Promise<boolean | undefined> {
  return (await world.releases.signatures([release])).get(release.id)?.isValid;
}

/** The release as it stands in the table. */
async function again(release: Release): Promise<ReleaseProof> {
  const [row] = await world.rows<{ digest: string; manifest: Release["manifest"]; binarySha256: string }>(
    `SELECT digest, manifest, binary_sha256 AS "binarySha256" FROM releases WHERE id = $1`,
    [release.id],
  );
  const current = { ...release, ...row };
  const whole = (await readWhole((statement, values) => world.database.query(statement, values), [current])).get(
    release.id,
  );
  if (!whole) throw new Error("the release is there");
  const keys = await world.publishers.keysById([release.keyId ?? ""]);
  const found = keys.get(release.keyId ?? "");
  return {
    ...{ ...current, tests: whole.tests, definition: whole.definition, needsSignature: true },
    ...{ publicKey: found?.publicKey ?? null, keyRevokedAt: found?.revokedAt ?? null },
  };
}

describe("a release of a publisher that has a key", () => {
  it("is signed, which is verified whenever it is asked for", async () => {
    const release = await publishSigned();
    const signatures = await world.releases.signatures([release]);
    expect([...signatures]).toEqual([[release.id, { key: key.key, signature: release.signature, isValid: true }]]);
    expect(release.signature).toHaveLength(64);
  });

  it("must be signed, with a key of the publisher that is not revoked, as it is", async () => {
    const input = await world.inputOf(owner, { name });
    const signature = world.signed(key, input).signature;
    const otherInput = { ...input, version: "1.0.1" };
    const foreignOwner = await world.tenant();
    await world.publishers.createPublisher(foreignOwner, { name: `${publisher}-other` });
    const foreign = await world.addKey(foreignOwner, `${publisher}-other`);
    const revoked = await world.addKey(owner, publisher);
    await world.publishers.revokeKey(owner, revoked.key.id);
    const before = await world.counts();
    for (const [asked, code, reason, path] of [
      [input, "BAD_USER_INPUT", "SIGNATURE_MISSING", ["signature"]],
      [{ ...input, signature: null }, "BAD_USER_INPUT", "SIGNATURE_MISSING", ["signature"]],
      [{ ...otherInput, signature }, "BAD_USER_INPUT", "SIGNATURE_INVALID", ["signature", "signature"]],
      [
        { ...input, signature: { keyId: key.key.id, signature: "no base64!" } },
        ...(["BAD_USER_INPUT", "SIGNATURE_INVALID", ["signature", "signature"]] as const),
      ],
      [world.signed(foreign, input), "NOT_FOUND", "KEY_NOT_FOUND", ["signature", "keyId"]],
      [
        { ...input, signature: { keyId: newId("pubkey"), signature: "" } },
        ...(["NOT_FOUND", "KEY_NOT_FOUND", ["signature", "keyId"]] as const),
      ],
      [world.signed(revoked, input), "INVALID_STATE", "KEY_REVOKED", ["signature", "keyId"]],
    ] as const) {
      expect(await refusalOf(world.releases.publish(owner, asked))).toMatchObject({ code, reason, path });
    }
    expect(await world.counts()).toEqual(before);
  });

  it("must be signed too when all its keys are revoked", async () => {
    await world.publishers.revokeKey(owner, key.key.id);
    const input = await world.inputOf(owner, { name });
    expect(await refusalOf(world.releases.publish(owner, input))).toMatchObject({ reason: "SIGNATURE_MISSING" });
  });

  it("needs the signature of no key where the publisher never had one", async () => {
    const input = await world.inputOf(owner);
    const refusal = await refusalOf(world.releases.publish(owner, world.signed(key, input)));
    expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "KEY_NOT_FOUND", path: ["signature", "keyId"] });
    const release = await world.releases.publish(owner, input);
    expect(await world.releases.signatures([release])).toEqual(new Map());
  });
});

describe("a signature", () => {
  it("is good no more when its key is revoked, until another takes its place", async () => {
    const release = await publishSigned();
    await world.publishers.revokeKey(owner, key.key.id);
    expect(await isValid(release)).toBe(false);
    const next = await world.addKey(owner, publisher);
    const signature = { keyId: next.key.id, signature: next.sign(release.digest) };
    const signed = await world.releases.sign(owner, { id: release.id, signature });
    expect(signed).toEqual({ ...release, keyId: next.key.id, signature: signed.signature });
    expect(await isValid(signed)).toBe(true);
  });

  it("may be given to a release from before there was a key", async () => {
    const unsigned = await world.publish(owner);
    const { name: own } = await world.item(unsigned);
    const late = await world.addKey(owner, own.split("/")[0] ?? "");
    expect(await world.releases.signatures([unsigned])).toEqual(new Map());
    const signature = { keyId: late.key.id, signature: late.sign(unsigned.digest) };
    expect(await isValid(await world.releases.sign(owner, { id: unsigned.id, signature }))).toBe(true);
  });

  it("is replaced by its owner alone, and by a good one alone", async () => {
    const release = await publishSigned();
    const other = await world.tenant();
    const good = { keyId: key.key.id, signature: key.sign(release.digest) };
    for (const [by, id] of [
      [other, release.id],
      [owner, newId("release")],
      [owner, "x"],
    ] as const) {
      const refusal = await refusalOf(world.releases.sign(by, { id, signature: good }));
      expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "RELEASE_NOT_FOUND", path: ["id"] });
    }
    const bad = { keyId: key.key.id, signature: key.sign("ab".repeat(32)) };
    const refusal = await refusalOf(world.releases.sign(owner, { id: release.id, signature: bad }));
    expect(refusal).toMatchObject({ reason: "SIGNATURE_INVALID", path: ["signature", "signature"] });
    expect(await isValid(release)).toBe(true);
  });

  it("is of as many releases as there are, each for itself", async () => {
    const versions = Array.from({ length: 45 }, (_, index) => `1.0.${index}`);
    const input = await world.inputOf(owner, { name });
    const releases: Release[] = [];
    for (const version of versions)
      releases.push(await world.releases.publish(owner, world.signed(key, { ...input, version })));
    const [spoilt] = releases;
    await world.rows("UPDATE releases SET version = '9.9.9' WHERE id = $1", [spoilt?.id]);
    await world.rows("UPDATE releases SET manifest = '{\"fileSystem\":true}' WHERE id = $1", [releases[44]?.id]);
    const rows = await Promise.all(releases.map(again));
    const signatures = await world.releases.signatures([{ ...rows[0], version: "9.9.9" } as Release, ...rows.slice(1)]);
    const bad = [...signatures].filter(([, signature]) => !signature.isValid).map(([id]) => id);
    expect(signatures.size).toBe(45);
    expect(bad).toEqual([spoilt?.id, releases[44]?.id]);
  });
});

describe("a release whose row somebody changes in the database", () => {
  it.each([
    ["its module", "UPDATE releases SET binary_sha256 = $2, binary_size = 1 WHERE id = $1"],
    ["its manifest", `UPDATE releases SET manifest = '{"scopes":["all"]}' WHERE id = $1 AND $2 <> ''`],
    ["its tests", `UPDATE releases SET tests = '[{"name":"x","args":[],"exitCode":0}]' WHERE id = $1 AND $2 <> ''`],
    ["its digest", "UPDATE releases SET digest = $2 WHERE id = $1"],
    ["its item's type", `UPDATE marketplace_items SET type = 'TOOL' WHERE latest_release_id = $1 AND $2 <> ''`],
    ["its item's name", `UPDATE marketplace_items SET name = $2 WHERE latest_release_id = $1`],
  ])("is found out: %s", async (_what, text) => {
    const release = await publishSigned();
    const good = await again(release);
    expect(() => verifyRelease({ name, type: "AGENT" }, good)).not.toThrow();
    const { sha256 } = await world.binary(owner);
    await world.rows(text, [release.id, sha256]);
    const row = await again(release);
    expect(await isValid(row)).toBe(false);
    const item = await world.item(release);
    const refusal = { code: "INVALID_STATE", reason: "RELEASE_TAMPERED" };
    expect(() => verifyRelease(item, row)).toThrow(expect.objectContaining(refusal));
    const signature = { keyId: key.key.id, signature: key.sign(row.digest) };
    expect(await refusalOf(world.releases.sign(owner, { id: release.id, signature }))).toMatchObject({
      ...{ ...refusal, path: ["id"] },
    });
  });

  it("is found out where the digest was changed with it, or the signature was taken away", async () => {
    const good = await again(await publishSigned());
    const item = { name, type: "AGENT" } as const;
    const bad = await again(await publishSigned(key, "2.0.0"));
    const swapped = { ...bad, signature: good.signature };
    for (const [proof, reason] of [
      [swapped, "SIGNATURE_INVALID"],
      [{ ...good, publicKey: (await world.addKey(owner, publisher)).raw }, "SIGNATURE_INVALID"],
      [{ ...good, signature: null, publicKey: null }, "SIGNATURE_MISSING"],
      [{ ...good, keyRevokedAt: new Date() }, "KEY_REVOKED"],
    ] as const) {
      const refusal = expect.objectContaining({ code: "INVALID_STATE", reason });
      expect(() => verifyRelease(item, proof)).toThrow(refusal);
    }
    const unsigned = { ...good, signature: null, publicKey: null, needsSignature: false };
    expect(() => verifyRelease(item, unsigned)).not.toThrow();
  });

  it("of a workflow is found out by its definition", async () => {
    const definition = { steps: [{ id: "wait", type: "sleep", durationMs: 10 }] };
    const input = { name, version: "1.0.0", type: "WORKFLOW", description: "Waits.", definition } as const;
    const release = await world.releases.publish(owner, world.signed(key, input));
    expect(await isValid(release)).toBe(true);
    await world.rows(`UPDATE releases SET definition = '{"steps":[]}' WHERE id = $1`, [release.id]);
    expect(await isValid(release)).toBe(false);
  });
});
