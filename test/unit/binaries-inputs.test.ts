import { expect, it } from "vitest";
import { checkUpload } from "../../src/binaries/inputs.js";
import { MusterError } from "../../src/platform/errors.js";

const good = { sha256: "a".repeat(64), size: 1, mediaType: "application/wasm" };

function refusalOf(input: Partial<typeof good>): MusterError | null {
  try {
    checkUpload({ ...good, ...input }, 1_000);
    return null;
  } catch (error) {
    if (error instanceof MusterError) return error;
    throw error;
  }
}

it.each([
  "application/wasm",
  "text/plain; charset=utf-8",
  "image/svg+xml",
  "application/vnd.a-b.c+json;v=1 ; w=2",
  "A/B",
])("takes the media type %s", (mediaType) => expect(refusalOf({ mediaType })).toBeNull());

it.each([
  "",
  "wasm",
  "application/",
  "/wasm",
  "application/wasm ",
  "application/wasm\r\nset-cookie: a=b",
  "application/wasm;",
  'text/plain; charset="utf-8"',
  "application/wäsm",
  `application/${"a".repeat(128)}`,
  "a/".repeat(50_000),
])("refuses the media type %j", (mediaType) => {
  expect(refusalOf({ mediaType })).toMatchObject({
    code: "BAD_USER_INPUT",
    reason: "MEDIA_TYPE_INVALID",
    path: ["mediaType"],
  });
});

it.each(["", "a".repeat(63), "a".repeat(65), "A".repeat(64), `${"a".repeat(63)}g`, `${"a".repeat(64)}\n`])(
  "refuses the hash %j",
  (sha256) => {
    expect(refusalOf({ sha256 })).toMatchObject({ code: "BAD_USER_INPUT", reason: "HASH_INVALID", path: ["sha256"] });
  },
);

it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("refuses %s as a size", (size) => {
  expect(refusalOf({ size })).toMatchObject({ code: "BAD_USER_INPUT", reason: "SIZE_INVALID", path: ["size"] });
});

it("takes what is as large as may be, and refuses a byte more", () => {
  expect(refusalOf({ size: 1_000 })).toBeNull();
  expect(refusalOf({ size: 1_001 })).toMatchObject({
    code: "PAYLOAD_TOO_LARGE",
    reason: "BINARY_TOO_LARGE",
    path: ["size"],
  });
});
