import { describe, expect, it } from "vitest";
import { sparseRows } from "../../src/platform/sparse-rows.js";

interface Thing {
  readonly id: string;
  readonly size: number | null;
  readonly colour: string;
}

describe("sparse rows", () => {
  const rowOf = sparseRows<Thing>(["id", "size", "colour"], ["size", "id"]);

  it("have the columns that were read, null among them", () => {
    expect(rowOf([1, "a"])).toMatchObject({ id: "a", size: 1 });
    expect(rowOf([null, "b"]).size).toBeNull();
  });

  it("throw for a column that was not read, rather than look empty", () => {
    expect(() => rowOf([1, "a"]).colour).toThrow("colour was asked for, but not read");
  });

  it("say no more than they hold when they are written down", () => {
    expect(JSON.stringify(rowOf([1, "a"]))).toBe('{"size":1,"id":"a"}');
  });
});
