import { expect, it } from "vitest";
import { WaitingLine } from "../../src/wasm/waiting-line.js";

function all(line: WaitingLine<string>): string[] {
  const items: string[] = [];
  for (let item = line.shift(); item !== undefined; item = line.shift()) items.push(item);
  return items;
}

it("takes from the owners in turn, from each the oldest first", () => {
  const line = new WaitingLine<string>();
  for (const item of ["a1", "a2", "a3"]) line.push("a", item);
  line.push("b", "b1");
  line.push("c", "c1");
  line.push("c", "c2");
  expect(line.size).toBe(6);
  expect(all(line)).toEqual(["a1", "b1", "c1", "a2", "c2", "a3"]);
  expect(line.size).toBe(0);
});

it("counts by owner, and forgets who has nothing in it", () => {
  const line = new WaitingLine<string>();
  line.push("__proto__", "x");
  line.push("__proto__", "y");
  expect(line.countOf("__proto__")).toBe(2);
  expect(line.delete("__proto__", "x")).toBe(true);
  expect(line.delete("__proto__", "x")).toBe(false);
  expect(line.delete("b", "x")).toBe(false);
  expect(line.size).toBe(1);
  expect(line.shift()).toBe("y");
  expect(line.countOf("__proto__")).toBe(0);
  expect(line.shift()).toBeUndefined();
});

it("gives all at once when it is cleared", () => {
  const line = new WaitingLine<string>();
  line.push("a", "a1");
  line.push("b", "b1");
  expect(line.clear()).toEqual(["a1", "b1"]);
  expect(line.size).toBe(0);
  expect(line.shift()).toBeUndefined();
});
