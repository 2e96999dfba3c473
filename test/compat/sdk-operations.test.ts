import { readdirSync, readFileSync } from "node:fs";
import { makeExecutableSchema } from "@graphql-tools/schema";
import { validate } from "graphql";
import { describe, expect, it } from "vitest";
import { readDocuments, shapesOf } from "./operations.js";

const root = new URL("../../", import.meta.url);
const schema = makeExecutableSchema({ typeDefs: readFileSync(new URL("schema.graphql", root), "utf8") });
const present = readDocuments(new URL("sdk/operations/", root));
const frozen = new URL("frozen/", import.meta.url);
const releases = readdirSync(frozen);

describe.each(releases)("the operations of SDK %s", (release) => {
  const document = readDocuments(new URL(`${release}/`, frozen));

  it("still fit today's schema", () => {
    expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  });

  it.each([...shapesOf(document)])("are kept or extended: %s", (name, before) => {
    const now = shapesOf(present).get(name);
    expect(now?.kind).toBe(before.kind);
    expect([...before.paths].filter((path) => !now?.paths.has(path))).toEqual([]);
    for (const [variable, { type }] of before.variables) expect(now?.variables.get(variable)?.type).toBe(type);
    const added = [...(now?.variables ?? [])].filter(([variable]) => !before.variables.has(variable));
    expect(added.filter(([, { optional }]) => !optional)).toEqual([]);
  });
});

describe("today's SDK", () => {
  it("has operations that fit the schema", () => {
    expect(validate(schema, present).map(({ message }) => message)).toEqual([]);
  });

  it("has a frozen copy of its own version", () => {
    const { version } = JSON.parse(readFileSync(new URL("sdk/package.json", root), "utf8")) as { version: string };
    expect(releases).toContain(version);
  });
});
