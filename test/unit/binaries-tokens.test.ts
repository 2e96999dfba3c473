import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { DownloadTokens } from "../../src/binaries/tokens.js";
import { newId } from "../../src/platform/ids.js";
import { ManualClock } from "../support/manual-clock.js";

const minuteMs = 60_000;

function tokensOf(key: string, clock: ManualClock): DownloadTokens {
  return new DownloadTokens({
    deriveSecret: (purpose) => createHmac("sha256", key).update(purpose).digest(),
    now: () => clock.now(),
  });
}

it("reads its own token for a quarter of an hour, on every replica", () => {
  const clock = new ManualClock();
  const id = newId("binary");
  const token = tokensOf("a key", clock).issue(id);
  expect(encodeURIComponent(token)).toBe(token);
  clock.advance(15 * minuteMs - 1);
  expect(tokensOf("a key", clock).read(token)).toBe(id);
  clock.advance(1);
  expect(tokensOf("a key", clock).read(token)).toBeNull();
});

it("reads none that another installation has issued", () => {
  const clock = new ManualClock();
  expect(tokensOf("a key", clock).read(tokensOf("another", clock).issue(newId("binary")))).toBeNull();
});

it("reads none in which anything was changed", () => {
  const clock = new ManualClock();
  const tokens = tokensOf("a key", clock);
  const token = tokens.issue(newId("binary"));
  const [id = "", end = "", mac = ""] = token.split(".");
  const later = (Number.parseInt(end, 36) + 1).toString(36);
  // The last character carries two bits that nobody reads: another one may be the same MAC.
  const otherMac = mac.startsWith("A") ? `B${mac.slice(1)}` : `A${mac.slice(1)}`;
  for (const made of [
    `${newId("binary")}.${end}.${mac}`,
    `${id}.${later}.${mac}`,
    `${id}.${end}.${otherMac}`,
    `${id}.${end}`,
    `${id}.${end}.${mac}x`,
    `${token}\n`,
    "",
    "a".repeat(100_000),
  ]) {
    expect(tokens.read(made)).toBeNull();
  }
});
