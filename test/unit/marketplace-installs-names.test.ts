import { expect, it } from "vitest";
import { itemOfKind, kindNameOf, workflowNameOf } from "../../src/marketplace/installations/names.js";
import { newId } from "../../src/platform/ids.js";

const kindForm = /^[a-zA-Z0-9._:/-]{1,100}$/;
const workflowForm = /^[A-Za-z][A-Za-z0-9._-]{0,99}$/;

const publishers = ["a", "acme", "3m", "x-3m", "a-b", "p".repeat(39), "9".repeat(39)];
const items = ["a", "b-c", "word-statistics", "7", "n".repeat(60), "n".repeat(64)];
const all = publishers.flatMap((publisher) =>
  items.map((item) => ({ id: newId("item"), name: `${publisher}/${item}` })),
);

it.each(["wasm", "container"] as const)("makes names of %s that kinds may have, no two of them the same", (family) => {
  const kinds = all.map((item) => kindNameOf(item, family));
  for (const kind of kinds) expect(kind).toMatch(kindForm);
  expect(new Set(kinds).size).toBe(all.length);
});

it("makes names that workflows may have, no two of them the same", () => {
  for (const item of all) expect(workflowNameOf(item)).toMatch(workflowForm);
  expect(new Set(all.map(workflowNameOf)).size).toBe(all.length);
});

it.each(["wasm", "container"] as const)("tells from a kind of %s whose tasks these are, by name or by id", (family) => {
  for (const item of all) expect([item.id, item.name]).toContain(itemOfKind(kindNameOf(item, family), family));
  expect(itemOfKind(`${family}:acme/worker`, family)).toBe("acme/worker");
  for (const other of ["work", family, "wasm:a/b", "container:a/b"].filter((kind) => !kind.startsWith(`${family}:`)))
    expect(itemOfKind(other, family)).toBeNull();
});
