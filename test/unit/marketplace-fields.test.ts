import { describe, expect, it } from "vitest";
import { describeItem, type ItemDescription } from "../../src/marketplace/publishing/item-description.js";
import { latestOf } from "../../src/marketplace/publishing/latest-release.js";
import { isLicenceExpression } from "../../src/marketplace/publishing/licence.js";
import { draftOf } from "../../src/marketplace/publishing/release-draft.js";
import { checkPublisherName, checkVersion, parseItemName } from "../../src/marketplace/publishing/release-name.js";
import { newId } from "../../src/platform/ids.js";

const long = (count: number) => "a".repeat(count);

describe("the name of an item", () => {
  it.each(["a/b", "acme/word-count", "9/9-9", `${long(39)}/${long(64)}`])("may be %s", (name) => {
    expect(parseItemName(name)).toEqual({ publisher: name.split("/")[0], full: name });
  });

  it.each([
    ...["", "/", "a", "a/", "/a", "a/b/c", "a//b", "../etc", "a/..", "a/.", ".", "A/b", "a/B", "a/b_c", "a/b.c"],
    ...["-a/b", "a-/b", "a/-b", "a/b-", "a--b/c", "a/b--c", "ä/b", "а/b", "a/b\n", " a/b", "a /b", "a/b\0", "a\\b/c"],
    ...[`${long(40)}/b`, `a/${long(65)}`, `${long(100_000)}/b`, "a/b?c", "a/b%2fc", "a/b#c", "１/b"],
  ])("may not be %j", (name) => {
    const refusal = expect.objectContaining({ code: "BAD_USER_INPUT", reason: "NAME_INVALID", path: ["name"] });
    expect(() => parseItemName(name)).toThrow(refusal);
    const [publisher = ""] = name.split("/");
    const isPublisher = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(publisher) && publisher.length < 40;
    if (!isPublisher) expect(() => checkPublisherName(publisher)).toThrow(refusal);
  });
});

describe("the version of a release", () => {
  it.each(["0.0.0", "1.2.3", "10.20.30", "1.0.0-beta.1", "1.0.0-0.3.7", "1.0.0-x-y-z.-"])("may be %s", (version) => {
    expect(checkVersion(version)).toBe(version);
  });

  it.each([
    ...["", "1", "1.2", "v1.2.3", "=1.2.3", " 1.2.3", "1.2.3 ", "1.2.3+build", "1.0.0-beta+exp.sha", "01.2.3"],
    ...["1.2.3-01", "1.2.x", "^1.2.3", "latest", "1.2.3-", "1.2.3.4", "-1.2.3", "1.2.3-ä", "9007199254740992.0.0"],
    `1.0.0-${long(300)}`,
  ])("may not be %j", (version) => {
    expect(() => checkVersion(version)).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT", reason: "VERSION_INVALID", path: ["version"] }),
    );
  });
});

describe("a licence", () => {
  it.each([
    ...["MIT", "Apache-2.0", "GPL-2.0+", "MIT OR Apache-2.0", "(MIT AND BSD-3-Clause) OR ISC", "LicenseRef-own"],
    ...["GPL-2.0-or-later WITH Bison-exception-2.2", "((MIT))", "DocumentRef-a:LicenseRef-b", "0BSD"],
    "LGPL-2.1 OR GPL-2.0 WITH Classpath-exception-2.0 AND MIT",
  ])("may be %s", (text) => expect(isLicenceExpression(text)).toBe(true));

  it.each([
    ...[
      "",
      " ",
      "MIT Apache-2.0",
      "MIT OR",
      "OR MIT",
      "(MIT",
      "MIT)",
      "()",
      "MIT AND OR ISC",
      "(MIT) WITH x",
      "WITH x",
    ],
    ...[
      "A WITH b WITH c",
      "MIT WITH",
      "MIT/ISC",
      "see LICENSE",
      "<script>",
      "MIT\0",
      "A WITH B+",
      ")(",
      `(${long(300)})`,
    ],
  ])("may not be %j", (text) => expect(isLicenceExpression(text)).toBe(false));
});

