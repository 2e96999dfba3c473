import { describe, expect, it } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import { checkJson, jsonSize, storable } from "../../src/tasks/json-value.js";

function refusal(value: unknown, maxBytes = 1_000): MusterError | null {
  try {
    checkJson(value, maxBytes, ["input"]);
    return null;
  } catch (error) {
    if (error instanceof MusterError) return error;
    throw error;
  }
}

describe("checkJson", () => {
  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a number", 1.5],
    ["a whole surrogate pair", "\u{1F600}"],
    ["an escaped backslash before u0000", "\\u0000"],
    ["an escaped backslash before a half pair's name", { "\\ud800": ["\\udfff"] }],
    ["control characters but NUL", "\u0001\u001f"],
  ])("takes %s", (_what, value) => {
    expect(refusal(value)).toBeNull();
  });

  it.each<[string, unknown]>([
    ["a NUL", "a\u0000"],
    ["a NUL deep inside", { a: [{ b: "\u0000" }] }],
    ["a NUL in a key", { "a\u0000": 1 }],
    ["a NUL behind an escaped backslash", "\\u0000 \u0000"],
    ["half a pair", "\ud800"],
    ["the other half", ["\udc00"]],
    ["a half pair in a key", { "\udfff": 1 }],
    ["a pair the wrong way round", "\udc00\ud800"],
  ])("refuses %s", (_what, value) => {
    expect(refusal(value)).toMatchObject({ code: "BAD_USER_INPUT", reason: "TEXT_UNSTORABLE", path: ["input"] });
  });

  it("counts bytes of UTF-8, not characters", () => {
    expect(jsonSize("\u00e9")).toBe(4);
    expect(refusal("\u00e9", 4)).toBeNull();
    expect(refusal("\u00e9", 3)).toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
      reason: "JSON_TOO_LARGE",
      path: ["input"],
    });
  });
});

describe("storable", () => {
  it.each([
    ["plain", 10, "plain"],
    ["a\u0000b", 10, "a\uFFFDb"],
    ["\ud800!", 10, "\uFFFD!"],
    ["abc", 2, "ab"],
    ["a\u{1F600}", 2, "a\uFFFD"],
  ])("makes of %j within %i: %j", (text, maxLength, kept) => {
    expect(storable(text, maxLength)).toBe(kept);
  });
});
