import { z } from "zod";

export interface Variable<Schema extends z.ZodType<unknown, string>> {
  readonly name: string;
  readonly schema: Schema;
  /** As it would be written in the environment; null when the variable may be left out altogether. */
  readonly fallback: string | null;
  readonly description: string;
  /** Never to be logged or shown. */
  readonly secret?: boolean;
}

export const text = z.string();
export const mib = 1024 * 1024;

export function whole(min: number, max: number): z.ZodType<number, string> {
  const message = `expected a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

/** Fractions too: a day and a half is 1.5. */
export function days(min: number, max: number): z.ZodType<number, string> {
  const message = `expected a number of days from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})?$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

export function url(...protocols: string[]): z.ZodType<string, string> {
  const message = `expected a URL of ${protocols.map((protocol) => `${protocol}://`).join(" or ")}`;
  return text.refine(
    (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol.slice(0, -1)),
    message,
  );
}

export const flag = z.enum(["true", "false"]).transform((value) => value === "true");

export const list = text.transform((value) =>
  value
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean),
);

/** Fractions too. */
export function amount(max: number): z.ZodType<number, string> {
  const message = `expected a number from 0 to ${max}`;
  return z
    .string()
    .regex(/^\d{1,12}(\.\d{1,12})?$/, message)
    .transform(Number)
    .refine((value) => value <= max, message);
}

/** Keeps each variable's own type while holding all of them to one shape. */
export const described = <Variables extends Record<string, Variable<z.ZodType<unknown, string>>>>(
  table: Variables,
): Variables => table;
