import { describe, expect, it } from "vitest";
import { cel, expr, literal, text, workflow } from "../../sdk/src/index.js";

/** What becomes of an input that is written so. */
const inputOf = (input: object | string): unknown => {
  const [step] = workflow("w").step("a", { kind: "k", input }).toDefinition().steps;
  return step !== undefined && "input" in step ? step.input : undefined;
};

describe("references", () => {
  it("become expressions, alone and within text", () => {
    const { steps } = workflow<{ version: string; tags: readonly string[] }>("w")
      .step("a", {
        kind: "k",
        input: (ref) => ({ version: ref.input.version, title: text`v${ref.input.version}!`, run: ref.run.id }),
      })
      .toDefinition();
    expect(steps).toEqual([
      { id: "a", kind: "k", input: { version: "${input.version}", title: "v${input.version}!", run: "${run.id}" } },
    ]);
  });

  it("put what CEL cannot name with a dot in brackets", () => {
    expect(inputOf({ a: expr.input("a-b", 0, "in", "x y", '"') })).toEqual({
      a: '${input["a-b"][0]["in"]["x y"]["\\""]}',
    });
  });

  it("can be had without types, for every name that may be in scope", () => {
    const input = [
      expr.steps("build", "output", "artifact"),
      expr.trigger("type"),
      expr.run("id"),
      expr.item("path"),
      expr.index(),
      expr.error("message"),
      expr.output("id"),
    ];
    expect(inputOf(input)).toEqual([
      "${steps.build.output.artifact}",
      "${trigger.type}",
      "${run.id}",
      "${item.path}",
      "${index}",
      "${error.message}",
      "${output.id}",
    ]);
  });

  it("may be awaited by mistake, and stay what they are", async () => {
    const awaited: unknown = await Promise.resolve(expr.input("a"));
    expect(inputOf({ a: awaited })).toEqual({ a: "${input.a}" });
  });
});

describe("cel", () => {
  it("takes references as they are, and other expressions in parentheses", () => {
    const sum = cel`${expr.input("a")} + 1`;
    expect(inputOf({ product: cel`${sum} * 2` })).toEqual({ product: "${(input.a + 1) * 2}" });
  });

  it("takes values as CEL's literals", () => {
    const values = { names: ["it's", 'a "b"\n'], deep: { on: true, none: null, share: -0.5, of: expr.input() } };
    expect(inputOf({ a: cel`f(${values})` })).toEqual({
      a: '${f({"names": ["it\'s", "a \\"b\\"\\n"], "deep": {"on": true, "none": null, "share": -0.5, "of": input}})}',
    });
  });

  it("leaves backslashes to CEL", () => {
    expect(inputOf({ a: cel`input.matches("\\d+\.")` })).toEqual({ a: '${input.matches("\\\\d+\\.")}' });
  });

  it("refuses what CEL has no literal for", () => {
    expect(() => cel`${Number.NaN}`).toThrow(TypeError);
    expect(() => cel`${() => 1}`).toThrow("CEL has no literal for such a function.");
  });
});

describe("templates", () => {
  it("are JSON: dates become text, and what is undefined is left out", () => {
    expect(inputOf({ at: new Date(0), none: undefined })).toEqual({ at: "1970-01-01T00:00:00.000Z" });
  });

  it("refuse what is no JSON", () => {
    const symbol = Symbol("no JSON") as unknown as string;
    expect(() => inputOf(symbol)).toThrow("A template is JSON, with expressions in it.");
  });

  it("take text with expressions and other values in it", () => {
    const name = "${name}";
    expect(text`\${a} ${name} ${3}: ${expr.input("b")}${cel`1 + 1`}`).toBe("$${a} $${name} 3: ${input.b}${1 + 1}");
    // What a plain template literal makes of it.
    expect(String(expr.input("b")) + String(cel`1 + 1`)).toBe("${input.b}${1 + 1}");
  });

  it("keep text from elsewhere from being read as an expression", () => {
    expect(inputOf({ text: literal("costs ${price}, $5") })).toEqual({ text: "costs $${price}, $5" });
  });
});
