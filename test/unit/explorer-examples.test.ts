import { readdirSync, readFileSync } from "node:fs";
import { buildSchema, getVariableValues, Kind, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";

const folder = new URL("../../explorer/src/examples/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const schema = buildSchema(readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"));
const variables = JSON.parse(read("variables.json")) as Record<string, Record<string, unknown>>;

/** `create-task.graphql` has its variables under `createTask`. */
const keyOf = (file: string): string =>
  file.replace(".graphql", "").replaceAll(/-./g, (dash) => dash.charAt(1).toUpperCase());

describe("the explorer's examples", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".graphql"));

  it.each(files)("%s is valid under today's schema, with its variables", (file) => {
    const document = parse(read(file));
    expect(validate(schema, document)).toEqual([]);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("begins with no operation");
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables[keyOf(file)] ?? {});
    expect(errors).toBeUndefined();
  });

  it("have no variables for an example that is not there", () => {
    expect(Object.keys(variables).filter((key) => !files.map(keyOf).includes(key))).toEqual([]);
  });
});
