import { z } from "zod";
import { badInput } from "../platform/errors.js";
import { roles, type Role } from "./model.js";

/** The roles of people; keys have the others. */
export const userRoles = ["ADMIN", "SUPERVISOR", "DEVELOPER", "VIEWER"] as const satisfies readonly Role[];

const nameText = "must be 1 to 100 characters, none of them a control character.";
const passwordText = "must be 12 to 256 characters.";

const name = z
  .string(nameText)
  .trim()
  .min(1, nameText)
  .max(100, nameText)
  .regex(/^\P{Cc}*$/u, nameText);
const password = z.string(passwordText).min(12, passwordText).max(256, passwordText);
const role = z.enum(userRoles, `must be one of ${userRoles.join(", ")}.`);
const id = z.string("must be an id.");

/** As a browser's email field takes it: ASCII, so that PostgreSQL and we agree on its lower case. */
const email = z
  .string("must be an email.")
  .trim()
  .toLowerCase()
  .max(254, "must be at most 254 characters.")
  .regex(z.regexes.html5Email, "must be an email.");

/** Looser than for a new user: what cannot be right is wrong all the same, only not endless. */
export const signInInput = z.object({
  email: z
    .string("must be an email.")
    .trim()
    .toLowerCase()
    .min(1, "must not be empty.")
    .max(254, "must be at most 254 characters."),
  password: z.string("must be a text.").max(256, "must be at most 256 characters."),
  clientAddress: z.string(),
});

export const tenantInput = z.object({ name, adminEmail: email, adminPassword: password });

export const newUserInput = z.object({ email, name, role, password });

export const userChangeInput = z.object({
  id,
  name: name.nullish(),
  role: role.nullish(),
  disabled: z.boolean("must be true or false.").nullish(),
});

export const passwordChangeInput = z.object({
  currentPassword: z.string("must be a text.").max(256, "must be at most 256 characters."),
  newPassword: password,
});

export const bootstrapInput = z.object({ email, password: password.nullable() });

export const keyNameInput = z.object({ name });

/** An end that has come already is refused: such a key would never work. */
export const newKeyInput = (now: Date) =>
  z
    .object({
      name,
      role: z.enum(roles, "must be AGENT or SERVICE.").extract(["AGENT", "SERVICE"], "must be AGENT or SERVICE."),
      agentId: id.nullish(),
      expiresAt: z.date("must be an instant.").min(now, "must lie in the future.").nullish(),
    })
    .refine(({ role: of, agentId }) => of !== "AGENT" || typeof agentId === "string", {
      path: ["agentId"],
      error: "must be given for an AGENT's key.",
    })
    .refine(({ role: of, agentId }) => of !== "SERVICE" || typeof agentId !== "string", {
      path: ["agentId"],
      error: "must be left out for a SERVICE's key.",
    });

/** The input as the schema makes it; BAD_USER_INPUT naming the first bad field, and only that one. */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? []).map((key) => (typeof key === "number" ? key : String(key)));
  throw badInput([...path, issue?.message ?? "is invalid."].join(" "), path);
}
