import { badInput, type InputPath } from "./errors.js";

/** Names that programs give: capabilities, kinds, keys of labels. */
const namePattern = /^[a-zA-Z0-9._:/-]{1,100}$/;

const maxLabels = 50;
const maxLabelChars = 200;

/** Whether PostgreSQL can keep the text: it takes neither NUL nor half a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** Text that PostgreSQL can keep. */
export function checkStorable(text: string, path: InputPath): string {
  if (isStorable(text)) return text;
  throw badInput("Text may hold neither U+0000 nor half a surrogate pair.", path, "TEXT_UNSTORABLE");
}

export function checkName(name: string, path: InputPath): string {
  if (!namePattern.test(name)) throw badInput("A name has 1 to 100 of a-z A-Z 0-9 . _ : / -.", path, "NAME_INVALID");
  return name;
}

/** Each name once, in the caller's order. */
export function checkNames(names: readonly string[], maxCount: number, path: InputPath): readonly string[] {
  if (names.length > maxCount) throw badInput(`At most ${maxCount} names.`, path, "LIST_TOO_LONG");
  for (const [index, name] of names.entries()) checkName(name, [...path, index]);
  return [...new Set(names)];
}

/** Free labels, string to string: at most 50, keys like names, values of at most 200 characters. */
export function checkLabels(labels: unknown, path: InputPath): Readonly<Record<string, string>> {
  if (typeof labels !== "object" || labels === null || Array.isArray(labels)) {
    throw badInput("Labels are an object, string to string.", path, "LABELS_INVALID");
  }
  const entries = Object.entries(labels);
  if (entries.length > maxLabels) throw badInput(`At most ${maxLabels} labels.`, path, "LIST_TOO_LONG");
  return Object.fromEntries(entries.map(([key, value]) => [key, checkLabel(key, value, [...path, key])]));
}

function checkLabel(key: string, value: unknown, path: InputPath): string {
  checkName(key, path);
  if (typeof value !== "string" || value.length > maxLabelChars || !isStorable(value)) {
    throw badInput(`A label's value is a text of at most ${maxLabelChars} characters.`, path, "LABELS_INVALID");
  }
  return value;
}
