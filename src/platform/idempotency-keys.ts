import { createHash } from "node:crypto";
import stringify from "safe-stable-stringify";
import { badInput, MusterError, type InputPath } from "./errors.js";
import { isStorable } from "./labels.js";

/** A caller's key, or null for none. Throws BAD_USER_INPUT at `["idempotencyKey"]`. */
export function checkKey(key: string | null | undefined): string | null {
  if (key === null || key === undefined) return null;
  if (key.length < 1 || key.length > 200 || !isStorable(key)) {
    throw badInput("An idempotency key has 1 to 200 characters.", ["idempotencyKey"], "KEY_INVALID");
  }
  return key;
}

/** The same for the same input, whatever the order of its fields; left out and null are the same. The key is to be left out. */
export function hashInput(input: object): string {
  const told = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined));
  return createHash("sha256")
    .update(stringify(told) ?? "")
    .digest("hex");
}

/** A key stands for what it was first used for. */
export function keyReused(path: InputPath): MusterError {
  return new MusterError("CONFLICT", "The idempotency key was used with another input.", {
    reason: "IDEMPOTENCY_KEY_REUSED",
    path,
  });
}