describe("what is said of an item", () => {
  const before: ItemDescription = {
    ...{ description: "Counts.", tags: ["text"], licence: "MIT", repositoryUrl: "https://git.example/a" },
    ...{ pricePerRun: 2, visibility: "SHARED", sharedWith: [newId("tenant")] },
  };

  it("is by default little, and private", () => {
    expect(describeItem(null, { description: "Counts." })).toEqual({
      ...{ description: "Counts.", tags: [], licence: null, repositoryUrl: null, pricePerRun: 0 },
      ...{ visibility: "PRIVATE", sharedWith: [] },
    });
  });

  it("stays where it is left out, or null", () => {
    expect(describeItem(before, {})).toEqual(before);
    const nothing = { description: null, tags: null, pricePerRun: null, visibility: null, sharedWith: null };
    expect(describeItem(before, nothing)).toEqual(before);
  });

  it("loses licence and repository to null", () => {
    expect(describeItem(before, { licence: null, repositoryUrl: null })).toEqual({
      ...before,
      licence: null,
      repositoryUrl: null,
    });
  });

  it("is shared with nobody any more once it is not SHARED", () => {
    expect(describeItem(before, { visibility: "PUBLIC" })).toMatchObject({ visibility: "PUBLIC", sharedWith: [] });
    expect(describeItem(before, { sharedWith: [] }).sharedWith).toEqual([]);
  });

  it("has each tag and each tenant once", () => {
    const id = newId("tenant");
    const said = describeItem(before, { tags: ["b", "a", "b"], sharedWith: [id, id] });
    expect(said).toMatchObject({ tags: ["b", "a"], sharedWith: [id] });
  });

  const manyTags = Array.from({ length: 21 }, (_, index) => `tag-${index}`);
  it.each([
    [{ description: "" }, ["description"], "TEXT_INVALID"],
    [{ description: " \n" }, ["description"], "TEXT_INVALID"],
    [{ description: "a\0b" }, ["description"], "TEXT_INVALID"],
    [{ description: long(2_001) }, ["description"], "TEXT_INVALID"],
    [{ tags: manyTags }, ["tags"], "LIST_TOO_LONG"],
    [{ tags: ["ok", "Not"] }, ["tags", 1], "TAG_INVALID"],
    [{ tags: [""] }, ["tags", 0], "TAG_INVALID"],
    [{ tags: ["a b"] }, ["tags", 0], "TAG_INVALID"],
    [{ tags: [long(51)] }, ["tags", 0], "TAG_INVALID"],
    [{ licence: "see LICENSE" }, ["licence"], "LICENCE_INVALID"],
    [{ repositoryUrl: "http://git.example/a" }, ["repositoryUrl"], "URL_INVALID"],
    [{ repositoryUrl: "javascript:alert(1)" }, ["repositoryUrl"], "URL_INVALID"],
    [{ repositoryUrl: "https://user:secret@git.example/" }, ["repositoryUrl"], "URL_INVALID"],
    [{ repositoryUrl: "https://git.example/\n" }, ["repositoryUrl"], "URL_INVALID"],
    [{ repositoryUrl: "https://" }, ["repositoryUrl"], "URL_INVALID"],
    [{ repositoryUrl: `https://git.example/${long(500)}` }, ["repositoryUrl"], "URL_INVALID"],
    [{ pricePerRun: -1 }, ["pricePerRun"], "NUMBER_OUT_OF_RANGE"],
    [{ pricePerRun: 1e9 + 1 }, ["pricePerRun"], "NUMBER_OUT_OF_RANGE"],
    [{ pricePerRun: Number.NaN }, ["pricePerRun"], "NUMBER_OUT_OF_RANGE"],
    [{ pricePerRun: Number.POSITIVE_INFINITY }, ["pricePerRun"], "NUMBER_OUT_OF_RANGE"],
    [{ visibility: "PUBLIC", sharedWith: [newId("tenant")] }, ["sharedWith"], "SHARING_MISFIT"],
    [{ sharedWith: [newId("tenant"), "tenant_1"] }, ["sharedWith", 1], "ID_INVALID"],
    [{ sharedWith: [newId("user")] }, ["sharedWith", 0], "ID_INVALID"],
    [{ sharedWith: Array.from({ length: 101 }, () => newId("tenant")) }, ["sharedWith"], "LIST_TOO_LONG"],
  ] as const)("may not be %j", (input, path, reason) => {
    expect(() => describeItem(before, input)).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT", path, reason }),
    );
  });
});

describe("the content of a release", () => {
  const input = { name: "a/b", version: "1.0.0" };
  const hash = "0f".repeat(32);

  it.each(["agent", "registry.example/agent", "registry.example:5000/team/agent_x", "localhost/a-b/c.d", "a/b__c"])(
    "may be the image %s by its digest",
    (name) => {
      const image = `${name}@sha256:${hash}`;
      expect(draftOf({ ...input, image }).content).toEqual({ image });
    },
  );

  it.each([
    ...["", "agent", "agent:latest", `agent@sha512:${hash}`, `Agent@sha256:${hash}`, `agent@sha256:${hash}0`],
    ...[`agent@sha256:${hash.toUpperCase()}`, `a b@sha256:${hash}`, `https://r.example/a@sha256:${hash}`],
    ...[`../a@sha256:${hash}`, `a//b@sha256:${hash}`, `${"a".repeat(500)}@sha256:${hash}`, `-a@sha256:${hash}`],
  ])("may not be the image %j", (image) => {
    const refusal = { code: "BAD_USER_INPUT", reason: "IMAGE_INVALID", path: ["image"] };
    expect(() => draftOf({ ...input, image })).toThrow(expect.objectContaining(refusal));
  });

  it.each([
    [{}, ["binary"], "CONTENT_MISSING"],
    [{ binary: null, image: null, definition: null }, ["binary"], "CONTENT_MISSING"],
    [{ binary: hash, image: `a@sha256:${hash}` }, ["image"], "CONTENT_AMBIGUOUS"],
    [{ binary: hash, definition: {} }, ["definition"], "CONTENT_AMBIGUOUS"],
    [{ binary: hash, changelog: long(20_001) }, ["changelog"], "TEXT_TOO_LONG"],
  ])("may not be %j", (content, path, reason) => {
    expect(() => draftOf({ ...input, ...content })).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT", reason, path }),
    );
  });
});

describe("the latest release", () => {
  it.each([
    [["1.0.0", "1.10.0", "1.9.0"], "1.10.0"],
    [["2.0.0-rc.1", "1.0.0"], "1.0.0"],
    [["2.0.0-rc.2", "2.0.0-rc.10", "2.0.0-beta"], "2.0.0-rc.10"],
    [["0.0.1"], "0.0.1"],
  ])("of %j is %s", (versions, latest) => {
    expect(latestOf(versions.map((version) => ({ version })))?.version).toBe(latest);
    expect(latestOf(versions.toReversed().map((version) => ({ version })))?.version).toBe(latest);
  });

  it("of none is none", () => expect(latestOf([])).toBeNull());
});
