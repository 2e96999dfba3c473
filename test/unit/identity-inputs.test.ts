import { describe, expect, it } from "vitest";
import { newKeyInput, newUserInput, parseInput, signInInput, userChangeInput } from "../../src/identity/inputs.js";

const user = { email: "Ada@Example.COM ", name: " Ada ", role: "VIEWER", password: "x".repeat(12) };
const now = new Date("2026-01-31T12:00:00Z");
const key = { name: "ci", role: "SERVICE" };

describe("a new user", () => {
  it("has a lower-case email and a trimmed name", () => {
    expect(parseInput(newUserInput, user)).toMatchObject({ email: "ada@example.com", name: "Ada" });
  });

  it.each([
    ["email", ""],
    ["email", "ada"],
    ["email", "ada@exa mple.com"],
    ["email", "ada\0@example.com"],
    ["email", `${"a".repeat(250)}@example.com`],
    ["email", "ad\u0131@example.com"],
    ["name", "  "],
    ["name", "x".repeat(101)],
    ["name", "a\0b"],
    ["role", "AGENT"],
    ["role", "SERVICE"],
    ["role", "ROOT"],
    ["password", "x".repeat(11)],
    ["password", "x".repeat(257)],
  ])("is refused for its %s %j", (field, value) => {
    expect(() => parseInput(newUserInput, { ...user, [field]: value })).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT", path: [field] }),
    );
  });

  it("is refused with one error that names the first bad field", () => {
    expect(() => parseInput(newUserInput, { ...user, email: "x", password: "y" })).toThrow(
      expect.objectContaining({ message: "email must be an email.", path: ["email"] }),
    );
  });

  it("may have an email without a dot, and a password of 256 characters", () => {
    const input = { ...user, email: "admin@localhost", password: "x".repeat(256) };
    expect(parseInput(newUserInput, input)).toMatchObject({ email: "admin@localhost" });
  });
});

describe("a sign-in", () => {
  it("takes any email that could be one, in lower case", () => {
    const input = { email: " ADA@example.com", password: "", clientAddress: "" };
    expect(parseInput(signInInput, input)).toMatchObject({ email: "ada@example.com" });
  });

  it("refuses a password that is too long to be one", () => {
    const input = { email: "a@b", password: "x".repeat(257), clientAddress: "" };
    expect(() => parseInput(signInInput, input)).toThrow(expect.objectContaining({ path: ["password"] }));
  });
});

describe("a change of a user", () => {
  it("may leave everything out, or name it null", () => {
    expect(parseInput(userChangeInput, { id: "x", name: null, disabled: undefined })).toMatchObject({ name: null });
  });
});

describe("a new key", () => {
  it.each([
    ["agentId", { ...key, role: "AGENT" }],
    ["agentId", { ...key, agentId: "agent_x" }],
    ["role", { ...key, role: "ADMIN" }],
    ["expiresAt", { ...key, expiresAt: new Date(now.getTime() - 1) }],
    ["name", { ...key, name: "" }],
  ])("is refused for its %s", (field, input) => {
    expect(() => parseInput(newKeyInput(now), input)).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT", path: [field] }),
    );
  });

  it("may have an end ahead", () => {
    const expiresAt = new Date(now.getTime() + 1);
    expect(parseInput(newKeyInput(now), { ...key, expiresAt })).toMatchObject({ expiresAt });
  });
});
