import { describe, expect, it } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import { encodeCursor, parsePage, takePage, toConnection } from "../../src/platform/page.js";

const byName = { name: "things.name.asc", keyCount: 2 };
const byId = { name: "things.id.asc", keyCount: 1 };

function refusal(run: () => unknown): MusterError {
  try {
    run();
  } catch (error) {
    if (error instanceof MusterError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("parsePage", () => {
  it("asks for 20 items from the beginning unless told", () => {
    expect(parsePage({}, byId)).toEqual({ first: 20, after: null });
    expect(parsePage({ first: null, after: null }, byId)).toEqual({ first: 20, after: null });
  });

  it("takes 1 and 100 items", () => {
    expect([1, 100].map((first) => parsePage({ first }, byId).first)).toEqual([1, 100]);
  });

  it.each([0, -1, 101, 1.5, Number.NaN, 2 ** 31])("refuses to page by %d", (first) => {
    expect(refusal(() => parsePage({ first }, byId))).toMatchObject({
      code: "BAD_USER_INPUT",
      reason: "PAGE_SIZE_INVALID",
      path: ["first"],
    });
  });

  it("reads back the keys of the cursor that it made, whatever is in them", () => {
    const keys = ['Zoë [1] "x" \u{1f600}', "agent_1"];
    expect(parsePage({ after: encodeCursor(byName, keys) }, byName).after).toEqual(keys);
  });

  it.each([
    ["empty", ""],
    ["no base64", "%%%"],
    ["no JSON", Buffer.from("{").toString("base64url")],
    ["no list", Buffer.from('"things.id.asc"').toString("base64url")],
    ["of another order", encodeCursor(byName, ["a", "b"])],
    ["short of a key", encodeCursor(byId, [])],
    ["holding a number", Buffer.from('["things.id.asc",1]').toString("base64url")],
    ["holding a NUL", encodeCursor(byId, ["a\0"])],
    ["too long", encodeCursor(byId, ["a".repeat(3_000)])],
  ])("refuses a cursor that is %s", (_what, after) => {
    expect(refusal(() => parsePage({ after }, byId))).toMatchObject({
      code: "BAD_USER_INPUT",
      reason: "CURSOR_INVALID",
      path: ["after"],
    });
  });
});

describe("takePage", () => {
  it("keeps what was asked for and sees by the one more that a page follows", () => {
    const page = takePage(["a", "b", "c"], { first: 2, after: null });
    expect(page).toEqual({ items: ["a", "b"], hasNextPage: true, hasPreviousPage: false });
  });

  it("knows the last page, and that something precedes it", () => {
    const page = takePage(["c"], { first: 2, after: ["b"] });
    expect(page).toEqual({ items: ["c"], hasNextPage: false, hasPreviousPage: true });
  });
});

describe("toConnection", () => {
  it("gives each item its cursor and the page its ends", () => {
    const page = takePage(["a", "b"], { first: 2, after: null });
    expect(toConnection(page, (item) => `at-${item}`)).toEqual({
      edges: [
        { node: "a", cursor: "at-a" },
        { node: "b", cursor: "at-b" },
      ],
      nodes: ["a", "b"],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: "at-a", endCursor: "at-b" },
    });
  });

  it("makes no cursor that nobody reads", () => {
    const made: string[] = [];
    const { nodes, pageInfo } = toConnection(takePage(["a", "b"], { first: 2, after: null }), (item) => {
      made.push(item);
      return item;
    });
    expect([nodes, made]).toEqual([["a", "b"], []]);
    expect([pageInfo.endCursor, made]).toEqual(["b", ["b"]]);
  });

  it("has no cursors on an empty page", () => {
    const { pageInfo } = toConnection(takePage([], { first: 2, after: null }), String);
    expect(pageInfo).toMatchObject({ startCursor: null, endCursor: null });
  });
});
