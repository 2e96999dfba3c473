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

it("makes names that kinds and workflows may have, no two of them the same", () => {
  for (const item of all) {
    expect(kindNameOf(item)).toMatch(kindForm);
    expect(workflowNameOf(item)).toMatch(workflowForm);
  }
  expect(new Set(all.map(kindNameOf)).size).toBe(all.length);
  expect(new Set(all.map(workflowNameOf)).size).toBe(all.length);
});

it("tells from a kind whose tasks these are, by name or by id", () => {
  for (const item of all) expect([item.id, item.name]).toContain(itemOfKind(kindNameOf(item)));
  expect(itemOfKind("wasm:acme/worker")).toBe("acme/worker");
  expect(itemOfKind("work")).toBeNull();
});
